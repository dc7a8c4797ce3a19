import { expect, test } from "vitest";
import { compareExactly, mismatches, toleranceFor } from "./comparison.ts";
import { parseGolden, transposed } from "./goldenFile.ts";

test("a difference beyond the tolerance is named, one within it is not", () => {
  const comparison = { what: "x", expected: [1, 2], tolerance: 0.1 };
  expect(mismatches([{ ...comparison, got: [1, 2.09] }])).toEqual([]);
  expect(mismatches([{ ...comparison, got: [1, 2.25] }])).toEqual([
    "x: 2 expected at 1, got 2.25; off by 0.25, allowed 0.1",
  ]);
});

test("numbers that are not finite, or missing, never pass", () => {
  const open = { what: "x", expected: [1], tolerance: Infinity };
  expect(mismatches([{ ...open, got: [50] }])).toEqual([]);
  expect(mismatches([{ ...open, got: [NaN] }]).length).toBe(1);
  expect(mismatches([{ ...open, got: [Infinity] }]).length).toBe(1);
  expect(mismatches([{ ...open, got: [] }])).toEqual([
    "x: 1 numbers expected, got 0",
  ]);
  expect(mismatches([compareExactly("x", [0], [1e-30])]).length).toBe(1);
});

test("the tolerance is the largest of the three that README names", () => {
  expect(toleranceFor([1e-9], 1e-4)).toBe(1e-6);
  expect(toleranceFor([3, -20], 1e-4)).toBeCloseTo(2e-3, 12);
  expect(toleranceFor([3, -20], 1e-4, 1)).toBe(10);
});

test("a file without a kind is refused", () => {
  expect(() => parseGolden("a.json", "{}")).toThrow(
    "parseGolden: a.json must have a 'kind', got undefined",
  );
});

test("PyTorch's matrices are turned over", () => {
  const turned = transposed({ shape: [2, 3], data: [1, 2, 3, 4, 5, 6] });
  expect(turned).toEqual({ shape: [3, 2], data: [1, 4, 2, 5, 3, 6] });
});
