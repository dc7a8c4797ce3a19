import { expect, test } from "vitest";
import { float64RowsOf, type Rows, unitRowsOf } from "../rows.ts";
import { squaredProcrustes } from "./procrustes.ts";
import { mapped, normalRows, orthonormalMap, waves } from "./spaces.fixture.ts";

const distance = (x: Rows, y: Rows) =>
  squaredProcrustes(float64RowsOf(x), float64RowsOf(y));

test("is 0 under translation, rotation, reflection and scale, into a wider space too", () => {
  const x = normalRows(40, 5);
  const wide = mapped(
    x,
    orthonormalMap(9, 5, 1).map(
      (_, i, all) =>
        // The transposed of orthonormal columns: [5, 9].
        all[(i % 9) * 5 + Math.floor(i / 9)]!,
    ),
  );
  const moved = { ...wide, values: wide.values.map((v) => 4 - 3 * v) };
  expect(distance(x, moved)).toBeLessThan(1e-6);
  expect(distance(moved, x)).toBeLessThan(1e-6);
});

test("in the plane it is the minimum over all angles and their mirror images", () => {
  const [x, y] = [normalRows(12, 2, "x"), normalRows(12, 2, "y")];
  const unitCentred = ({ values, n }: Rows) => {
    const mean = [0, 1].map((k) => {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += values[2 * i + k]! / n;
      return sum;
    });
    const centred = Array.from(values, (v, i) => v - mean[i % 2]!);
    const norm = Math.hypot(...centred);
    return centred.map((v) => v / norm);
  };
  const [a, b] = [unitCentred(x), unitCentred(y)];
  let least = Infinity;
  for (let step = 0; step < 20000; step++) {
    const angle = (step / 20000) * 2 * Math.PI;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    for (const mirror of [1, -1]) {
      let squared = 0;
      for (let i = 0; i < 24; i += 2) {
        const [p, q] = [b[i]!, mirror * b[i + 1]!];
        squared +=
          (a[i]! - c * p + s * q) ** 2 + (a[i + 1]! - s * p - c * q) ** 2;
      }
      least = Math.min(least, squared);
    }
  }
  expect(distance(x, y)).toBeCloseTo(least, 6);
});

test("agrees with SciPy's disparity, which scales once more: 1 - (sum of singular values)^2", () => {
  const { x, y } = waves();
  const disparity = 0.7060808544061523; // scipy.spatial.procrustes, on unit rows, y padded with zeros
  expect(squaredProcrustes(unitRowsOf(x), unitRowsOf(y))).toBeCloseTo(
    2 - 2 * Math.sqrt(1 - disparity),
    8,
  );
});

test("a space of one point lies at distance 1 from any other", () => {
  const point = { values: new Float32Array(30).fill(0.7), n: 10, d: 3 };
  expect(distance(point, normalRows(10, 4))).toBeCloseTo(1, 12);
});

test("refuses different images", () => {
  expect(() => distance(normalRows(3, 2), normalRows(4, 2))).toThrow(
    "squaredProcrustes: both spaces must have the same images, at least one, got 3 and 4",
  );
});
