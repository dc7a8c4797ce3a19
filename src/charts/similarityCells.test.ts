import { describe, expect, test } from "vitest";
import { anglesAt, cosineDifference, likestPair } from "./similarityCells.ts";

const half = Math.SQRT1_2;
const sample = {
  step: 3,
  source: "held-out" as const,
  n: 2,
  labels: Uint8Array.of(0, 1),
  teacher: Float32Array.of(1, 0, 0.5, 1),
  compressed: Float32Array.of(1, 0, 0, 1),
  student: Float32Array.of(1, 0, half, 1),
};

test("a cell's angles are read row first, in degrees", () => {
  const angles = anglesAt(sample, { row: 1, column: 0 });
  expect(angles.teacher).toBeCloseTo(60, 4);
  expect(angles.compressed).toBeCloseTo(90, 4);
  expect(angles.student).toBeCloseTo(45, 4);
  expect(anglesAt(sample, { row: 0, column: 1 }).teacher).toBeCloseTo(90, 4);
});

test("the difference is positive where the student finds a pair more alike", () => {
  const difference = cosineDifference(sample.student, sample.teacher);
  expect([...difference].map((value) => Number(value.toFixed(4)))).toEqual([
    0, 0, 0.2071, 0,
  ]);
});

describe("the likest pair", () => {
  const three = {
    ...sample,
    n: 3,
    labels: Uint8Array.of(0, 0, 1),
    teacher: Float32Array.of(1, 0.9, 0.1, 0.9, 1, 0.4, 0.1, 0.4, 1),
  };
  test("is of two classes where there are two", () => {
    expect(likestPair(three)).toEqual({ row: 1, column: 2 });
  });
  test("is of any two images where there is one class, and none of one image", () => {
    const oneClass = { ...three, labels: Uint8Array.of(4, 4, 4) };
    expect(likestPair(oneClass)).toEqual({ row: 0, column: 1 });
    const one = {
      ...three,
      n: 1,
      labels: Uint8Array.of(0),
      teacher: Float32Array.of(1),
    };
    expect(likestPair(one)).toBeNull();
  });
});
