import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { RunState } from "../../protocol/messages.ts";
import { createRunStore } from "../runStore.ts";
import { createSettingsStore } from "../settingsStore.ts";
import { readUrl } from "../urlState.ts";
import { createNotebook } from "./notebook.ts";
import {
  createMemoryNotebook,
  type NotebookStorage,
} from "./notebookStorage.ts";
import { startRecorder, WRITE_INTERVAL_MS } from "./runRecorder.ts";
import { evaluationAt, keptRun, resultOf } from "./runs.fixture.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const passing = (ms: number) => vi.advanceTimersByTimeAsync(ms);

async function recording(
  storage: NotebookStorage = createMemoryNotebook(),
  { isHidden = (): boolean => false } = {},
) {
  const settings = createSettingsStore(readUrl("https://lab.example/"));
  const run = createRunStore({ isHidden });
  const write = vi.spyOn(storage, "write");
  const notebook = createNotebook(storage);
  await notebook.refresh();
  let ids = 0;
  const stop = startRecorder({
    ...{ run, settings, notebook },
    backend: () => "wasm",
    newId: () => `new-${++ids}`,
  });
  let runId = "";
  const prepare = (id: string) => {
    runId = id;
    run.begin(id, 400, false);
    run.prepared(400);
  };
  const status = (state: RunState, step: number) =>
    run.apply({
      ...{ type: "status", runId, state, step, steps: 400 },
      ...{ trainingMs: 10, elapsedMs: 20, stepsPerSecond: 9 },
      ...{ tensors: 1, tensorBytes: 8 },
    });
  const makeStep = (step: number) => {
    const losses = { total: 2, global: 0, local: 0, feature: 1, classToken: 1 };
    run.apply({
      type: "steps",
      runId,
      steps: [{ step, learningRate: 0.01, losses }],
    });
    status("running", step);
  };
  const runs = () => notebook.getState().runs ?? [];
  return {
    ...{
      settings,
      run,
      notebook,
      write,
      stop,
      prepare,
      status,
      makeStep,
      runs,
    },
  };
}

test("nothing is kept of a run that has made no step", async () => {
  const { prepare, status, runs, write } = await recording();
  prepare("run-1");
  status("idle", 0);
  status("running", 0);
  await passing(20_000);
  expect(runs()).toEqual([]);
  expect(write).not.toHaveBeenCalled();
});

test("keeps a run from its first step, again every few seconds, and at its end", async () => {
  const { prepare, makeStep, status, run, runs, notebook, write } =
    await recording();
  prepare("run-1");
  makeStep(1);
  await passing(300);
  expect(runs()).toMatchObject([
    { id: "new-1", step: 1, steps: 400, end: "unfinished", backend: "wasm" },
  ]);
  expect(runs()[0]?.since).toBeNull();
  expect(notebook.getState().currentId).toBe("new-1");
  for (let step = 2; step <= 40; step++) {
    makeStep(step);
    await passing(250);
  }
  expect((await notebook.body("new-1"))?.history).toBeNull();
  // Ten seconds: not one write for each of forty steps.
  expect(write.mock.calls.length).toBeLessThanOrEqual(4);
  expect(runs()[0]!.step).toBeGreaterThan(15);
  run.apply({
    type: "evaluation",
    runId: "run-1",
    evaluation: evaluationAt(40),
  });
  status("finished", 400);
  run.apply({
    type: "finished",
    runId: "run-1",
    result: resultOf(runs()[0]!.config!),
  });
  await passing(300);
  expect(runs()).toMatchObject([
    { end: "finished", step: 400, measures: { isSubset: false } },
  ]);
  const body = await notebook.body("new-1");
  expect(body?.losses.step).toHaveLength(40);
  expect(body?.evaluations).toHaveLength(1);
  // The panels' moments come with the end.
  expect(body?.history?.columns.step).toHaveLength(40);
  expect(body?.history?.frames.evaluations.frames).toHaveLength(1);
});

test("says what changed since the run before, of this page or of an earlier visit", async () => {
  const storage = createMemoryNotebook();
  const earlier = keptRun(7);
  await storage.write(earlier.summary, earlier.body);
  const { prepare, makeStep, settings, runs } = await recording(storage);
  settings.edit("seed", 7);
  settings.edit("student.width", 32);
  prepare("run-1");
  makeStep(1);
  await passing(300);
  expect(runs()[0]).toMatchObject({
    number: 8,
    since: {
      ...{ id: "id-7", name: earlier.summary.name },
      changes: [{ path: "student.width", from: 64, to: 32 }],
    },
  });
});

test("a reset begins another run, and what it began with is what counts", async () => {
  const { prepare, makeStep, settings, run, runs, status } = await recording();
  prepare("run-1");
  makeStep(5);
  await passing(300);
  settings.edit("optimiser.learningRate", 0.02);
  run.recordUpdate({ step: 5, path: "optimiser.learningRate", value: 0.02 });
  status("paused", 6);
  await passing(300);
  expect(runs()[0]).toMatchObject({
    ...{ step: 6, updatedPaths: ["optimiser.learningRate"] },
    config: { optimiser: { learningRate: 0.01 } },
  });
  run.rewind();
  makeStep(1);
  await passing(300);
  expect(runs()).toHaveLength(2);
  expect(runs()[0]?.since?.changes).toEqual([
    { path: "optimiser.learningRate", from: 0.01, to: 0.02 },
  ]);
  expect(runs()[1]?.step).toBe(6);
});

test("goes on while the page is hidden and shows nothing", async () => {
  let isHidden = false;
  const { prepare, makeStep, runs } = await recording(undefined, {
    isHidden: () => isHidden,
  });
  prepare("run-1");
  makeStep(1);
  await passing(300);
  isHidden = true;
  makeStep(90);
  await passing(2 * WRITE_INTERVAL_MS);
  expect(runs()[0]?.step).toBe(90);
});

test("a refusal is tried once in each run, and stops nothing", async () => {
  const storage: NotebookStorage = {
    ...createMemoryNotebook(),
    write: () => Promise.reject(new Error("no room")),
  };
  const { prepare, makeStep, write, notebook } = await recording(storage);
  prepare("run-1");
  makeStep(1);
  await passing(300);
  makeStep(100);
  await passing(60_000);
  expect(write).toHaveBeenCalledTimes(1);
  expect(notebook.getState().problem?.kind).toBe("refused");
  prepare("run-2");
  makeStep(1);
  await passing(300);
  expect(write).toHaveBeenCalledTimes(2);
});

test("writes no more once it is stopped", async () => {
  const { prepare, makeStep, stop, write } = await recording();
  stop();
  prepare("run-1");
  makeStep(1);
  await passing(20_000);
  expect(write).not.toHaveBeenCalled();
});
