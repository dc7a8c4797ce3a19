import { expect, test } from "vitest";
import { similarityOrder } from "./seriation.ts";

/** Cosines of unit vectors in the plane at these angles, in degrees. */
function cosinesAt(degrees: readonly number[]): Float32Array {
  return Float32Array.from(
    degrees.flatMap((a) =>
      degrees.map((b) => Math.cos(((a - b) * Math.PI) / 180)),
    ),
  );
}

test("points on an arc come out in the order of their angles, whatever order they came in", () => {
  const degrees = [40, 3, 85, 20, 61, 0, 30, 73];
  const order = similarityOrder(cosinesAt(degrees), degrees.length);
  const walked = [...order].map((i) => degrees[i]!);
  const rising = [...degrees].sort((a, b) => a - b);
  expect([rising, [...rising].reverse()]).toContainEqual(walked);
});

test("two bundles stay apart although their members came in turns", () => {
  const degrees = [0, 80, 2, 84, 4, 86];
  const order = similarityOrder(cosinesAt(degrees), degrees.length);
  const sides = [...order].map((i) => (degrees[i]! > 40 ? "b" : "a")).join("");
  expect(["aaabbb", "bbbaaa"]).toContain(sides);
});

test("every image has one place, also where all are alike or none is a number", () => {
  const places = (cosines: Float32Array, n: number) =>
    [...similarityOrder(cosines, n)].sort((a, b) => a - b);
  expect(places(new Float32Array(25).fill(1), 5)).toEqual([0, 1, 2, 3, 4]);
  expect(places(new Float32Array(9).fill(Number.NaN), 3)).toEqual([0, 1, 2]);
  expect(places(new Float32Array(1), 1)).toEqual([0]);
  expect(places(new Float32Array(0), 0)).toEqual([]);
});

test("refuses a matrix of another size", () => {
  expect(() => similarityOrder(new Float32Array(8), 3)).toThrow(
    "similarityOrder: 'cosines' must hold 3 x 3 numbers, got 8",
  );
});
