import { expect, test } from "vitest";
import { evaluationAt } from "../../store/notebook/runs.fixture.ts";
import { detectionRows } from "./DetectionPanel.tsx";

test("has a row for each step of either run, and gaps where one has no value", () => {
  const rows = detectionRows(
    [evaluationAt(0, 0.2), evaluationAt(40, 0.5)],
    "near",
    [evaluationAt(40, 0.3), evaluationAt(60, 0.4)],
  );
  expect(rows.map(({ step }) => step)).toEqual([0, 40, 60]);
  const own = evaluationAt(40, 0.5).student.ood.near!;
  const other = evaluationAt(40, 0.3).student.ood.near!;
  expect(rows[1]).toMatchObject({
    "auroc student": own.auroc,
    "fpr95 student": own.fpr95,
    "auroc other": other.auroc,
  });
  expect(rows[0]).not.toHaveProperty("auroc other");
  expect(rows[2]).not.toHaveProperty("auroc student");
});

test("a set that a run does not have leaves nothing to draw", () => {
  const [row] = detectionRows([evaluationAt(10, 0.5)], "far", []);
  expect(row).toMatchObject({ step: 10, "auroc student": null });
});
