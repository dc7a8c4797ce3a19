import { expect, test } from "vitest";
import type { Event } from "../protocol/messages.ts";
import { progressText } from "./progressLine.ts";

const running = {
  type: "status",
  runId: 1,
  state: "running",
  step: 3,
  steps: 9,
  elapsedMs: 2400,
  stepsPerSecond: 1.25,
  tensors: 272,
} as unknown as Event;

test("says step, loss, speed and tensors, and no loss before there is one", () => {
  expect(progressText(running, 2.5)).toBe(
    "step 3 of 9, loss 2.500, 1.3 steps/s, 2 s, 272 tensors",
  );
  expect(progressText(running, NaN)).toBe(
    "step 3 of 9, 1.3 steps/s, 2 s, 272 tensors",
  );
});
