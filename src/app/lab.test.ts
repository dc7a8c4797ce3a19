import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  createFakeEngine,
  PACKS,
  REPORT,
  testPack,
} from "../../tests/support/fakeEngine.ts";
import type { PlannedRun } from "../protocol/arenaRuns.ts";
import { beginUpdate, beginningOf } from "../protocol/beginning.ts";
import { setPath } from "../protocol/configPaths.ts";
import { EngineError } from "../protocol/engineError.ts";
import type { RestoredRun } from "../protocol/messages.ts";
import { createRunStore } from "../store/runStore.ts";
import { createSettingsStore } from "../store/settingsStore.ts";
import { readUrl } from "../store/urlState.ts";
import { createLab } from "./lab.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const settled = () => vi.advanceTimersByTimeAsync(0);

function labAt(query = "") {
  const engine = createFakeEngine();
  const lab = createLab({
    settings: createSettingsStore(readUrl(`https://lab.example/${query}`)),
    run: createRunStore(),
    startWorker: engine.startWorker,
    baseUrl: "https://lab.example/",
  });
  return { engine, lab };
}

async function readyLab(query = "") {
  const { engine, lab } = labAt(query);
  lab.connect();
  await settled();
  engine.emitState("idle", 0);
  return { engine, lab };
}

test("tells the engine backend and address, then prepares the preset's run", async () => {
  const { engine, lab } = await readyLab("?backend=wasm");
  expect(engine.sent("init")[0]).toMatchObject({
    backend: "wasm",
    baseUrl: "https://lab.example/",
  });
  expect(engine.sent("prepare")).toHaveLength(1);
  expect(engine.sent("prepare")[0]?.config).toBe(
    lab.settings.getState().config,
  );
  expect(lab.getState().report).toEqual(REPORT);
  expect(lab.settings.getState().packs).toEqual(PACKS);
});

test("one toggle starts, pauses and resumes", async () => {
  const { engine, lab } = await readyLab();
  lab.toggle();
  await settled();
  engine.emitState("running", 3);
  lab.toggle();
  await settled();
  engine.emitState("paused", 4);
  lab.toggle();
  await settled();
  expect(engine.commands.map((command) => command.type)).toEqual([
    "init",
    "prepare",
    "start",
    "pause",
    "resume",
  ]);
});

test("takes a quick second press although the first is not yet answered", async () => {
  const { engine, lab } = await readyLab();
  engine.emitState("paused", 3);
  lab.toggle();
  lab.toggle();
  engine.emitState("running", 3);
  lab.toggle();
  await settled();
  expect(engine.commands.slice(2).map((command) => command.type)).toEqual([
    "resume",
    "pause",
  ]);
});

test("starts as soon as the run is ready when Train was pressed too early", async () => {
  const { engine, lab } = labAt();
  lab.connect();
  lab.toggle();
  expect(lab.getState().isStartQueued).toBe(true);
  await settled();
  expect(engine.sent("start")).toHaveLength(1);
  expect(lab.getState().isStartQueued).toBe(false);
});

test("prepares again, once, after settings were changed while idle", async () => {
  const { engine, lab } = await readyLab();
  lab.edit("optimiser.steps", 100);
  lab.edit("optimiser.steps", 200);
  await vi.advanceTimersByTimeAsync(1000);
  expect(engine.sent("prepare")).toHaveLength(2);
  expect(engine.sent("prepare")[1]?.config.optimiser.steps).toBe(200);
});

test("leaves a prepared run alone when a wrong value is put right again", async () => {
  const { engine, lab } = await readyLab();
  lab.edit("student.depth", 99);
  lab.edit("student.depth", 3);
  await vi.advanceTimersByTimeAsync(1000);
  expect(engine.sent("prepare")).toHaveLength(1);
});

test("trains what the form shows even if Train follows a change at once", async () => {
  const { engine, lab } = await readyLab();
  lab.edit("seed", 77);
  lab.toggle();
  await settled();
  const last = engine.sent("prepare").at(-1);
  expect(last?.config.seed).toBe(77);
  expect(engine.sent("start")).toEqual([{ type: "start", runId: last?.runId }]);
});

test("steps the run that the form shows even if Step follows a change at once", async () => {
  const { engine, lab } = await readyLab();
  lab.edit("seed", 77);
  lab.step(3);
  await settled();
  const last = engine.sent("prepare").at(-1);
  expect(last?.config.seed).toBe(77);
  const { runId } = last!;
  expect(engine.sent("step")).toEqual([{ type: "step", runId, count: 3 }]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(engine.sent("prepare")).toHaveLength(2);
});

test("sends a live setting to the run under way and keeps locked ones out", async () => {
  const { engine, lab } = await readyLab();
  engine.answer("update", () => ({
    step: 5,
    path: "optimiser.learningRate",
    value: 0.02,
  }));
  engine.emitState("running", 5);
  lab.edit("optimiser.learningRate", 0.02);
  lab.edit("student.width", 32);
  lab.choosePreset("paper");
  await vi.advanceTimersByTimeAsync(1000);
  expect(engine.sent("update")).toEqual([
    {
      type: "update",
      runId: engine.runId(),
      path: "optimiser.learningRate",
      value: 0.02,
    },
  ]);
  expect(lab.settings.getState().config.student.width).toBe(64);
  expect(engine.sent("prepare")).toHaveLength(1);
  expect(lab.run.getState().updates).toHaveLength(1);
});

test("takes back a live change that the engine refuses", async () => {
  const { engine, lab } = await readyLab();
  engine.answer("update", () => {
    throw new EngineError("bad-config", "step 20 is already done");
  });
  engine.emitState("running", 20);
  lab.edit("optimiser.steps", 10);
  await settled();
  const { config, refusals } = lab.settings.getState();
  expect(config.optimiser.steps).toBe(600);
  expect(refusals["optimiser.steps"]).toBe("step 20 is already done");
});

test("resets the same run when nothing changed, and makes a new one when something did", async () => {
  const { engine, lab } = await readyLab();
  engine.emitState("paused", 7);
  lab.reset();
  await settled();
  expect(engine.sent("reset")).toHaveLength(1);
  expect(lab.run.getState().status).toMatchObject({ state: "idle", step: 0 });

  engine.answer("update", () => ({
    step: 7,
    path: "optimiser.learningRate",
    value: 0.02,
  }));
  engine.emitState("paused", 7);
  lab.edit("optimiser.learningRate", 0.02);
  lab.reset();
  await settled();
  expect(engine.sent("reset")).toHaveLength(1);
  expect(engine.sent("prepare").at(-1)?.config.optimiser.learningRate).toBe(
    0.02,
  );
});

test("starts over from a finished run", async () => {
  const { engine, lab } = await readyLab();
  engine.emitState("finished", 400);
  lab.toggle();
  await settled();
  expect(engine.commands.slice(-2).map((command) => command.type)).toEqual([
    "reset",
    "start",
  ]);
});

test("starts over from a finished run although the engine reports idle before it answers", async () => {
  const { engine, lab } = await readyLab();
  engine.emitState("finished", 400);
  engine.answer("reset", () => {
    engine.emitState("idle", 0);
    return [];
  });
  lab.toggle();
  await settled();
  expect(engine.sent("start")).toHaveLength(1);
});

test("says that the worker died, and starts another on restart", async () => {
  const { engine, lab } = await readyLab();
  engine.die("worker: out of order");
  expect(lab.getState().engineFailure).toEqual({
    code: "worker-died",
    message: "worker: out of order",
  });
  lab.restart();
  await settled();
  expect(lab.getState().engineFailure).toBeNull();
  expect(engine.sent("init")).toHaveLength(2);
  expect(engine.sent("prepare")).toHaveLength(2);
});

test("starts the engine anew when it failed before there was a run", async () => {
  const { engine, lab } = labAt();
  engine.answer("init", () => {
    throw new EngineError("network", "packs/index.json: interrupted");
  });
  lab.connect();
  await settled();
  expect(lab.getState().engineFailure?.code).toBe("network");
  engine.answer("init", () => ({
    report: REPORT,
    present: { packs: PACKS },
  }));
  lab.reset();
  await settled();
  expect(lab.getState().engineFailure).toBeNull();
  expect(engine.sent("prepare")).toHaveLength(1);
});

test("shows why a run could not be prepared, and forgets a waiting Train", async () => {
  const { engine, lab } = labAt();
  engine.answer("prepare", () => {
    throw new EngineError("pack-corrupt", "images.bin: wrong checksum");
  });
  lab.connect();
  lab.toggle();
  await settled();
  expect(lab.run.getState().failure?.code).toBe("pack-corrupt");
  expect(lab.getState().isStartQueued).toBe(false);
});

test("gives up a forced backend that does not exist", async () => {
  const { engine, lab } = labAt("?backend=webgpu");
  engine.answer("init", () => {
    throw new EngineError("backend-unavailable", "webgpu: no adapter");
  });
  lab.connect();
  await settled();
  expect(lab.getState().engineFailure?.code).toBe("backend-unavailable");
  engine.answer("init", () => ({
    report: REPORT,
    present: {
      packs: [...PACKS, testPack("fashion-mnist", ["sandal", "bag", "shirt"])],
    },
  }));
  lab.fallBackToAnyBackend();
  await settled();
  expect(engine.sent("init").map((command) => command.backend)).toEqual([
    "webgpu",
    "auto",
  ]);
  expect(lab.getState().report).toEqual(REPORT);
});

test("measures a run that stands still, once at a time, and says why it could not", async () => {
  const { engine, lab } = await readyLab();
  engine.answer("measure", () => ({ step: 0, isComplete: true }));
  lab.measure(50);
  lab.measure(50);
  expect(lab.getState().isMeasuring).toBe(true);
  await settled();
  expect(engine.sent("measure")).toEqual([
    { type: "measure", runId: engine.runId(), corruptedImages: 50 },
  ]);
  expect(lab.getState().isMeasuring).toBe(false);

  engine.answer("measure", () => {
    throw new EngineError("diverged", "no");
  });
  lab.measure(0);
  await settled();
  expect(lab.getState().measureFailure).toMatchObject({ code: "diverged" });
  expect(lab.run.getState().failure).toBeNull();

  engine.emitState("running", 1);
  lab.measure(0);
  expect(engine.sent("measure")).toHaveLength(2);
});

function plannedRuns(lab: ReturnType<typeof labAt>["lab"]): PlannedRun[] {
  const { config } = lab.settings.getState();
  const method = config.method.id;
  return [{ name: `${method}-1`, method, seed: 1, factor: null, config }];
}

test("pauses the run for an arena, and lets nothing train or replace it until that is over", async () => {
  const { engine, lab } = await readyLab();
  engine.emitState("running", 3);
  engine.answer("arena", () => null);
  const starting = lab.startArena(plannedRuns(lab));
  await starting;
  const arenaId = engine.sent("arena")[0]!.arenaId;
  expect(engine.commands.slice(2).map(({ type }) => type)).toEqual([
    ...["pause", "arena"],
  ]);
  engine.emitState("paused", 3);
  lab.toggle();
  lab.step(1);
  lab.reset();
  lab.choosePreset("emoji-quick");
  await vi.advanceTimersByTimeAsync(1000);
  await expect(lab.startArena(plannedRuns(lab))).rejects.toThrow("already");
  expect(engine.commands).toHaveLength(4);

  const heard: string[] = [];
  lab.listenToArena(({ type }) => heard.push(type));
  engine.emit({ type: "arena-over", arenaId: "older", isStopped: false });
  expect(lab.getState().arena).not.toBeNull();
  engine.emit({ type: "arena-over", arenaId, isStopped: false });
  expect(heard).toEqual(["arena-over"]);
  expect(lab.getState().arena).toBeNull();
  lab.toggle();
  await settled();
  expect(engine.commands.at(-1)?.type).toBe("resume");
});

test("prepares what was changed during an arena once it is over, or has died with its worker", async () => {
  const { engine, lab } = await readyLab();
  engine.answer("arena", () => null);
  await lab.startArena(plannedRuns(lab));
  lab.edit("optimiser.steps", 123);
  await vi.advanceTimersByTimeAsync(1000);
  expect(engine.sent("prepare")).toHaveLength(1);
  const { arenaId } = engine.sent("arena")[0]!;
  engine.emit({ type: "arena-over", arenaId, isStopped: true });
  await settled();
  expect(engine.sent("prepare")[1]?.config.optimiser.steps).toBe(123);

  engine.emitState("idle", 0);
  await lab.startArena(plannedRuns(lab));
  engine.die("worker: out of memory");
  expect(lab.getState().arena).toBeNull();
});

test("tells the engine what is to be trained, and notes it", async () => {
  const { engine, lab } = await readyLab();
  engine.answer("update", () => ({ step: 0, path: "parts", value: "head" }));
  lab.setParts("head");
  await settled();
  expect(engine.sent("update")).toEqual([
    { type: "update", runId: engine.runId(), path: "parts", value: "head" },
  ]);
  const noted = [{ step: 0, path: "parts", value: "head" }];
  expect(lab.run.getState().updates).toEqual(noted);
  // It holds for the next run, and after a reset.
  lab.edit("seed", 5);
  await vi.advanceTimersByTimeAsync(1000);
  expect(engine.sent("prepare").at(-1)?.parts).toBe("head");
  expect(lab.run.getState().updates).toEqual(noted);
  engine.emitState("paused", 3);
  lab.reset();
  await settled();
  expect(engine.sent("reset").at(-1)?.parts).toBe("head");
  expect(lab.run.getState().updates).toEqual(noted);
  // A method without a head trains its student.
  engine.emitState("idle", 0);
  lab.edit("method.id", "svd");
  await vi.advanceTimersByTimeAsync(1000);
  expect(engine.sent("prepare").at(-1)?.parts).toBe("both");
  lab.setParts("student");
  await settled();
  expect(engine.sent("update")).toHaveLength(1);
});

test("a new worker hears of slow motion and stop rules", async () => {
  const { engine, lab } = await readyLab();
  engine.answer("pace", () => null);
  engine.answer("stop-rules", () => null);
  const rules = [{ kind: "step", step: 9 }] as const;
  lab.setPace(2);
  lab.setStopRules(rules);
  await settled();
  const wanted = [
    { type: "pace", stepsPerSecond: 2 },
    { type: "stop-rules", rules },
  ];
  expect(engine.commands.slice(-2)).toEqual(wanted);
  lab.restart();
  await settled();
  expect(engine.commands.slice(-3, -1)).toEqual(wanted);
  expect(engine.commands.at(-1)?.type).toBe("prepare");
});

test("runs to a step that lies ahead", async () => {
  const { engine, lab } = await readyLab();
  engine.emitState("paused", 30);
  lab.runTo(30);
  lab.runTo(50);
  await settled();
  expect(engine.sent("step")).toEqual([
    { type: "step", runId: engine.runId(), count: 20 },
  ]);
});

test("a new seed is drawn here, and is the form's and the next run's", async () => {
  const { engine, lab } = await readyLab();
  const { seed } = lab.settings.getState().config;
  engine.emitState("paused", 30);
  lab.resetWithNewSeed();
  await settled();
  const drawn = lab.settings.getState().config.seed;
  expect(drawn).not.toBe(seed);
  expect(engine.sent("prepare").at(-1)?.config.seed).toBe(drawn);
  expect(engine.sent("reset")).toEqual([]);
});

const savedAt = (engine: ReturnType<typeof createFakeEngine>, step: number) =>
  engine.emit({
    ...{ type: "saved", runId: engine.runId(), key: "k", step },
    ...{ savedAt: 0, bytes: 9 },
  });

/** What the engine answers to `restore`: the run of the preset at step 7, its learning rate changed. */
function restoredRun(lab: ReturnType<typeof labAt>["lab"]): RestoredRun {
  const start = lab.settings.getState().config;
  const path = "optimiser.learningRate";
  return {
    start,
    config: setPath(start, path, 0.004),
    step: 7,
    updates: [
      { step: 3, path, value: 0.004 },
      { step: 5, path: "parts", value: "student" },
    ],
    stopRules: [{ kind: "step", step: 9 }],
    panels: undefined,
  };
}

test("a run that is here again brings its settings, changes and rules, and a reset goes back to how it began", async () => {
  const { engine, lab } = await readyLab();
  const restored = restoredRun(lab);
  engine.answer("restore", () => restored);
  lab.restore("k");
  const { runId } = engine.sent("restore")[0]!;
  engine.emit({
    ...{ type: "status", runId, state: "paused", step: 7, steps: 600 },
    ...{ trainingMs: 1, elapsedMs: 1, stepsPerSecond: 0 },
    ...{ tensors: 1, tensorBytes: 1 },
  });
  await settled();
  expect(engine.sent("restore")).toEqual([
    { type: "restore", runId, key: "k", slower: 1 },
  ]);
  expect(lab.settings.getState().config).toEqual(restored.config);
  expect(lab.run.getState()).toMatchObject({
    ...{ updates: restored.updates, saved: { key: "k", step: 7 } },
  });
  expect(lab.getState()).toMatchObject({
    ...{ parts: "student", stopRules: restored.stopRules },
  });
  lab.toggle();
  await settled();
  expect(engine.sent("resume")).toEqual([{ type: "resume", runId }]);
  // Settings have changed since it began.
  lab.reset();
  expect(engine.sent("prepare")).toHaveLength(2);
});

test("after the engine's death another goes on from the last save", async () => {
  const { engine, lab } = await readyLab();
  engine.answer("restore", () => restoredRun(lab));
  engine.emitState("running", 8);
  savedAt(engine, 7);
  engine.die("worker: it has ended");
  expect(lab.run.getState().status.state).toBe("failed");
  lab.recover();
  await settled();
  expect(engine.sent("init")).toHaveLength(2);
  expect(engine.sent("prepare")).toHaveLength(1);
  expect(engine.sent("restore")).toMatchObject([{ key: "k", slower: 1 }]);
  expect(lab.getState().engineFailure).toBeNull();
});

test.each([
  ["gpu-error", 1],
  ["out-of-memory", 1],
  ["device-lost", 2],
] as const)("%s takes WebGPU off the list after %i", async (code, times) => {
  const { engine, lab } = labAt("?backend=webgpu");
  engine.answer("init", () => ({
    report: { ...REPORT, backend: "webgpu" },
    present: { packs: PACKS },
  }));
  engine.answer("restore", () => restoredRun(lab));
  lab.connect();
  await settled();
  for (let i = 1; i <= times; i++) {
    expect(engine.sent("init").at(-1)).toMatchObject({
      ...{ backend: "webgpu", without: [] },
    });
    engine.emit({ type: "failed", runId: null, error: { code, message: "" } });
    lab.recover();
    await settled();
  }
  expect(engine.sent("init").at(-1)).toMatchObject({
    ...{ backend: "auto", without: ["webgpu"] },
  });
});

test("rolls a run that diverged back to its save, or begins it anew, with half its learning rates", async () => {
  const { engine, lab } = await readyLab();
  engine.answer("restore", () => restoredRun(lab));
  const { learningRate } = lab.settings.getState().config.optimiser;
  savedAt(engine, 7);
  lab.run.fail({ code: "diverged", message: "" });
  lab.rollBack();
  await settled();
  expect(engine.sent("restore")).toMatchObject([{ key: "k", slower: 0.5 }]);
  // Nothing older is kept: from the beginning.
  engine.answer("restore", () => {
    throw new EngineError("run-missing", "");
  });
  lab.edit("optimiser.learningRate", learningRate);
  lab.rollBack();
  await settled();
  expect(engine.sent("prepare").at(-1)?.config.optimiser.learningRate).toBe(
    learningRate / 2,
  );
});

test("saves a run under way with its panels, and nothing where there is none", async () => {
  const { engine, lab } = await readyLab();
  engine.answer("save", () => null);
  engine.answer("keep-panels", () => null);
  await lab.save();
  expect(engine.sent("save")).toEqual([]);
  engine.emitState("running", 3);
  await lab.save();
  expect(engine.sent("save")).toHaveLength(1);
  expect(engine.sent("keep-panels")[0]?.panels).toMatchObject({
    ...{ format: 1, presetId: lab.settings.getState().presetId, stops: [] },
  });
});

test("begins with a student from files until the settings describe another", async () => {
  const { engine, lab } = await readyLab();
  const { config } = lab.settings.getState();
  const files = [{ name: "student.safetensors", bytes: new Uint8Array(3) }];
  const narrow = { ...config, student: { ...config.student, width: 24 } };
  const origin = { file: "a.zip", sha256: "0", step: 9, hasHead: true };
  engine.answer("prepare", () => ({
    steps: 400,
    updates: [beginUpdate(origin)],
  }));
  lab.beginWith(files, narrow);
  await settled();
  const last = () => engine.sent("prepare").at(-1);
  expect(last()).toMatchObject({ config: narrow, from: files });
  expect(beginningOf(lab.run.peek().updates)).toBe(
    "a.zip of step 9, with its head (SHA-256 0…)",
  );

  engine.emitState("idle", 0);
  lab.edit("optimiser.learningRate", 0.01);
  await vi.advanceTimersByTimeAsync(500);
  expect(last()?.config.optimiser.learningRate).toBe(0.01);
  expect(last()?.from).toBe(files);

  engine.emitState("idle", 0);
  engine.answer("prepare", () => ({ steps: 400, updates: [] }));
  lab.edit("student.width", 48);
  await vi.advanceTimersByTimeAsync(500);
  expect(last()?.from).toBeUndefined();
  expect(lab.getState().brought).toBeNull();
  expect(lab.run.peek().updates).toEqual([]);

  lab.beginWith(files, narrow);
  lab.choosePreset("emoji-quick");
  await settled();
  expect(last()?.from).toBeUndefined();
});

test("an engine that does not come up is told of after a minute, and welcome when it does", async () => {
  const engine = createFakeEngine();
  let late: (() => void) | null = null;
  const lab = createLab({
    settings: createSettingsStore(readUrl("https://lab.example/")),
    run: createRunStore(),
    startWorker() {
      const started = engine.startWorker();
      const { endpoint } = started;
      const postMessage: typeof endpoint.postMessage = (...message) => {
        if (engine.commands.length > 0 || late)
          endpoint.postMessage(...message);
        else late = () => endpoint.postMessage(...message);
      };
      return { ...started, endpoint: { ...endpoint, postMessage } };
    },
    baseUrl: "https://lab.example/",
  });
  lab.connect();
  await vi.advanceTimersByTimeAsync(59_999);
  expect(lab.getState().engineFailure).toBeNull();
  await vi.advanceTimersByTimeAsync(1);
  expect(lab.getState().engineFailure).toEqual({
    code: "worker-died",
    message: "It was started 60 s ago and has not answered yet.",
  });
  late!();
  await settled();
  expect(lab.getState()).toMatchObject({ report: REPORT, engineFailure: null });

  const { lab: prompt } = await readyLab();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(prompt.getState().engineFailure).toBeNull();
});
