/**
 * The engine's one run: empty -> loading -> idle -> running <-> paused -> finished | failed.
 *
 * Knows neither worker nor page: commands come in through `handle`, events go out through `post`, files come from `readFile`.
 * One thing runs at a time: the training loop, an arena, or background work (the panels of a waiting run) which anything else interrupts.
 */
import type { BroughtFile } from "../protocol/beginning.ts";
import { checkConfig } from "../protocol/configRules.ts";
import type { PlannedRun } from "../protocol/arenaRuns.ts";
import { commandProblem } from "../protocol/commandSchema.ts";
import { getPath, setPath } from "../protocol/configPaths.ts";
import type { RunConfig } from "../protocol/config.ts";
import { EngineError, toWireError } from "../protocol/engineError.ts";
import type { PackIndex } from "../protocol/packs.ts";
import { PARTS_PATH } from "../protocol/parts.ts";
import {
  LIVE_PATHS,
  type BackendReport,
  type Command,
  type Event,
  type Replies,
  type RunState,
  type VerifiedCase,
} from "../protocol/messages.ts";
import { noticeOf, type Notice } from "../protocol/notices.ts";
import type {
  ConfigUpdate,
  Evaluation,
  RunResult,
} from "../protocol/results.ts";
import type { ReadFile } from "../data/readFile.ts";
import type { ArenaQueue } from "./arenaQueue.ts";
import { badConfig, requireSense } from "./badConfig.ts";
import type { BroughtBeginning } from "./broughtStudent.ts";
import type { Checkpoint } from "./checkpointFile.ts";
import { checkPace, checkParts, checkStopRules } from "./checkTransport.ts";
import { Interrupted, pauseUnless } from "./interruptible.ts";
import { openPacks } from "./packs.ts";
import { nextTick } from "./nextTick.ts";
import { createPacer } from "./pacer.ts";
import {
  createRun,
  type Run,
  type RunOptions,
  type RunSnapshot,
} from "./run.ts";
import type { RunKeeper } from "./runKeeper.ts";
import { createRunMemory, type RunMemory } from "./runMemory.ts";
import { createStopWatch } from "./stopWatch.ts";
import { createTurns, givenUp } from "./turns.ts";

/** Asked of a run that waits for an arena. */
const HARMLESS = ["pause", "set-images", "save", "keep-panels"];

/** The smaller one first: it must never be above the other. */
const LEARNING_RATES = [
  "optimiser.minLearningRate",
  "optimiser.learningRate",
] as const;

/** States in which a command may begin to train. */
const TRAINABLE = {
  start: ["idle"],
  resume: ["paused"],
  step: ["idle", "paused"],
} as const satisfies Record<string, readonly RunState[]>;

type RunCommand = Exclude<Command, { type: "init" }>;

export type SessionOptions = {
  report: BackendReport;
  readFile: ReadFile;
  /** `transfer` lists the buffers that the receiver may have instead of a copy. */
  post: (event: Event, transfer?: ArrayBuffer[]) => void;
  /** What its runs share, one after the other; absent: each starts with nothing. */
  memory?: RunMemory;
  /** What saves its run; absent: nothing does. */
  keeper?: Promise<RunKeeper>;
  /** Rejects a run that would not fit into memory; absent: every run is tried. */
  checkMemory?: (
    caller: string,
    config: RunConfig,
    present: PackIndex,
  ) => Promise<void>;
  /** Finds what a failure follows from; absent: it stands for itself. */
  explain?: (cause: unknown) => Promise<unknown>;
};

export type Session = ReturnType<typeof createSession>;

export function createSession({
  report,
  readFile,
  post,
  memory,
  keeper: opening,
  checkMemory = async () => {},
  explain = async (cause) => cause,
}: SessionOptions) {
  const packs = openPacks(readFile, (label, done, total) =>
    post({ type: "progress", task: "pack", label, done, total, unit: "bytes" }),
  );
  let state: RunState = "empty";
  let run: Run | null = null;
  let runId = "";
  /** Settles when the present run is prepared, or was given up. */
  let ready: Promise<void> = Promise.resolve();
  /** Rises with every prepare and stop: work that began under another number ends at its next pause. */
  let generation = 0;
  let loop: Promise<void> = Promise.resolve();
  let isHoldWanted = false;
  /** Under way; the present run waits until it is over. */
  let arena: ArenaQueue | null = null;
  /** Pictures asked about so far. */
  let recognised = 0;
  /** Settles when no student's files are being read; never rejects. */
  let reading: Promise<void> = Promise.resolve();
  const isTraining = () => state === "running";
  /** What goes wrong on the run is its failure. */
  const turns = createTurns({ isTraining, onFailure: fail });
  const pacer = createPacer();
  const stopWatch = createStopWatch();
  let keeper: RunKeeper | null = null;
  /** What has broken the backend. */
  let broken: EngineError | null = null;
  void opening?.then((opened) => (keeper = opened));

  function setState(next: RunState): void {
    state = next;
    postStatus();
  }

  function postStatus(): void {
    const status = run?.status() ?? {
      step: 0,
      steps: 0,
      trainingMs: 0,
      elapsedMs: 0,
      stepsPerSecond: 0,
      tensors: 0,
      tensorBytes: 0,
    };
    post({ type: "status", runId, state, ...status });
  }

  /** @returns What `cause` follows from. */
  async function fail(cause: unknown): Promise<unknown> {
    const mine = runId;
    const known = await explain(cause);
    if (broken || mine !== runId) return broken ?? known;
    run?.flush();
    setState("failed");
    post({ type: "failed", runId: runId || null, error: toWireError(known) });
    return known;
  }

  /** @throws {EngineError} What broke the backend. */
  function requireBackend(): void {
    if (broken) throw broken;
  }

  /** Ends loop and background work, and frees the run. Returns whether nothing newer has come since. */
  async function discard(): Promise<() => boolean> {
    const mine = ++generation;
    isHoldWanted = true;
    pacer.wake();
    await Promise.all([turns.interrupt(), loop]);
    // The loop may have begun some at its end.
    await turns.interrupt();
    await turns.refuseQuestions();
    const old = run;
    run = null;
    old?.dispose();
    return () => generation === mine;
  }

  async function prepare({
    runId: id,
    config,
    parts = "both",
    from,
  }: Extract<Command, { type: "prepare" }>): Promise<Replies["prepare"]> {
    refuseDuringArena("prepare");
    // One that comes while files are read is for a later run, and waits.
    const before = reading;
    const mine = before.then(() => (from ? readFrom(from, config) : null));
    reading = mine.then(
      () => {},
      () => {},
    );
    const begin = await mine;
    let updates: ConfigUpdate[] = [];
    const start = { config, parts, begin };
    await load("prepare", id, start, (loaded) => {
      updates = [...loaded.updates];
      stopWatch.rearm();
      setState("idle");
      turns.startBackground((pause) => loaded.showStart(pause));
    });
    return { steps: config.optimiser.steps, updates };
  }

  /** What is wrong with files is said before the present run is given up for them. */
  async function readFrom(
    files: readonly BroughtFile[],
    config: RunConfig,
  ): Promise<BroughtBeginning> {
    requireSense("prepare", config, await packs.index());
    const { readBeginning } = await import("./studentFiles.ts");
    return readBeginning(files, config);
  }

  /**
   * A run at step 0, in place of the present one.
   *
   * @param use Called before anybody else sees it.
   */
  async function load(
    command: "prepare" | "restore",
    id: string,
    start: Required<Pick<RunOptions, "config" | "parts" | "begin">>,
    use: (run: Run) => void,
  ): Promise<void> {
    const { config, parts = "both" } = start;
    const present = await packs.index();
    // What makes no sense is refused before the present run is given up for it.
    requireSense(command, config, present);
    checkParts(command, parts, config.method);
    await checkMemory(command, config, present);
    refuseDuringArena(command);
    const isCurrent = await discard();
    if (!isCurrent()) throw givenUp(command);
    runId = id;
    setState("loading");
    const loading = (async () => {
      // A run that is saved stays so until another is about to take its place.
      if (command === "prepare") await keeper?.forget();
      const prepared = await createRun({
        runId: id,
        ...start,
        report,
        packs,
        readFile,
        post,
        pause: pauseUnless(() => !isCurrent()),
        memory,
      });
      if (!isCurrent()) {
        prepared.dispose();
        throw new Interrupted();
      }
      run = prepared;
      return prepared;
    })();
    ready = loading.then(
      () => {},
      () => {},
    );
    try {
      use(await loading);
    } catch (cause) {
      if (cause instanceof Interrupted) {
        throw givenUp(command);
      }
      throw await fail(cause);
    }
  }

  async function restoreSaved({
    runId: id,
    key,
    slower = 1,
  }: Extract<Command, { type: "restore" }>): Promise<Replies["restore"]> {
    refuseDuringArena("restore");
    await reading;
    if (!(slower > 0 && slower <= 1)) {
      throw new EngineError(
        "bad-command",
        `restore: 'slower' must lie above 0 and be 1 at most, got ${slower}`,
      );
    }
    const opened = await (await requireKeeper("restore")).open(key);
    const { checkpoint, damage } = opened;
    const { start, begin = null, snapshot } = checkpoint;
    let { config, updates }: Pick<Run, "config" | "updates"> = snapshot;
    try {
      const restored = { config: start, parts: "both", begin } as const;
      await load("restore", id, restored, (loaded) => {
        restoreWhole(loaded, snapshot);
        if (slower < 1) slowDown(loaded, slower);
        ({ config, updates } = loaded);
        opened.adopt();
        stopWatch.restore(checkpoint.stopWatch);
        noteRestored(id, checkpoint, damage);
        loaded.retell();
        setState("paused");
        turns.startBackground((pause) => loaded.showMissing(pause));
      });
    } finally {
      opened.release();
    }
    return {
      ...{ start, config, step: snapshot.step },
      ...{ updates: [...updates], panels: opened.panels },
      stopRules: [...checkpoint.stopWatch.rules],
    };
  }

  /** @throws {EngineError} `run-missing`, if the snapshot is of other networks than its settings make. */
  function restoreWhole(current: Run, snapshot: RunSnapshot): void {
    try {
      current.restore(snapshot);
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      throw new EngineError("run-missing", cause.message);
    }
  }

  function slowDown(current: Run, factor: number): void {
    for (const path of LEARNING_RATES) {
      const value = factor * (getPath(current.config, path) as number);
      current.update(setPath(current.config, path, value), path, value);
    }
  }

  /** Says what is not as it was. */
  function noteRestored(
    id: string,
    { backend, snapshot: { step } }: Checkpoint,
    damage: string | null,
  ): void {
    const note = (notice: Notice) =>
      post({ type: "notice", runId: id, ...notice });
    if (damage) {
      note(noticeOf("damagedSave", damage));
    }
    if (backend !== report.backend) {
      note(noticeOf("otherBackend", backend, step, report.backend));
    }
  }

  /** @throws {EngineError} Where nothing keeps runs. */
  async function requireKeeper(command: string): Promise<RunKeeper> {
    const opened = await opening;
    if (opened) return opened;
    throw new EngineError(
      "bad-command",
      `${command}: this engine must keep runs, and it does not`,
    );
  }

  /** Saves a run that stands between two steps. */
  const take = (current: Run) =>
    keeper?.take(runId, current, stopWatch.state());

  function refuseDuringArena(command: string): void {
    if (!arena) return;
    throw new EngineError(
      "bad-command",
      `${command}: an arena is under way; stop it first`,
    );
  }

  /** The run a command names, once it is prepared. */
  async function runOf(command: { type: string; runId: string }): Promise<Run> {
    await ready;
    const isHarmless = HARMLESS.includes(command.type);
    if (!isHarmless) refuseDuringArena(command.type);
    if (!run || command.runId !== runId) {
      throw new EngineError(
        "bad-command",
        `${command.type}: 'runId' must name the present run ${JSON.stringify(runId)}, got ${JSON.stringify(command.runId)}`,
      );
    }
    return run;
  }

  function requireState(command: string, ...allowed: RunState[]): void {
    if (allowed.includes(state)) return;
    throw new EngineError(
      "bad-command",
      `${command}: the run must be ${allowed.join(" or ")}, got ${state}`,
    );
  }

  /** To be asked after a wait: meanwhile something newer may have come. */
  function requirePresent(current: Run): void {
    if (run === current) return;
    throw new EngineError(
      "bad-command",
      "the run must be the present one, and was given up for a newer command",
    );
  }

  /** Trains until the end, a pause, a rule that is met, or `limit` steps. */
  async function train(
    current: Run,
    command: "start" | "resume" | "step",
    limit: number,
  ): Promise<void> {
    requireState(command, ...TRAINABLE[command]);
    await turns.interrupt();
    // Meanwhile another command may have begun to train.
    requirePresent(current);
    requireState(command, ...TRAINABLE[command]);
    current.resumeClock();
    isHoldWanted = false;
    setState("running");
    const mine = generation;
    const isOver = () => generation !== mine || isHoldWanted;
    stopWatch.begin(current.status().step);
    loop = (async () => {
      try {
        for (
          let count = 0;
          count < limit && !current.isDone() && !isOver();
          count++
        ) {
          await pacer.due(isOver);
          if (isOver()) break;
          await current.step(pacer.isSlow);
          await turns.afterStep(pauseUnless(isOver));
          if (keeper?.isDue()) await take(current);
          await current
            .showProgress(pauseUnless(isOver), pacer.isSlow)
            .catch((cause: unknown) => {
              if (!(cause instanceof Interrupted)) throw cause;
            });
          if (stopsAfterStep(current)) break;
          await nextTick();
        }
        await current.settle();
        if (generation !== mine) return;
        if (current.isDone()) {
          // Until the result is there, which the page keeps.
          await take(current);
          await current.finish(pauseUnless(() => generation !== mine));
          await keeper?.forget();
          setState("finished");
        } else {
          await take(current);
          setState("paused");
          turns.startBackground((pause) => current.showMissing(pause));
        }
      } catch (cause) {
        if (!(cause instanceof Interrupted)) await fail(cause);
      } finally {
        current.stopClock();
        turns.afterTraining();
      }
    })();
    postStatus();
  }

  /** Whether a rule ends training here; says so. The last step ends it anyway. */
  function stopsAfterStep(current: Run): boolean {
    const { step } = current.status();
    const stop = current.isDone()
      ? null
      : stopWatch.check(step, current.history);
    if (stop) post({ type: "stopped", runId, stop });
    return stop !== null;
  }

  async function startArena(
    arenaId: string,
    runs: readonly PlannedRun[],
  ): Promise<void> {
    await ready;
    const queue = import("./arenaQueue.ts");
    const { checkArenaRuns, startArenaQueue } = await queue;
    const present = await packs.index();
    checkArenaRuns(runs, present);
    for (const { name, config } of runs) {
      await checkMemory(`arena: ${name}`, config, present);
    }
    refuseDuringArena("arena");
    requireState("arena", "empty", "idle", "paused", "finished", "failed");
    const mine = startArenaQueue({
      ...{ arenaId, runs, report, packs, readFile, post },
      memory: memory ?? createRunMemory(),
      before: turns.interrupt,
    });
    arena = mine;
    void mine.done.then(() => {
      if (arena === mine) arena = null;
      if (run) showWaiting(run);
    });
  }

  /** What a run that waits has not shown yet. */
  function showWaiting(current: Run): void {
    if (state === "idle") {
      turns.startBackground((pause) => current.showStart(pause));
    } else if (state === "paused") {
      turns.startBackground((pause) => current.showMissing(pause));
    }
  }

  async function hold(): Promise<void> {
    isHoldWanted = true;
    pacer.wake();
    await loop;
  }

  function update(current: Run, path: string, value: unknown): ConfigUpdate {
    if (path === PARTS_PATH) return current.update(current.config, path, value);
    if (!LIVE_PATHS.includes(path)) {
      throw new EngineError("bad-config", `update: '${path}' needs a new run`, [
        {
          path,
          message: "cannot change while a run is under way; reset first",
        },
      ]);
    }
    let changed: RunConfig;
    try {
      changed = setPath(current.config, path, value);
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      throw new EngineError("bad-config", `update: ${message}`, [
        { path, message },
      ]);
    }
    const { packs: present, teachers } = current.present;
    const issues = checkConfig(changed, present, teachers);
    if (issues.length > 0) throw badConfig("update", issues);
    return current.update(changed, path, value);
  }

  const handlers: {
    [K in RunCommand["type"]]: (
      command: Extract<Command, { type: K }>,
    ) => Promise<Replies[K]>;
  } = {
    prepare,
    async "read-student"({ files }) {
      const { readBrought } = await import("./studentFiles.ts");
      const { origin, student, config } = await readBrought(files);
      return { origin, student, config };
    },
    async start(command) {
      const current = await runOf(command);
      await train(current, "start", Infinity);
      return null;
    },
    async pause(command) {
      const current = await runOf(command);
      requireState("pause", "running", "paused", "idle", "finished");
      await hold();
      return { step: current.status().step };
    },
    async resume(command) {
      const current = await runOf(command);
      await train(current, "resume", Infinity);
      return null;
    },
    async step(command) {
      const current = await runOf(command);
      if (!Number.isInteger(command.count) || command.count < 1) {
        throw new EngineError(
          "bad-command",
          `step: 'count' must be a positive integer, got ${command.count}`,
        );
      }
      await train(current, "step", command.count);
      await loop;
      return { step: current.status().step };
    },
    async update(command) {
      const current = await runOf(command);
      const entry = update(current, command.path, command.value);
      if (state === "paused") await take(current);
      return entry;
    },
    pace({ stepsPerSecond }) {
      pacer.set(checkPace(stepsPerSecond));
      return Promise.resolve(null);
    },
    "stop-rules"({ rules }) {
      stopWatch.set(checkStopRules(rules));
      return Promise.resolve(null);
    },
    async reset(command) {
      const current = await runOf(command);
      const { parts = "both" } = command;
      checkParts("reset", parts, current.config.method);
      do {
        await Promise.all([hold(), turns.interrupt()]);
      } while (isTraining());
      requirePresent(current);
      current.reset(parts);
      stopWatch.rearm();
      const forgotten = keeper?.forget();
      setState("idle");
      turns.startBackground((pause) => current.showStart(pause));
      await forgotten;
      return [...current.updates];
    },
    async stop(command) {
      await runOf(command);
      await discard();
      await keeper?.forget();
      setState("empty");
      return null;
    },
    async save(command) {
      const current = await runOf(command);
      const taken =
        state === "running"
          ? await turns.alone(async () => take(current))
          : state === "paused" && (await take(current));
      if (taken) await taken.written;
      return null;
    },
    async "keep-panels"(command) {
      await runOf(command);
      await keeper?.keepPanels(command.panels);
      return null;
    },
    "saved-runs": async () => (await opening)?.runs() ?? [],
    restore: restoreSaved,
    async "forget-run"({ key }) {
      await (await requireKeeper("forget-run")).remove(key);
      return null;
    },
    async verify() {
      await ready;
      refuseDuringArena("verify");
      const { verifyDevice } = await import("./golden/verifyDevice.ts");
      const work = () => verifyDevice(report.backend, nextTick);
      if (state === "running") return turns.alone(work);
      await turns.interrupt();
      const verified = new Promise<VerifiedCase[]>((resolve, reject) => {
        // As background work it is waited for by whatever comes next.
        const { done } = turns.startBackground(() =>
          work().then(resolve, reject),
        );
        void done.then(() => reject(givenUp("verify")));
      });
      void verified.finally(() => run && showWaiting(run)).catch(() => {});
      return verified;
    },
    async evaluate(command): Promise<Evaluation> {
      const current = await runOf(command);
      return turns.alone(() => {
        requirePresent(current);
        return current.evaluateFully(nextTick);
      });
    },
    async "take-home"(command) {
      const current = await runOf(command);
      const taken = await turns.alone(async () => {
        requirePresent(current);
        requireState("take-home", "idle", "running", "paused", "finished");
        if (!isTraining()) await current.showMissing(nextTick);
        return current.takeHome(nextTick);
      });
      const { takeHomeFiles } = await import("./studentFiles.ts");
      const files = await takeHomeFiles(taken, readFile);
      return { result: taken.result, files };
    },
    async measure(command) {
      const current = await runOf(command);
      const { corruptedImages = 0 } = command;
      if (!(Number.isInteger(corruptedImages) && corruptedImages >= 0)) {
        throw new EngineError(
          "bad-command",
          `measure: 'corruptedImages' must be a whole number from 0, got ${corruptedImages}`,
        );
      }
      await turns.interrupt();
      requirePresent(current);
      refuseDuringArena("measure");
      requireState("measure", "idle", "paused", "finished");
      const { step } = current.status();
      return new Promise((resolve, reject) => {
        // What goes wrong here is no failure of the run.
        const { done } = turns.startBackground((pause) =>
          current.measure(corruptedImages, pause).then(
            () => resolve({ step, isComplete: true }),
            (cause: unknown) => {
              if (!(cause instanceof Interrupted)) reject(cause as Error);
            },
          ),
        );
        void done.then(() => resolve({ step, isComplete: false }));
      });
    },
    async "set-images"(command) {
      return (await runOf(command)).setImages(command.set, command.images);
    },
    async recognise(command) {
      const current = await runOf(command);
      requireState("recognise", "idle", "running", "paused", "finished");
      const mine = ++recognised;
      return turns.ask("recognise", async (untilNewer) => {
        // Nobody waits for an answer about an earlier picture.
        const pause = async () => {
          await untilNewer();
          if (mine !== recognised) throw new Interrupted();
        };
        await pause();
        requireBackend();
        requirePresent(current);
        return current.recognise(command, pause);
      });
    },
    packs: () => packs.refresh(),
    browse: (command) => packs.browse(command),
    async arena(command) {
      await startArena(command.arenaId, command.runs);
      return null;
    },
    async "stop-arena"(command) {
      if (arena?.arenaId === command.arenaId) await arena.stop();
      return null;
    },
    async compare({ runs }) {
      const { arenaRows } = await import("./arenaSummary.ts");
      return arenaRows(runs);
    },
    async summarise({ rows, reference }) {
      const { summariseRows } = await import("./arenaSummary.ts");
      return summariseRows(rows, reference);
    },
  };

  return {
    /** Answers a command; rejects with what was wrong, having changed nothing. */
    async handle<C extends RunCommand>(
      command: C,
    ): Promise<Replies[C["type"]]> {
      const problem = commandProblem(command);
      if (problem) throw new EngineError("protocol", problem);
      requireBackend();
      const handler = handlers[command.type] as unknown as (
        command: C,
      ) => Promise<Replies[C["type"]]>;
      return handler(command);
    },

    /** The backend computes no more, or wrong: ends what is under way, and refuses everything from here on. What was saved stays. */
    abort(error: EngineError): void {
      if (broken) return;
      broken = error;
      generation++;
      isHoldWanted = true;
      turns.signal();
      pacer.wake();
      run?.flush();
      setState("failed");
      post({ type: "failed", runId: null, error: toWireError(error) });
    },

    /** The packs and teachers there are. */
    present: () => packs.index(),

    /** The finished run's result; null before. */
    result: (): RunResult | null => run?.result() ?? null,

    /** The run as one serialisable value, taken between two steps. */
    async snapshot() {
      if (!run)
        throw new EngineError("bad-command", "snapshot: there is no run");
      const current = run;
      return turns.alone(() => current.snapshot());
    },

    /** Goes on from a snapshot of a run with the same config as the prepared one. */
    async restore(snapshot: Awaited<ReturnType<Run["snapshot"]>>) {
      if (!run)
        throw new EngineError("bad-command", "restore: there is no run");
      requireState("restore", "idle", "paused");
      await turns.interrupt();
      run.restore(snapshot);
      setState("paused");
    },

    /** Ends everything; nothing is left on the backend. */
    dispose: async (): Promise<void> => {
      await arena?.stop();
      await reading;
      await discard();
      await keeper?.leave();
    },
  };
}
