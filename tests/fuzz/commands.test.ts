/** Random commands against the session's state machine, and damaged messages against the worker's end of the protocol. */
import "./allocations.ts";
import * as fc from "fast-check";
import { beforeAll, expect, test, vi } from "vitest";
import { nextTick } from "../../src/engine/nextTick.ts";
import { serveEngine } from "../../src/engine/serve.ts";
import { createSession } from "../../src/engine/session.ts";
import type { ReadFile } from "../../src/data/readFile.ts";
import { chooseMethod } from "../../src/protocol/chooseMethod.ts";
import { setPath } from "../../src/protocol/configPaths.ts";
import { EngineError } from "../../src/protocol/engineError.ts";
import {
  PROTOCOL_VERSION,
  type BackendReport,
  type Command,
  type Event,
  type EventOf,
  type RunState,
} from "../../src/protocol/messages.ts";
import { presetById } from "../../src/protocol/presets.ts";
import { resultOf } from "../../src/store/notebook/runs.fixture.ts";
import * as tf from "../../src/tensor/tf.ts";
import { useBackend } from "../../src/tensor/useBackend.ts";
import { damagedValue, textBytes } from "./damage.ts";
import {
  FATAL_LEARNING_RATE,
  MISSING_PACK,
  TENSORS_OF_A_RUN,
} from "./fakeRun.ts";

vi.mock("../../src/engine/run.ts", async () => ({
  createRun: (await import("./fakeRun.ts")).fakeRun,
}));
vi.mock("../../src/engine/backend.ts", () => ({
  chooseBackend: () => Promise.resolve(report),
}));

/** In all at least 10,000. */
const SEQUENCES = { inTurn: 6000, atOnce: 3000, damaged: 2000 };
const SEED = Number(process.env["FUZZ_SEED"] ?? 20_261_126);
const LONGEST = 12;

const report: BackendReport = {
  ...{ backend: "cpu", adapter: "", isSoftwareAdapter: false, threads: 1 },
  ...{ passedOver: [], selfTestError: 0, versions: {} },
};

const packOf = (id: string) => ({
  ...{ format: 1, id, title: id, description: "", domains: [], sources: [] },
  ...{ image: { height: 1, width: 1, channels: 1 }, licence: "CC0-1.0" },
  ...{ classes: ["a", "b", "c"], classTitles: ["A", "B", "C"] },
  counts: { train: 300, validation: 300, test: 300 },
  classCounts: Object.fromEntries(
    ["train", "validation", "test"].map((split) => [split, [100, 100, 100]]),
  ),
  files: Object.fromEntries(
    ["images", "labels"].map((name) => [
      name,
      {
        ...{ path: `${name}.bin`, bytes: 900, rawBytes: 900, encoding: "none" },
        sha256: "0".repeat(64),
      },
    ]),
  ),
});
const index = textBytes(
  JSON.stringify({ packs: ["small", MISSING_PACK].map(packOf) }),
);
const readFile: ReadFile = (path) =>
  path === "packs/index.json"
    ? Promise.resolve(index)
    : Promise.reject(new EngineError("network", `readFile: ${path}`));

const preset = presetById("emoji-quick").config;
const config = {
  ...preset,
  data: { ...preset.data, pack: "small", heldOut: [], far: [], images: 64 },
  optimiser: { ...preset.optimiser, steps: 3, batchSize: 16, warmupSteps: 1 },
  evaluation: { ...preset.evaluation, every: 2, heatmapImages: 8, knnK: 5 },
};
const svd = chooseMethod(config, "svd");
const missing = setPath(config, "data.pack", MISSING_PACK);

type RunCommand = Exclude<Command, { type: "init" }>;

const runIds = fc.constantFrom("a", "a", "a", "b");
const anything = fc.constantFrom<unknown>(
  ...[undefined, null, 0, -1, NaN, 1.5, "x", "__proto__", [], {}, [[]]],
);
/** Right most of the time. */
const usually = (...right: readonly unknown[]) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...right) },
    { weight: 1, arbitrary: anything },
  );
const planned = {
  ...{ name: "svd-1", method: "svd", seed: 1, factor: null, config: svd },
};
const row = {
  ...{ method: "svd", seed: 1, factor: null, backend: "cpu", timing: null },
  ...{ values: { "knn.accuracy": 0.5 }, best: null },
};
const run = { factor: null, result: { ...resultOf(config), history: [] } };

/** No student. */
const file = { name: "student.safetensors", bytes: new Uint8Array(9) };

/** Every command, right or wrong in some of its parts. */
const commands = fc.oneof(
  ...[
    {
      type: "prepare",
      config: usually(config, config, svd, missing),
      parts: usually("both", "head", undefined),
      from: usually(undefined, undefined, [], [file]),
    },
    { type: "read-student", files: usually([file], []) },
    { type: "start" },
    { type: "start" },
    { type: "pause" },
    { type: "resume" },
    { type: "step", count: usually(1, 2, 9) },
    {
      type: "update",
      path: usually("optimiser.learningRate"),
      value: usually(0.1, FATAL_LEARNING_RATE),
    },
    {
      type: "update",
      path: usually("parts", "student.width"),
      value: usually("head", 8),
    },
    { type: "pace", stepsPerSecond: usually(null, 1e6) },
    { type: "stop-rules", rules: usually([], [{ kind: "step", step: 2 }]) },
    { type: "reset", parts: usually("both", "student", undefined) },
    { type: "stop" },
    { type: "save" },
    { type: "restore", key: usually("k"), slower: usually(undefined, 2) },
    { type: usually("saved-runs", "forget-run"), key: usually("k") },
    { type: "evaluate" },
    { type: "measure", corruptedImages: usually(0, undefined) },
    { type: "set-images", set: usually("id"), images: usually([0], []) },
    {
      type: "recognise",
      picture: usually({
        ...{ width: 1, height: 1, rgba: new Uint8ClampedArray(4) },
      }),
      corruption: usually(null, { id: "fog", severity: 1 }),
      extent: usually("sample", "all"),
    },
    {
      type: "browse",
      pack: usually("none"),
      split: usually("train"),
      classIndex: usually(null),
      offset: usually(0),
      count: usually(1),
    },
    {
      type: "arena",
      arenaId: usually("z"),
      runs: usually([planned], [planned, { ...planned, name: "b" }]),
    },
    { type: "stop-arena", arenaId: usually("z") },
    { type: "compare", runs: usually([run], []) },
    { type: "summarise", rows: usually([row], []), reference: usually("svd") },
    { type: usually("fly", "constructor", "__proto__") },
  ].map(({ type, ...rest }) =>
    fc.record({
      type: typeof type === "string" ? fc.constant(type) : type,
      runId: runIds,
      ...rest,
    }),
  ),
) as unknown as fc.Arbitrary<RunCommand>;

/** Most begin with a run, without which little can be obeyed. */
const sequences = fc
  .tuple(fc.nat(3), fc.array(commands, { minLength: 1, maxLength: LONGEST }))
  .map(([chance, rest]): RunCommand[] =>
    chance === 0 ? rest : [{ type: "prepare", runId: "a", config }, ...rest],
  );

type Seen = { state: RunState; runId: string; step: number };

function openSession() {
  const events: Event[] = [];
  const session = createSession({
    ...{ report, readFile },
    post: (event) => events.push(event),
  });
  /** What the page knows. */
  const seen = (): Seen => {
    const status = events.findLast(
      (event): event is EventOf<"status"> => event.type === "status",
    );
    const { state = "empty", runId = "", step = 0 } = status ?? {};
    return { state, runId, step };
  };
  const isArenaOver = () => {
    const last = events.findLast((event) => event.type.startsWith("arena"));
    return last === undefined || last.type === "arena-over";
  };
  return { session, events, seen, isArenaOver };
}

type Outcome = { ok: boolean; code: string | null; message: string };

/** Settles whatever comes; nothing but a coded error may be thrown. */
async function outcomeOf(
  answer: Promise<unknown>,
  command: { type: string },
): Promise<Outcome> {
  try {
    await answer;
    return { ok: true, code: null, message: "" };
  } catch (cause) {
    if (!(cause instanceof EngineError) || cause.code === "bug") throw cause;
    if (cause.message === "") throw new Error(`${command.type}: no message`);
    return { ok: false, code: cause.code, message: cause.message };
  }
}

/** States in which a well-formed command of the present run is obeyed; others are obeyed in none, or in every one. */
const OBEYED: Partial<Record<string, readonly RunState[]>> = {
  start: ["idle"],
  resume: ["paused"],
  step: ["idle", "paused"],
  pause: ["idle", "running", "paused", "finished"],
  measure: ["idle", "paused", "finished"],
};

/** States that a command can end in, the loop having gone on meanwhile. */
const AFTER: Partial<Record<string, readonly RunState[]>> = {
  prepare: ["idle"],
  reset: ["idle"],
  stop: ["empty"],
  start: ["running", "paused", "finished", "failed"],
  resume: ["running", "paused", "finished", "failed"],
  step: ["paused", "finished", "failed"],
  pause: ["idle", "paused", "finished", "failed"],
};

const isStill = (state: RunState) => state !== "running" && state !== "loading";

beforeAll(() => useBackend("cpu"));

test("is tried with at least 10,000 sequences", () => {
  const all = Object.values(SEQUENCES).reduce((sum, count) => sum + count, 0);
  expect(all).toBeGreaterThanOrEqual(10_000);
});

test("obeys commands in the states that allow them, and refuses others without a change", async () => {
  const reached = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.noShrink(sequences), async (sequence) => {
      const { session, events, seen, isArenaOver } = openSession();
      const before0 = tf.memory().numTensors;
      for (const command of sequence) {
        const before = seen();
        const hadArena = !isArenaOver();
        const posted = events.length;
        const { ok, code } = await outcomeOf(session.handle(command), command);
        const after = seen();
        const allowed = OBEYED[command.type];
        if (ok && allowed && !hadArena) {
          // A loop may have ended while the command was under way.
          const could = [
            before.state,
            ...(isStill(before.state) ? [] : ["paused", "finished"]),
          ];
          if (
            !could.some((state) =>
              (allowed as readonly string[]).includes(state),
            )
          )
            throw new Error(`${command.type} was obeyed in ${before.state}`);
        }
        const ends = AFTER[command.type];
        if (ok && ends && !ends.includes(after.state))
          throw new Error(`${command.type} ended in ${after.state}`);
        const isRefused =
          !ok &&
          (code === "protocol" ||
            code === "bad-command" ||
            code === "bad-config");
        if (isRefused && isStill(before.state)) {
          if (JSON.stringify(after) !== JSON.stringify(before))
            throw new Error(`${command.type} was refused and changed the run`);
          const news = events
            .slice(posted)
            .filter(({ type }) => !type.startsWith("arena"));
          if (news.length > 0 && !hadArena)
            throw new Error(
              `${command.type} was refused and said ${news[0]!.type}`,
            );
        }
        reached.add(
          `${command.type} ${ok ? "obeyed" : "refused"} in ${before.state}`,
        );
        if (!ok) reached.add(code!);
      }
      // Nothing else is on the backend than the run that is there.
      await session.handle({ type: "stop-arena", arenaId: "z" });
      while (!isArenaOver() || seen().state === "running") await nextTick();
      const { state, runId } = seen();
      if (state !== "empty") {
        await outcomeOf(session.handle({ type: "reset", runId }), {
          type: "reset",
        });
        const { ok } = await outcomeOf(
          session.handle({ type: "measure", runId }),
          { type: "measure" },
        );
        const held = tf.memory().numTensors - before0;
        // Measures end the work that goes on by itself.
        if (ok && held !== TENSORS_OF_A_RUN)
          throw new Error(`${held} tensors are held at rest`);
      }
      await session.dispose();
      const left = tf.memory().numTensors - before0;
      if (left !== 0) throw new Error(`${left} tensors are left`);
    }),
    { numRuns: SEQUENCES.inTurn, seed: SEED },
  );
  // A campaign that never got anywhere would pass as well.
  for (const each of [
    ...[
      "start obeyed in idle",
      "resume obeyed in paused",
      "step obeyed in paused",
    ],
    ...[
      "start refused in running",
      "pause obeyed in running",
      "reset obeyed in failed",
    ],
    ...[
      "measure obeyed in finished",
      "arena obeyed in paused",
      "prepare refused in running",
    ],
    ...["pack-missing", "bad-config", "bad-command", "protocol"],
  ]) {
    expect([...reached]).toContain(each);
  }
});

test("answers commands that come all at once, each once, and leaves nothing behind", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.noShrink(
        fc.tuple(
          sequences,
          fc.array(fc.nat(3), { minLength: LONGEST, maxLength: LONGEST }),
        ),
      ),
      async ([sequence, waits]) => {
        const { session, seen, isArenaOver } = openSession();
        const before = tf.memory().numTensors;
        const answers: Promise<Outcome>[] = [];
        for (const [i, command] of sequence.entries()) {
          answers.push(outcomeOf(session.handle(command), command));
          for (let tick = 0; tick < (waits[i] ?? 0); tick++) await nextTick();
        }
        await Promise.all(answers);
        await session.handle({ type: "stop-arena", arenaId: "z" });
        while (!isArenaOver() || !isStill(seen().state)) await nextTick();
        await session.dispose();
        const left = tf.memory().numTensors - before;
        if (left !== 0) throw new Error(`${left} tensors are left`);
      },
    ),
    { numRuns: SEQUENCES.atOnce, seed: SEED },
  );
});

test("answers any message once, and obeys only whole ones in their turn", async () => {
  const whole = [
    {
      type: "init",
      protocolVersion: PROTOCOL_VERSION,
      backend: "cpu",
      baseUrl: "http://lab.test/",
    },
    { type: "prepare", runId: "a", config },
    { type: "step", runId: "a", count: 1 },
    { type: "compare", runs: [run] },
    { type: "summarise", rows: [row], reference: "svd" },
    { type: "arena", arenaId: "z", runs: [planned] },
    { type: "stop-rules", rules: [{ kind: "step", step: 2 }] },
  ];
  const damaged = fc.oneof(
    anything,
    ...whole.map((command) => damagedValue({ id: 5, command })),
    // With the id that is due.
    ...whole.map((command) => damagedValue(command).map((each) => [each])),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.noShrink(fc.array(damaged, { minLength: 1, maxLength: 8 })),
      fc.boolean(),
      async (messages, isReady) => {
        const before = tf.memory().numTensors;
        const replies: EventOf<"reply">[] = [];
        let runId = "";
        let arenaId = "";
        let send: (message: unknown) => void = () => {};
        serveEngine(
          {
            postMessage: (message) => {
              const event = message as Event;
              if (event.type === "reply") replies.push(event);
              if (event.type === "status") ({ runId } = event);
              if ("arenaId" in event) ({ arenaId } = event);
            },
            addEventListener: (_, listener) => {
              send = (data) => listener({ data } as MessageEvent);
            },
          },
          () => readFile,
        );
        let sent = 0;
        const answered = async (message: unknown) => {
          send(message);
          sent++;
          while (replies.length < sent) await nextTick();
          return replies.at(-1)!;
        };
        if (isReady) await answered({ id: 1, command: whole[0] });
        let id = 10;
        for (const message of messages) {
          const isBare = Array.isArray(message) && message.length === 1;
          const reply = await answered(
            isBare ? { id: id++, command: message[0] as unknown } : message,
          );
          if (!reply.ok && reply.error.code === "bug")
            throw new Error(reply.error.stack);
        }
        const last = await answered({
          id: 1,
          command: { type: "pause", runId: "a" },
        });
        if (isReady && (last.ok || last.id !== -1))
          throw new Error("a message that comes twice must not be obeyed");
        id = 2 ** 52;
        await answered({ id, command: { type: "stop-arena", arenaId } });
        await answered({ id: id + 1, command: { type: "stop", runId } });
        const left = tf.memory().numTensors - before;
        if (left !== 0) throw new Error(`${left} tensors are left`);
      },
    ),
    { numRuns: SEQUENCES.damaged, seed: SEED },
  );
});
