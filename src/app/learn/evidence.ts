/** What a lesson can see of the lab: plain data, so that every check is a pure function of it. Knows no React. */
import type { Comparison } from "../../protocol/arena.ts";
import {
  isSameValue,
  type ConfigDifference,
} from "../../protocol/configPaths.ts";
import { PARTS_PATH } from "../../protocol/parts.ts";
import type {
  EmbeddingEvaluation,
  Evaluation,
} from "../../protocol/results.ts";
import type { RunView } from "../../store/runStore.ts";
import type { ViewId } from "../../store/address.ts";

/** The measures of one space that lessons speak of; shares in 0 to 1, angles in degrees. */
export type SpaceFacts = {
  knn: number;
  angleError: number;
  pearson: number;
  trainingPearson: number;
  nearAuroc: number | null;
  farAuroc: number | null;
};

export type MeasuredStep = {
  step: number;
  teacher: SpaceFacts;
  compressed: SpaceFacts | null;
  student: SpaceFacts;
};

/** What one run has come to. */
export type RunFact = {
  /** How the settings it began with differ from the lesson's. */
  changed: ConfigDifference;
  /** What was changed while it ran, by path. */
  updated: readonly string[];
  step: number;
  hasFailed: boolean;
  /** Total loss of the first and of the latest step. */
  firstTotal: number | null;
  lastTotal: number | null;
  /** At step 0, and as measured last. */
  start: MeasuredStep | null;
  latest: MeasuredStep | null;
};

export type Evidence = {
  view: ViewId;
  /** The step that the time line is at; null: live. */
  shownStep: number | null;
  /** The present run, perhaps still at step 0. */
  now: RunFact;
  /** Every run of this lesson, the present one first. */
  runs: readonly RunFact[];
  /** What Compare has trained in this browser. */
  comparison: Comparison | null;
};

/** Of runs kept for a lesson. */
const MOST_RUNS = 12;

export function measuredStep(evaluation: Evaluation): MeasuredStep {
  const { step, teacher, compressed, student } = evaluation;
  return {
    step,
    teacher: spaceFacts(teacher),
    compressed: compressed && spaceFacts(compressed),
    student: spaceFacts(student),
  };
}

function spaceFacts(measured: EmbeddingEvaluation): SpaceFacts {
  const { knn, angles, trainingAngles, ood } = measured;
  return {
    knn: knn.accuracy,
    angleError: angles.meanErrorDegrees,
    pearson: angles.pearson,
    trainingPearson: trainingAngles.pearson,
    nearAuroc: ood.near?.auroc ?? null,
    farAuroc: ood.far?.auroc ?? null,
  };
}

/** @param changed How the settings that the run began with differ from the lesson's. */
export function runFact(
  { status, losses, evaluations, updates }: RunView,
  changed: ConfigDifference,
): RunFact {
  const start = evaluations.find(({ step }) => step === 0);
  const latest = evaluations.at(-1);
  return {
    changed,
    updated: [...new Set(updates.map(({ path }) => path))],
    step: status.step,
    hasFailed: status.state === "failed",
    firstTotal: losses[0]?.total ?? null,
    lastTotal: losses.at(-1)?.total ?? null,
    start: start ? measuredStep(start) : null,
    latest: latest ? measuredStep(latest) : null,
  };
}

/** The runs with the present one before them, which takes the place of shorter ones with the same settings. */
export function withRun(
  runs: readonly RunFact[],
  added: RunFact,
): readonly RunFact[] {
  const others = runs.filter(
    (run) => !isSameRun(run, added) || run.step > added.step,
  );
  return [added, ...others].slice(0, MOST_RUNS);
}

/** Same settings from the beginning on, as far as one can tell. */
export const isSameRun = (a: RunFact, b: RunFact) =>
  isSameDifference(a.changed, b.changed) && isSameValue(a.updated, b.updated);

/** A run with the lesson's settings but for `changed`, left alone on the way, and measured at `step` or later; the furthest. Null: none yet. */
export function runWith(
  { runs }: Pick<Evidence, "runs">,
  changed: ConfigDifference,
  step: number,
): RunFact | null {
  const fitting = runs.filter(
    (run) => isRunOf(run, changed) && (run.latest?.step ?? -1) >= step,
  );
  return furthest(fitting);
}

/** How far the furthest run with these settings is; 0 without one. */
export function stepsWith(
  { runs }: Pick<Evidence, "runs">,
  changed: ConfigDifference,
): number {
  return furthest(runs.filter((run) => isRunOf(run, changed)))?.step ?? 0;
}

const isRunOf = (run: RunFact, changed: ConfigDifference) =>
  run.updated.length === 0 && isSameDifference(run.changed, changed);

function isSameDifference(a: ConfigDifference, b: ConfigDifference): boolean {
  const paths = Object.keys(a);
  return (
    paths.length === Object.keys(b).length &&
    paths.every((path) => isSameValue(a[path], b[path]))
  );
}

const furthest = (runs: readonly RunFact[]): RunFact | null =>
  runs.reduce<RunFact | null>(
    (best, run) => (best && best.step >= run.step ? best : run),
    null,
  );

/** A setting, and not the choice of the networks, was changed in mid-run. */
export const wasSteered = ({ updated }: RunFact, path: string): boolean =>
  path !== PARTS_PATH && updated.includes(path);
