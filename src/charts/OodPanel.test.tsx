// @vitest-environment jsdom
import {
  cleanup,
  fireEvent,
  render,
  screen,
  within,
} from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type {
  DetectionResult,
  EmbeddingEvaluation,
  Evaluation,
  OodScores,
} from "../protocol/results.ts";
import { OodPanel } from "./OodPanel.tsx";

afterEach(cleanup);

const AGREEMENT = { pearson: 1, spearman: 1, meanErrorDegrees: 0, n: 6 };
function detection(auroc: number, fpr95: number): DetectionResult {
  return { auroc, fpr95, nId: 4, nOod: 2 };
}
function embedding(
  near: DetectionResult,
  far: DetectionResult | null,
): EmbeddingEvaluation {
  return {
    knn: { accuracy: 0.7, n: 4, bank: 10 },
    angles: AGREEMENT,
    trainingAngles: AGREEMENT,
    ood: { near, far, sets: {} },
  };
}
const EVALUATION: Evaluation = {
  step: 5,
  subset: false,
  teacher: embedding(detection(0.746, 0.6), detection(0.997, 0.01)),
  compressed: embedding(detection(0.7, 0.65), detection(0.99, 0.02)),
  student: embedding(detection(0.624, 0.8), null),
};
const SETS = {
  id: Float32Array.of(0.91, 0.92, 0.96, 0.97),
  near: Float32Array.of(0.71, 0.91),
  far: new Float32Array(),
};
const SCORES: OodScores = {
  step: 5,
  subset: true,
  teacher: SETS,
  compressed: SETS,
  student: SETS,
};

test("gives AUROC and FPR95 of each network, and a dash where there is no set", () => {
  render(<OodPanel scores={SCORES} evaluation={EVALUATION} />);
  const rows = within(screen.getByRole("table"))
    .getAllByRole("row")
    .slice(2)
    .map((row) =>
      [...row.children].map((cell) =>
        cell.textContent.replaceAll("\u00a0", " ").replaceAll("\u2007", ""),
      ),
    );
  expect(rows).toEqual([
    ["teacher", "0.746", "60.0 %", "0.997", "1.0 %"],
    ["compressed teacher", "0.700", "65.0 %", "0.990", "2.0 %"],
    ["student", "0.624", "80.0 %", "–", "–"],
  ]);
  expect(screen.getByText(/ID is the positive class/)).toBeTruthy();
});

test("says how many images each set has, and that they are a first sample", () => {
  render(<OodPanel scores={SCORES} evaluation={null} />);
  expect(screen.getByText("Student, first sample")).toBeTruthy();
  expect(screen.getAllByText("near OOD, n = 2")).toHaveLength(2);
});

test("reads out the shares of a bin by keyboard", () => {
  render(<OodPanel scores={SCORES} evaluation={null} />);
  const cursor = screen.getByRole("slider", { name: /^Student/ });
  fireEvent.keyDown(cursor, { key: "End" });
  for (let i = 0; i < 3; i++) fireEvent.keyDown(cursor, { key: "ArrowLeft" });
  expect(cursor.getAttribute("aria-valuetext")?.replaceAll("\u00a0", " ")).toBe(
    "0.900 to 0.925: ID 50.0 %, near OOD 50.0 %, far OOD 0.0 %",
  );
});

test("waits quietly for the first scores", () => {
  render(<OodPanel scores={null} evaluation={null} />);
  expect(
    screen.getAllByText("The first scores are on their way."),
  ).toHaveLength(2);
  expect(screen.queryByRole("slider")).toBeNull();
});
