import { expect, test } from "vitest";
import type { EmbeddingEvaluation } from "../../protocol/results.ts";
import {
  agreementTable,
  heatmapSummary,
  heatmapTable,
  lossSummary,
  oodTable,
  updateMarks,
} from "./summaries.ts";

test("averages the cosines of two classes over pairs of different images", () => {
  const cosines = Float32Array.of(1, 0.5, 0.2, 0.5, 1, 0.4, 0.2, 0.4, 1);
  const { rows } = heatmapTable(
    {
      step: 0,
      source: "held-out",
      n: 3,
      labels: Uint8Array.of(0, 0, 1),
      teacher: cosines,
      compressed: cosines.map((cosine) => cosine / 2),
      student: cosines,
    },
    ["flags", "objects"],
  );
  expect(rows).toEqual([
    ["within flags", "0.500", "0.250", "0.500"],
    ["flags, objects", "0.300", "0.150", "0.300"],
    // One image alone has no pair.
    ["within objects", "–", "–", "–"],
  ]);
});

test("leaves the compressed teacher out where a method has none, and says so", () => {
  const angles = { pearson: 0.5, spearman: 0.4, meanErrorDegrees: 9, n: 1 };
  const detection = { auroc: 0.7, fpr95: 0.8, nId: 1, nOod: 1 };
  const measured: EmbeddingEvaluation = {
    knn: { accuracy: 0.5, n: 1, bank: 1 },
    angles,
    trainingAngles: angles,
    ood: { near: detection, far: null, sets: {} },
  };
  const evaluation = {
    step: 1,
    subset: false,
    teacher: measured,
    compressed: null,
    student: measured,
  };
  expect(heatmapSummary(evaluation)).toMatch(
    /this method has no compressed teacher\.$/,
  );
  const networks = (table: { rows: (string | number)[][] }, column: number) =>
    table.rows.map((row) => row[column]);
  expect(networks(agreementTable([evaluation]), 1)).toEqual([
    "Teacher",
    "Student",
  ]);
  expect(networks(oodTable(evaluation), 0)).toEqual(["Teacher", "Student"]);
  const { rows } = heatmapTable(
    {
      step: 0,
      source: "held-out",
      n: 2,
      labels: Uint8Array.of(0, 0),
      teacher: new Float32Array(4),
      compressed: null,
      student: new Float32Array(4),
    },
    ["flags"],
  );
  expect(rows).toEqual([["within flags", "0.000", "–", "0.000"]]);
});

test("says how far the total loss has come", () => {
  const losses = { global: 1, local: 1, feature: 1, classToken: 1 };
  expect(lossSummary([])).toBe("No step has been made yet.");
  expect(
    lossSummary([
      { step: 1, total: 4, ...losses },
      { step: 50, total: 2, ...losses },
    ]),
  ).toBe("Step 50: total loss 2.000, 4.000 at step 1.");
});

test("marks where a setting was changed, by the name that the form gives it", () => {
  expect(
    updateMarks([
      { step: 20, path: "optimiser.learningRate", value: 0.02 },
      { step: 30, path: "method.temperatures", value: [0.1, 0.2] },
    ]),
  ).toEqual([
    { step: 20, label: "Learning rate 0.02" },
    { step: 30, label: "Temperatures 0.1, 0.2" },
  ]);
});
