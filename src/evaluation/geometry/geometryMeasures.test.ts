import { expect, test } from "vitest";
import { seededRng } from "../../tensor/rng.ts";
import { runToEnd } from "../chunks.ts";
import type { Rows } from "../rows.ts";
import { geometryMeasures } from "./geometryMeasures.ts";
import { mapped, normalRows, orthonormalMap } from "./spaces.fixture.ts";

const options = () => ({ k: 5, permutations: 20, rng: seededRng(1, "null") });
const measures = (rows: Rows, teacher: Rows) =>
  runToEnd(geometryMeasures(rows, teacher, options()));

test("the lengths of embeddings and a rotation change nothing", () => {
  const teacher = normalRows(40, 6);
  const turned = mapped(teacher, orthonormalMap(6, 6, 2));
  const longer = turned.values.map((x, i) => x * (1 + Math.floor(i / 6)));
  const found = measures({ ...turned, values: longer }, teacher);
  expect(found.angles.meanDegrees).toBeLessThan(0.01);
  expect(found.pearson).toBeCloseTo(1, 5);
  expect(found.spearman).toBeCloseTo(1, 5);
  expect(found.cka.biased).toBeCloseTo(1, 5);
  expect(found.cka.debiased).toBeCloseTo(1, 5);
  expect(found.neighbours.mutualKnn).toBe(1);
  expect(found.procrustes).toBeLessThan(1e-6);
});

test("a worse space is worse by every measure", () => {
  const teacher = normalRows(60, 24);
  const good = measures(mapped(teacher, orthonormalMap(24, 20, 3)), teacher);
  const bad = measures(mapped(teacher, orthonormalMap(24, 6, 3)), teacher);
  expect(good.angles.meanDegrees).toBeLessThan(bad.angles.meanDegrees);
  expect(good.procrustes).toBeLessThan(bad.procrustes);
  expect(good.pearson).toBeGreaterThan(bad.pearson);
  expect(good.spearman).toBeGreaterThan(bad.spearman);
  expect(good.cka.debiased).toBeGreaterThan(bad.cka.debiased);
  expect(good.neighbours.mutualKnn).toBeGreaterThan(bad.neighbours.mutualKnn);
  expect(good.neighbours.trustworthiness).toBeGreaterThan(
    bad.neighbours.trustworthiness,
  );
  expect(good.neighbours.continuity).toBeGreaterThan(bad.neighbours.continuity);
  expect(good.spectrum.effectiveRank).toBeGreaterThan(
    bad.spectrum.effectiveRank,
  );
});
