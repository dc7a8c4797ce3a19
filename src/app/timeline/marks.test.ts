import { expect, test } from "vitest";
import type { Evaluation } from "../../protocol/results.ts";
import { nextMark, stepWords, timelineMarks } from "./marks.ts";

const marks = timelineMarks({
  updates: [
    { step: 0, path: "parts", value: "head" },
    { step: 30, path: "optimiser.learningRate", value: 0.02 },
    { step: 30, path: "parts", value: "both" },
  ],
  stops: [{ step: 60, rule: { kind: "step", step: 60 }, values: [] }],
  evaluations: {
    frames: [0, 50].map((step) => ({ step }) as Evaluation),
    span: 1,
  },
});

test("marks evaluations, changes and stops, by step and in words", () => {
  expect(marks.map(({ step, kind, label }) => [step, kind, label])).toEqual([
    [0, "evaluation", "evaluated"],
    [0, "change", "Head only"],
    [30, "change", "Learning rate 0.02"],
    [30, "change", "Both networks"],
    [50, "evaluation", "evaluated"],
    [60, "stop", "stopped: at the step that was set"],
  ]);
  expect(stepWords(30, { steps: 400, marks })).toBe(
    "step 30 of 400, Learning rate 0.02, Both networks",
  );
  expect(stepWords(31, { steps: 400, marks })).toBe("step 31 of 400");
});

test("finds the marks beside a step", () => {
  expect(nextMark(marks, 30, 1)).toBe(50);
  expect(nextMark(marks, 30, -1)).toBe(0);
  expect(nextMark(marks, 0, -1)).toBeUndefined();
  expect(nextMark(marks, 60, 1)).toBeUndefined();
});
