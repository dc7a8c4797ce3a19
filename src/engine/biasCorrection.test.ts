import { expect, test } from "vitest";
import { angleAgreement, pairwiseCosines } from "../evaluation/angles.ts";
import type { Chunked } from "../evaluation/chunks.ts";
import type { Rows } from "../evaluation/rows.ts";
import { seededRng } from "../tensor/rng.ts";
import { correctRows, fitBiasCorrection } from "./biasCorrection.ts";

function allOf<T>(work: Chunked<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

const cosinesOf = (rows: Rows) => allOf(pairwiseCosines(rows));

function gaussianRows(n: number, d: number): Rows {
  const rng = seededRng(5, "rows");
  const values = Float32Array.from({ length: n * d }, () => rng.normal());
  return { values, n, d };
}

/** The rows moved by the same amount along every axis, which makes all angles smaller. */
const moved = ({ values, ...rest }: Rows, by: number): Rows => ({
  ...rest,
  values: values.map((x) => x + by),
});

test("finds the share that was added, and takes it off", () => {
  const rows = gaussianRows(60, 12);
  const teacher = cosinesOf(rows);
  const student = moved(rows, 0.8);
  const correction = fitBiasCorrection(student, teacher);
  // The mean of the moved rows is 0.8 and what the sample's own mean is.
  expect(correction.share).toBeGreaterThan(0.8);
  const before = angleAgreement(cosinesOf(student), teacher);
  const after = angleAgreement(
    cosinesOf(correctRows(student, correction)),
    teacher,
  );
  expect(before.meanErrorDegrees).toBeGreaterThan(15);
  expect(after.meanErrorDegrees).toBeLessThan(before.meanErrorDegrees / 3);
});

test("changes nothing where nothing can be gained", () => {
  const rows = gaussianRows(40, 8);
  const { share } = fitBiasCorrection(rows, cosinesOf(rows));
  expect(Math.abs(share)).toBeLessThan(0.01);
  expect(correctRows(rows, { share: 0, mean: new Float64Array(8) })).toEqual(
    rows,
  );
});

test("subtracts the mean of the whole bank, but looks at the pairs that are given", () => {
  const bank = gaussianRows(50, 4);
  const first = { values: bank.values.subarray(0, 20 * 4), n: 20, d: 4 };
  const { mean } = fitBiasCorrection(bank, cosinesOf(first));
  let sum = 0;
  for (let i = 0; i < 50; i++) sum += bank.values[i * 4]!;
  expect(mean[0]).toBeCloseTo(sum / 50, 6);
});
