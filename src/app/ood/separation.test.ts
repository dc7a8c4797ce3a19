import { expect, test } from "vitest";
import { auroc, fpr95, fpr95OodPositive } from "../../evaluation/detection.ts";
import { seededRng } from "../../tensor/rng.ts";
import type { ScoredSpace, ScoredSpaces } from "./scoredSpaces.ts";
import { fprThreshold, separations, spaceCurves } from "./separation.ts";

const rng = seededRng(3, "separation");
const draw = (n: number, mean: number, spread: number) =>
  Float64Array.from({ length: n }, () => mean + spread * rng.normal());
const space = (shift: number, spread: number): ScoredSpace => ({
  id: draw(200, shift, spread),
  ood: draw(150, 0, spread),
  parts: [{ set: "pack:x", n: 150 }],
});
const scores: ScoredSpaces = {
  teacher: space(2, 1),
  compressed: null,
  student: space(10, 9),
  untrained: space(0, 1),
};
const curves = spaceCurves(scores);

test("agrees with the engine's AUROC and both FPR95, space by space", () => {
  expect(curves.map((each) => each.space)).toEqual([
    "teacher",
    "student",
    "untrained",
  ]);
  for (const { scored, ...found } of curves) {
    const [id, ood] = [scored.id as Float64Array, scored.ood as Float64Array];
    expect(found.auroc).toBeCloseTo(auroc(id, ood), 12);
    expect(found.fpr95).toBeCloseTo(fpr95(id, ood), 12);
    expect(found.fpr95OodPositive).toBeCloseTo(fpr95OodPositive(id, ood), 12);
  }
});

test("starts where FPR95 is read, and the other spaces follow to the same share of known images", () => {
  for (const { at, fpr95: read } of separations(curves, "student", null)) {
    expect(at.id).toBeCloseTo(0.95, 2);
    expect(at.ood).toBe(read);
  }
  const leader = curves.find((each) => each.space === "student")!;
  const caught = fprThreshold(leader.scored, "ood");
  const found = separations(curves, "student", caught);
  const student = found.find((each) => each.space === "student")!;
  expect(student.threshold).toBe(caught);
  expect(1 - student.at.ood).toBeGreaterThanOrEqual(0.95);
  expect(1 - student.at.id).toBeCloseTo(student.fpr95OodPositive, 12);
  for (const { at } of found) {
    expect(Math.abs(at.id - student.at.id)).toBeLessThan(0.006);
  }
});
