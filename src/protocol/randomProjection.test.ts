import { expect, test } from "vitest";
import { runToEnd } from "../evaluation/chunks.ts";
import { pairwiseCosines } from "../evaluation/angles.ts";
import type { Rows } from "../evaluation/rows.ts";
import { angleErrors } from "../evaluation/geometry/angleErrors.ts";
import {
  meanRandomProjectionError,
  randomProjectionLaw,
} from "./randomProjection.ts";
import {
  gaussianMap,
  mapped,
  normalRows,
  orthonormalMap,
} from "../evaluation/geometry/spaces.fixture.ts";

const cosines = (rows: Rows) => runToEnd(pairwiseCosines(rows));

/** Projects pairs of vectors at one angle by many maps, and measures what happens to their cosines. */
function simulated(
  kind: "gaussian" | "orthonormal",
  cosine: number,
  from: number,
  to: number,
) {
  const draws = 1200;
  const pair = new Float32Array(2 * from);
  pair[0] = 1;
  pair[from] = cosine;
  pair[from + 1] = Math.sqrt(1 - cosine ** 2);
  const map = kind === "gaussian" ? gaussianMap : orthonormalMap;
  const found = Float64Array.from(
    { length: draws },
    (_, seed) =>
      cosines(mapped({ values: pair, n: 2, d: from }, map(from, to, seed)))[0]!,
  );
  const mean = (f: (c: number) => number) =>
    found.reduce((sum, c) => sum + f(c), 0) / draws;
  const angle = Math.acos(cosine);
  return {
    cosineDeviation: Math.sqrt(mean((c) => (c - cosine) ** 2)),
    meanAngleErrorDegrees:
      (mean((c) => Math.abs(Math.acos(c) - angle)) * 180) / Math.PI,
  };
}

// 1,200 draws know a standard deviation to 2 %, the law is first order: within 10 % together.
test.each([
  ["gaussian", 0, 30, 64],
  ["gaussian", 0.6, 30, 64],
  ["gaussian", -0.8, 30, 64],
  ["orthonormal", 0, 40, 24],
  ["orthonormal", 0.7, 40, 24],
] as const)(
  "a %s map moves a cosine of %f as the law says, %i to %i dimensions",
  (kind, cosine, from, to) => {
    const law = randomProjectionLaw(kind, cosine, from, to);
    const measured = simulated(kind, cosine, from, to);
    expect(measured.cosineDeviation / law.cosineDeviation).toBeGreaterThan(0.9);
    expect(measured.cosineDeviation / law.cosineDeviation).toBeLessThan(1.1);
    const ratio = measured.meanAngleErrorDegrees / law.meanAngleErrorDegrees;
    expect(ratio).toBeGreaterThan(0.9);
    expect(ratio).toBeLessThan(1.1);
  },
);

test("the figures of the specification: 45.7 degrees over the square root of the width", () => {
  const at = (to: number) =>
    randomProjectionLaw("gaussian", 0, 500, to).meanAngleErrorDegrees;
  expect(at(16)).toBeCloseTo(11.4, 1);
  expect(at(64)).toBeCloseTo(5.71, 2);
  expect(at(192)).toBeCloseTo(3.3, 2);
  const orthonormal = randomProjectionLaw("orthonormal", 0, 384, 192);
  expect(orthonormal.meanAngleErrorDegrees).toBeCloseTo(2.33, 2);
});

test("an orthonormal map onto the whole space moves nothing, and a vector's own angle never moves", () => {
  expect(
    randomProjectionLaw("orthonormal", 0.3, 50, 50).meanAngleErrorDegrees,
  ).toBe(0);
  expect(randomProjectionLaw("gaussian", 1, 50, 9).cosineDeviation).toBe(0);
});

test("over all pairs of a space the law's mean is what a projection of that space measures", () => {
  const teacher = normalRows(120, 48);
  teacher.values.forEach((_, i) => (teacher.values[i]! += i % 48 < 4 ? 2 : 0));
  const teacherCosines = cosines(teacher);
  for (const kind of ["gaussian", "orthonormal"] as const) {
    const map = kind === "gaussian" ? gaussianMap : orthonormalMap;
    let measured = 0;
    for (let seed = 0; seed < 10; seed++) {
      const projected = cosines(mapped(teacher, map(48, 32, seed)));
      measured += angleErrors(projected, teacherCosines).meanDegrees / 10;
    }
    const law = meanRandomProjectionError(kind, teacherCosines, 48, 32);
    expect(measured / law).toBeGreaterThan(0.9);
    expect(measured / law).toBeLessThan(1.1);
  }
});

test("refuses a cosine that is none, and orthonormal rows that cannot be", () => {
  expect(() => randomProjectionLaw("gaussian", 1.1, 8, 4)).toThrow(
    "randomProjectionLaw: 'cosine' must lie in [-1, 1], got 1.1",
  );
  expect(() => randomProjectionLaw("orthonormal", 0, 8, 9)).toThrow(
    "randomProjectionLaw: widths must be positive and not grow, got 8 to 9",
  );
});
