import { expect, test } from "vitest";
import {
  classOrder,
  errorOrder,
  imagesAt,
  placeOf,
  reordered,
} from "./imageOrder.ts";

const matrix = Float32Array.of(1, 0.1, 0.2, 0.1, 1, 0.3, 0.2, 0.3, 1);

test("a matrix is moved by rows and by columns at once, and stays itself in its own order", () => {
  const order = Uint16Array.of(2, 0, 1);
  expect([...reordered(matrix, order)]).toEqual([
    ...Float32Array.of(1, 0.2, 0.3, 0.2, 1, 0.1, 0.3, 0.1, 1),
  ]);
  expect(reordered(matrix, classOrder(3))).toBe(matrix);
});

test("a pair is found where the order has put it, and back", () => {
  const order = Uint16Array.of(2, 0, 1);
  const pair = { row: 0, column: 2 };
  const place = placeOf(pair, order)!;
  expect(place).toEqual({ row: 1, column: 0 });
  expect(imagesAt(place, order)).toEqual(pair);
  expect(placeOf({ row: 3, column: 0 }, order)).toBeNull();
  expect(placeOf(null, order)).toBeNull();
});

test("the image with the largest angle errors comes first, and equals keep their order", () => {
  const cosines = (degrees: number[]) =>
    Float32Array.from(degrees, (angle) => Math.cos((angle * Math.PI) / 180));
  // Image 2 is 30 degrees off to both others, which are right to each other.
  const sample = {
    ...{ step: 1, source: "held-out" as const, n: 3 },
    labels: Uint8Array.of(0, 0, 1),
    teacher: cosines([0, 20, 60, 20, 0, 60, 60, 60, 0]),
    compressed: null,
    student: cosines([0, 20, 90, 20, 0, 90, 90, 90, 0]),
  };
  expect([...errorOrder(sample)]).toEqual([2, 0, 1]);
});
