import { expect, test } from "vitest";
import { angleAgreement } from "../evaluation/angles.ts";
import { angleErrors } from "../evaluation/geometry/angleErrors.ts";
import { seededRng } from "../tensor/rng.ts";
import {
  correlation,
  errorSummary,
  midRanks,
  pairsOf,
  signedAngleErrors,
} from "./pairStatistics.ts";

test("pairs are the upper triangle, row by row", () => {
  const matrix = Float32Array.from({ length: 16 }, (_, i) => i);
  expect([...pairsOf(matrix, 4)]).toEqual([1, 2, 3, 6, 7, 11]);
  expect(pairsOf(Float32Array.of(1), 1)).toHaveLength(0);
});

test("all numbers are those of the engine's own measures of the same pairs", () => {
  const rng = seededRng(3, "pairs");
  const drawn = () =>
    Float32Array.from({ length: 400 }, () => 2 * rng.uniform() - 1);
  const teacher = drawn();
  const student = drawn().map((x, i) => 0.5 * x + 0.5 * teacher[i]!);
  const errors = angleErrors(student, teacher);
  const agreement = angleAgreement(student, teacher);
  const summary = errorSummary(signedAngleErrors(student, teacher))!;
  expect(summary.mean).toBeCloseTo(errors.meanDegrees, 4);
  expect(summary.median).toBeCloseTo(errors.medianDegrees, 4);
  expect(summary.p95).toBeCloseTo(errors.p95Degrees, 4);
  expect(summary.n).toBe(400);
  expect(correlation(student, teacher)).toBeCloseTo(agreement.pearson, 6);
  expect(correlation(midRanks(student), midRanks(teacher))).toBeCloseTo(
    agreement.spearman,
    6,
  );
});

test("the bias is positive where the space puts images too far apart", () => {
  const cosine = (degrees: number) => Math.cos((degrees * Math.PI) / 180);
  const signed = signedAngleErrors(
    Float32Array.of(cosine(50), cosine(60)),
    Float32Array.of(cosine(40), cosine(58)),
  );
  expect(errorSummary(signed)!.bias).toBeCloseTo(6, 3);
});

test("ties share their mean rank", () => {
  expect([...midRanks(Float32Array.of(5, 1, 5, 0, 5))]).toEqual([
    4, 2, 4, 1, 4,
  ]);
});

test("there is no correlation with a constant, and no summary of nothing", () => {
  expect(correlation([0.1, 0.1, 0.1], [1, 2, 3])).toBeNull();
  expect(correlation([1], [1])).toBeNull();
  expect(errorSummary(new Float64Array())).toBeNull();
});
