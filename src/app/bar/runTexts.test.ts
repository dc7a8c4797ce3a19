import { expect, test } from "vitest";
import { modeText, stopText } from "./runTexts.ts";

test("says nothing of a run that is trained as usual", () => {
  expect(modeText("both", null)).toBe("");
  expect(modeText("head", 1)).toBe("head only, slow motion, 1 step a second");
  expect(modeText("both", 5)).toBe("slow motion, 5 steps a second");
});

test("says what a rule has seen, in the measure's own unit", () => {
  const step = 90;
  expect(
    stopText({
      step,
      rule: { kind: "target", series: "knn", value: 0.6 },
      values: [0.602],
    }),
  ).toBe("kNN accuracy has reached 60.2\u00a0%");
  expect(
    stopText({
      step,
      rule: { kind: "target", series: "total", value: 1 },
      values: [0.95],
    }),
  ).toBe("total loss has reached 0.9500, its mean over 10 steps");
  expect(
    stopText({
      step,
      rule: { kind: "plateau", series: "angleError", steps: 50, gain: 0.01 },
      values: [12.34, 12.3],
    }),
  ).toBe(
    "angle error is flat: 12.3° on average over 50 steps, 12.3° over those before",
  );
});
