/** What is kept of a run: a small summary that lists read, and a body that only a chosen run's charts read. */
import type { RunConfig } from "../../protocol/config.ts";
import { getPath, isSameValue } from "../../protocol/configPaths.ts";
import { CONFIG_FIELDS } from "../../protocol/fields.ts";
import type {
  ConfigUpdate,
  DetectionResult,
  EmbeddingEvaluation,
  Evaluation,
  OodScores,
  RunResult,
} from "../../protocol/results.ts";
import { thinnedHistory, type RunHistory } from "../runHistory.ts";
import type { LossPoint, RunView } from "../runStore.ts";

/** How a run ended; one that was reset, left or is still under way did not. */
export type RunEnd = "unfinished" | "finished" | "failed";

/** One setting that differs from another run's. */
export type RunChange = { path: string; from: unknown; to: unknown };

/** Of the student, on held-out images; each with its sample size. */
export type KeyMeasures = {
  step: number;
  /** Fewer images than the last evaluation of a run takes. */
  isSubset: boolean;
  /** Accuracy over `n` images. */
  knn: { accuracy: number; n: number };
  /** Over `n` pairs. */
  angles: { meanErrorDegrees: number; pearson: number; n: number };
  near: Pick<DetectionResult, "auroc" | "nId" | "nOod"> | null;
  far: Pick<DetectionResult, "auroc" | "nId" | "nOod"> | null;
};

export type RunSummary = {
  format: 1;
  id: string;
  name: string;
  /** Of this browser's runs, in the order in which they were begun. */
  number: number;
  note: string;
  isHidden: boolean;
  startedAt: number;
  updatedAt: number;
  end: RunEnd;
  step: number;
  steps: number;
  presetId: string;
  /** At the start; null where an older version of the lab wrote it in a way that can no longer be read. */
  config: RunConfig | null;
  backend: string;
  /** Of the save that the run can go on from; null before the first, absent in lines of an older version. */
  savedKey?: string | null;
  /** The run before it in this browser, and what is different; null for the first. */
  since: { id: string; name: string; changes: RunChange[] } | null;
  /** Settings changed in mid-run, each counted once. */
  updatedPaths: string[];
  /** What its student began as, in words; null where its seed drew it, absent in older lines. */
  begin?: string | null;
  measures: KeyMeasures | null;
  /** Of summary and body together, about. */
  bytes: number;
};

type KeptResult = Omit<RunResult, "history" | "config" | "updates">;

export type RunBody = {
  format: 1;
  id: string;
  /** Thinned; first, last and extreme values kept. Each float64 [rows]. */
  losses: Record<keyof LossPoint, Float64Array>;
  evaluations: Evaluation[];
  updates: ConfigUpdate[];
  scores: OodScores | null;
  result: KeptResult | null;
  /** Why the run failed. */
  failure: string | null;
  /** For the time line: every step's losses and the panels of as many moments as there is room for; null while the run goes on. */
  history: RunHistory | null;
  /** What there was no room for, in words. */
  left: string[];
};

/** A run takes some 80 kB, with the full bench some 150; the rest is its replay, a moment of which takes about as much. */
const RUN_LIMIT_BYTES = 2e6;
/** A run that evaluates at every step is kept at this many of its evaluations, the last among them. */
const MOST_EVALUATIONS = 120;
const MOST_UPDATES = 500;

/** What is kept of a run, within `limitBytes`: what is wanted least is left out first, and said. */
export function runBody(
  id: string,
  view: RunView,
  history: RunHistory | null,
  limitBytes: number = RUN_LIMIT_BYTES,
): RunBody {
  const { losses, evaluations, updates, scores, result, failure } = view;
  const column = (key: keyof LossPoint) =>
    Float64Array.from(losses, (point) => point[key]);
  const body: RunBody = {
    ...{ format: 1, id, history: null, left: [] },
    losses: {
      step: column("step"),
      total: column("total"),
      global: column("global"),
      local: column("local"),
      feature: column("feature"),
      classToken: column("classToken"),
    },
    evaluations: spread(evaluations, MOST_EVALUATIONS),
    updates: updates.slice(-MOST_UPDATES),
    scores,
    result: result && keptResult(result),
    failure: failure?.message ?? null,
  };
  if (updates.length > MOST_UPDATES) body.left.push("the first changes");
  const isOver = () => storedBytes(body) > limitBytes;
  if (body.result && isOver()) {
    body.result = withoutBench(body.result);
    body.left.push("the full bench");
  }
  if (body.scores && isOver()) {
    body.scores = null;
    body.left.push("the OOD scores");
  }
  let most = body.evaluations.length;
  while (most > 1 && isOver()) {
    most = Math.ceil(most / 2);
    body.evaluations = spread(evaluations, most);
  }
  if (body.evaluations.length < evaluations.length) {
    body.left.push(`evaluations but for ${body.evaluations.length}`);
  }
  if (history) {
    body.history = fittedHistory(
      history,
      (fitted) => storedBytes({ ...body, history: fitted }) <= limitBytes,
    );
    if (!body.history) body.left.push("the replay");
  }
  return body;
}

/** More moments are not remembered by a run either. */
const MOST_MOMENTS = 128;
const FEWEST_MOMENTS = 4;

/** With as many moments as fit; null where not even a few do. */
function fittedHistory(
  history: RunHistory,
  fits: (history: RunHistory) => boolean,
): RunHistory | null {
  for (let most = MOST_MOMENTS; most >= FEWEST_MOMENTS; most /= 2) {
    const thinned = thinnedHistory(history, most);
    if (fits(thinned)) return thinned;
  }
  return null;
}

function keptResult(result: RunResult): KeptResult {
  const { history: _, config: __, updates: ___, ...kept } = result;
  return kept;
}

function withoutBench(result: KeptResult): KeptResult {
  const { map: _, final, ...kept } = result;
  const bare = <T extends EmbeddingEvaluation & { measures?: unknown }>({
    measures: __,
    ...rest
  }: T) => rest;
  return {
    ...kept,
    final: {
      teacher: bare(final.teacher),
      compressed: final.compressed && bare(final.compressed),
      student: bare(final.student),
      untrained: bare(final.untrained),
    },
  };
}

/** `most` of the items, evenly, the first and the last among them; the last alone where there is no more room. */
function spread<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items];
  if (most <= 1) return items.slice(-1);
  return Array.from(
    { length: most },
    (_, i) => items[Math.round((i * (items.length - 1)) / (most - 1))]!,
  );
}

/** The student's measures that a list shows: of the finished run, else of the latest evaluation. */
export function keyMeasures({
  evaluations,
  result,
  status,
}: Pick<RunView, "evaluations" | "result" | "status">): KeyMeasures | null {
  const latest = evaluations.at(-1);
  const student = result?.final.student ?? latest?.student;
  if (!student) return null;
  const { knn, angles, ood } = student;
  const detection = (found: DetectionResult | null) =>
    found && { auroc: found.auroc, nId: found.nId, nOod: found.nOod };
  return {
    step: result ? status.step : (latest?.step ?? 0),
    isSubset: result ? false : (latest?.subset ?? false),
    knn: { accuracy: knn.accuracy, n: knn.n },
    angles: {
      meanErrorDegrees: angles.meanErrorDegrees,
      pearson: angles.pearson,
      n: angles.n,
    },
    near: detection(ood.near),
    far: detection(ood.far),
  };
}

/** Settings of `config` that are not as in `before`, in the order of the form. */
export function runChanges(before: RunConfig, config: RunConfig): RunChange[] {
  return CONFIG_FIELDS.flatMap(({ path }) => {
    const [from, to] = [getPath(before, path), getPath(config, path)];
    return isSameValue(from, to) ? [] : [{ path, from, to }];
  });
}

/** About what a value takes when it is stored: numbers as eight bytes, text as one for each character, an array that stands in several places once. */
export function storedBytes(
  value: unknown,
  counted: Set<object> = new Set(),
): number {
  if (typeof value === "number") return 8;
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 1;
  if (counted.has(value)) return 8;
  counted.add(value);
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (Array.isArray(value)) {
    return value.reduce<number>(
      (sum, each) => sum + storedBytes(each, counted),
      8,
    );
  }
  return Object.entries(value).reduce(
    (sum, [key, each]) => sum + key.length + storedBytes(each, counted),
    8,
  );
}
