import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Evaluation } from "../protocol/results.ts";
import { createRunStore, type RunView, type StreamEvent } from "./runStore.ts";
import { createTimeline } from "./timeline.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const runId = "run-1";

function status(
  state: "running" | "paused",
  step: number,
  steps: number,
): StreamEvent {
  return {
    ...{ type: "status", runId, state, step, steps },
    ...{ trainingMs: 0, elapsedMs: 0, stepsPerSecond: 5 },
    ...{ tensors: 0, tensorBytes: 0 },
  };
}

const stepAt = (step: number): StreamEvent => ({
  type: "steps",
  runId,
  steps: [
    {
      ...{ step, learningRate: 0.1 },
      losses: { total: step, global: 1, local: 1, feature: 1, classToken: 1 },
    },
  ],
});

/** A paused run with a heatmap every tenth step, and an evaluation every fiftieth. */
function trained(steps: number) {
  const run = createRunStore();
  const timeline = createTimeline(run);
  run.begin(runId, steps, false);
  run.apply(status("running", 0, steps));
  for (let step = 0; step <= steps; step++) {
    if (step > 0) run.apply(stepAt(step));
    if (step % 10 === 0) {
      run.apply({
        ...{ type: "similarity", runId },
        sample: {
          ...{ step, source: "held-out", n: 1, labels: Uint8Array.of(0) },
          teacher: Float32Array.of(1),
          compressed: Float32Array.of(step),
          student: Float32Array.of(step),
        },
      });
    }
    if (step % 50 === 0) {
      const evaluation = { step, subset: true } as Evaluation;
      run.apply({ type: "evaluation", runId, evaluation });
    }
  }
  run.apply(status("paused", steps, steps));
  return { run, timeline };
}

const shown = ({ view }: { view: { getState: () => RunView } }) => {
  const { shownStep, latest, status: now } = view.getState();
  return { shownStep, latest: latest?.step, live: now.step };
};

test("shows the run as it is, until a step is chosen; then goes back to live at its end", () => {
  const { timeline } = trained(100);
  expect(shown(timeline)).toEqual({ shownStep: null, latest: 100, live: 100 });
  timeline.show(40);
  expect(shown(timeline)).toEqual({ shownStep: 40, latest: 40, live: 100 });
  timeline.show(-5);
  expect(shown(timeline).shownStep).toBe(0);
  timeline.show(100);
  expect(shown(timeline)).toEqual({ shownStep: null, latest: 100, live: 100 });
});

test("training goes on under a step that is shown", () => {
  const { run, timeline } = trained(100);
  timeline.show(40);
  run.apply(status("running", 100, 200));
  for (let step = 101; step <= 120; step++) run.apply(stepAt(step));
  run.apply(status("paused", 120, 200));
  expect(shown(timeline)).toEqual({ shownStep: 40, latest: 40, live: 120 });
  timeline.show(null);
  expect(shown(timeline)).toEqual({ shownStep: null, latest: 120, live: 120 });
});

test("a run that is reset or replaced is live again", () => {
  const { run, timeline } = trained(100);
  timeline.show(40);
  run.rewind();
  expect(shown(timeline)).toMatchObject({ shownStep: null, live: 0 });
  const other = trained(100);
  other.timeline.show(40);
  other.run.begin("run-2", 50, false);
  expect(shown(other.timeline)).toMatchObject({ shownStep: null, live: 0 });
  expect(other.timeline.getState().step).toBeNull();
});

test("replays the whole run in the time it was given, and ends live", () => {
  const { timeline } = trained(400);
  timeline.setReplaySeconds(10);
  timeline.play();
  // From the beginning, for it was at the end.
  expect(shown(timeline).shownStep).toBe(0);
  vi.advanceTimersByTime(5000);
  expect(shown(timeline).shownStep).toBe(200);
  expect(timeline.getState().isPlaying).toBe(true);
  vi.advanceTimersByTime(5100);
  expect(shown(timeline).shownStep).toBeNull();
  expect(timeline.getState().isPlaying).toBe(false);
});

test("plays on from where it is, and stops when a step is chosen", () => {
  const { timeline } = trained(400);
  timeline.setReplaySeconds(10);
  timeline.show(100);
  timeline.play();
  vi.advanceTimersByTime(1000);
  expect(shown(timeline).shownStep).toBe(140);
  timeline.pause();
  vi.advanceTimersByTime(1000);
  expect(shown(timeline).shownStep).toBe(140);
  timeline.play();
  timeline.show(20);
  vi.advanceTimersByTime(1000);
  expect(shown(timeline).shownStep).toBe(20);
});

test("scrubbing 2,000 steps tells each part of the page only what changed for it", () => {
  const { timeline } = trained(2000);
  const changes = { losses: 0, all: 0, samples: 0, evaluations: 0, latest: 0 };
  timeline.view.subscribe((now, before) => {
    if (now.losses !== before.losses) changes.losses++;
    if (now.allEvaluations !== before.allEvaluations) changes.all++;
    if (now.samples["held-out"] !== before.samples["held-out"]) {
      changes.samples++;
    }
    if (now.evaluations !== before.evaluations) changes.evaluations++;
    if (now.latest?.step !== before.latest?.step) changes.latest++;
  });
  for (let step = 0; step < 2000; step++) timeline.show(step);
  // Curves are never drawn again; a heatmap as often as there are frames, at most 128.
  expect(changes.losses).toBe(0);
  expect(changes.all).toBe(0);
  expect(changes.latest).toBe(2000);
  expect(changes.samples).toBeGreaterThan(60);
  expect(changes.samples).toBeLessThanOrEqual(128);
  expect(changes.evaluations).toBe(40);
});
