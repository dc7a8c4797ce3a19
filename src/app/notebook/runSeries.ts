/** Bodies of the runs that are drawn, as series for the charts and numbers for their tables. */
import { RUN_ROLES } from "../../charts/colorScale.ts";
import { formatCount, formatUnit } from "../../charts/format.ts";
import { allSteps, valueAt, type RunCurve } from "../../charts/runCurve.ts";
import type { RunScores } from "../../charts/RunHistograms.tsx";
import type { TableData } from "../../charts/FigureTable.tsx";
import type { Evaluation } from "../../protocol/results.ts";
import type { RunBody, RunSummary } from "../../store/notebook/runRecord.ts";
import { runs as t } from "../../texts/en/runs.ts";

/** A run that is drawn, in its place; the body null until it has been read. */
export type DrawnRun = {
  place: number;
  summary: RunSummary;
  body: RunBody | null;
};

export const LOSS_TERMS = [
  ...(["total", "global", "local"] as const),
  ...(["feature", "classToken"] as const),
] as const;
export type LossTerm = (typeof LOSS_TERMS)[number];

const LABEL_LENGTH = 19;

/** A name where there is room for one line. */
const shortName = (name: string) =>
  name.length > LABEL_LENGTH ? `${name.slice(0, LABEL_LENGTH - 1)}…` : name;

type Points = { steps: ArrayLike<number>; values: ArrayLike<number> };

function curves(
  runs: readonly DrawnRun[],
  pointsOf: (body: RunBody) => Points,
): RunCurve[] {
  return runs.flatMap(({ place, summary, body }) => {
    const role = RUN_ROLES[place];
    if (!body || !role) return [];
    return [
      {
        ...{ role, label: shortName(summary.name) },
        shortLabel: `#${summary.number}`,
        ...pointsOf(body),
      },
    ];
  });
}

/** A term that a method does not have is 0 throughout, and no curve. */
export const lossCurves = (runs: readonly DrawnRun[], term: LossTerm) =>
  curves(runs, ({ losses }) => {
    const isThere = losses[term].some((value) => value !== 0);
    return isThere
      ? { steps: losses.step, values: losses[term] }
      : { steps: [], values: [] };
  });

export const evaluationCurves = (
  runs: readonly DrawnRun[],
  valueOf: (evaluation: Evaluation) => number,
) =>
  curves(runs, ({ evaluations }) => ({
    steps: evaluations.map(({ step }) => step),
    values: evaluations.map(valueOf),
  }));

/** Scores of the student's space; only runs that have some. */
export function runScores(
  runs: readonly DrawnRun[],
  set: "near" | "far",
): RunScores[] {
  return runs.flatMap(({ place, summary, body }) => {
    const role = RUN_ROLES[place];
    const scores = body?.scores?.student;
    if (!role || !scores || scores[set].length === 0) return [];
    const found = (
      body.result?.final.student ?? body.evaluations.at(-1)?.student
    )?.ood[set];
    return [
      {
        ...{ role, label: shortName(summary.name) },
        ...{ id: scores.id, ood: scores[set] },
        verdict: found ? `AUROC ${formatUnit(found.auroc)}` : "",
      },
    ];
  });
}

const MOST_TABLE_ROWS = 24;

/** Values of all curves at steps spread over all of them. */
export function curveTable(
  runs: readonly RunCurve[],
  format: (value: number | null) => string,
): TableData {
  const steps = allSteps(runs);
  const count = Math.min(MOST_TABLE_ROWS, steps.length);
  const shown = Array.from(
    { length: count },
    (_, i) =>
      steps[
        count === 1 ? 0 : Math.round((i * (steps.length - 1)) / (count - 1))
      ]!,
  );
  return {
    columns: [
      t.overlays.step,
      ...runs.map(({ label, shortLabel }) => `${label} (${shortLabel})`),
    ],
    rows: shown.map((step) => [
      step,
      ...runs.map((run) => format(valueAt(run, step))),
    ]),
  };
}

/** "amber otter 3 58.2 % at step 600; …" */
export function curveSummary(
  runs: readonly RunCurve[],
  format: (value: number | null) => string,
): string {
  if (runs.length === 0) return t.overlays.noneDrawn;
  return `${runs
    .map((run) => {
      const last = run.steps[run.steps.length - 1];
      return last === undefined
        ? t.overlays.noValues(run.label)
        : t.overlays.atStep(
            run.label,
            format(valueAt(run, last)),
            formatCount(last),
          );
    })
    .join("; ")}.`;
}

export function scoreTable(runs: readonly RunScores[]): TableData {
  return {
    columns: t.overlays.columns,
    rows: runs.map(({ label, verdict, id, ood }) => [
      ...[label, verdict.replace("AUROC ", "")],
      ...[formatCount(id.length), formatCount(ood.length)],
    ]),
  };
}
