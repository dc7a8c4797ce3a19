import { expect, test } from "vitest";
import { sampleCorrelation, sampleRankCorrelation } from "simple-statistics";
import { seededRng } from "../tensor/rng.ts";
import {
  angleAgreement,
  cosineMatrix,
  pairwiseCosines,
  pearson,
} from "./angles.ts";
import { runInSlices, runToEnd } from "./chunks.ts";
import { midRanks } from "./ranks.ts";
import type { Rows } from "./rows.ts";

/** Vectors in the plane at the given angles, in degrees. */
function atDegrees(degrees: number[], length = 1): Rows {
  const values = degrees.flatMap((a) => [
    length * Math.cos((a * Math.PI) / 180),
    length * Math.sin((a * Math.PI) / 180),
  ]);
  return { values: Float32Array.from(values), n: degrees.length, d: 2 };
}

function random(n: number, d: number): Rows {
  const rng = seededRng(n, "rows");
  const values = Float32Array.from({ length: n * d }, () => rng.normal());
  return { values, n, d };
}

const cosinesOf = (rows: Rows) => runToEnd(pairwiseCosines(rows));

test("pairs come in the order (0,1), (0,2), ..., and hold the cosines of their angles", () => {
  const cosines = cosinesOf(atDegrees([0, 60, 90, 180], 30));
  const expected = [60, 90, 180, 30, 120, 90];
  expect(cosines.length).toBe(6);
  cosines.forEach((cosine, i) => {
    expect(cosine).toBeCloseTo(Math.cos((expected[i]! * Math.PI) / 180), 6);
  });
});

test.each([2, 15, 16, 17, 33])(
  "%i rows have the pairs of their matrix",
  (n) => {
    const rows = random(n, 5);
    const matrix = cosineMatrix(rows);
    const cosines = cosinesOf(rows);
    let pair = 0;
    for (let i = 0; i < n; i++) {
      expect(matrix[i * n + i]).toBeCloseTo(1, 6);
      for (let j = i + 1; j < n; j++) {
        expect(matrix[i * n + j]).toBeCloseTo(cosines[pair++]!, 6);
        expect(matrix[j * n + i]).toBe(matrix[i * n + j]);
      }
    }
    expect(pair).toBe(cosines.length);
  },
);

test("a space agrees with itself, and with any rotation of itself", () => {
  const cosines = cosinesOf(atDegrees([0, 20, 75, 140]));
  const rotated = cosinesOf(atDegrees([33, 53, 108, 173]));
  for (const other of [cosines, rotated]) {
    const agreement = angleAgreement(other, cosines);
    expect(agreement.pearson).toBeCloseTo(1, 6);
    expect(agreement.spearman).toBeCloseTo(1, 6);
    expect(agreement.meanErrorDegrees).toBeCloseTo(0, 3);
    expect(agreement.n).toBe(6);
  }
});

test("the mean error is that of the angles, in degrees", () => {
  // Pairs: 30, 90, 60 degrees against 40, 90, 50.
  const agreement = angleAgreement(
    cosinesOf(atDegrees([0, 40, 90])),
    cosinesOf(atDegrees([0, 30, 90])),
  );
  expect(agreement.meanErrorDegrees).toBeCloseTo(20 / 3, 4);
});

test("correlations are those of simple-statistics, ties included", () => {
  const rng = seededRng(3, "ties");
  const coarse = (x: number) => Math.round(6 * x) / 8;
  const a = Float32Array.from({ length: 200 }, () => coarse(rng.uniform()));
  const b = a.map((x) => coarse((x + rng.uniform()) / 2));
  const { pearson, spearman } = angleAgreement(a, b);
  expect(pearson).toBeCloseTo(sampleCorrelation([...a], [...b]), 6);
  const ranks = sampleCorrelation([...midRanks(a)], [...midRanks(b)]);
  expect(spearman).toBeCloseTo(ranks, 12);
});

test("without ties Spearman is the textbook's", () => {
  const a = Float32Array.from([0.3, -0.5, 0.9, 0.1, -0.2]);
  const b = Float32Array.from([0.2, -0.9, 0.4, 0.5, -0.1]);
  expect(angleAgreement(a, b).spearman).toBeCloseTo(
    sampleRankCorrelation([...a], [...b]),
    12,
  );
});

test("mid-ranks share the mean rank, across signs and zeros", () => {
  const values = Float32Array.from([0.5, -1, 0, 0.5, -0, -2, 0.5]);
  expect([...midRanks(values)]).toEqual([6, 2, 3.5, 6, 3.5, 1, 6]);
});

test("mid-ranks are those of sorting", () => {
  const { values } = random(500, 1);
  const order = [...values].sort((a, b) => a - b);
  midRanks(values).forEach((rank, i) => {
    expect(order[rank - 1]).toBe(values[i]);
  });
});

test("a space whose cosines are all equal has correlation 0", () => {
  const flat = new Float32Array(10).fill(0.3);
  expect(pearson(flat, random(10, 1).values)).toBe(0);
});

test("refuses spaces of different pairs", () => {
  expect(() =>
    angleAgreement(new Float32Array(3), new Float32Array(6)),
  ).toThrow(
    "angleAgreement: both spaces must have the same pairs, at least one, got 3 and 6",
  );
});

test("in slices the result is the same, with pauses in between", async () => {
  const rows = random(70, 8);
  let pauses = 0;
  const pause = () => {
    pauses++;
    return Promise.resolve();
  };
  const sliced = await runInSlices(pairwiseCosines(rows), pause, 0);
  expect(sliced).toEqual(cosinesOf(rows));
  expect(pauses).toBe(5);
});

test("a rejected pause gives the work up", async () => {
  const stopped = runInSlices(
    pairwiseCosines(random(70, 8)),
    () => Promise.reject(new Error("stopped")),
    0,
  );
  await expect(stopped).rejects.toThrow("stopped");
});
