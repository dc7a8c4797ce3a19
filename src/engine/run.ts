/** One run: its data, networks, history and clock. Says what happens; when is the session's affair. */
import type { Beginning, BroughtBeginning } from "./broughtStudent.ts";
import { checkFinite } from "./checkFinite.ts";
import { fitHead } from "./fitHead.ts";
import type { StudentProbe } from "./fitProbe.ts";
import { checkParts } from "./checkTransport.ts";
import { createEvaluator, type EvaluationOutcome } from "./evaluator.ts";
import { createFullMeasures } from "./fullMeasures.ts";
import { nextTick } from "./nextTick.ts";
import { learningRateAt } from "./learningRate.ts";
import type { Packs } from "./packs.ts";
import { createPendingLosses } from "./pendingLosses.ts";
import type { Recogniser } from "./recognise.ts";
import { createReporter } from "./reporter.ts";
import { createRunClock, type RunTimes } from "./runClock.ts";
import { loadRun } from "./loadRun.ts";
import { createRunMemory, type RunMemory } from "./runMemory.ts";
import { createTeacherTokens, type TokenMeans } from "./teacherTokens.ts";
import { measureMap } from "./mapMeasures.ts";
import {
  createTrainer,
  type SavedNetworks,
  type Trainer,
  type TrainerState,
} from "./trainer.ts";
import type { EvaluationSet } from "./evaluationSets.ts";
import type { SavedProbe } from "./probeFile.ts";
import type { ReadFile } from "../data/readFile.ts";
import type { Rows } from "../evaluation/rows.ts";
import { tokenGrid } from "../models/studentSizes.ts";
import { beginUpdate } from "../protocol/beginning.ts";
import type { RunConfig } from "../protocol/config.ts";
import type { MapSpectrum } from "../protocol/measures.ts";
import {
  initialUpdates,
  PARTS_PATH,
  partsAfter,
  withUpdate,
  type PartsMode,
} from "../protocol/parts.ts";
import { methodById } from "../protocol/methods.ts";
import { EngineError } from "../protocol/engineError.ts";
import type { BackendReport, Event, RunStatus } from "../protocol/messages.ts";
import { noticeOf, type Notice } from "../protocol/notices.ts";
import type {
  Recognition,
  RecognitionQuestion,
} from "../protocol/recognition.ts";
import type {
  ConfigUpdate,
  Evaluation,
  HistoryEntry,
  ImageBatch,
  ProbeAccuracy,
  RunResult,
  SimilaritySample,
} from "../protocol/results.ts";
import type { Parts } from "../cospress/method.ts";
import * as tf from "../tensor/tf.ts";

/** Everything that a run is, at a step: what is saved, and what it goes on from. */
export type RunSnapshot = {
  format: 1;
  config: RunConfig;
  step: number;
  trainer: TrainerState;
  means: TokenMeans;
  history: HistoryEntry[];
  updates: ConfigUpdate[];
  times: RunTimes;
};

/** Steps in one message to a page that hears of them again. */
const RETOLD_STEPS = 2000;

type Pause = () => Promise<void>;

/**
 * Steps between two reads on a GPU: each read waits for all work queued before it.
 * On WASM and CPU the values are there anyway.
 */
const GPU_STEPS_PER_READ = 8;

/** The heatmaps of held-out images are drawn this often between two evaluations. */
const HEATMAPS_PER_EVALUATION = 5;

/** Training images behind the mean tokens, taken once before step 1. */
const MEAN_SAMPLE = 256;

export type Run = Awaited<ReturnType<typeof createRun>>;

export type RunOptions = {
  runId: string;
  config: RunConfig;
  /** The networks that are trained from step 1; absent: both. */
  parts?: PartsMode | undefined;
  /** What it begins with; absent: what its seed draws. */
  begin?: BroughtBeginning | null | undefined;
  report: BackendReport;
  packs: Packs;
  readFile: ReadFile;
  post: (event: Event, transfer?: ArrayBuffer[]) => void;
  /** Awaited often while loading; a rejection gives the run up. */
  pause: Pause;
  /** What runs share; absent: nothing. */
  memory?: RunMemory | undefined;
};

/** Loads data and teacher and makes the networks of step 0. */
export async function createRun(options: RunOptions) {
  const { runId, report, post, pause } = options;
  let config = options.config;
  const memory = options.memory ?? createRunMemory();
  const isGpu = report.backend === "webgpu";
  const { id: methodId, headSteps } = config.method;
  const isHeadFirst = methodId === "cospress" && headSteps > 0;
  const parts = stepParts(options.parts ?? "both", isHeadFirst);
  const { data, teacher } = await loadRun({
    ...{ config, parts, memory, pause },
    ...{ packs: options.packs, readFile: options.readFile },
    // On a software adapter compilers and kernels share the CPU: there is nothing to gain.
    compiles: isGpu && !report.isSoftwareAdapter,
    onImages: ({ sampleImages }) => {
      for (const source of ["held-out", "training"] as const) {
        const images = sampleImages(source);
        post({ type: "sample-images", runId, source, images });
      }
    },
    onTeacherBytes: (done, total) =>
      post({
        ...{ type: "progress", task: "teacher", label: "Teacher" },
        ...{ done, total, unit: "bytes" },
      }),
  });
  const studentGrid = tokenGrid({ image: 32, ...config.student });
  const hasPatchTokens = teacher.grid > 0;
  const adapted = gridNotice(teacher.grid, studentGrid);
  const notes = (teacher.notes ?? []).map((note) => noticeOf("teacher", note));
  for (const notice of [...notes, ...adapted]) {
    post({ type: "notice", runId, ...notice });
  }
  const tokens = createTeacherTokens(
    teacher,
    hasPatchTokens ? studentGrid : 0,
    config.teacher.meanFraction,
    data.viewPixels,
    {
      pack: config.data.pack,
      seed: config.seed,
      colourChange: config.data.colourChange,
    },
    memory,
  );
  const newTrainer = () =>
    createTrainer(config, teacher.width, data.trainingClasses, hasPatchTokens);
  const ownTeacher = data.present.teachers?.find(
    ({ id }) => id === config.teacher.id,
  );
  let means: TokenMeans;
  try {
    means = await tokens.fitMeans(data.sample(MEAN_SAMPLE), pause);
  } catch (cause) {
    teacher.dispose();
    throw cause;
  }

  /** Everything that measures of the teacher follow from. */
  const { seed } = config;
  const origin = JSON.stringify({
    ...{ seed, data: config.data },
    ...{ teacher: config.teacher, evaluation: config.evaluation },
  });
  const evaluator = createEvaluator(
    data.sets,
    config.evaluation,
    data.classes.length,
    tokens,
    config.method.biasCorrection,
    { memory, origin, seed },
  );
  let trainer: Trainer = newTrainer();
  const { map } = methodById(methodId);
  if (map !== "teacher") {
    post({
      type: "notice",
      runId,
      ...noticeOf("noTeacherMap", methodId),
    });
  }
  /** What `fitHead` made, for every trainer of step 0; null where nothing is fitted. */
  let fitted: TrainerState | null = null;
  let begin: Beginning | null = null;
  /** What was said of the probe that came along. */
  const probeNotices: Notice[] = [];
  try {
    fitted = await fitHead({ trainer, config, tokens, data, post, pause });
    if (options.begin) {
      const { probe, ...brought } = options.begin;
      begin = takeUp(brought, trainer);
      if (probe) {
        probeNotices.push(probeNotice(await measureProbe(probe, pause)));
      }
    }
  } catch (cause) {
    trainer.dispose();
    teacher.dispose();
    throw cause;
  }
  /** Drawn by the seed, whatever the run begins with. */
  const untrainedTrainer = () => {
    const made = newTrainer();
    if (fitted) made.restore(fitted);
    return made;
  };
  /** Of step 0. */
  const startTrainer = () => {
    const made = untrainedTrainer();
    if (begin) made.restoreNetworks(begin.networks);
    return made;
  };
  if (begin) {
    const beginsWith = noticeOf("beginsWith", begin.origin);
    for (const notice of [beginsWith, ...probeNotices]) {
      post({ type: "notice", runId, ...notice });
    }
  }
  const updatesOfStart = (parts: PartsMode = "both") => [
    ...(begin ? [beginUpdate(begin.origin)] : []),
    ...initialUpdates(parts),
  ];

  let step = 0;
  let history: HistoryEntry[] = [];
  let updates = updatesOfStart(options.parts);
  const pending = createPendingLosses();
  /** The untrained student, measured on subset and on all images: the same at every reset. */
  const untrained = new Map<boolean, EvaluationOutcome>();
  let final: RunResult["final"] | null = null;
  /** Of the finished run. */
  let spectrum: MapSpectrum | null = null;
  /** Made for the first question. */
  let recogniser: Recogniser | null = null;
  /** Step of the last heatmaps, and of the last evaluation, shown. */
  let shown = { heatmap: -1, evaluation: -1 };
  let clock = createRunClock();
  const reporter = createReporter((steps) => {
    post({ type: "steps", runId, steps });
    postRunning();
  });

  function status(): Omit<RunStatus, "runId" | "state"> {
    const memory = tf.memory();
    return {
      step,
      steps: config.optimiser.steps,
      trainingMs: clock.trainingMs(),
      elapsedMs: clock.elapsedMs(),
      stepsPerSecond: clock.stepsPerSecond(),
      tensors: memory.numTensors,
      tensorBytes: memory.numBytes,
    };
  }

  function postRunning(): void {
    post({ type: "status", runId, state: "running", ...status() });
  }

  /** Records the losses of pending steps. @throws {EngineError} `diverged` if one is not finite. */
  async function readPending(): Promise<void> {
    const metrics = await pending.read();
    if (metrics.length === 0) return;
    clock.noteFirstLoss();
    for (const each of metrics) {
      history.push(each);
      reporter.add([each]);
      try {
        checkFinite(each);
      } catch (cause) {
        // The steps behind it are as worthless; on a GPU some have been made.
        ({ step } = each);
        throw cause;
      }
    }
  }

  async function showHeatmap(
    source: SimilaritySample["source"],
    pause: Pause,
  ): Promise<void> {
    const sample = await evaluator.similarity(trainer, step, source, pause);
    const { teacher, compressed, student } = sample;
    const sent = [teacher, compressed, student].filter((x) => x !== null);
    post(
      { type: "similarity", runId, sample },
      sent.map(({ buffer }) => buffer as ArrayBuffer),
    );
  }

  async function evaluate(
    subset: boolean,
    pause: Pause,
  ): Promise<EvaluationOutcome> {
    const isUntrained = step === 0 && !begin;
    const known = isUntrained ? untrained.get(subset) : undefined;
    const outcome =
      known ??
      (await evaluator.evaluate(trainer, step, subset, pause, (done, total) =>
        post({
          type: "progress",
          task: "evaluation",
          label: "Teacher on held-out images",
          done,
          total,
          unit: "images",
        }),
      ));
    if (isUntrained) untrained.set(subset, outcome);
    const last = history.at(-1);
    if (last && last.step === step) last.evaluation = outcome.evaluation;
    post({ type: "evaluation", runId, evaluation: outcome.evaluation });
    post({ type: "scores", runId, scores: outcome.scores });
    return outcome;
  }

  /** Both heatmaps and a subset evaluation of the present step, unless they were shown. */
  async function showMissing(pause: Pause): Promise<void> {
    if (shown.heatmap < step) {
      await showHeatmap("held-out", pause);
      await showHeatmap("training", pause);
      shown.heatmap = step;
    }
    if (shown.evaluation < step) {
      await evaluate(true, pause);
      shown.evaluation = step;
    }
  }

  /** The untrained student on all images; its panels are those of a reset, unless the run begins with another. */
  async function evaluateUntrained(pause: Pause): Promise<EvaluationOutcome> {
    const known = untrained.get(false);
    if (known) return known;
    const fresh = untrainedTrainer();
    try {
      const outcome = await evaluator.evaluate(fresh, 0, false, pause);
      untrained.set(false, outcome);
      return outcome;
    } finally {
      fresh.dispose();
    }
  }

  async function snapshot(): Promise<RunSnapshot> {
    await readPending();
    return structuredClone({
      format: 1 as const,
      config,
      step,
      trainer: await trainer.state(),
      means,
      history,
      updates,
      times: clock.times(),
    });
  }

  /** Class tokens of the present student, as they come out. */
  async function studentRows(
    { n, pixels }: EvaluationSet,
    pause: Pause,
  ): Promise<Rows> {
    const values = await trainer.embed(n, pixels, pause);
    return { values, n, d: trainer.sizes.width };
  }

  /** A linear probe on the present student's class tokens. */
  async function studentProbe(pause: Pause): Promise<StudentProbe> {
    const { fitStudentProbe } = await import("./fitProbe.ts");
    return fitStudentProbe(data.sets, (set) => studentRows(set, pause), pause);
  }

  /** How often a saved probe is right about the present student's class tokens of held-out images. Null where it was fitted on other classes. */
  async function measureProbe(
    probe: SavedProbe,
    pause: Pause,
  ): Promise<ProbeAccuracy | null> {
    const { probeAccuracy } = await import("./probeFile.ts");
    const { id } = data.sets;
    const rows = await studentRows(id, pause);
    return probeAccuracy(probe, data.classes, id.labels, rows);
  }

  function resultOf(measured: RunResult["final"]): RunResult {
    return {
      format: 1,
      config,
      preset: null,
      backend: report.backend,
      adapter: report.adapter,
      versions: report.versions,
      ...(ownTeacher && { teacher: ownTeacher }),
      history,
      updates,
      final: measured,
      ...(spectrum && { map: spectrum }),
      timing: {
        firstLossMs: clock.firstLossMs(),
        msPerStep: clock.trainingMs() / Math.max(1, step),
        totalMs: clock.elapsedMs(),
      },
    };
  }

  const fullMeasures = createFullMeasures({
    ...{ runId, config: options.config, evaluator, memory, origin, post },
    ...{ evaluateUntrained, untrainedTrainer },
  });

  return {
    get config() {
      return config;
    },
    /** As the run began: what a reset goes back to. */
    start: options.config,
    /** As the run began, if not with what its seed draws. */
    begin,
    get updates(): readonly ConfigUpdate[] {
      return updates;
    },
    present: data.present,
    status,
    showMissing,
    isDone: () => step >= config.optimiser.steps,
    flush: () => reporter.flush(),

    /** Steps whose losses have been read, oldest first. */
    get history(): readonly HistoryEntry[] {
      return history;
    },

    /**
     * One optimiser update; its losses are read at once on a CPU, a few steps later on a GPU.
     *
     * @param isWatched Somebody looks at each step: its losses are read at once.
     */
    async step(isWatched = false): Promise<void> {
      const started = performance.now();
      const keys = data.batch(step + 1);
      const teacherTokens = isGpu
        ? await tokens.targets(keys, nextTick)
        : await tokens.batch(keys, nextTick);
      const { optimiser, method } = config;
      const learningRate = learningRateAt(
        step + 1,
        optimiser,
        data.stepsPerEpoch,
      );
      const scalars = trainer.step(
        {
          size: keys.length,
          images: data.viewsPixels(keys),
          teacherTokens,
          labels: data.labels(keys),
          step: step + 1,
        },
        method,
        learningRate,
        optimiser.weightDecay,
        stepParts(partsAfter(updates, step), isHeadFirst),
      );
      if (teacherTokens instanceof tf.Tensor) teacherTokens.dispose();
      step++;
      pending.add({ step, learningRate, scalars });
      const isReadDue =
        isWatched || pending.size >= GPU_STEPS_PER_READ || step === 1;
      if (!isGpu || isReadDue) {
        await readPending();
      }
      clock.addStep(performance.now() - started);
    },

    /** Heatmaps and evaluations that are due at this step; `isWatched`: a heatmap at each. */
    async showProgress(pause: Pause, isWatched = false): Promise<void> {
      const { every } = config.evaluation;
      if (step >= config.optimiser.steps) return;
      if (step % every === 0) {
        await readPending();
        await showMissing(pause);
      } else if (
        isWatched ||
        step % Math.max(1, Math.round(every / HEATMAPS_PER_EVALUATION)) === 0
      ) {
        await showHeatmap("held-out", pause);
      }
    },

    /** Reads and reports whatever is still waiting. */
    async settle(): Promise<void> {
      await readPending();
      reporter.flush();
    },

    /** The panels of step 0: heatmaps first, then a subset, then all held-out images. */
    async showStart(pause: Pause): Promise<void> {
      await showMissing(pause);
      await evaluateUntrained(pause);
      await evaluate(false, pause);
    },

    /** Evaluates on all held-out images, and shows it. */
    async evaluateFully(pause: Pause): Promise<Evaluation> {
      await readPending();
      const outcome = await evaluate(false, pause);
      return outcome.evaluation;
    },

    /** Full measures of the present step, streamed space by space; the panels that are missing come first. */
    async measure(corruptedImages: number, pause: Pause): Promise<void> {
      if (corruptedImages > 0 && !teacher.knowsAnyImage) {
        throw new EngineError(
          "bad-command",
          `measure: 'corruptedImages' must be 0, got ${corruptedImages}: the teacher's features are of the pack's images as they are, and corrupted ones are others`,
        );
      }
      await readPending();
      await showMissing(pause);
      const outcome = await evaluate(false, pause);
      const measured = { trainer, step, outcome };
      await fullMeasures.take(measured, { corruptedImages }, pause);
    },

    /**
     * Images of a held-out set.
     *
     * @throws {EngineError} `bad-command`, if there is no such set or image.
     */
    setImages(name: string, images: readonly number[]): ImageBatch {
      const { id, near, far } = data.sets;
      const named: Record<string, typeof id> = { id, ...near, ...far };
      const set = Object.hasOwn(named, name) ? named[name] : undefined;
      const isImage = (i: number) =>
        Number.isInteger(i) && i >= 0 && i < (set?.n ?? 0);
      if (!set || !images.every(isImage)) {
        throw new EngineError(
          "bad-command",
          `set-images: must name images of one of ${Object.keys(named).join(", ")}, got ${images.length} of ${JSON.stringify(name)}, which has ${set?.n ?? 0}`,
        );
      }
      return set.batch(images);
    },

    /** What an image is to both networks at the present step. @throws {EngineError} `bad-command`, if it is no image. */
    async recognise(
      question: RecognitionQuestion,
      pause: Pause,
    ): Promise<Recognition> {
      const { createRecogniser } = await import("./recognise.ts");
      recogniser ??= createRecogniser({
        ...{ evaluator, config: config.evaluation, teacherTokens: tokens },
        ...{ classes: data.classes.length, isGrey: data.isGrey },
      });
      return recogniser(trainer, step, question, pause);
    },

    /** The last panels, on all held-out images, and the result. */
    async finish(pause: Pause): Promise<void> {
      await showHeatmap("held-out", pause);
      await showHeatmap("training", pause);
      const outcome = await evaluate(false, pause);
      const { measures, corruptedImages = 0 } = config.evaluation;
      final = await fullMeasures.take(
        { trainer, step, outcome },
        measures === "full" ? { corruptedImages } : null,
        pause,
      );
      spectrum =
        measures === "full" && map === "teacher"
          ? await measureMap(trainer)
          : null;
      shown = { heatmap: step, evaluation: step };
      clock.stop();
      post({ type: "finished", runId, result: this.result()! });
    },

    result: () => final && resultOf(final),

    measureProbe,

    /** Everything that is taken home of the present step; a run that is not over is measured as it stands. */
    async takeHome(pause: Pause) {
      const taken = await snapshot();
      const probe = await studentProbe(pause);
      const measured =
        final ??
        (await fullMeasures.take(
          { trainer, step, outcome: await evaluate(false, pause) },
          null,
          pause,
        ));
      const result = structuredClone(resultOf(measured));
      return { result, snapshot: taken, probe, packs: data.present.packs };
    },

    /** @param path One of the config, which has `changed` there, or `PARTS_PATH`. */
    update(changed: RunConfig, path: string, value: unknown): ConfigUpdate {
      if (path === PARTS_PATH) checkParts("update", value, config.method);
      config = changed;
      const entry = { step, path, value };
      updates = withUpdate(updates, entry);
      return entry;
    },

    /** Back to step 0 of the same config and seed, without the changes made on the way. */
    reset(parts?: PartsMode): void {
      pending.discard();
      config = options.config;
      updates = updatesOfStart(parts);
      trainer.dispose();
      trainer = startTrainer();
      step = 0;
      history = [];
      final = null;
      spectrum = null;
      shown = { heatmap: -1, evaluation: -1 };
      clock = createRunClock();
    },

    snapshot,

    /**
     * Goes on where `snapshot` was taken; of the clock, a pause.
     *
     * @throws {RangeError} If it is of other networks or tokens than this run's settings make.
     */
    restore(snapshot: RunSnapshot): void {
      tokens.useMeans(snapshot.means);
      trainer.restore(snapshot.trainer);
      config = snapshot.config;
      step = snapshot.step;
      history = structuredClone(snapshot.history);
      updates = structuredClone(snapshot.updates);
      means = snapshot.means;
      pending.discard();
      final = null;
      shown = { heatmap: -1, evaluation: -1 };
      clock = createRunClock(snapshot.times);
    },

    /** Says again what was said of the steps made, to a page that has not heard it. */
    retell(): void {
      for (let i = 0; i < history.length; i += RETOLD_STEPS) {
        const steps = history
          .slice(i, i + RETOLD_STEPS)
          .map(({ evaluation: _, ...metrics }) => metrics);
        post({ type: "steps", runId, steps });
      }
      for (const { evaluation } of history) {
        if (evaluation) post({ type: "evaluation", runId, evaluation });
      }
    },

    /**
     * Networks of a finished run of this config in place of the present ones: what is measured next is theirs.
     *
     * @throws {RangeError} If they have other tensors or shapes than this config's.
     */
    useNetworks(networks: SavedNetworks): void {
      trainer.restoreNetworks(networks);
      step = config.optimiser.steps;
    },

    resumeClock: () => clock.start(),
    stopClock: () => clock.stop(),

    dispose(): void {
      pending.discard();
      trainer.dispose();
      teacher.dispose();
    },
  };
}

/** How the teacher's patch tokens come to the student's; nothing where they lie on one grid. */
function gridNotice(from: number, to: number): Notice[] {
  if (from === 0) return [noticeOf("classTokensOnly")];
  if (from === to) return [];
  return to % from === 0
    ? [noticeOf("repeatedTokens", from, to)]
    : [noticeOf("averagedTokens", from, to)];
}

/**
 * Has a trainer of step 0 go on from a beginning; a head that is another than the run's stays out.
 *
 * @returns What it goes on from.
 * @throws {EngineError} `import-unfit`, if the student is another than the run's.
 */
const probeNotice = (measured: ProbeAccuracy | null): Notice =>
  measured ? noticeOf("savedProbe", measured) : noticeOf("otherProbe");

function takeUp(begin: Beginning, trainer: Trainer): Beginning {
  const { student, head } = begin.networks;
  const taken =
    !head || trainer.hasHeadLike(head)
      ? begin
      : {
          origin: { ...begin.origin, hasHead: false },
          networks: { student },
        };
  try {
    trainer.restoreNetworks(taken.networks);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new EngineError("import-unfit", cause.message);
  }
  return taken;
}

/** The networks of a step. The side that stands still is measured all the same, except where the head was trained before step 1 and is over. */
function stepParts(parts: PartsMode, isHeadFirst: boolean): Parts {
  if (isHeadFirst) return { head: false, student: true };
  return {
    head: parts !== "student",
    student: parts !== "head",
    measuresBoth: true,
  };
}
