import { expect, test } from "vitest";
import { seededRng } from "../../tensor/rng.ts";
import { angleAgreement } from "../angles.ts";
import { angleErrors } from "./angleErrors.ts";

const cosinesAt = (...degrees: number[]) =>
  Float32Array.from(degrees, (a) => Math.cos((a * Math.PI) / 180));

test("mean, median and 95th percentile are of the absolute differences of the angles", () => {
  const errors = angleErrors(
    cosinesAt(30, 41, 50, 90, 120),
    cosinesAt(30, 40, 53, 100, 100),
  );
  // Errors 0, 1, 3, 10, 20 degrees.
  expect(errors.meanDegrees).toBeCloseTo(34 / 5, 3);
  expect(errors.medianDegrees).toBeCloseTo(3, 3);
  expect(errors.p95Degrees).toBeCloseTo(10 + 0.8 * 10, 3);
  expect(errors.n).toBe(5);
});

test("an offset common to all cosines is the bias, and nothing is left without it", () => {
  const rng = seededRng(1, "offset");
  const teacher = Float32Array.from({ length: 300 }, () => rng.uniform() - 0.5);
  const errors = angleErrors(
    teacher.map((c) => c + 0.2),
    teacher,
  );
  expect(errors.cosineBias).toBeCloseTo(0.2, 6);
  expect(errors.meanCosineError).toBeCloseTo(0.2, 6);
  expect(errors.meanDegrees).toBeGreaterThan(11);
  expect(errors.offsetCorrectedCosineError).toBeCloseTo(0, 6);
  expect(errors.offsetCorrectedDegrees).toBeCloseTo(0, 4);
});

test("the bias has a sign: too small angles are a positive one, errors that cancel none", () => {
  const narrow = angleErrors(cosinesAt(50, 60), cosinesAt(60, 70));
  const wide = angleErrors(cosinesAt(60, 70), cosinesAt(50, 60));
  expect(narrow.cosineBias).toBeGreaterThan(0);
  expect(wide.cosineBias).toBeCloseTo(-narrow.cosineBias, 6);
  const both = Float32Array.from([0.1, -0.1]);
  const cancelled = angleErrors(both, new Float32Array(2));
  expect(cancelled.cosineBias).toBeCloseTo(0, 9);
  expect(cancelled.offsetCorrectedCosineError).toBeCloseTo(0.1, 6);
});

test("a cosine carried past 1 by the correction keeps an angle", () => {
  const errors = angleErrors(
    Float32Array.from([1, -1, -1, -1]),
    Float32Array.from([1, 1, 1, 1]),
  );
  expect(errors.cosineBias).toBe(-1.5);
  expect(errors.offsetCorrectedDegrees).toBeCloseTo((3 * 60) / 4, 6);
});

test("agrees with the mean error of the run's own evaluation", () => {
  const rng = seededRng(2, "pairs");
  const draw = () =>
    Float32Array.from({ length: 500 }, () => 2 * rng.uniform() - 1);
  const [a, b] = [draw(), draw()];
  expect(angleErrors(a, b).meanDegrees).toBeCloseTo(
    angleAgreement(a, b).meanErrorDegrees,
    10,
  );
});

test("refuses spaces of different pairs", () => {
  expect(() => angleErrors(new Float32Array(3), new Float32Array(6))).toThrow(
    "angleErrors: both spaces must have the same pairs, at least one, got 3 and 6",
  );
});
