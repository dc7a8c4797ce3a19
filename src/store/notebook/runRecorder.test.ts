import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { RunConfig } from "../../protocol/config.ts";
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
  { isHidden = (): boolean => false, page = "new" } = {},
) {
  const settings = createSettingsStore(readUrl("https://lab.example/"));
  const run = createRunStore({ isHidden });
  const write = vi.spyOn(storage, "write");
  const notebook = createNotebook(storage);
  await notebook.refresh();
  let ids = 0;
  let beganWith: RunConfig | null = null;
  const stop = startRecorder({
    ...{ run, settings, notebook },
    beganWith: () => beganWith,
    backend: () => "wasm",
    newId: () => `${page}-${++ids}`,
  });
  let runId = "";
  const prepare = (id: string) => {
    runId = id;
    run.begin(id, 400, false);
    beganWith = settings.getState().config;
    run.prepared(400);
  };
  const saved = (key: string, step: number) =>
    run.apply({
      ...{ type: "saved", runId, key, step },
      ...{ savedAt: 0, bytes: 100 },
    });
  /** As the page loads a saved run of these settings: what the engine tells again comes before its answer. */
  const restore = async (id: string, key: string, step: number) => {
    runId = id;
    run.begin(id, 400, false);
    beganWith = null;
    for (let made = 1; made <= step; made++) makeStep(made);
    status("paused", step);
    await passing(2 * WRITE_INTERVAL_MS);
    beganWith = settings.getState().config;
    run.recall({ key, step }, null);
    await passing(300);
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
      saved,
      restore,
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
  // Its settings have changed meanwhile, so that the page prepares another.
  prepare("run-2");
  makeStep(1);
  await passing(300);
  expect(runs()).toHaveLength(2);
  expect(runs()[0]?.since?.changes).toEqual([
    { path: "optimiser.learningRate", from: 0.01, to: 0.02 },
  ]);
  expect(runs()[1]?.step).toBe(6);
});

test("a run that goes on in another page continues its line, each step once", async () => {
  const storage = createMemoryNotebook();
  const first = await recording(storage);
  first.prepare("run-1");
  for (let step = 1; step <= 5; step++) first.makeStep(step);
  await passing(300);
  first.saved("key-1", 3);
  await passing(300);
  const [line] = first.runs();
  expect(line).toMatchObject({ step: 5, savedKey: "key-1" });
  await first.notebook.edit("new-1", { name: "my run", note: "a note" });
  first.stop();

  const second = await recording(storage, { page: "other" });
  await second.restore("run-9", "key-1", 3);
  expect(second.runs()).toEqual([
    {
      ...{ ...line, name: "my run", note: "a note", step: 3 },
      updatedAt: expect.any(Number) as number,
      bytes: expect.any(Number) as number,
    },
  ]);
  expect(second.notebook.getState().currentId).toBe("new-1");
  for (let step = 4; step <= 7; step++) second.makeStep(step);
  second.status("paused", 7);
  await passing(300);
  expect(second.runs()).toMatchObject([{ id: "new-1", step: 7 }]);
  const body = await second.notebook.body("new-1");
  const steps = Float64Array.of(1, 2, 3, 4, 5, 6, 7);
  expect(body?.losses.step).toEqual(steps);
  expect(body?.history?.columns.step).toEqual(steps);

  // What begins afterwards is a run of its own, and so is one whose line was deleted.
  second.run.rewind();
  second.makeStep(1);
  await passing(300);
  expect(second.runs()).toHaveLength(2);
  await second.notebook.remove(["new-1"]);
  await second.restore("run-10", "key-1", 3);
  expect(second.runs()).toHaveLength(2);
  second.stop();
});

test("nothing is written of a saved run before it is known what it began with", async () => {
  const { run, restore, write, settings } = await recording();
  const loading = restore("run-1", "key-1", 2);
  settings.edit("seed", 99);
  await passing(WRITE_INTERVAL_MS);
  expect(run.peek().status.step).toBe(2);
  expect(write).not.toHaveBeenCalled();
  await passing(2 * WRITE_INTERVAL_MS);
  await loading;
  expect(write).toHaveBeenCalledTimes(1);
  expect(write.mock.calls[0]?.[0].config?.seed).toBe(99);
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
