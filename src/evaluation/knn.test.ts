import { expect, test } from "vitest";
import { runToEnd } from "./chunks.ts";
import { nearestCosines } from "./detection.ts";
import { knnAccuracy, knnClassify } from "./knn.ts";
import type { Rows } from "./rows.ts";

/** Unit vectors in the plane at the given angles, in degrees. */
function atDegrees(degrees: number[]): Rows {
  const values = degrees.flatMap((a) => [
    Math.cos((a * Math.PI) / 180),
    Math.sin((a * Math.PI) / 180),
  ]);
  return { values: Float32Array.from(values), n: degrees.length, d: 2 };
}

const BANK = atDegrees([0, 10, 90, 100, 110, 180]);
const LABELS = [0, 0, 1, 1, 1, 2];

const classify = (query: number, k: number, temperature = 0.1) =>
  runToEnd(
    knnClassify(atDegrees([query]), BANK, LABELS, {
      k,
      temperature,
      classes: 3,
    }),
  );

test("one neighbour decides alone", () => {
  expect(classify(4, 1).top1[0]).toBe(0);
  expect(classify(170, 1).top1[0]).toBe(2);
});

test("neighbours vote with exp(cosine / temperature)", () => {
  const { scores } = classify(0, 3, 0.5);
  const cosine = (degrees: number) => Math.cos((degrees * Math.PI) / 180);
  const expected = Math.exp(1 / 0.5) + Math.exp(cosine(10) / 0.5);
  expect(scores[0]).toBeCloseTo(expected, 5);
  expect(scores[1]).toBeCloseTo(Math.exp(cosine(90) / 0.5), 5);
  expect(scores[2]).toBe(0);
});

test("a low temperature lets the nearest win against a majority", () => {
  expect(classify(45, 5, 10).top1[0]).toBe(1);
  expect(classify(45, 5, 0.02).top1[0]).toBe(0);
});

test("the length of an embedding does not matter", () => {
  const long = { ...BANK, values: BANK.values.map((value) => value * 400) };
  const options = { k: 4, temperature: 0.1, classes: 3 };
  const query = atDegrees([77]);
  const a = runToEnd(knnClassify(query, BANK, LABELS, options));
  const b = runToEnd(knnClassify(query, long, LABELS, options));
  b.scores.forEach((score, c) => expect(score).toBeCloseTo(a.scores[c]!, 3));
});

test("agrees with sorting, for more queries than one chunk", () => {
  const degrees = Array.from({ length: 100 }, (_, i) => (i * 37.7) % 360);
  const bank = atDegrees(degrees);
  const labels = degrees.map((_, i) => i % 5);
  const queries = Array.from({ length: 41 }, (_, i) => i * 8.3);
  const { top1, scores } = runToEnd(
    knnClassify(atDegrees(queries), bank, labels, {
      k: 9,
      temperature: 0.07,
      classes: 5,
    }),
  );
  queries.forEach((query, i) => {
    const expected = new Array<number>(5).fill(0);
    degrees
      .map((angle, j) => ({
        cosine: Math.cos(((angle - query) * Math.PI) / 180),
        label: labels[j]!,
      }))
      .sort((a, b) => b.cosine - a.cosine)
      .slice(0, 9)
      .forEach(({ cosine, label }) => {
        expected[label]! += Math.exp(cosine / 0.07);
      });
    const best = expected.indexOf(Math.max(...expected));
    expect(top1[i]).toBe(best);
    expect(scores[i * 5 + best]! / expected[best]!).toBeCloseTo(1, 4);
  });
});

test("yields how many queries are done", () => {
  const queries = atDegrees(Array.from({ length: 40 }, (_, i) => i));
  const options = { k: 1, temperature: 1, classes: 3 };
  const progress = [...knnClassify(queries, BANK, LABELS, options)];
  expect(progress).toEqual([16, 32, 40]);
});

test("refuses what makes no sense, naming the argument", () => {
  expect(() => classify(0, 7)).toThrow(
    "knnClassify: 'k' must be an integer from 1 to the bank's 6, got 7",
  );
  const options = { k: 1, temperature: 1, classes: 3 };
  expect(() => runToEnd(knnClassify(BANK, BANK, [0], options))).toThrow(
    "knnClassify: 'bankLabels' must hold 6 labels, got 1",
  );
  expect(() =>
    runToEnd(knnClassify(BANK, BANK, LABELS, { ...options, classes: 2 })),
  ).toThrow("knnClassify: 'bankLabels' must lie below 2, got 2");
  const broken = { ...BANK, values: BANK.values.with(3, NaN) };
  expect(() => runToEnd(knnClassify(broken, BANK, LABELS, options))).toThrow(
    "every embedding must be finite, row 1 is not",
  );
});

test("accuracy is the share of hits", () => {
  expect(knnAccuracy([1, 2, 3, 4], [1, 0, 3, 0])).toBe(0.5);
  expect(() => knnAccuracy([], [])).toThrow(RangeError);
});

test("gives the OOD score of each query along with its vote", () => {
  const queries = atDegrees([3, 47, 95, 140, 250]);
  const options = { k: 2, temperature: 0.1, classes: 3 };
  const { nearest } = runToEnd(knnClassify(queries, BANK, LABELS, options));
  expect(nearest).toEqual(runToEnd(nearestCosines(queries, BANK)));
});
