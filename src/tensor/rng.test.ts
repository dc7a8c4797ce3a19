import * as fc from "fast-check";
import { expect, test } from "vitest";
import { rngFromState, seededRng, shuffledIndices, type Rng } from "./rng.ts";

const draw = (rng: Rng, n: number) =>
  Array.from({ length: n }, () => rng.uniform());

const mean = (values: number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

test("gives the same numbers for the same seed and purpose", () => {
  expect(draw(seededRng(7, "batches"), 20)).toEqual(
    draw(seededRng(7, "batches"), 20),
  );
});

test("keeps its numbers across versions, so that an old run can be repeated", () => {
  const rng = seededRng(1, "batches");
  const first = [rng.intBelow(1000), rng.intBelow(1000), rng.intBelow(1000)];
  expect(first).toMatchInlineSnapshot(`
    [
      688,
      454,
      74,
    ]
  `);
});

test("gives unrelated numbers for neighbouring seeds and for other purposes", () => {
  const streams = [
    draw(seededRng(1, "a"), 500),
    draw(seededRng(2, "a"), 500),
    draw(seededRng(1, "b"), 500),
    draw(seededRng(0, "a"), 500),
  ];
  for (let i = 0; i < streams.length; i++) {
    for (let j = 0; j < i; j++) {
      const products = streams[i]!.map(
        (x, k) => (x - 0.5) * (streams[j]![k]! - 0.5) * 12,
      );
      // Correlation of independent uniforms: standard error 1/sqrt(500) = 0.045.
      expect(Math.abs(mean(products))).toBeLessThan(0.16);
    }
  }
});

test("draws uniforms in [0, 1) with the right mean and variance", () => {
  const values = draw(seededRng(3, "uniform"), 20000);
  expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...values)).toBeLessThan(1);
  expect(mean(values)).toBeCloseTo(0.5, 1);
  expect(mean(values.map((x) => (x - 0.5) ** 2))).toBeCloseTo(1 / 12, 2);
});

test("draws normals with mean 0, standard deviation 1 and normal tails", () => {
  const rng = seededRng(5, "normal");
  const values = Array.from({ length: 20000 }, () => rng.normal());
  expect(values.every(Number.isFinite)).toBe(true);
  expect(Math.abs(mean(values))).toBeLessThan(0.03);
  expect(Math.abs(mean(values.map((x) => x * x)) - 1)).toBeLessThan(0.05);
  const outside = values.filter((x) => Math.abs(x) > 1.96).length / 20000;
  expect(Math.abs(outside - 0.05)).toBeLessThan(0.008);
});

test("draws every integer below n about equally often", () => {
  const rng = seededRng(11, "int");
  const counts = new Array<number>(7).fill(0);
  for (let i = 0; i < 14000; i++) counts[rng.intBelow(7)]!++;
  for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(220);
});

test("goes on from a saved state, through JSON, as if nothing had happened", () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(50), (seed, before) => {
      const rng = seededRng(seed, "resume");
      draw(rng, before);
      rng.normal();
      const saved = JSON.parse(JSON.stringify(rng.state())) as never;
      const expected = [rng.uniform(), rng.normal(), rng.intBelow(99)];
      const restored = rngFromState(saved);
      expect([
        restored.uniform(),
        restored.normal(),
        restored.intBelow(99),
      ]).toEqual(expected);
    }),
    { numRuns: 50 },
  );
});

test("forks a stream that does not depend on what was drawn before", () => {
  const early = seededRng(9, "run").fork("validation");
  const parent = seededRng(9, "run");
  draw(parent, 100);
  expect(draw(parent.fork("validation"), 10)).toEqual(draw(early, 10));
});

test("forks streams that differ from the parent and from each other", () => {
  const parent = seededRng(9, "run");
  const first = draw(parent.fork("a"), 5);
  expect(draw(parent.fork("b"), 5)).not.toEqual(first);
  expect(draw(parent, 5)).not.toEqual(first);
});

test("shuffles into a permutation, in every position, for any length", () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 0, max: 300 }), (seed, n) => {
      const order = shuffledIndices(n, seededRng(seed, "order"));
      expect([...order].sort((a, b) => a - b)).toEqual(
        Array.from({ length: n }, (_, i) => i),
      );
    }),
    { numRuns: 50 },
  );
  const firsts = new Set(
    Array.from(
      { length: 100 },
      (_, seed) => shuffledIndices(5, seededRng(seed, "o"))[0],
    ),
  );
  expect(firsts.size).toBe(5);
});

test("names what is wrong with a seed, a bound or a state", () => {
  expect(() => seededRng(0.5, "x")).toThrow(
    "seededRng: 'seed' must be an integer, got 0.5",
  );
  expect(() => seededRng(1, "x").intBelow(0)).toThrow(
    "intBelow: 'n' must be a positive integer, got 0",
  );
  expect(() => rngFromState({ path: "1/x", words: [1, 2] })).toThrow(
    "rngFromState: 'words' must hold 4 numbers, got 2",
  );
});
