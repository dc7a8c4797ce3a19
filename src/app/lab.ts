/** Ties engine, settings and run together: what the buttons do. Knows no React. */
import { createStore, type StoreApi } from "zustand/vanilla";
import { createEngineClient, type EngineClient } from "../engine/client.ts";
import type { BroughtFile } from "../protocol/beginning.ts";
import { chooseMethod } from "../protocol/chooseMethod.ts";
import type { RunConfig } from "../protocol/config.ts";
import { configDifference, isSameValue } from "../protocol/configPaths.ts";
import { toWireError } from "../protocol/engineError.ts";
import {
  LIVE_PATHS,
  PROTOCOL_VERSION,
  type BackendName,
  type BackendReport,
  type Command,
  type CommandType,
  type Replies,
  type RunState,
  type WireError,
} from "../protocol/messages.ts";
import {
  hasLearnedHead,
  partsAfter,
  PARTS_PATH,
  type PartsMode,
} from "../protocol/parts.ts";
import type {
  Recognition,
  RecognitionQuestion,
} from "../protocol/recognition.ts";
import type { StopRule } from "../protocol/stopRules.ts";
import { DEFAULT_PRESET, PRESETS } from "../protocol/presets.ts";
import type { KeptPanels, RunStore } from "../store/runStore.ts";
import type { SettingsStore } from "../store/settingsStore.ts";
import { createTimeline, type Timeline } from "../store/timeline.ts";
import { shell as t } from "../texts/en/shell.ts";
import type { EngineWorker } from "./engineWorker.ts";
import {
  createLabArena,
  type ArenaUnderWay,
  type LabArena,
} from "./labArena.ts";
import { newSeed } from "./newSeed.ts";

/** Long enough to type a number, short enough that the panels seem to follow. */
const PREPARE_DELAY_MS = 400;

const ROLL_BACK_FACTOR = 0.5;

/** After which an engine that has not come up is told of; one that computes in software may take longer, and is then welcome. */
const SILENT_START_MS = 60_000;

/** Of the GPU's device, after which it is given up. */
const MOST_LOSSES = 2;

export type LabState = {
  /** Null until the engine has chosen its backend. */
  report: BackendReport | null;
  /** The engine as a whole cannot go on. */
  engineFailure: WireError | null;
  /** All measures are being taken. */
  isMeasuring: boolean;
  /** Why they could not be taken the last time. */
  measureFailure: WireError | null;
  /** Train was pressed before the run was ready; it starts as soon as it is. */
  isStartQueued: boolean;
  /** The arena that the engine trains; the run waits meanwhile. */
  arena: ArenaUnderWay | null;
  /** Networks to be trained; a method without a head of its own trains both all the same. */
  parts: PartsMode;
  /** Slow motion, in steps a second; null: full speed. */
  pace: number | null;
  stopRules: readonly StopRule[];
  /** What runs begin with, as long as the settings describe a student of its sizes; null: what their seed draws. */
  brought: { files: BroughtFile[]; student: RunConfig["student"] } | null;
};

/** What does not touch the run: asked at any time, answered between two steps. */
type Question = Extract<
  Command,
  {
    type:
      | "compare"
      | "summarise"
      | "saved-runs"
      | "forget-run"
      | "verify"
      | "read-student";
  }
>;

/** What the page keeps with a saved run, as `keep-panels` sends it and `restore` gives it back. */
export type KeptPage = KeptPanels & { format: 1; presetId: string };

type BrowseRequest = Omit<Extract<Command, { type: "browse" }>, "type">;

export type Lab = StoreApi<LabState> & {
  readonly settings: SettingsStore;
  readonly run: RunStore;
  readonly timeline: Timeline;
  /** Starts the worker, and prepares the run that the settings describe. */
  connect(): void;
  /** Ends the worker and starts another, with a run at step 0; what was saved of the earlier one stays. */
  restart(): void;
  /** The same, and goes back to the last save of the run. */
  recover(): void;
  /** Loads a saved run in place of the present one, and waits there. */
  restore(key: string): void;
  /** Takes a run whose losses are no numbers back to its last save, or to step 0, with half its learning rates. */
  rollBack(): void;
  /** Saves the run as it is, and with it what the page shows of it; nothing where no step has been made. */
  save(): Promise<void>;
  /** Keeps what the page shows with the last save. */
  keepPanels(): Promise<void>;
  /** Gives up a forced backend and starts again with the best that works. */
  fallBackToAnyBackend(): void;
  /** Train, Pause or Resume, whichever the state of the run allows. */
  toggle(): void;
  step(count: number): void;
  /** Trains on until `step` is made; nothing if it has been. */
  runTo(step: number): void;
  setParts(parts: PartsMode): void;
  setPace(stepsPerSecond: number | null): void;
  setStopRules(rules: readonly StopRule[]): void;
  /** Back to step 0 with the settings in the form. */
  reset(): void;
  /** The same with a seed drawn here, which the form then shows. */
  resetWithNewSeed(): void;
  /** Enters a setting; live ones reach a run under way, others wait until there is none. */
  edit(path: string, value: unknown): void;
  choosePreset(id: string): void;
  /** A run that begins with a student from files, instead of the present one; the settings must describe its sizes. */
  beginWith(files: BroughtFile[], config: RunConfig): void;
  browse(request: BrowseRequest): Promise<Replies["browse"]>;
  /** Takes all measures of a run that stands still; training on gives them up. */
  measure(corruptedImages: number): void;
  /** Images of one of the run's held-out sets, by position. */
  setImages(
    set: string,
    images: readonly number[],
  ): Promise<Replies["set-images"]>;
  /** What the present run began with; null before there is one, and while a saved one is being loaded. */
  beganWith(): RunConfig | null;
  /** What an image is to both networks at the present step. */
  recognise(question: RecognitionQuestion): Promise<Recognition>;
  ask<C extends Question>(question: C): Promise<Replies[C["type"]]>;
  /** Looks again which packs and teachers there are, after an import or a deletion. */
  refreshPacks(): Promise<void>;
  /** The student as it is now, and what belongs to it, as files. */
  takeHome(): Promise<Replies["take-home"]>;
  /** Pauses the run and trains these instead. */
  startArena: LabArena["start"];
  stopArena: LabArena["stop"];
  listenToArena: LabArena["listen"];
};

export type LabOptions = {
  settings: SettingsStore;
  run: RunStore;
  startWorker: () => EngineWorker;
  /** Between two positions of a replay; absent: the usual. */
  replayTickMs?: () => number;
  /** Absolute URL of the site's root, ending in "/". */
  baseUrl: string;
};

/** True when a run would be lost by leaving or resetting. */
export function isMidRun(state: RunState, step: number): boolean {
  return state === "running" || (state === "paused" && step > 0);
}

/** Settings that need a new run are locked from Train until the end or Reset. */
export function isLocked(state: RunState): boolean {
  return state === "running" || state === "paused";
}

/** Measures need a run that stands still. */
export function canMeasure(state: RunState): boolean {
  return state === "idle" || state === "paused" || state === "finished";
}

export function createLab(options: LabOptions): Lab {
  const { settings, run } = options;
  const store = createStore<LabState>(() => ({
    report: null,
    engineFailure: null,
    isMeasuring: false,
    measureFailure: null,
    isStartQueued: false,
    arena: null,
    parts: "both",
    pace: null,
    stopRules: [],
    brought: null,
  }));
  const { setState } = store;
  const timeline = createTimeline(
    run,
    options.replayTickMs && { tickMs: options.replayTickMs },
  );

  let worker: EngineWorker | null = null;
  let client: EngineClient | null = null;
  let runCount = 0;
  let runId = "";
  /** Config that the engine's run began with; null while that is not known. */
  let prepared: RunConfig | null = null;
  /** Student files that it began with. */
  let begun: BroughtFile[] | undefined;
  /** Transport commands sent to the present worker. */
  const unanswered = new Set<CommandType>();
  let prepareTimer: ReturnType<typeof setTimeout> | null = null;
  /** Steps that were asked for before the run was ready for them. */
  let queuedSteps = 0;
  /** The settings have changed during an arena. */
  let isPrepareDue = false;
  /** Backends that are not asked again. */
  const without = new Set<BackendName>();
  /** How often the GPU was. */
  let losses = 0;
  /** The saved run that the next engine begins with. */
  let toRestore: string | null = null;
  const arena = createLabArena({
    store,
    request: answered,
    async pauseRun() {
      if (!store.getState().report) {
        throw new Error("startArena: the engine is not there yet");
      }
      if (runState() === "running") await answered({ type: "pause", runId });
    },
    onOver() {
      if (isPrepareDue) prepare();
    },
  });

  const runState = () => run.getState().status.state;
  run.subscribe((now, before) => {
    if (now.status.state !== before.status.state) startIfQueued();
  });

  function connect(): void {
    const mine = options.startWorker();
    const engine = createEngineClient(mine.endpoint);
    worker = mine;
    client = engine;
    prepared = null;
    unanswered.clear();
    setState({
      ...{ report: null, engineFailure: null },
      ...{ isMeasuring: false, measureFailure: null },
    });
    mine.onDeath((reason) => {
      if (worker !== mine) return;
      engine.fail(reason);
      arena.end();
      const engineFailure = { code: "worker-died", message: reason } as const;
      setState({ engineFailure, isStartQueued: false });
      run.fail(engineFailure);
    });
    engine.subscribe((event) => {
      if (worker !== mine) return;
      if (event.type === "failed" && event.runId === null) {
        setState({ engineFailure: event.error, isStartQueued: false });
      }
      run.apply(event);
      arena.hear(event);
    });
    let isSilent = false;
    const silence = setTimeout(() => {
      if (worker !== mine) return;
      isSilent = true;
      const message = t.isSilent(SILENT_START_MS / 1000);
      setState({ engineFailure: { code: "worker-died", message } });
    }, SILENT_START_MS);
    void engine
      .request({
        type: "init",
        protocolVersion: PROTOCOL_VERSION,
        backend: settings.getState().backend,
        baseUrl: options.baseUrl,
        without: [...without],
      })
      .then(({ report, present }) => {
        if (worker !== mine) return;
        setState({ report, ...(isSilent && { engineFailure: null }) });
        settings.setPresent(present);
        const { pace, stopRules } = store.getState();
        if (pace !== null) tellPace();
        if (stopRules.length > 0) tellStopRules();
        const key = toRestore;
        toRestore = null;
        if (key === null) prepare();
        else restore(key);
      })
      .catch((cause: unknown) => {
        if (worker !== mine) return;
        setState({ engineFailure: toWireError(cause), isStartQueued: false });
      })
      .finally(() => clearTimeout(silence));
  }

  /** What the engine answers. */
  async function answered<C extends Command>(
    command: C,
  ): Promise<Replies[C["type"]]> {
    if (!client) throw new Error(`${command.type}: not connected`);
    return client.request(command);
  }

  function prepare(): void {
    if (prepareTimer !== null) clearTimeout(prepareTimer);
    prepareTimer = null;
    isPrepareDue = store.getState().arena !== null;
    if (!client || !store.getState().report || isPrepareDue) return;
    const { config } = settings.getState();
    const { brought } = store.getState();
    const from = isSameValue(brought?.student, config.student)
      ? brought?.files
      : undefined;
    if (!from) setState({ brought: null });
    const keepPanels =
      prepared !== null && begun === from && isSameAtStepZero(prepared, config);
    const mine = `run-${++runCount}`;
    runId = mine;
    prepared = config;
    begun = from;
    run.begin(mine, config.optimiser.steps, keepPanels);
    const parts = wantedParts(config);
    void client
      .request({ type: "prepare", runId: mine, config, parts, from })
      .then(({ steps, updates }) => {
        if (runId !== mine) return;
        run.prepared(steps);
        updates.forEach(run.recordUpdate);
      })
      .catch((cause: unknown) => {
        if (runId !== mine) return;
        queuedSteps = 0;
        setState({ isStartQueued: false });
        run.fail(toWireError(cause));
      });
  }

  /** @param slower What the learning rates are multiplied by. */
  function restore(key: string, slower = 1): void {
    if (prepareTimer !== null) clearTimeout(prepareTimer);
    prepareTimer = null;
    if (!client || !store.getState().report || store.getState().arena) return;
    const mine = `run-${++runCount}`;
    runId = mine;
    prepared = null;
    queuedSteps = 0;
    setState({ isStartQueued: false });
    run.begin(mine, settings.getState().config.optimiser.steps, false);
    void client
      .request({ type: "restore", runId: mine, key, slower })
      .then((restored) => {
        if (runId !== mine) return;
        const { start, config, step, updates, stopRules, panels } = restored;
        prepared = start;
        const kept = readKeptPage(panels);
        settings.show(kept?.presetId ?? DEFAULT_PRESET, config);
        updates.forEach(run.recordUpdate);
        run.recall({ key, step }, kept);
        setState({ parts: partsAfter(updates, step), stopRules });
      })
      .catch((cause: unknown) => {
        if (runId !== mine) return;
        const error = toWireError(cause);
        if (slower < 1 && error.code === "run-missing") startSlower(slower);
        else run.fail(error);
      });
  }

  /** A new run of the same settings, with smaller learning rates. */
  function startSlower(factor: number): void {
    const { optimiser } = settings.getState().config;
    for (const name of ["minLearningRate", "learningRate"] as const) {
      settings.edit(`optimiser.${name}`, factor * optimiser[name]);
    }
    prepare();
  }

  async function keepPanels(): Promise<void> {
    const { frames, stops } = run.peek();
    const { presetId } = settings.getState();
    const panels: KeptPage = { format: 1, presetId, frames, stops };
    await client?.request({ type: "keep-panels", runId, panels });
  }

  function wantedParts({ method }: RunConfig): PartsMode {
    return hasLearnedHead(method) ? store.getState().parts : "both";
  }

  const tellPace = () =>
    inform({ type: "pace", stepsPerSecond: store.getState().pace });
  const tellStopRules = () =>
    inform({ type: "stop-rules", rules: [...store.getState().stopRules] });

  /** Sends what holds whatever the run does; only a fault of ours can be refused. */
  function inform(command: Command): void {
    const mine = worker;
    client?.request(command).catch((cause: unknown) => {
      const error = toWireError(cause);
      if (worker === mine && error.code !== "worker-died") run.fail(error);
    });
  }

  function prepareSoon(): void {
    if (prepareTimer !== null) clearTimeout(prepareTimer);
    prepareTimer = setTimeout(prepare, PREPARE_DELAY_MS);
  }

  /** Sends a transport command, unless the same one is still unanswered. */
  function send<C extends Command>(
    command: C,
    onDone?: (reply: Replies[C["type"]]) => void,
  ): void {
    if (!client || unanswered.has(command.type)) return;
    const mine = worker;
    unanswered.add(command.type);
    client
      .request(command)
      .then((reply) => {
        if (worker === mine) onDone?.(reply);
      })
      .catch((cause: unknown) => {
        const error = toWireError(cause);
        if (worker === mine && error.code !== "worker-died") run.fail(error);
      })
      .finally(() => {
        if (worker !== mine) return;
        unanswered.delete(command.type);
        startIfQueued();
      });
  }

  function start(): void {
    setState({ isStartQueued: false });
    send({ type: "start", runId });
  }

  /** Called whenever the run may have become ready; does nothing unless Train or Step is waiting for it. */
  function startIfQueued(): void {
    const isReady = unanswered.size === 0 && runState() === "idle";
    if (!isReady) return;
    const count = queuedSteps;
    queuedSteps = 0;
    if (store.getState().isStartQueued) start();
    else if (count > 0) step(count);
  }

  function queueStart(): void {
    setState({ isStartQueued: true });
  }

  function step(count: number): void {
    if (store.getState().arena) return;
    if (prepareTimer !== null) {
      // The settings have just been changed: the step is one of the run that they describe.
      queuedSteps = count;
      prepare();
    } else if (runState() === "idle" || runState() === "paused") {
      send({ type: "step", runId, count });
    }
  }

  function reset(): void {
    if (store.getState().arena) return;
    queuedSteps = 0;
    setState({ isStartQueued: false });
    if (store.getState().engineFailure) {
      restart();
      return;
    }
    const { config } = settings.getState();
    const isUnchanged = prepared !== null && isSameValue(prepared, config);
    if (!isUnchanged || runState() === "failed") {
      prepare();
      return;
    }
    const parts = wantedParts(config);
    send({ type: "reset", runId, parts }, (updates) => {
      run.rewind();
      updates.forEach(run.recordUpdate);
    });
  }

  /** Sends what changed to the run under way; what the engine refuses is shown at its field, and taken back. */
  function sendUpdates(before: RunConfig, after: RunConfig): void {
    for (const [path, value] of Object.entries(
      configDifference(before, after),
    )) {
      client
        ?.request({ type: "update", runId, path, value })
        .then((update) => run.recordUpdate(update))
        .catch((cause: unknown) => {
          settings.takeBack(path, before, toWireError(cause).message);
        });
    }
  }

  /** A card that is lost once may come back; one that computes wrong, or has too little memory, is not asked again. */
  function noteTrouble(): void {
    const { engineFailure, report } = store.getState();
    const code = (engineFailure ?? run.getState().failure)?.code;
    if (report?.backend !== "webgpu" || !code) return;
    if (code === "device-lost") losses++;
    const isOver = code === "gpu-error" || code === "out-of-memory";
    if (!isOver && losses < MOST_LOSSES) return;
    without.add("webgpu");
    settings.setState({ backend: "auto" });
  }

  function restart(): void {
    noteTrouble();
    worker?.terminate();
    worker = null;
    client = null;
    arena.end();
    runId = "";
    run.begin("", settings.getState().config.optimiser.steps, false);
    connect();
  }

  return {
    ...store,
    settings,
    run,
    timeline,
    connect,
    restart,
    recover() {
      toRestore = run.getState().saved?.key ?? null;
      restart();
    },
    restore,
    rollBack() {
      const { saved } = run.getState();
      if (saved) restore(saved.key, ROLL_BACK_FACTOR);
      else startSlower(ROLL_BACK_FACTOR);
    },
    async save() {
      const { state, step } = run.peek().status;
      if (!client || !isMidRun(state, step)) return;
      await Promise.all([
        client.request({ type: "save", runId }),
        keepPanels(),
      ]);
    },
    keepPanels,
    fallBackToAnyBackend() {
      settings.setState({ backend: "auto" });
      restart();
    },
    toggle() {
      if (store.getState().arena) return;
      const { status } = run.getState();
      switch (status.state) {
        case "running":
          send({ type: "pause", runId });
          return;
        case "paused":
          send({ type: "resume", runId });
          return;
        case "idle":
          if (prepareTimer === null) start();
          else {
            queueStart();
            prepare();
          }
          return;
        case "finished":
        case "failed":
          reset();
          queueStart();
          return;
        case "empty":
        case "loading":
          queueStart();
      }
    },
    step,
    runTo(target) {
      const count = target - run.getState().status.step;
      if (count > 0) step(count);
    },
    setParts(parts) {
      if (store.getState().arena) return;
      setState({ parts });
      const mine = runId;
      if (!client || !prepared || !hasLearnedHead(prepared.method)) return;
      // A run that is over begins with it when it is reset.
      if (["empty", "finished", "failed"].includes(runState())) return;
      client
        .request({ type: "update", runId, path: PARTS_PATH, value: parts })
        .then((update) => {
          if (runId === mine) run.recordUpdate(update);
        })
        .catch((cause: unknown) => {
          if (runId === mine) run.fail(toWireError(cause));
        });
    },
    setPace(pace) {
      setState({ pace });
      tellPace();
    },
    setStopRules(stopRules) {
      setState({ stopRules });
      tellStopRules();
    },
    reset,
    resetWithNewSeed() {
      if (store.getState().arena) return;
      settings.edit("seed", newSeed(settings.getState().config.seed));
      reset();
    },
    edit(path, value) {
      const isUnderWay = isLocked(runState());
      if (isUnderWay && !LIVE_PATHS.includes(path)) return;
      const before = settings.getState().config;
      settings.edit(path, value);
      if (path === "method.id") {
        // A method brings its learning rate.
        const { id } = settings.getState().config.method;
        const { learningRate } = chooseMethod(before, id).optimiser;
        settings.edit("optimiser.learningRate", learningRate);
      }
      const after = settings.getState().config;
      if (isSameValue(before, after)) return;
      if (isUnderWay) sendUpdates(before, after);
      else prepareSoon();
    },
    choosePreset(id) {
      if (isLocked(runState())) return;
      queuedSteps = 0;
      setState({ brought: null });
      settings.choosePreset(id);
      if (store.getState().engineFailure) restart();
      else prepare();
    },
    beginWith(files, config) {
      const { presetId } = settings.getState();
      settings.show(presetId, config);
      setState({ brought: { files, student: config.student } });
      prepare();
    },
    browse: (request) => answered({ type: "browse", ...request }),
    measure(corruptedImages) {
      const { isMeasuring } = store.getState();
      if (!client || isMeasuring || !canMeasure(runState())) return;
      if (store.getState().arena) return;
      const mine = worker;
      setState({ isMeasuring: true, measureFailure: null });
      void client
        .request({ type: "measure", runId, corruptedImages })
        .then(() => null, toWireError)
        .then((measureFailure) => {
          if (worker === mine) setState({ isMeasuring: false, measureFailure });
        });
    },
    setImages: (set, images) =>
      answered({ type: "set-images", runId, set, images: [...images] }),
    beganWith: () => prepared,
    recognise: (question) =>
      answered({ type: "recognise", runId, ...question }),
    ask: answered,
    async refreshPacks() {
      const mine = client;
      const present = await mine?.request({ type: "packs" });
      if (present && client === mine) settings.setPresent(present);
    },
    takeHome: () => answered({ type: "take-home", runId }),
    startArena: arena.start,
    stopArena: arena.stop,
    listenToArena: arena.listen,
  };
}

/** Null of what an older version of the lab kept, or none. */
function readKeptPage(panels: unknown): KeptPage | null {
  const kept = panels as KeptPage | undefined;
  const isOurs =
    kept?.format === 1 && PRESETS.some(({ id }) => id === kept.presetId);
  return isOurs ? kept : null;
}

/** Whether the panels of step 0 look the same under both configs, so that they may stay in sight. */
function isSameAtStepZero(a: RunConfig, b: RunConfig): boolean {
  return (
    a.seed === b.seed &&
    isSameValue(a.data, b.data) &&
    isSameValue(a.teacher, b.teacher) &&
    isSameValue(a.student, b.student) &&
    isSameValue(a.evaluation, b.evaluation)
  );
}
