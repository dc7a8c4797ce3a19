import { expect, test } from "vitest";
import {
  narrowedAngle,
  remix,
  spacedStretches,
  type Point,
} from "./sameLoss.ts";

test("stretches have the condition asked for, and no volume of their own", () => {
  expect(spacedStretches(3, 100)).toEqual([10, 1, 0.1]);
  expect(spacedStretches(5, 1)).toEqual([1, 1, 1, 1, 1]);
  expect(spacedStretches(1, 50)).toEqual([1]);
  const product = spacedStretches(7, 30).reduce((a, b) => a * b, 1);
  expect(product).toBeCloseTo(1, 12);
});

test("a right angle about the stretched direction narrows as arc tangents say", () => {
  // tan(45 degrees) = 1: 2 atan(1 / condition).
  expect(narrowedAngle(90, 1)).toBeCloseTo(90, 12);
  expect(narrowedAngle(90, 2)).toBeCloseTo(53.1301, 4);
  expect(narrowedAngle(90, 10)).toBeCloseTo(11.4212, 4);
  expect(narrowedAngle(90, 100)).toBeCloseTo(1.1459, 4);
});

const points: Point[] = [
  [1, 1],
  [1, -1],
  [-2, 0.5],
  [0.2, 3],
];
const head = [
  [1, 0, 2],
  [0, 1, -1],
] as const;
/** What the head makes of the student, and one number off by 0.6: loss 0.36 / 12. */
const teacher = points.map(([x, y], i) => [
  x + (i === 2 ? 0.6 : 0),
  y,
  2 * x - y,
]);

test.each([
  [1, 0],
  [10, 0],
  [10, 37],
  [100, 120],
])(
  "at condition %d about %d degrees the loss is the same",
  (condition, axis) => {
    const { loss } = remix(points, head, teacher, condition, axis);
    expect(loss).toBeCloseTo(0.03, 9);
  },
);

test("angles stay at condition 1, however it is turned, and change beyond", () => {
  const still = remix(points, head, teacher, 1, 50);
  expect(still.maxAngleError).toBeCloseTo(0, 9);
  const one: Point[] = points.slice(0, 2);
  // The pair at 90 degrees about the first axis: 90 - 11.4212.
  const bent = remix(one, head, teacher.slice(0, 2), 10, 0);
  expect(bent.meanAngleError).toBeCloseTo(78.5788, 4);
  // About the diagonal one of the two lies on the axis itself, the other across: still a right angle.
  const across = remix(one, head, teacher.slice(0, 2), 10, 45);
  expect(across.meanAngleError).toBeCloseTo(0, 9);
  const [mild, strong] = [10, 100].map(
    (condition) => remix(points, head, teacher, condition, 20).meanAngleError,
  );
  expect(strong!).toBeGreaterThan(mild!);
});
