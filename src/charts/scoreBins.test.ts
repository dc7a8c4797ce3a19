import { expect, test } from "vitest";
import { scoreBins, stairPath } from "./scoreBins.ts";

const total = (shares: readonly number[]) =>
  shares.reduce((sum, share) => sum + share, 0);

test("counts both sides in the same bins, ends included", () => {
  const bins = scoreBins([-3, 1], [0, 0, 1, 1]);
  expect(bins.domain).toEqual([-3, 1]);
  expect(bins.id).toHaveLength(bins.ood.length);
  expect(bins.id[0]).toBe(0.5);
  expect([bins.id.at(-1), bins.ood.at(-1)]).toEqual([0.5, 0.5]);
  expect(bins.ood[30]).toBe(0.5); // 0 lies three quarters of the way
  expect(total(bins.id)).toBeCloseTo(1, 12);
  expect(bins.highest).toBe(0.5);
});

test("has an axis for a single value, and for none", () => {
  expect(scoreBins([2, 2], [2]).domain).toEqual([1.5, 2.5]);
  expect(total(scoreBins([2, 2], [2]).ood)).toBeCloseTo(1, 12);
  expect(total(scoreBins([], []).id)).toBe(0);
});

test("draws a stair from the axis and back to it", () => {
  const path = stairPath(
    [1, 0.5],
    (bin) => 10 * bin,
    (share) => 20 - 20 * share,
  );
  expect(path).toBe("M0.0 20.0H0.0V0.0H10.0V10.0H20.0V20.0");
});
