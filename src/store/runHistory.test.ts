import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Evaluation, SimilaritySample } from "../protocol/results.ts";
import { momentAt } from "./runHistory.ts";
import { createRunStore, type RunStore, type StreamEvent } from "./runStore.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const runId = "run-1";
/** Images in a heatmap. */
const N = 96;

const sampleAt = (
  step: number,
  n = 2,
  source: SimilaritySample["source"] = "held-out",
): StreamEvent => ({
  type: "similarity",
  runId,
  sample: {
    ...{ step, source, n },
    labels: new Uint8Array(n),
    teacher: new Float32Array(n * n).fill(0.5),
    compressed: new Float32Array(n * n).fill(step + 1),
    student: new Float32Array(n * n).fill(step + 2),
  },
});

const evaluationAt = (step: number): StreamEvent => ({
  type: "evaluation",
  runId,
  evaluation: { step, subset: false } as Evaluation,
});

const scoresAt = (step: number): StreamEvent => {
  const sets = (value: number) => ({
    id: Float32Array.of(value),
    near: Float32Array.of(value),
    far: Float32Array.of(value),
  });
  const scores = {
    ...{ step, subset: false, teacher: sets(1) },
    ...{ compressed: null, student: sets(step) },
  };
  return { type: "scores", runId, scores };
};

const stepsTo = (from: number, to: number): StreamEvent => ({
  type: "steps",
  runId,
  steps: Array.from({ length: to - from + 1 }, (_, i) => ({
    step: from + i,
    learningRate: 1 / (from + i),
    losses: { total: from + i, global: 1, local: 1, feature: 1, classToken: 1 },
  })),
});

/** A run of `steps` steps: heatmaps every tenth, an evaluation every fiftieth. */
function trained(steps: number, n = 2): RunStore {
  const run = createRunStore();
  run.begin(runId, steps, false);
  for (let step = 0; step <= steps; step += 10) {
    if (step > 0) run.apply(stepsTo(step - 9, step));
    run.apply(sampleAt(step, n));
    if (step % 50 > 0) continue;
    run.apply(sampleAt(step, n, "training"));
    run.apply(evaluationAt(step));
    run.apply(scoresAt(step));
  }
  return run;
}

test("gives every panel as it was after a step", () => {
  const run = trained(400);
  const { latest, samples, scores, evaluations } = run.at(234);
  expect(latest).toMatchObject({ step: 234, learningRate: 1 / 234 });
  expect(latest?.losses.total).toBe(234);
  expect(samples["held-out"]?.step).toBe(230);
  expect(samples["held-out"]?.student[0]).toBe(232);
  expect(samples.training?.step).toBe(200);
  expect(scores?.student.id[0]).toBe(200);
  expect(evaluations.map(({ step }) => step)).toEqual([0, 50, 100, 150, 200]);
  expect(run.at(0).latest).toBeNull();
  expect(run.at(0).samples["held-out"]?.step).toBe(0);
});

test("measures taken later are not shown before they were taken", () => {
  const run = trained(100);
  run.apply({
    ...{ type: "measures", runId, space: "teacher", step: 60 },
  } as StreamEvent);
  expect(run.at(59).measures).toEqual({});
  expect(run.at(60).measures.teacher?.step).toBe(60);
});

test("what did not change between two steps is the same object", () => {
  const run = trained(400);
  const [a, b] = [run.at(231), run.at(239)];
  expect(b.samples["held-out"]).toBe(a.samples["held-out"]);
  expect(b.evaluations).toBe(a.evaluations);
  expect(b.scores).toBe(a.scores);
  expect(b.measures).toBe(a.measures);
  const c = run.at(241);
  expect(c.samples["held-out"]).not.toBe(a.samples["held-out"]);
  // The teacher stands still.
  expect(c.samples["held-out"]?.teacher).toBe(a.samples["held-out"]?.teacher);
});

test("remembers a long run within its bounds, its ends and changed steps among it", () => {
  const run = createRunStore();
  run.begin(runId, 4000, false);
  run.apply(sampleAt(0, N));
  run.recordUpdate({ step: 777, path: "parts", value: "head" });
  for (let step = 10; step <= 4000; step += 10) {
    run.apply(sampleAt(step, N));
    if (step === 770) run.apply(sampleAt(777, N));
  }
  const { frames } = run.getState().frames.samples["held-out"];
  const bytes = frames.reduce(
    (sum, { student, compressed }) =>
      sum + student.byteLength + compressed!.byteLength,
    frames[0]!.teacher.byteLength,
  );
  expect(bytes).toBeLessThan(7 * 2 ** 20);
  expect(frames.length).toBeGreaterThan(32);
  expect(new Set(frames.map(({ teacher }) => teacher)).size).toBe(1);
  const steps = frames.map(({ step }) => step);
  expect(steps).toEqual(expect.arrayContaining([0, 777, 4000]));
});

test("a saved history shows the same moments, and is no longer touched by the run", () => {
  const run = trained(200);
  run.apply({
    ...{ type: "stopped", runId },
    stop: { step: 150, rule: { kind: "step", step: 150 }, values: [] },
  });
  const saved = structuredClone(run.history());
  run.apply(stepsTo(201, 210));
  expect(saved.columns.step.length).toBe(200);
  expect(saved.stops).toHaveLength(1);
  expect(saved.steps).toBe(200);
  expect(momentAt(saved, 123)).toEqual(run.at(123));
  // One array for the teacher of all frames, and nothing behind the columns.
  const { frames } = saved.frames.samples["held-out"];
  expect(new Set(frames.map(({ teacher }) => teacher)).size).toBe(1);
  expect(saved.columns.total.buffer.byteLength).toBe(200 * 8);
});

test("forgets a run with the next one, but for a step 0 that looks the same", () => {
  const run = trained(100);
  run.rewind();
  expect(run.at(80).samples["held-out"]?.step).toBe(0);
  expect(run.at(80).latest).toBeNull();
  run.begin("run-2", 100, false);
  expect(run.at(80).samples["held-out"]).toBeNull();
});
