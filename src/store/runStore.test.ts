import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { RunStatus } from "../protocol/messages.ts";
import type { Evaluation, SimilaritySample } from "../protocol/results.ts";
import { createRunStore, type StreamEvent } from "./runStore.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const status = (
  state: RunStatus["state"],
  step: number,
  runId = "run-1",
): StreamEvent => ({
  type: "status",
  runId,
  state,
  step,
  steps: 400,
  trainingMs: 0,
  elapsedMs: 0,
  stepsPerSecond: 5,
  tensors: 10,
  tensorBytes: 100,
});

const steps = (from: number, to: number, runId = "run-1"): StreamEvent => ({
  type: "steps",
  runId,
  steps: Array.from({ length: to - from + 1 }, (_, i) => ({
    step: from + i,
    learningRate: 0.01,
    losses: {
      total: 4,
      global: 1,
      local: 1,
      feature: 1,
      classToken: 1 / (from + i),
    },
  })),
});

const sample = (
  step: number,
  source: SimilaritySample["source"] = "held-out",
): StreamEvent => ({
  type: "similarity",
  runId: "run-1",
  sample: {
    step,
    source,
    n: 1,
    labels: Uint8Array.of(0),
    teacher: Float32Array.of(1),
    compressed: Float32Array.of(1),
    student: Float32Array.of(1),
  },
});

const evaluation = (step: number, subset = false): StreamEvent => ({
  type: "evaluation",
  runId: "run-1",
  evaluation: { step, subset } as Evaluation,
});

function startedRun() {
  const run = createRunStore();
  run.begin("run-1", 400, false);
  return run;
}

test("shows the state of a run as soon as it changes", () => {
  const run = startedRun();
  expect(run.getState().status.state).toBe("loading");
  run.apply(status("idle", 0));
  expect(run.getState().status.state).toBe("idle");
  run.apply(status("running", 0));
  expect(run.getState().status.state).toBe("running");
});

test("publishes at most four times a second while running, and at once on pause", () => {
  const run = startedRun();
  run.apply(status("running", 0));
  const published = vi.fn();
  run.subscribe(published);
  for (let step = 1; step <= 100; step++) {
    run.apply(steps(step, step));
    run.apply(status("running", step));
    vi.advanceTimersByTime(20);
  }
  expect(published.mock.calls.length).toBeLessThanOrEqual(9);
  expect(run.getState().latest?.step).toBeGreaterThan(80);
  run.apply(steps(101, 101));
  run.apply(status("paused", 101));
  expect(run.getState().losses.at(-1)?.step).toBe(101);
});

test("draws a long run with few rows, first and last among them", () => {
  const run = startedRun();
  run.apply(status("running", 0));
  run.apply(steps(1, 20_000));
  run.apply(status("paused", 20_000));
  const { losses } = run.getState();
  expect(losses.length).toBeLessThanOrEqual(300);
  expect(losses[0]?.step).toBe(1);
  expect(losses.at(-1)?.step).toBe(20_000);
});

test("passes over what an earlier run still sends", () => {
  const run = startedRun();
  run.begin("run-2", 100, false);
  run.apply(steps(1, 5));
  run.apply(status("running", 5));
  expect(run.getState().status).toMatchObject({ runId: "run-2", step: 0 });
  expect(run.getState().latest).toBeNull();
});

test("replaces a first evaluation on a subset by the full one of the same step", () => {
  const run = startedRun();
  run.apply(evaluation(50));
  run.apply(evaluation(0, true));
  run.apply(evaluation(0));
  const found = run.getState().evaluations;
  expect(found.map((each) => each.step)).toEqual([0, 50]);
  expect(found[0]?.subset).toBe(false);
});

test("goes back to what step 0 showed", () => {
  const run = startedRun();
  run.apply(status("idle", 0));
  run.apply(evaluation(0));
  run.apply(sample(0));
  run.apply(sample(0, "training"));
  run.apply(status("running", 0));
  run.apply(steps(1, 50));
  run.apply(evaluation(50));
  run.apply(sample(50));
  run.apply(status("paused", 50));
  run.rewind();
  const view = run.getState();
  expect(view.status).toMatchObject({ state: "idle", step: 0, steps: 400 });
  expect(view.losses).toEqual([]);
  expect(view.evaluations.map((each) => each.step)).toEqual([0]);
  expect(view.samples["held-out"]?.step).toBe(0);
  expect(view.samples.training?.step).toBe(0);
});

test("leaves the panels of step 0 in sight when the next run will show the same", () => {
  const run = startedRun();
  run.apply(sample(0));
  run.apply(evaluation(0));
  run.begin("run-2", 200, true);
  expect(run.getState().samples["held-out"]?.step).toBe(0);
  expect(run.getState().evaluations).toHaveLength(1);
  run.apply(status("running", 1, "run-2"));
  expect(run.getState().status).toMatchObject({ state: "running", step: 1 });
  run.begin("run-3", 200, false);
  expect(run.getState().samples["held-out"]).toBeNull();
  expect(run.getState().evaluations).toEqual([]);
});

test("forgets work under way when it is done", () => {
  const run = startedRun();
  const progress = (done: number): StreamEvent => ({
    type: "progress",
    task: "pack",
    label: "Emoji",
    done,
    total: 10,
    unit: "bytes",
  });
  run.apply(progress(5));
  vi.advanceTimersByTime(300);
  expect(run.getState().progress).toHaveLength(1);
  run.apply(progress(10));
  vi.advanceTimersByTime(300);
  expect(run.getState().progress).toEqual([]);
});

test("keeps what was drawn when a run fails", () => {
  const run = startedRun();
  run.apply(status("running", 0));
  run.apply(steps(1, 5));
  run.apply({
    type: "failed",
    runId: "run-1",
    error: { code: "diverged", message: "train: loss is not finite at step 6" },
  });
  expect(run.getState().status.state).toBe("failed");
  expect(run.getState().failure?.code).toBe("diverged");
  expect(run.getState().losses).toHaveLength(5);
});

test("a late reply to prepare does not undo a run that has already started", () => {
  const run = startedRun();
  run.apply(status("running", 3));
  run.prepared(400);
  expect(run.getState().status.state).toBe("running");
});

test("keeps the measures of one step, space by space, until there are those of another", () => {
  const run = startedRun();
  run.apply(status("paused", 5));
  const measured = (space: "teacher" | "student", step: number) =>
    run.apply({
      ...{ type: "measures", runId: "run-1", space, step },
    } as StreamEvent);
  measured("teacher", 5);
  measured("student", 5);
  expect(Object.keys(run.getState().measures)).toEqual(["teacher", "student"]);
  measured("student", 9);
  expect(run.getState().measures).toEqual({
    student: { space: "student", step: 9 },
  });
  run.begin("run-2", 100, true);
  expect(run.getState().measures).toEqual({});
});
