import { expect, test } from "vitest";
import { sampleStandardDeviation } from "simple-statistics";
import { seededRng } from "../../tensor/rng.ts";
import {
  bootstrapInterval,
  pairedInterval,
  seedSummary,
  studentInterval,
} from "./seeds.ts";

const A = [0.61, 0.64, 0.58, 0.66, 0.6];
const B = [0.55, 0.6, 0.57, 0.59, 0.58];
const rng = () => seededRng(1, "bootstrap");

test("mean, deviation and range", () => {
  const found = seedSummary(A);
  expect(found.mean).toBeCloseTo(0.618, 12);
  expect(found.deviation).toBeCloseTo(sampleStandardDeviation(A), 12);
  expect(found).toMatchObject({ n: 5, least: 0.58, most: 0.66 });
  expect(seedSummary([0.3])).toMatchObject({ mean: 0.3, deviation: null });
});

test("a bootstrap of three values is that of all their 27 samples", () => {
  const values = [0, 1, 5];
  const means: number[] = [];
  for (const a of values)
    for (const b of values) for (const c of values) means.push((a + b + c) / 3);
  means.sort((x, y) => x - y);
  // P(mean <= 0) = 1/27 > 2.5 %, P(mean >= 5) = 1/27 > 2.5 %: the interval reaches both ends.
  expect(bootstrapInterval(values, rng())).toEqual({
    mean: 2,
    low: 0,
    high: 5,
  });
  const half = bootstrapInterval(values, rng(), 0.5);
  expect(half.low).toBeCloseTo(means[6]!, 9);
  expect(half.high).toBeCloseTo(means[20]!, 9);
});

test("with many values it is the normal interval", () => {
  const draw = seededRng(2, "values");
  const values = Array.from({ length: 400 }, () => draw.normal());
  const { mean, deviation } = seedSummary(values);
  const reach = (1.96 * deviation!) / 20;
  const found = bootstrapInterval(values, rng());
  expect(found.mean).toBeCloseTo(mean, 12);
  expect(Math.abs(found.low - (mean - reach))).toBeLessThan(0.08 * reach);
  expect(Math.abs(found.high - (mean + reach))).toBeLessThan(0.08 * reach);
});

test("pairing removes what seeds have in common", () => {
  const shared = [0, 0.3, -0.2, 0.5, 0.1];
  const found = pairedInterval(
    A.map((a, i) => a + shared[i]!),
    B.map((b, i) => b + shared[i]!),
    rng(),
  );
  const plain = pairedInterval(A, B, rng());
  expect(found.low).toBeCloseTo(plain.low, 9);
  expect(found.high).toBeCloseTo(plain.high, 9);
  expect(plain.mean).toBeCloseTo(0.04, 12);
  expect(plain.low).toBeGreaterThan(0);
});

test("exchanging the two methods turns the interval around", () => {
  const there = studentInterval(A, B);
  const back = studentInterval(B, A);
  expect(back.mean).toBeCloseTo(-there.mean, 12);
  expect(back.low).toBeCloseTo(-there.high, 12);
});

test("Student's interval is SciPy's", () => {
  // stats.t.interval(.95, 4, mean, stats.sem(d)) of SciPy 1.10.1; the table has four digits.
  const found = studentInterval(A, B);
  expect(found.low).toBeCloseTo(0.008343655219166808, 4);
  expect(found.high).toBeCloseTo(0.07165634478083321, 4);
});

test("over five normal seeds Student's covers the truth 95 times in 100, the bootstrap clearly less often", () => {
  const draw = seededRng(7, "coverage");
  const trials = 250;
  let [student, bootstrap] = [0, 0];
  for (let trial = 0; trial < trials; trial++) {
    const values = Array.from({ length: 5 }, () => draw.normal());
    const covers = ({ low, high }: { low: number; high: number }) =>
      low <= 0 && high >= 0 ? 1 : 0;
    student += covers(studentInterval(values, [0, 0, 0, 0, 0]));
    bootstrap += covers(bootstrapInterval(values, draw.fork(`${trial}`)));
  }
  expect(Math.abs(student / trials - 0.95)).toBeLessThan(0.042); // three standard errors
  expect(bootstrap / trials).toBeLessThan(0.91);
  expect(bootstrap / trials).toBeGreaterThan(0.7);
});

test("the same stream gives the same interval", () => {
  expect(bootstrapInterval(A, rng())).toEqual(bootstrapInterval(A, rng()));
});

test("refuses single values, unequal seeds, numbers that are not finite and impossible levels", () => {
  expect(() => bootstrapInterval([1], rng())).toThrow(
    "bootstrapInterval: 'values' must hold at least 2, got 1",
  );
  expect(() => pairedInterval([1, 2], [1], rng())).toThrow(
    "pairedInterval: 'values' and 'reference' must have the same seeds, got 2 and 1",
  );
  expect(() => seedSummary([1, NaN])).toThrow(
    "seedSummary: 'values' must be finite, got NaN",
  );
  expect(() => studentInterval([1], [2])).toThrow(RangeError);
  expect(() => bootstrapInterval([1, 2], rng(), 1)).toThrow(
    "bootstrapInterval: 'level' must lie between 0 and 1, got 1",
  );
});
