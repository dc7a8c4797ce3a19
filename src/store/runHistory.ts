/**
 * A run as it can be replayed: losses of every step, and the panels of as many steps as fit (`frameTrack.ts`). Plain data, for `structuredClone` and
 * IndexedDB; arrays that several frames share are stored once.
 */
import type { MeasuredSpace } from "../protocol/measures.ts";
import type { EventOf } from "../protocol/messages.ts";
import type {
  ConfigUpdate,
  Evaluation,
  OodScores,
  SimilaritySample,
  StepMetrics,
} from "../protocol/results.ts";
import type { RunStop } from "../protocol/stopRules.ts";
import {
  EMPTY_TRACK,
  frameAt,
  insertionPlace,
  thinnedTrack,
  withFrame,
  type Frame,
  type FrameTrack,
} from "./frameTrack.ts";

export const LOSS_COLUMNS = [
  "step",
  "total",
  "global",
  "local",
  "feature",
  "classToken",
] as const;
export type LossPoint = Record<(typeof LOSS_COLUMNS)[number], number>;

/** What is known of every step. */
export const STEP_COLUMNS = [...LOSS_COLUMNS, "learningRate"] as const;
export type StepColumn = (typeof STEP_COLUMNS)[number];

export type SampleSource = SimilaritySample["source"];
/** Full measures of one space, at `step`. */
export type SpaceMeasures = Omit<EventOf<"measures">, "type" | "runId">;
/** Full measures of one step, of the spaces that there are. */
export type Measures = Readonly<Partial<Record<MeasuredSpace, SpaceMeasures>>>;

export type RunFrames = {
  readonly samples: Readonly<
    Record<SampleSource, FrameTrack<SimilaritySample>>
  >;
  readonly scores: FrameTrack<OodScores>;
  readonly evaluations: FrameTrack<Evaluation>;
  readonly measures: FrameTrack<{ step: number; spaces: Measures }>;
};

export type RunHistory = {
  format: 1;
  /** Steps that the run was to have. */
  steps: number;
  /** Float64 [steps made] each, ascending by step. */
  columns: Readonly<Record<StepColumn, Float64Array>>;
  updates: readonly ConfigUpdate[];
  stops: readonly RunStop[];
  frames: RunFrames;
};

/** What the panels show of a step. */
export type RunMoment = {
  latest: StepMetrics | null;
  samples: Readonly<Record<SampleSource, SimilaritySample | null>>;
  scores: OodScores | null;
  /** By step, up to this one; a later evaluation of the same step replaces the earlier. */
  evaluations: readonly Evaluation[];
  measures: Measures;
};

export const NO_FRAMES: RunFrames = {
  samples: { "held-out": EMPTY_TRACK, training: EMPTY_TRACK },
  scores: EMPTY_TRACK,
  evaluations: EMPTY_TRACK,
  measures: EMPTY_TRACK,
};

/** Bytes for the samples of one source, and for the scores; with measures and evaluations a run keeps less than 20 MB. */
const SAMPLE_BYTES = 6 * 2 ** 20;
const SCORE_BYTES = 3 * 2 ** 20;
/** More could not be told apart on a slider; fewer would show no movement. */
const MOST_FRAMES = 128;
const FEWEST_FRAMES = 16;
/** Small: some hundred numbers each. */
const MOST_EVALUATIONS = 512;
/** Large, and taken on demand alone. */
const MOST_MEASURES = 4;

const framesWithin = (bytes: number, frameBytes: number) =>
  Math.max(
    FEWEST_FRAMES,
    Math.min(MOST_FRAMES, Math.floor(bytes / Math.max(1, frameBytes))),
  );

/** Something that a run has shown, as it is remembered. */
export type NewFrame =
  | { kind: "sample"; frame: SimilaritySample }
  | { kind: "scores"; frame: OodScores }
  | { kind: "evaluation"; frame: Evaluation }
  | { kind: "measures"; frame: SpaceMeasures };

/** @param marked Steps after which something was changed or stopped; their frames are kept before others. */
export function addFrame(
  frames: RunFrames,
  added: NewFrame,
  marked: ReadonlySet<number>,
): RunFrames {
  switch (added.kind) {
    case "sample": {
      const { source } = added.frame;
      const track = frames.samples[source];
      const frame = sharingArrays(added.frame, track.frames.at(-1));
      const { student, compressed } = frame;
      const own = student.byteLength + (compressed?.byteLength ?? 0);
      const limit = framesWithin(SAMPLE_BYTES, own);
      const samples = withFrame(track, frame, marked, limit);
      return { ...frames, samples: { ...frames.samples, [source]: samples } };
    }
    case "scores": {
      const frame = sharingArrays(added.frame, frames.scores.frames.at(-1));
      const { id, near, far } = frame.student;
      const own = 2 * (id.byteLength + near.byteLength + far.byteLength);
      const limit = framesWithin(SCORE_BYTES, own);
      return {
        ...frames,
        scores: withFrame(frames.scores, frame, marked, limit),
      };
    }
    case "evaluation":
      return {
        ...frames,
        evaluations: withFrame(
          frames.evaluations,
          added.frame,
          marked,
          MOST_EVALUATIONS,
        ),
      };
    case "measures": {
      const { step, space } = added.frame;
      const known = frameAt(frames.measures.frames, step);
      const spaces = {
        ...(known?.step === step && known.spaces),
        [space]: added.frame,
      };
      const frame = { step, spaces };
      return {
        ...frames,
        measures: withFrame(frames.measures, frame, marked, MOST_MEASURES),
      };
    }
  }
}

/** Steps after which something was changed, or a rule stopped the run. */
export const markedSteps = ({
  updates,
  stops,
}: Pick<RunHistory, "updates" | "stops">): ReadonlySet<number> =>
  new Set([...updates, ...stops].map(({ step }) => step));

/** The same history with at most `limit` moments of each kind, at least 4; losses stay whole. */
export function thinnedHistory(history: RunHistory, limit: number): RunHistory {
  const marked = markedSteps(history);
  const thin = <T extends Frame>(track: FrameTrack<T>): FrameTrack<T> =>
    thinnedTrack(track, marked, limit);
  const { samples, scores, evaluations, measures } = history.frames;
  return {
    ...history,
    frames: {
      samples: {
        "held-out": thin(samples["held-out"]),
        training: thin(samples.training),
      },
      scores: thin(scores),
      evaluations: thin(evaluations),
      measures: thin(measures),
    },
  };
}

/** What belongs to step 0 alone, and is the same after a reset. */
export function framesOfStart(frames: RunFrames): RunFrames {
  const start = <T extends Frame>(track: FrameTrack<T>): FrameTrack<T> => ({
    frames: track.frames.filter(({ step }) => step === 0),
    span: 1,
  });
  return {
    samples: {
      "held-out": start(frames.samples["held-out"]),
      training: start(frames.samples.training),
    },
    scores: start(frames.scores),
    evaluations: start(frames.evaluations),
    measures: EMPTY_TRACK,
  };
}

/** What was remembered by a step. */
export function framesUpTo(frames: RunFrames, step: number): RunFrames {
  const upTo = <T extends Frame>(track: FrameTrack<T>): FrameTrack<T> => ({
    frames: track.frames.filter((frame) => frame.step <= step),
    span: track.span,
  });
  return {
    samples: {
      "held-out": upTo(frames.samples["held-out"]),
      training: upTo(frames.samples.training),
    },
    scores: upTo(frames.scores),
    evaluations: upTo(frames.evaluations),
    measures: upTo(frames.measures),
  };
}

/** The panels as they were after `step`, or at the last moment before it that is remembered. */
export function momentAt(
  { columns, frames }: Pick<RunHistory, "columns" | "frames">,
  step: number,
): RunMoment {
  const { samples, scores, evaluations, measures } = frames;
  const measured = frameAt(measures.frames, step);
  return {
    latest: metricsAt(columns, step),
    samples: {
      "held-out": frameAt(samples["held-out"].frames, step),
      training: frameAt(samples.training.frames, step),
    },
    scores: frameAt(scores.frames, step),
    evaluations: firstOf(
      evaluations.frames,
      insertionPlace(evaluations.frames, step + 1),
    ),
    measures: measured && measured.step <= step ? measured.spaces : NO_MEASURES,
  };
}

const NO_MEASURES: Measures = {};

/** The last step logged up to `step`; null before the first. */
function metricsAt(
  columns: RunHistory["columns"],
  step: number,
): StepMetrics | null {
  const row = rowsUpTo(columns.step, step) - 1;
  if (row < 0) return null;
  const at = (name: StepColumn) => columns[name][row] ?? Number.NaN;
  return {
    step: at("step"),
    learningRate: at("learningRate"),
    losses: {
      total: at("total"),
      global: at("global"),
      local: at("local"),
      feature: at("feature"),
      classToken: at("classToken"),
    },
  };
}

/** How many of ascending `steps` are at most `step`. */
function rowsUpTo(steps: Float64Array, step: number): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle]! <= step) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Beginnings of a list, each made once, so that what did not change is the same object. */
const beginnings = new WeakMap<object, Map<number, readonly unknown[]>>();

function firstOf<T>(list: readonly T[], count: number): readonly T[] {
  if (count === list.length) return list;
  const known = beginnings.get(list) ?? new Map<number, readonly unknown[]>();
  beginnings.set(list, known);
  const found = known.get(count) ?? list.slice(0, count);
  known.set(count, found);
  return found as readonly T[];
}

/** `next` with those arrays of `before` that hold the same numbers: the teacher's stay through the whole run. */
function sharingArrays<T extends object>(next: T, before: T | undefined): T {
  if (!before) return next;
  const entries = Object.entries(next).map(
    ([key, value]: [string, unknown]) => {
      const earlier = (before as Record<string, unknown>)[key];
      return [key, sharedValue(value, earlier)];
    },
  );
  return Object.fromEntries(entries) as T;
}

/** Cosines and scores, or labels. */
const isNumbers = (x: unknown): x is Float32Array | Uint8Array =>
  x instanceof Float32Array || x instanceof Uint8Array;

function sharedValue(value: unknown, before: unknown): unknown {
  if (isNumbers(value)) {
    return isNumbers(before) && isSameArray(value, before) ? before : value;
  }
  const isRecord = (x: unknown) =>
    typeof x === "object" && x !== null && !ArrayBuffer.isView(x);
  return isRecord(value) && isRecord(before)
    ? sharingArrays(value as object, before as object)
    : value;
}

function isSameArray(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}
