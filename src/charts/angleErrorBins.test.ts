import { expect, test } from "vitest";
import { errorAxis, errorShares } from "./angleErrorBins.ts";

test("the axis is even to both sides and holds all but a hundredth", () => {
  const errors = Float64Array.from({ length: 200 }, (_, i) => (i - 100) / 10);
  const axis = errorAxis([errors]);
  expect(axis.reach).toBe(15);
  expect(axis.edges[0]).toBe(-15);
  expect(axis.edges[axis.edges.length >> 1]).toBe(0);
  const wide = errorAxis([errors, Float64Array.of(40)]);
  expect(wide.reach).toBe(60);
  expect(errorAxis([]).reach).toBe(15);
});

test("an error counts in its bin, one beyond the end in the last", () => {
  const axis = errorAxis([Float64Array.of(1)]);
  const shares = errorShares(Float64Array.of(-99, 0.1, 0.2, 14.9), axis);
  expect(shares[0]).toBe(0.25);
  expect(shares[shares.length / 2]).toBe(0.5);
  expect(shares.at(-1)).toBe(0.25);
  expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
});
