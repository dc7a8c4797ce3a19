import { expect, test } from "vitest";
import { cosineMatrix } from "../evaluation/angles.ts";
import { normalRows } from "../evaluation/geometry/spaces.fixture.ts";
import { symmetricEigen } from "../tensor/jacobi.ts";
import { leadingDirections } from "./leadingDirections.ts";
import {
  combinedTurn,
  NO_TURN,
  spherePoints,
  turnBy,
  turnedPoints,
} from "./sphere.ts";

const cosinesOf = (points: Float64Array, n: number) =>
  cosineMatrix({ values: Float32Array.from(points), n, d: 3 });

test("a space of three dimensions is drawn as it is", () => {
  const n = 20;
  const cosines = cosineMatrix(normalRows(n, 3));
  const sphere = spherePoints(cosines, n, null);
  expect(sphere.kept).toBeCloseTo(1, 5);
  expect(sphere.explained).toBeCloseTo(1, 6);
  expect(sphere.angleErrorDegrees).toBeLessThan(0.1);
  const drawn = cosinesOf(sphere.points, n);
  for (let i = 0; i < n * n; i++) expect(drawn[i]).toBeCloseTo(cosines[i]!, 4);
});

test("of a wider space it keeps what the three largest eigenvalues hold, and says that angles are lost", () => {
  const n = 40;
  const rows = normalRows(n, 12);
  // Stretched, so that some directions lead.
  for (let i = 0; i < rows.values.length; i++) {
    rows.values[i]! *= [5, 3, 2.5, 1.5][i % 12] ?? 1;
  }
  const cosines = cosineMatrix(rows);
  const { values } = symmetricEigen(Float64Array.from(cosines), n);
  const expected = (values[0]! + values[1]! + values[2]!) / n;
  expect(leadingDirections(cosines, n).kept).toBeCloseTo(expected, 4);
  const sphere = spherePoints(cosines, n, null);
  expect(sphere.explained).toBeGreaterThan(0.2);
  expect(sphere.explained).toBeLessThan(0.99);
  expect(sphere.angleErrorDegrees).toBeGreaterThan(5);
});

test("a space that is another one turned and mirrored comes to lie on it", () => {
  const n = 15;
  const cosines = cosineMatrix(normalRows(n, 3));
  const first = spherePoints(cosines, n, null);
  const mirrored = turnedPoints(first.points, turnBy(70, -35)).map((x, i) =>
    i % 3 === 2 ? -x : x,
  );
  const second = spherePoints(cosines, n, mirrored);
  for (let i = 0; i < 3 * n; i++) {
    expect(second.points[i]).toBeCloseTo(mirrored[i]!, 5);
  }
});

test("images along one line or one plane, and too few of them, are no trouble", () => {
  const line = spherePoints(new Float32Array(16).fill(1), 4, null);
  expect(line.kept).toBeCloseTo(1, 5);
  expect(line.explained).toBeNull();
  expect([...line.points].every(Number.isFinite)).toBe(true);
  const two = spherePoints(
    Float32Array.of(1, 0, 0, 1),
    2,
    line.points.subarray(0, 6),
  );
  expect(two.angleErrorDegrees).toBeCloseTo(0, 3);
  expect(spherePoints(Float32Array.of(1), 1, null).explained).toBeNull();
});

test("turns keep lengths, and a turn there and back is none", () => {
  const turn = combinedTurn(turnBy(-30, 0), turnBy(30, 0));
  turn.forEach((entry, i) => expect(entry).toBeCloseTo(NO_TURN[i]!, 12));
  const [x, y, z] = turnedPoints(Float64Array.of(0, 0, 1), turnBy(90, 0));
  expect([x, y, z].map((value) => Number(value!.toFixed(9)))).toEqual([
    1, 0, 0,
  ]);
  const up = turnedPoints(Float64Array.of(0, 0, 1), turnBy(0, 90));
  expect(up[1]).toBeCloseTo(1, 9);
});
