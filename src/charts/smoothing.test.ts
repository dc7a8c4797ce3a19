import fc from "fast-check";
import { expect, test } from "vitest";
import { smoothed } from "./smoothing.ts";

test("leaves the values alone without smoothing", () => {
  expect(smoothed([1, 2, 3], [5, 1, 4], 0, 1)).toEqual([5, 1, 4]);
});

test("starts at the first value instead of at zero", () => {
  expect(smoothed([1, 2], [8, 8], 0.99, 1)).toEqual([8, 8]);
});

test("weighs two neighbours as the formula says", () => {
  expect(smoothed([1, 2], [4, 1], 0.5, 1)).toEqual([4, 2.5]);
});

test("weighs a gap of two steps like two steps", () => {
  const [, wide] = smoothed([1, 3], [4, 1], 0.5, 1);
  expect(wide).toBeCloseTo(0.25 * 4 + 0.75 * 1, 12);
});

test("passes over values that are not finite", () => {
  expect(smoothed([1, 2, 3], [4, NaN, 1], 0.5, 1)).toEqual([4, null, 1.75]);
});

test("stays between the smallest and the largest value", () => {
  const values = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), {
    minLength: 1,
  });
  fc.assert(
    fc.property(
      values,
      fc.double({ min: 0, max: 0.99, noNaN: true }),
      (v, w) => {
        const means = smoothed(
          v.map((_, i) => i + 1),
          v,
          w,
          1,
        ) as number[];
        expect(Math.min(...means)).toBeGreaterThanOrEqual(
          Math.min(...v) - 1e-9,
        );
        expect(Math.max(...means)).toBeLessThanOrEqual(Math.max(...v) + 1e-9);
      },
    ),
  );
});

test("refuses a factor that would never forget", () => {
  expect(() => smoothed([1], [1], 1, 1)).toThrow(
    "smoothed: 'smoothing' must lie in 0 to below 1, got 1",
  );
  expect(() => smoothed([1], [1], 0.5, 0)).toThrow(
    "smoothed: 'stepUnit' must be > 0, got 0",
  );
});
