/** What several runs of the same seeds come to: rows out of results, and summaries out of rows. */
import { robustness } from "../evaluation/statistics/robustness.ts";
import {
  pairedDifference,
  seedSummary,
  studentMeanInterval,
} from "../evaluation/statistics/seeds.ts";
import type {
  ArenaMethod,
  ArenaRow,
  ArenaRun,
  MeasuredRow,
  MeasureSummary,
  MethodSummary,
} from "../protocol/arena.ts";
import {
  ARENA_MEASURES,
  measuredRow,
  type ArenaMeasure,
} from "../protocol/arenaMeasures.ts";
import { isSameValue } from "../protocol/configPaths.ts";
import type { FinalEvaluation, RunResult } from "../protocol/results.ts";
import { seededRng } from "../tensor/rng.ts";

/** Draws the bootstrap: the same rows give the same interval. */
const BOOTSTRAP_SEED = 0;

/**
 * A row for every run, in their order; for every seed and factor one of the teacher and one of the untrained student, before them.
 *
 * @param runs Each method, seed and factor once.
 */
export function arenaRows(runs: readonly ArenaRun[]): ArenaRow[] {
  const scratchOf = ({ factor, result }: ArenaRun) =>
    runs.find(
      (run) =>
        run.result.config.method.id === "scratch" &&
        run.result.config.seed === result.config.seed &&
        isSameValue(run.factor, factor),
    )?.result.final.student.measures?.corruption;

  const rowOf = (
    run: ArenaRun,
    method: ArenaMethod,
    evaluation: FinalEvaluation,
  ): ArenaRow => {
    const { result, factor } = run;
    const isTrained = evaluation === result.final.student;
    const own = evaluation.measures?.corruption;
    const scratch = scratchOf(run);
    const { msPerStep, totalMs } = result.timing;
    return {
      ...{ method, seed: result.config.seed, factor },
      ...evaluation,
      againstScratch: own && scratch ? robustness(own, scratch) : null,
      best: isTrained ? bestOnTheWay(result) : null,
      timing: isTrained ? { msPerStep, totalMs } : null,
      backend: result.backend,
    };
  };

  const known = new Set<string>();
  const shared = runs.flatMap((run) => {
    const { config, final } = run.result;
    const name = JSON.stringify([config.seed, run.factor]);
    if (known.has(name)) return [];
    known.add(name);
    return [
      rowOf(run, "teacher", final.teacher),
      rowOf(run, "untrained", final.untrained),
    ];
  });
  const trained = runs.map((run) =>
    rowOf(run, run.result.config.method.id, run.result.final.student),
  );
  const isShared = (method: ArenaMethod) => (row: ArenaRow) =>
    row.method === method;
  return [
    ...shared.filter(isShared("teacher")),
    ...shared.filter(isShared("untrained")),
    ...trained,
  ];
}

function bestOnTheWay({ history }: RunResult): ArenaRow["best"] {
  let best: ArenaRow["best"] = null;
  for (const { evaluation } of history) {
    if (!evaluation) continue;
    const { step, subset, student } = evaluation;
    if (!best || student.knn.accuracy > best.knn.accuracy) {
      best = { ...student, step, subset };
    }
  }
  return best;
}

/** A method under one value of the factor. */
export type ArenaGroup = Pick<MeasuredRow, "method" | "factor">;

/**
 * Mean, spread and difference to the reference of every measure, for each method and factor in the order of the rows.
 *
 * Differences pair rows of one seed; a bootstrap interval of few seeds is too narrow, Student's assumes normal differences.
 *
 * @param reference A method: under the same value of the factor as what is compared. A group: the same one for all.
 */
export function arenaSummary(
  rows: readonly ArenaRow[],
  reference: ArenaMethod | ArenaGroup,
): MethodSummary[] {
  return summariseRows(rows.map(measuredRow), reference);
}

/** As `arenaSummary`, of rows that are numbers alone. */
export function summariseRows(
  rows: readonly MeasuredRow[],
  reference: ArenaMethod | ArenaGroup,
): MethodSummary[] {
  const groups = new Map<string, MeasuredRow[]>();
  for (const row of rows) {
    const name = groupName(row);
    const members = groups.get(name);
    if (members) members.push(row);
    else groups.set(name, [row]);
  }
  return [...groups.values()].map((members) => {
    const { method, factor } = members[0]!;
    const other =
      typeof reference === "string" ? { method: reference, factor } : reference;
    const isReference = groupName(other) === groupName(members[0]!);
    const compared = isReference
      ? null
      : (groups.get(groupName(other)) ?? null);
    const measures: Record<string, MeasureSummary> = {};
    for (const measure of ARENA_MEASURES) {
      const summary = measureSummary(measure, members, compared);
      if (summary) measures[measure.id] = summary;
    }
    return { method, factor, measures };
  });
}

const groupName = ({ method, factor }: ArenaGroup) =>
  JSON.stringify([method, factor]);

function measureSummary(
  { id }: ArenaMeasure,
  rows: readonly MeasuredRow[],
  reference: readonly MeasuredRow[] | null,
): MeasureSummary | null {
  const values = rows.flatMap((row) => row.values[id] ?? []);
  if (values.length === 0) return null;
  const pairs = rows.flatMap((row) => {
    const other = reference?.find(({ seed }) => seed === row.seed);
    const value = row.values[id];
    const otherValue = other?.values[id];
    return value === undefined || otherValue === undefined
      ? []
      : [{ value, otherValue }];
  });
  const own = pairs.map(({ value }) => value);
  const others = pairs.map(({ otherValue }) => otherValue);
  const rng = seededRng(
    BOOTSTRAP_SEED,
    `bootstrap/${groupName(rows[0]!)}/${id}`,
  );
  return {
    ...seedSummary(values),
    interval: values.length < 2 ? null : studentMeanInterval(values),
    difference: pairedDifference(own, others, rng),
  };
}
