import { expect, test } from "vitest";
import { cosineMatrix } from "../evaluation/angles.ts";
import {
  mapped,
  normalRows,
  orthonormalMap,
} from "../evaluation/geometry/spaces.fixture.ts";
import { pairsOf, signedAngleErrors } from "./pairStatistics.ts";
import {
  randomMapBand,
  randomMapErrors,
  randomMapOf,
  shareInBand,
} from "./randomMapNull.ts";

const MAP = { kind: "orthonormal", from: 96, to: 32 } as const;
const N = 60;

/** Pairs before and after random orthonormal maps of 60 vectors with a common direction, so that cosines lie about 0.5. */
const teacherRows = (() => {
  const rows = normalRows(N, MAP.from);
  for (let i = 0; i < N; i++) rows.values[i * MAP.from]! += 10;
  return rows;
})();
const before = pairsOf(cosineMatrix(teacherRows), N);
const after = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) =>
  pairsOf(
    cosineMatrix(mapped(teacherRows, orthonormalMap(MAP.from, MAP.to, seed))),
    N,
  ),
);

test("a random map leaves about 95 % of the pairs inside the band, and the teacher itself all", () => {
  const shares = after.map((pairs) => shareInBand(MAP, before, pairs));
  const mean = shares.reduce((a, b) => a + b, 0) / shares.length;
  expect(mean).toBeGreaterThan(0.88);
  expect(mean).toBeLessThan(0.99);
  expect(shareInBand(MAP, before, before)).toBe(1);
});

test("the band closes where cosines reach 1, and ends where cosines end", () => {
  const [low, high] = randomMapBand(MAP, 0.5);
  expect((low + high) / 2).toBeCloseTo(0.5, 6);
  expect(high - low).toBeCloseTo(
    2 * 1.96 * 0.75 * Math.sqrt(1 / 32 - 1 / 96),
    6,
  );
  expect(randomMapBand(MAP, 1)).toEqual([1, 1]);
  expect(randomMapBand({ ...MAP, to: 1 }, 0)).toEqual([-1, 1]);
});

test("the errors foretold are those of random maps", () => {
  const edges = [-90, -10, -5, 0, 5, 10, 90];
  const foretold = randomMapErrors(MAP, before, edges);
  expect(foretold.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 3);
  const errors = after.flatMap((pairs) => [
    ...signedAngleErrors(pairs, before),
  ]);
  foretold.forEach((share, i) => {
    const found =
      errors.filter((e) => e >= edges[i]! && e < edges[i + 1]!).length /
      errors.length;
    expect(Math.abs(found - share)).toBeLessThan(0.06);
  });
});

test("a space that gets no narrower is compared with a Gaussian map, one of unknown width with none", () => {
  const sample = {
    ...{ step: 0, source: "held-out" as const, n: 0 },
    labels: new Uint8Array(),
    ...{ teacher: new Float32Array(), compressed: null },
    student: new Float32Array(),
  };
  const kindAt = (teacher: number, student: number) =>
    randomMapOf({ ...sample, widths: { teacher, student } })?.kind;
  expect([kindAt(64, 32), kindAt(32, 32)]).toEqual(["orthonormal", "gaussian"]);
  expect(randomMapOf(sample)).toBeNull();
});
