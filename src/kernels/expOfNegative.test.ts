import fc from "fast-check";
import { expect, test } from "vitest";
import { expOfNegative } from "./expOfNegative.ts";

test("agrees with Math.exp to one part in 1e8 down to -700", () => {
  fc.assert(
    fc.property(fc.double({ min: -700, max: 0, noNaN: true }), (x) => {
      expect(Math.abs(expOfNegative(x) / Math.exp(x) - 1)).toBeLessThan(1e-8);
    }),
  );
});

test("is exactly one at zero, and zero far below", () => {
  expect(expOfNegative(0)).toBe(1);
  expect(expOfNegative(-0)).toBe(1);
  expect(expOfNegative(-1e6)).toBe(0);
  expect(expOfNegative(-Infinity)).toBe(0);
});
