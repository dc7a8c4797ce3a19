import { expect, test } from "vitest";
import type { RunStatus } from "../../protocol/messages.ts";
import { spokenText, statusText, timeLeftMs } from "./statusText.ts";

const status: RunStatus = {
  runId: "run-1",
  state: "running",
  step: 120,
  steps: 400,
  trainingMs: 20_000,
  elapsedMs: 24_000,
  stepsPerSecond: 6,
  tensors: 0,
  tensorBytes: 0,
};
const losses = {
  total: 2.3134,
  global: 0.5,
  local: 0.7,
  feature: 0.6,
  classToken: 0.51,
};

test("gives state, step, steps in all and every loss", () => {
  const latest = { step: 120, learningRate: 0.01, losses };
  expect(statusText(status, latest)).toBe(
    "running, step 120 of 400, total loss 2.313, global 0.5000, local 0.7000, feature 0.6000, class token 0.5100",
  );
});

test("gives no loss before the first step", () => {
  const idle: RunStatus = { ...status, state: "idle", step: 0 };
  expect(statusText(idle, null)).toBe("idle, step 0 of 400");
});

test("estimates the time left from the pace so far", () => {
  expect(timeLeftMs(status)).toBe(56_000);
  expect(timeLeftMs({ ...status, step: 1 })).toBeNull();
  expect(timeLeftMs({ ...status, step: 400 })).toBeNull();
});

test("says aloud no more than state, step and total loss, and nothing without a run", () => {
  const latest = { step: 120, learningRate: 0.01, losses };
  expect(spokenText(status, latest, "")).toBe(
    "Run running, step 120 of 400, total loss 2.313",
  );
  expect(spokenText({ ...status, state: "paused" }, null, "step 120")).toBe(
    "Run paused: step 120",
  );
  expect(spokenText({ ...status, state: "loading" }, latest, "")).toBe("");
});
