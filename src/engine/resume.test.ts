/** A run that was cut off goes on as if nothing had happened: the same losses to the last bit, of every step. */
import { afterEach, beforeAll, expect, test } from "vitest";
import { reducedConfig, reducedReader } from "../../tests/reducedPacks.ts";
import { WASM_FOLDER } from "../../tests/testBackend.ts";
import type { ReadFile } from "../data/readFile.ts";
import type { RunConfig } from "../protocol/config.ts";
import { EngineError } from "../protocol/engineError.ts";
import type { BackendReport, Event, EventOf } from "../protocol/messages.ts";
import type { RunResult } from "../protocol/results.ts";
import { seededRng } from "../tensor/rng.ts";
import * as tf from "../tensor/tf.ts";
import { chooseBackend } from "./backend.ts";
import { checkpointOf } from "../../tests/support/savedRun.ts";
import {
  readCheckpoint,
  writeCheckpoint,
  type Checkpoint,
} from "./checkpointFile.ts";
import {
  memoryCheckpoints,
  type CheckpointStorage,
} from "./checkpointStorage.ts";
import { createRunKeeper } from "./runKeeper.ts";
import { createSession, type Session } from "./session.ts";
import { createTrainer } from "./trainer.ts";

let readFile: ReadFile;

beforeAll(async () => {
  readFile = await reducedReader();
});

const runId = "a";

type Thread = {
  session: Session;
  storage: CheckpointStorage;
  events: Event[];
  /** Ends as a killed worker does: nothing is said any more, and locks are let go. */
  die(): Promise<void>;
};

const open: Thread[] = [];
afterEach(async () => {
  for (const { session } of open.splice(0)) await session.dispose();
});

function threadOn(
  report: BackendReport,
  storage = memoryCheckpoints(),
  now?: () => number,
): Thread {
  const events: Event[] = [];
  const post = (event: Event) => void events.push(event);
  const keeper = createRunKeeper({
    ...{ storage, post, backend: report.backend },
    ...(now && { now }),
  });
  const session = createSession({
    ...{ report, readFile, post },
    keeper: Promise.resolve(keeper),
  });
  const thread: Thread = {
    ...{ session, storage, events },
    async die() {
      await keeper.leave();
    },
  };
  open.push(thread);
  return thread;
}

const ofType = <T extends Event["type"]>({ events }: Thread, type: T) =>
  events.filter((event): event is EventOf<T> => event.type === type);

async function seen<T extends Event["type"]>(
  thread: Thread,
  type: T,
): Promise<EventOf<T>> {
  for (;;) {
    const found = ofType(thread, type).at(-1);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Colour changes, crops, an epoch's end, and a head that hides patches: all that is drawn at random. */
function restlessConfig(): RunConfig {
  const base = reducedConfig();
  return {
    ...base,
    data: { ...base.data, views: 4, colourChange: 0.5 },
    method: { ...base.method, id: "proteus" },
    optimiser: { ...base.optimiser, steps: 9, schedule: "step" },
  };
}

const LIVE = {
  "optimiser.learningRate": 0.004,
  "method.weights.feature": 0.7,
  parts: "student",
};

async function change({ session }: Thread): Promise<void> {
  for (const [path, value] of Object.entries(LIVE)) {
    await session.handle({ type: "update", runId, path, value });
  }
}

const step = ({ session }: Thread, count: number) =>
  session.handle({ type: "step", runId, count });

async function end(thread: Thread): Promise<RunResult> {
  await thread.session.handle({ type: "resume", runId });
  return (await seen(thread, "finished")).result;
}

async function savedKey(thread: Thread): Promise<string> {
  await thread.session.handle({ type: "save", runId });
  return ofType(thread, "saved").at(-1)!.key;
}

test("on WASM a run that was cut off twice makes every loss of one that was not", async () => {
  const report = await chooseBackend("wasm", WASM_FOLDER);
  const config = restlessConfig();
  const whole = threadOn(report);
  await whole.session.handle({ type: "prepare", runId, config });
  await step(whole, 3);
  await change(whole);
  await step(whole, 1);
  const expected = await end(whole);
  await whole.session.dispose();

  const first = threadOn(report);
  await first.session.handle({ type: "prepare", runId, config });
  await step(first, 3);
  await change(first);
  const key = await savedKey(first);
  await step(first, 1);
  await first.die();

  const second = threadOn(report, first.storage);
  const restored = await second.session.handle({
    ...{ type: "restore", runId, key },
  });
  expect(restored).toMatchObject({ step: 4, start: config });
  expect(restored.config.optimiser.learningRate).toBe(0.004);
  expect(restored.updates.map((update) => update.step)).toEqual([3, 3, 3]);
  // The page hears of the curve again.
  expect(ofType(second, "steps").flatMap(({ steps }) => steps)).toHaveLength(4);
  await step(second, 1);
  await second.die();

  const third = threadOn(report, first.storage);
  await third.session.handle({ type: "restore", runId, key });
  const result = await end(third);
  const lossesOf = ({ history }: RunResult) =>
    history.map(({ evaluation: _, ...metrics }) => metrics);
  expect(lossesOf(result)).toEqual(lossesOf(expected));
  expect(result.final).toEqual(expected.final);
  expect(result.updates).toEqual(expected.updates);
  // It is over: there is nothing to go on with.
  expect(await third.session.handle({ type: "saved-runs" })).toEqual([]);
  expect(await third.storage.labels()).toEqual([]);
});

test("on plain CPU networks and moments that went through a checkpoint make the same losses", async () => {
  await chooseBackend("cpu", WASM_FOLDER);
  const base = restlessConfig();
  const config: RunConfig = {
    ...base,
    student: { ...base.student, width: 8, heads: 1, patch: 16 },
  };
  const dTeacher = 6;
  const trainer = createTrainer(config, dTeacher, 3);
  const rng = seededRng(1, "batches");
  const floats = (n: number) => Float32Array.from({ length: n }, rng.uniform);
  const size = 4;
  const batches = [1, 2, 3, 4].map((at) => ({
    ...{ size, step: at, labels: [0, 1, 2, 0] },
    images: floats(size * 32 * 32 * 3),
    teacherTokens: floats(size * 5 * dTeacher),
  }));
  const totalOf = (batch: (typeof batches)[number]) => {
    const losses = trainer.step(batch, config.method, 0.01 / batch.step, 0.05);
    const [total] = losses[0]!.dataSync();
    tf.dispose(losses);
    return total!;
  };
  const [first, second, ...others] = batches;
  totalOf(first!);
  totalOf(second!);
  const checkpoint = checkpointOf(2);
  checkpoint.snapshot.trainer = await trainer.state();
  const expected = others.map(totalOf);
  const bytes = await writeCheckpoint(checkpoint);
  trainer.restore((await readCheckpoint(bytes)).snapshot.trainer);
  expect(others.map(totalOf)).toEqual(expected);
  expect(new Set(expected).size).toBe(2);
  trainer.dispose();
});

test("saves at a pause, at a change while it is paused, and again only when there is something new", async () => {
  const report = await chooseBackend("wasm", WASM_FOLDER);
  // Where no time passes, nothing is saved because it is due.
  const thread = threadOn(report, memoryCheckpoints(), () => 0);
  await thread.session.handle({
    type: "prepare",
    runId,
    config: reducedConfig(),
  });
  await thread.session.handle({ type: "save", runId });
  expect(ofType(thread, "saved")).toEqual([]);
  await step(thread, 2);
  await thread.session.handle({ type: "save", runId });
  await thread.session.handle({ type: "save", runId });
  expect(ofType(thread, "saved").map(({ step }) => step)).toEqual([2]);
  await thread.session.handle({
    ...{ type: "update", runId, path: "optimiser.weightDecay", value: 0.1 },
  });
  await thread.session.handle({ type: "save", runId });
  expect(ofType(thread, "saved")).toHaveLength(2);
  await thread.session.handle({ type: "reset", runId });
  expect(await thread.storage.labels()).toEqual([]);
});

test("a run that cannot be loaded stays kept", async () => {
  const report = await chooseBackend("wasm", WASM_FOLDER);
  const first = threadOn(report);
  await first.session.handle({
    type: "prepare",
    runId,
    config: reducedConfig(),
  });
  await step(first, 1);
  const key = await savedKey(first);
  await first.die();
  const broken = createSession({
    report,
    readFile: (path, onProgress) =>
      path.startsWith("teachers/")
        ? Promise.reject(new EngineError("network", "cut off"))
        : readFile(path, onProgress),
    post: () => {},
    keeper: Promise.resolve(
      createRunKeeper({ storage: first.storage, post: () => {}, backend: "" }),
    ),
  });
  await expect(
    broken.handle({ type: "restore", runId, key }),
  ).rejects.toMatchObject({ code: "network" });
  await broken
    .handle({ type: "prepare", runId, config: reducedConfig() })
    .catch(() => {});
  expect(await broken.handle({ type: "saved-runs" })).toMatchObject([
    { key, isElsewhere: false },
  ]);
  await broken.dispose();
});

test("a checkpoint of other networks than its settings make is refused as no longer whole, with what is wrong", async () => {
  const report = await chooseBackend("wasm", WASM_FOLDER);
  const first = threadOn(report);
  const { session, storage } = first;
  const config = reducedConfig();
  await session.handle({ type: "prepare", runId, config });
  await step(first, 1);
  const key = await savedKey(first);
  await first.die();
  const [label] = await storage.labels();
  const bytes = await storage.read(label!);
  const damages = [
    [
      "useMeans: 'patchToken' must have 576 numbers, got 2",
      (checkpoint: Checkpoint) => {
        checkpoint.snapshot.means.patchToken = new Float32Array(2);
      },
    ],
    [
      /^restore: the moments of 'student\.\S+' must have the shape of the parameter, \[[\d, ]+\], got \[1\]$/,
      (checkpoint: Checkpoint) => {
        const { moments } = checkpoint.snapshot.trainer.optimiser;
        const name = Object.keys(moments).find((each) =>
          each.startsWith("student."),
        )!;
        const one = () => new Float32Array(1);
        moments[name] = { step: 1, shape: [1], first: one(), second: one() };
      },
    ],
  ] as const;
  for (const [message, damage] of damages) {
    const checkpoint = await readCheckpoint(bytes!);
    damage(checkpoint);
    await storage.write(
      label!,
      await writeCheckpoint(checkpoint),
      label!.owner,
    );
    const next = threadOn(report, storage);
    await expect(
      next.session.handle({ type: "restore", runId, key }),
    ).rejects.toMatchObject({
      code: "run-missing",
      message: expect.stringMatching(message) as string,
    });
  }
});

test("goes on on another backend, and says what that means", async () => {
  const wasm = await chooseBackend("wasm", WASM_FOLDER);
  const first = threadOn(wasm);
  const config = reducedConfig();
  await first.session.handle({ type: "prepare", runId, config });
  await step(first, 2);
  const key = await savedKey(first);
  await first.die();
  await first.session.dispose();
  const cpu: BackendReport = { ...wasm, backend: "cpu" };
  const second = threadOn(cpu, first.storage);
  await second.session.handle({ type: "restore", runId, key });
  await step(second, 1);
  expect(ofType(second, "notice").map(({ message }) => message)).toEqual([
    "This run was trained on wasm up to step 2, and goes on on cpu: the last digits of its losses may differ from here on.",
  ]);
  expect(ofType(second, "status").at(-1)).toMatchObject({ step: 3 });
});

test("a run whose losses are no numbers goes back to its last save, more slowly", async () => {
  const report = await chooseBackend("wasm", WASM_FOLDER);
  const thread = threadOn(report);
  const { session } = thread;
  await session.handle({ type: "prepare", runId, config: reducedConfig() });
  await step(thread, 2);
  const key = await savedKey(thread);
  const poison = await session.snapshot();
  poison.trainer.student["norm.weight"]!.values.fill(NaN);
  await session.restore(poison);
  await session.handle({ type: "step", runId, count: 1 });
  const { error } = await seen(thread, "failed");
  expect(error.code).toBe("diverged");
  // The term, and not the total that follows from it.
  expect(error.message).toMatch(
    /the feature loss must be finite, got NaN at step 3 .* smaller learning rate/,
  );
  expect(ofType(thread, "status").at(-1)).toMatchObject({
    ...{ state: "failed", step: 3 },
  });
  const { optimiser } = reducedConfig();
  const back = await session.handle({
    ...{ type: "restore", runId: "b", key, slower: 0.5 },
  });
  expect(back.step).toBe(2);
  expect(back.config.optimiser).toMatchObject({
    learningRate: 0.5 * optimiser.learningRate,
    minLearningRate: 0.5 * optimiser.minLearningRate,
  });
  expect(back.updates.map(({ step, path }) => [step, path])).toEqual([
    [2, "optimiser.minLearningRate"],
    [2, "optimiser.learningRate"],
  ]);
  await session.handle({ type: "step", runId: "b", count: 1 });
  const losses = ofType(thread, "steps").at(-1)!.steps.at(-1)!;
  expect(losses.step).toBe(3);
  expect(losses.losses.total).toBeGreaterThan(0);
  await expect(
    session.handle({ type: "restore", runId, key, slower: 2 }),
  ).rejects.toMatchObject({ code: "bad-command" });
});

test("a broken backend ends the run where it is, keeps its save, and refuses everything after", async () => {
  const report = await chooseBackend("wasm", WASM_FOLDER);
  const { numTensors } = tf.memory();
  const thread = threadOn(report);
  const { session } = thread;
  const config = reducedConfig();
  config.optimiser.steps = 1000;
  await session.handle({ type: "prepare", runId, config });
  await session.handle({ type: "start", runId });
  await session.handle({ type: "save", runId });
  const { step } = ofType(thread, "saved").at(-1)!;
  session.abort(new EngineError("device-lost", "WebGPU: unplugged"));
  expect(ofType(thread, "failed")).toMatchObject([
    { runId: null, error: { code: "device-lost" } },
  ]);
  await expect(session.handle({ type: "resume", runId })).rejects.toMatchObject(
    { code: "device-lost" },
  );
  expect((await thread.storage.labels()).map((each) => each.step)).toContain(
    step,
  );
  await session.dispose();
  expect(tf.memory().numTensors).toBe(numTensors);
});

test("the device is verified between two steps, and the run goes on with the numbers that it would have had", async () => {
  const report = await chooseBackend("wasm", WASM_FOLDER);
  const config = reducedConfig();
  const losses = async (verifies: boolean) => {
    const thread = threadOn(report);
    const { session } = thread;
    await session.handle({ type: "prepare", runId, config });
    await session.handle({ type: "start", runId });
    const cases = verifies ? await session.handle({ type: "verify" }) : [];
    const { result } = await seen(thread, "finished");
    if (verifies) await session.handle({ type: "verify" });
    await session.dispose();
    return { cases, losses: result.history.map((entry) => entry.losses) };
  };
  const { numTensors } = tf.memory();
  const verified = await losses(true);
  expect(verified.cases.map(({ isWithin }) => isWithin)).toEqual(
    Array(4).fill(true),
  );
  expect(verified.losses).toEqual((await losses(false)).losses);
  expect(tf.memory().numTensors).toBe(numTensors);
});
