import { expect, test } from "vitest";
import { runToEnd } from "../evaluation/chunks.ts";
import { cosineMatrix } from "../evaluation/angles.ts";
import { neighbourAgreement } from "../evaluation/geometry/neighbourhoods.ts";
import { normalRows } from "../evaluation/geometry/spaces.fixture.ts";
import { unitRowsOf } from "../evaluation/rows.ts";
import { seededRng } from "../tensor/rng.ts";
import {
  mutualNeighbours,
  nearestImages,
  neighbourCount,
  neighbourLists,
} from "./sampleNeighbours.ts";

test("the nearest come first, never oneself, and of equals the lower index", () => {
  const cosines = Float32Array.of(
    ...[1, 0.2, 0.9, 0.2],
    ...[0.2, 1, 0.1, 0.5],
    ...[0.9, 0.1, 1, 0.3],
    ...[0.2, 0.5, 0.3, 1],
  );
  expect(nearestImages(cosines, 4, 0, 3)).toEqual([2, 1, 3]);
  expect(nearestImages(cosines, 4, 3, 2)).toEqual([1, 2]);
  expect([...neighbourLists(cosines, 4, 1)]).toEqual([2, 3, 0, 1]);
});

test("the share is the engine's own, and the null lies about k / (n - 1)", () => {
  const [n, k] = [60, neighbourCount(60)];
  const rng = seededRng(1, "spaces");
  const teacher = normalRows(n, 12, "teacher");
  const student = normalRows(n, 12, "student");
  student.values.set(teacher.values.subarray(0, 30 * 12));
  const lists = (rows: typeof teacher) =>
    neighbourLists(cosineMatrix(rows), n, k);
  const found = mutualNeighbours(lists(student), lists(teacher), n)!;
  const expected = runToEnd(
    neighbourAgreement(unitRowsOf(student), unitRowsOf(teacher), {
      ...{ k, permutations: 2, rng },
    }),
  );
  expect(found.share).toBeCloseTo(expected.mutualKnn, 10);
  expect(found.share).toBeGreaterThan(found.nullMean + 5 * found.nullDeviation);
  expect(found.nullMean).toBeCloseTo(k / (n - 1), 2);
  expect(found.nullDeviation).toBeGreaterThan(0);
});

test("a space agrees wholly with itself, and shuffles come out the same each time", () => {
  const lists = Uint16Array.of(1, 0, 3, 2);
  const found = mutualNeighbours(lists, lists, 4)!;
  expect(found.share).toBe(1);
  expect(mutualNeighbours(lists, lists, 4)).toEqual(found);
  expect(mutualNeighbours(Uint16Array.of(1, 0), Uint16Array.of(1, 0), 2)).toBe(
    null,
  );
});
