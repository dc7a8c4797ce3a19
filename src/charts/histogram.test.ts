import fc from "fast-check";
import { expect, test } from "vitest";
import {
  binEdges,
  idThreshold,
  SCORE_BINS,
  scoreHistogram,
} from "./histogram.ts";

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

test("shares of any set of scores sum to one, whatever its size", () => {
  const scores = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
    minLength: 1,
    maxLength: 300,
  });
  fc.assert(
    fc.property(scores, (values) => {
      const { shares, belowRange } = scoreHistogram(Float32Array.from(values));
      expect(shares).toHaveLength(SCORE_BINS);
      expect(sum(shares)).toBeCloseTo(1, 9);
      expect(belowRange).toBe(
        Float32Array.from(values).filter((score) => score < 0).length,
      );
    }),
  );
});

test("a score falls into the bin whose edges enclose it", () => {
  for (let bin = 0; bin < SCORE_BINS; bin++) {
    const [low, high] = binEdges(bin);
    const { shares } = scoreHistogram([(low + high) / 2]);
    expect(shares.indexOf(1)).toBe(bin);
  }
});

test("the ends of the axis keep what lies on or beyond them", () => {
  expect(scoreHistogram([1, 1.0000001]).shares.at(-1)).toBe(1);
  expect(scoreHistogram([-0.4, 0]).shares[0]).toBe(1);
  expect(scoreHistogram([-0.4, 0]).belowRange).toBe(1);
});

test("an empty set has empty bins and no threshold", () => {
  expect(sum(scoreHistogram([]).shares)).toBe(0);
  expect(idThreshold([])).toBeNull();
});

test("the threshold is the linearly interpolated 5 % quantile", () => {
  // np.quantile([0, 0.1, ..., 1.0], 0.05) == 0.05: half-way between the first two.
  const scores = Array.from({ length: 11 }, (_, i) => i / 10).reverse();
  expect(idThreshold(scores)).toBeCloseTo(0.05, 12);
});
