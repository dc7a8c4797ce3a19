/**
 * Everything that crosses between page and worker. Plain data only; large arrays are transferred.
 * A command carries a request id and is answered by exactly one `reply`; a run streams events that carry its run id.
 */
import type {
  ArenaMethod,
  ArenaRow,
  ArenaRun,
  MeasuredRow,
  MethodSummary,
} from "./arena.ts";
import type { PlannedRun } from "./arenaRuns.ts";
import type { BroughtFile, BroughtStudent } from "./beginning.ts";
import type { ConfigIssue, RunConfig } from "./config.ts";
import type { ConfigDifference } from "./configPaths.ts";
import type { BenchMeasures, MeasuredSpace, SpaceDetails } from "./measures.ts";
import type { Notice } from "./notices.ts";
import type { PackIndex, Split } from "./packs.ts";
import type { PartsMode } from "./parts.ts";
import type { Recognition, RecognitionQuestion } from "./recognition.ts";
import type {
  ConfigUpdate,
  Evaluation,
  ImageBatch,
  KnnResult,
  OodScores,
  RunResult,
  SimilaritySample,
  StepMetrics,
  TakenHome,
} from "./results.ts";
import type { RunStop, StopRule } from "./stopRules.ts";

/** Rises with any change here; worker and page refuse each other when it differs. */
export const PROTOCOL_VERSION = 10;

export const BACKENDS = ["webgpu", "wasm", "cpu"] as const;
export type BackendName = (typeof BACKENDS)[number];

/**
 * `auto` takes the first backend that passes the numerical self-test, and passes over software GPU adapters;
 * a named backend is used or refused, never replaced.
 */
export type BackendChoice = BackendName | "auto";

export type BackendReport = {
  backend: BackendName;
  /** The GPU's name, or how the CPU is used ("relaxed SIMD, 2 threads"). */
  adapter: string;
  isSoftwareAdapter: boolean;
  /** Threads of the WASM backend; 1 elsewhere. */
  threads: number;
  /** Backends tried before this one, with the reason why they were passed over. */
  passedOver: { backend: BackendName; reason: string }[];
  /** Largest relative difference of loss and gradients from the CPU in the self-test. */
  selfTestError: number;
  versions: Record<string, string>;
  /** Optional features of WebGPU that the device has ("shader-f16"); absent elsewhere. */
  features?: string[];
};

/** idle: prepared, at a step between runs of the loop, `step` 0 or more. */
export type RunState =
  "empty" | "loading" | "idle" | "running" | "paused" | "finished" | "failed";

export type Command =
  | {
      type: "init";
      protocolVersion: number;
      backend: BackendChoice;
      /** Absolute URL of the site's root, ending in "/": packs, teacher and WASM files lie below it. */
      baseUrl: string;
      /** Backends that have failed in this page, which `auto` passes over. */
      without?: BackendName[];
    }
  /**
   * Loads data and teacher, makes student and head, and streams the panels of step 0. Replaces the present run.
   * `parts`: which networks are trained from step 1; absent: both. `from`: files of the student that it begins with; absent: the seed draws one.
   */
  | {
      type: "prepare";
      runId: string;
      config: RunConfig;
      parts?: PartsMode;
      from?: BroughtFile[] | undefined;
    }
  /** What student files hold; the run does not notice. */
  | { type: "read-student"; files: BroughtFile[] }
  /** Trains a prepared run from step 0. */
  | { type: "start"; runId: string }
  | { type: "pause"; runId: string }
  | { type: "resume"; runId: string }
  /** Runs `count` steps from idle or paused, then pauses. */
  | { type: "step"; runId: string; count: number }
  /** Changes a setting that may change in mid-run (see `LIVE_PATHS`), or at `PARTS_PATH` the networks that are trained; logged in the history. */
  | { type: "update"; runId: string; path: string; value: unknown }
  /** Slow motion, of this run and those after it: steps a second at most, above 0; null: full speed. */
  | { type: "pace"; stepsPerSecond: number | null }
  /** When to pause by itself, of this run and those after it; replaces the rules before. Each stop is a `stopped` event. */
  | { type: "stop-rules"; rules: StopRule[] }
  /** Back to step 0 with the same config and seed. `parts`: as for `prepare`. */
  | { type: "reset"; runId: string; parts?: PartsMode }
  /** Ends the run and frees its tensors. */
  | { type: "stop"; runId: string }
  /** Saves the run as it stands between two steps, beside the saves that it makes by itself. Answered when it lies on the disk. */
  | { type: "save"; runId: string }
  /** Keeps what the page shows with the saved run: plain data, which comes back with `restore`. */
  | { type: "keep-panels"; runId: string; panels: unknown }
  /** Runs of this browser that were interrupted, or that other pages have. */
  | { type: "saved-runs" }
  /**
   * Loads a saved run in place of the present one, and waits there, paused. The present run itself goes back to its last save, and when that was tried already,
   * to the one before. `slower`: the learning rates are multiplied by it, which is logged as a change.
   */
  | { type: "restore"; runId: string; key: string; slower?: number }
  /** Deletes a saved run. */
  | { type: "forget-run"; key: string }
  /** Compares the backend's numbers with recorded ones. */
  | { type: "verify" }
  /** Evaluates on all held-out images now. */
  | { type: "evaluate"; runId: string }
  /**
   * Trains these runs one after the other, in this order. The present run waits meanwhile, and must not be running;
   * until the arena is over it can neither be trained nor replaced.
   */
  | { type: "arena"; arenaId: string; runs: PlannedRun[] }
  /** Gives up the arena's run that is under way and those behind it; finished ones were posted. */
  | { type: "stop-arena"; arenaId: string }
  /** Rows of finished runs, each method, seed and factor once. */
  | { type: "compare"; runs: ArenaRun[] }
  /** Means, spreads and paired intervals of rows. */
  | { type: "summarise"; rows: MeasuredRow[]; reference: ArenaMethod }
  /**
   * Takes the full measures of a run that stands still, one space after the other, each with a `measures` event.
   * Given up when the run trains on. `corruptedImages`: how many to corrupt; absent: none.
   */
  | { type: "measure"; runId: string; corruptedImages?: number }
  /** Images of one of the run's held-out sets: `id`, or an OOD set by the name that results use. */
  | { type: "set-images"; runId: string; set: string; images: number[] }
  /** What an image is to teacher and student just now; answered between two steps, and given up when the run is replaced. */
  | ({ type: "recognise"; runId: string } & RecognitionQuestion)
  /**
   * What the owner of a run takes home, of the present step. Final measures are taken unless the run is over.
   * The run stands still meanwhile: what would train it waits.
   */
  | { type: "take-home"; runId: string }
  /** Packs or teachers have been added or removed in this browser: looks again which there are. */
  | { type: "packs" }
  /** A page of a pack's images, for browsing. `classIndex` null: all classes. */
  | {
      type: "browse";
      pack: string;
      split: Split;
      classIndex: number | null;
      offset: number;
      count: number;
    };

export type CommandType = Command["type"];

/** What the reply to each command holds. */
export type Replies = {
  init: { report: BackendReport; present: PackIndex };
  /** `updates`: what the run's log begins with. */
  prepare: { steps: number; updates: ConfigUpdate[] };
  "read-student": BroughtStudent;
  start: null;
  pause: { step: number };
  resume: null;
  step: { step: number };
  update: ConfigUpdate;
  pace: null;
  "stop-rules": null;
  /** As for `prepare`. */
  reset: ConfigUpdate[];
  stop: null;
  save: null;
  "keep-panels": null;
  "saved-runs": SavedRun[];
  restore: RestoredRun;
  "forget-run": null;
  verify: VerifiedCase[];
  evaluate: Evaluation;
  /** `isComplete`: all spaces were measured; false when something newer came in between. */
  measure: { step: number; isComplete: boolean };
  "set-images": ImageBatch;
  recognise: Recognition;
  "take-home": TakenHome;
  packs: PackIndex;
  browse: ImageBatch & { total: number };
  arena: null;
  "stop-arena": null;
  compare: ArenaRow[];
  summarise: MethodSummary[];
};

/** A run that this browser keeps, at its last save. */
export type SavedRun = {
  key: string;
  step: number;
  steps: number;
  /** Milliseconds since 1970, by the clock of then. */
  savedAt: number;
  /** JSON of the settings that it began with. */
  config: string;
  /** Another page has it. */
  isElsewhere: boolean;
};

/** A recorded computation, made again on this machine. */
export type VerifiedCase = {
  title: string;
  /** Numbers compared. */
  values: number;
  /** The array that uses up most of its tolerance, and its largest absolute difference. */
  what: string;
  difference: number;
  tolerance: number;
  isWithin: boolean;
};

export type RestoredRun = {
  /** As the run began, and as it is. */
  start: RunConfig;
  config: RunConfig;
  step: number;
  updates: ConfigUpdate[];
  stopRules: StopRule[];
  /** What the page kept; undefined if nothing. */
  panels: unknown;
};

/**
 * Settings that may change in mid-run; any other needs a new run.
 * `optimiser.steps` may only grow or shrink to a step not yet done.
 */
export const LIVE_PATHS: readonly string[] = [
  "optimiser.learningRate",
  "optimiser.minLearningRate",
  "optimiser.weightDecay",
  "optimiser.steps",
  "method.temperatures",
  "method.weights.global",
  "method.weights.local",
  "method.weights.feature",
  "method.weights.classToken",
  "method.weights.centred",
  "method.weights.anchor",
  "method.weights.gram",
  "method.weights.patch",
  "method.weights.label",
  "method.relationTemperature",
  "method.logitTemperature",
  "evaluation.every",
];

/** `bug` means us; every other code has one sentence and one action on the page. */
export type ErrorCode =
  | "bug"
  | "protocol"
  | "bad-command"
  | "bad-config"
  | "backend-unavailable"
  | "self-test-failed"
  | "pack-missing"
  | "pack-corrupt"
  | "teacher-missing"
  | "teacher-corrupt"
  | "import-unreadable"
  | "import-too-large"
  | "import-unfit"
  | "network"
  | "diverged"
  | "device-lost"
  | "gpu-error"
  | "out-of-memory"
  | "run-elsewhere"
  | "run-missing"
  | "worker-died";

export type WireError = {
  code: ErrorCode;
  message: string;
  stack?: string | undefined;
  /** With `bad-config`: the fields that are wrong. */
  issues?: ConfigIssue[] | undefined;
  /** With `bad-config`: what has to be set for it to be taken, where that is known. */
  adjustment?: ConfigDifference | undefined;
};

export type RunStatus = {
  runId: string;
  state: RunState;
  step: number;
  steps: number;
  /** Time spent training so far, pauses and evaluation left out. */
  trainingMs: number;
  /** Time since Train was first pressed, pauses left out. */
  elapsedMs: number;
  /** Over the last few seconds of training; 0 before that. */
  stepsPerSecond: number;
  /** Live tensors and their bytes. */
  tensors: number;
  tensorBytes: number;
};

export type Event =
  | {
      [K in CommandType]: {
        type: "reply";
        id: number;
        command: K;
        ok: true;
        result: Replies[K];
      };
    }[CommandType]
  | {
      type: "reply";
      id: number;
      command: CommandType | null;
      ok: false;
      error: WireError;
    }
  /** Bytes are 0 for work that is not a download; then `done` and `total` count `unit`s. */
  | {
      type: "progress";
      task: "pack" | "teacher" | "teacher-tokens" | "evaluation";
      label: string;
      done: number;
      total: number;
      unit: "bytes" | "images" | "parts";
    }
  | ({ type: "status" } & RunStatus)
  /** About ten times a second while training. */
  | { type: "steps"; runId: string; steps: StepMetrics[] }
  | { type: "evaluation"; runId: string; evaluation: Evaluation }
  | { type: "similarity"; runId: string; sample: SimilaritySample }
  /** The images behind a similarity sample, once for each source. */
  | {
      type: "sample-images";
      runId: string;
      source: SimilaritySample["source"];
      images: ImageBatch;
    }
  | { type: "scores"; runId: string; scores: OodScores }
  /** Full measures of one space; `step` is the run's, also for the untrained student. */
  | {
      type: "measures";
      runId: string;
      step: number;
      space: MeasuredSpace;
      knn: KnnResult;
      measures: BenchMeasures;
      details: SpaceDetails;
    }
  /** The run lies on the disk as it was after `step`; `bytes` long. */
  | {
      type: "saved";
      runId: string;
      key: string;
      step: number;
      savedAt: number;
      bytes: number;
    }
  /** What the engine adapted, in words for the visitor (token grids, switched-off terms). */
  | ({ type: "notice"; runId: string } & Notice)
  /** A rule has been met: the run pauses after this step. */
  | { type: "stopped"; runId: string; stop: RunStop }
  | { type: "finished"; runId: string; result: RunResult }
  /** How far an arena is: `done` of `planned` runs are over, `name` is under way. `label`: a task beside training. */
  | {
      type: "arena-progress";
      arenaId: string;
      name: string;
      done: number;
      planned: number;
      step: number;
      steps: number;
      label: string | null;
    }
  | { type: "arena-run"; arenaId: string; name: string; result: RunResult }
  /** The arena goes on with its next run. */
  | {
      type: "arena-run-failed";
      arenaId: string;
      name: string;
      error: WireError;
    }
  | { type: "arena-over"; arenaId: string; isStopped: boolean }
  /** The run stopped by itself; its state before the failure is kept. `runId` null: the engine as a whole. */
  | { type: "failed"; runId: string | null; error: WireError };

export type EventOf<T extends Event["type"]> = Extract<Event, { type: T }>;
export type CommandEnvelope = { id: number; command: Command };
