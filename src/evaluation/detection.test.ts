import { expect, test } from "vitest";
import { EngineError } from "../protocol/engineError.ts";
import { seededRng } from "../tensor/rng.ts";
import { runToEnd } from "./chunks.ts";
import {
  auroc,
  detect,
  fpr95,
  fpr95OodPositive,
  idThreshold,
  meanDetection,
  nearestCosines,
  quantile,
} from "./detection.ts";

const scores = (...values: number[]) => Float32Array.from(values);

/** Scores of which many are equal. */
function coarse(n: number, shift: number, purpose: string): Float32Array {
  const rng = seededRng(9, purpose);
  return Float32Array.from({ length: n }, () =>
    Math.round(2 * (rng.normal() + shift)),
  );
}

test("AUROC is 1, 0 and a half for better, worse and equal scores", () => {
  expect(auroc(scores(3, 4), scores(1, 2))).toBe(1);
  expect(auroc(scores(1, 2), scores(3, 4))).toBe(0);
  expect(auroc(scores(7, 7, 7), scores(7, 7))).toBe(0.5);
});

test("AUROC is the share of won pairs, ties counted half", () => {
  const id = coarse(60, 0.6, "id");
  const ood = coarse(45, 0, "ood");
  let wins = 0;
  for (const a of id)
    for (const b of ood) wins += a > b ? 1 : a === b ? 0.5 : 0;
  expect(auroc(id, ood)).toBeCloseTo(wins / (60 * 45), 12);
  expect(auroc(ood, id)).toBeCloseTo(1 - wins / (60 * 45), 12);
});

test("neither order of the scores nor a rising function of them matters", () => {
  const id = coarse(30, 1, "id");
  const ood = coarse(20, 0, "ood");
  const expected = detect(id, ood);
  const stretched = (x: Float32Array) => x.map((value) => value ** 3).reverse();
  expect(auroc(stretched(id), stretched(ood))).toBe(expected.auroc);
});

test("the quantile interpolates as numpy's", () => {
  expect(quantile(scores(4, 1, 3, 2), 0.5)).toBe(2.5);
  expect(quantile(scores(4, 1, 3, 2), 0.05)).toBeCloseTo(1.15, 6);
  expect(quantile(scores(5), 0.05)).toBe(5);
  expect(quantile(scores(1, 2), 1)).toBe(2);
});

test("FPR95 with ID positive is the share of OOD above the 5 % quantile of ID", () => {
  const id = Float32Array.from({ length: 21 }, (_, i) => i); // 5 % quantile: 1
  expect(idThreshold(id)).toBe(1);
  expect(fpr95(id, scores(0, 1, 1.5, 9))).toBe(0.5); // 1 itself is not above
});

test("FPR95 with OOD positive is the share of ID lost when 95 % of OOD is caught", () => {
  const ood = Float32Array.from({ length: 20 }, (_, i) => i); // 19 of 20 lie at or below 18
  expect(fpr95OodPositive(scores(17, 18, 18.5, 19, 30), ood)).toBe(0.4);
});

test("the two conventions differ, and swap with the roles of ID and OOD", () => {
  const rng = seededRng(1, "conventions");
  const draw = (mean: number, deviation: number) =>
    Float32Array.from({ length: 4001 }, () => mean + deviation * rng.normal());
  const id = draw(2, 1);
  const ood = draw(0, 2);
  // Normal distributions: 1 - Phi((2 - 1.645) / 2) = 0.43 and Phi(2 * 1.645 - 2) = 0.90.
  expect(fpr95(id, ood)).toBeCloseTo(0.43, 1);
  expect(fpr95OodPositive(id, ood)).toBeCloseTo(0.9, 1);
  const negated = (x: Float32Array) => x.map((value) => -value);
  expect(fpr95OodPositive(id, ood)).toBeCloseTo(
    fpr95(negated(ood), negated(id)),
    2,
  );
});

test("a score that is not finite is an error, not a rank", () => {
  for (const measure of [auroc, fpr95, fpr95OodPositive]) {
    for (const unfit of [NaN, Infinity, -Infinity]) {
      expect(() => measure(scores(1, unfit), scores(0))).toThrow(EngineError);
      expect(() => measure(scores(1), scores(unfit, 0))).toThrow(EngineError);
    }
    expect(() => measure(scores(), scores(1))).toThrow(RangeError);
    expect(() => measure(scores(1), scores())).toThrow(RangeError);
  }
});

test("measuring leaves the scores in their order", () => {
  const id = scores(3, 1, 2);
  detect(id, scores(2, 0));
  expect([...id]).toEqual([3, 1, 2]);
});

test("a group's result is the plain mean over its sets", () => {
  const a = { auroc: 0.5, fpr95: 0.25, nId: 10, nOod: 4 };
  const b = { auroc: 1, fpr95: 0.75, nId: 10, nOod: 100 };
  expect(meanDetection([a, b])).toEqual({
    auroc: 0.75,
    fpr95: 0.5,
    nId: 10,
    nOod: 104,
  });
  expect(meanDetection([])).toBeNull();
});

test("a query's score is the cosine to its k-th nearest bank vector", () => {
  const bank = { values: scores(1, 0, 0, 5, -2, 0), n: 3, d: 2 };
  const queries = { values: scores(3, 0, 1, 1), n: 2, d: 2 };
  const nearest = runToEnd(nearestCosines(queries, bank));
  expect(nearest[0]).toBeCloseTo(1, 6);
  expect(nearest[1]).toBeCloseTo(Math.SQRT1_2, 6);
  const third = runToEnd(nearestCosines(queries, bank, 3));
  expect(third[0]).toBeCloseTo(-1, 6);
  expect(third[1]).toBeCloseTo(-Math.SQRT1_2, 6);
  expect(() => runToEnd(nearestCosines(queries, bank, 4))).toThrow(
    "nearestCosines: 'k' must be an integer from 1 to the bank's 3, got 4",
  );
});

test("vectors of one direction and different length have exactly equal scores", () => {
  const rng = seededRng(2, "directions");
  const direction = Array.from({ length: 7 }, () => Math.fround(rng.normal()));
  const bank = { values: Float32Array.from(direction), n: 1, d: 7 };
  const other = Array.from({ length: 7 }, () => Math.fround(rng.normal()));
  const multiples = [1, 2, 3, 5, 7].flatMap((m) => other.map((x) => m * x));
  const queries = { values: Float32Array.from(multiples), n: 5, d: 7 };
  const [first, ...rest] = runToEnd(nearestCosines(queries, bank));
  for (const score of rest) expect(score).toBeCloseTo(first!, 7);
});
