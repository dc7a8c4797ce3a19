/** What a claim rests on, out of the runs that are there. */
import { arenaRows } from "../../engine/arenaSummary.ts";
import { seedSummary } from "../../evaluation/statistics/seeds.ts";
import type { ArenaFactor, MeasuredRow } from "../../protocol/arena.ts";
import { measuredRow } from "../../protocol/arenaMeasures.ts";
import { measureText, methodTitle } from "../../protocol/arenaTexts.ts";
import type { ClaimOutcome, ClaimTable } from "../../protocol/claimResults.ts";
import type { Claim } from "../../protocol/claims.ts";
import type { LowDataResult } from "../../protocol/lowData.ts";
import type { MapSpectrum } from "../../protocol/measures.ts";
import type { MethodId } from "../../protocol/methods.ts";
import type { ClaimPlan, ClaimTask } from "./claimPlan.ts";
import type { ClaimRun } from "./claimRuns.ts";
import {
  COMPARISON_COLUMNS,
  comparisonCells,
  measureOf,
  type Comparison,
} from "./comparison.ts";

export type MapRow = {
  method: MethodId;
  seed: number;
  factor: ArenaFactor | null;
  map: MapSpectrum;
};

/** Rows by arena of the claim; an arena of which nothing was run has none. */
export type Evidence = {
  /** Students, with teacher and untrained rows before them. */
  students(arena: string): readonly MeasuredRow[];
  /** Compressed teachers. */
  heads(arena: string): readonly MeasuredRow[];
  maps(arena: string): readonly MapRow[];
  lowData: readonly LowDataResult[];
};

/** What is said of a claim; the rest of an outcome is counted. */
export type Finding = Omit<ClaimOutcome, "id" | "planned" | "found">;

/** Rows of a claim's arenas out of the runs that were found. */
export function gatherEvidence(
  claim: Claim,
  plan: Pick<ClaimPlan, "ofArena" | "lowData">,
  found: ReadonlyMap<ClaimTask, ClaimRun>,
): Evidence {
  const runsOf = (id: string) => {
    const arena = claim.arenas.find((candidate) => candidate.id === id);
    if (!arena)
      throw new RangeError(`evidence: claim ${claim.id} has no ${id}`);
    const tasks = plan.ofArena.get(arena) ?? [];
    return tasks.flatMap((task) => {
      const run = found.get(task);
      if (run?.kind !== "run") return [];
      const { path } = arena.factor ?? {};
      // A task that two arenas share may have been planned under the other's factor.
      const factor = path ? { path, value: valueAt(task, path) } : null;
      return [{ factor, result: run.result }];
    });
  };
  return {
    students: (id) => arenaRows(runsOf(id)).map(measuredRow),
    heads: (id) =>
      runsOf(id).flatMap(({ factor, result }) => {
        const { compressed } = result.final;
        if (!compressed) return [];
        const { config, backend } = result;
        return [
          measuredRow({
            ...compressed,
            ...{ method: config.method.id, seed: config.seed, factor },
            ...{ againstScratch: null, best: null, timing: null, backend },
          }),
        ];
      }),
    maps: (id) =>
      runsOf(id).flatMap(({ factor, result: { map, config } }) =>
        map
          ? [{ method: config.method.id, seed: config.seed, factor, map }]
          : [],
      ),
    lowData: claim.beside === "low-data" ? lowDataOf(plan.lowData, found) : [],
  };
}

function lowDataOf(
  tasks: readonly ClaimTask[],
  found: ReadonlyMap<ClaimTask, ClaimRun>,
): LowDataResult[] {
  return tasks.flatMap((task) => {
    const run = found.get(task);
    return run?.kind === "low-data" ? [run.result] : [];
  });
}

function valueAt({ config }: ClaimTask, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (node, key) => (node as Record<string, unknown>)[key],
      config,
    );
}

/** Mean and standard deviation over seeds, a row for each method (and value of the factor), a column for each measure that is there. */
export function meansTable(
  caption: string,
  rows: readonly MeasuredRow[],
  measures: readonly string[],
): ClaimTable {
  const groups = new Map<string, MeasuredRow[]>();
  for (const row of rows) {
    const factor = row.factor ? `, ${valueText(row.factor)}` : "";
    const name = `${methodTitle(row.method)}${factor}`;
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  const columns = measures
    .filter((id) => rows.some(({ values }) => values[id] !== undefined))
    .map(measureOf);
  const cell = (members: readonly MeasuredRow[], id: string) => {
    const values = members.flatMap(({ values: own }) => own[id] ?? []);
    if (values.length === 0) return "";
    const { mean, deviation } = seedSummary(values);
    const measure = measureOf(id);
    return deviation === null
      ? measureText(measure, mean)
      : `${measureText(measure, mean)} ± ${measureText(measure, deviation)}`;
  };
  return {
    caption,
    columns: [
      "",
      ...columns.map(
        ({ label, better }) =>
          `${label}${better === "lower" ? " ↓" : better === "higher" ? " ↑" : ""}`,
      ),
      "Seeds",
    ],
    rows: [...groups].map(([name, members]) => [
      name,
      ...columns.map(({ id }) => cell(members, id)),
      String(members.length),
    ]),
  };
}

/** A factor's value as rows and sentences have it. */
export function valueText({ path, value }: ArenaFactor): string {
  const name = path.split(".").at(-1)!;
  if (!Array.isArray(value)) return `${name} ${String(value)}`;
  return value.length > 1 ? `${value.length} temperatures` : `τ ${value[0]}`;
}

export function comparisonTable(
  caption: string,
  comparisons: readonly Comparison[],
): ClaimTable {
  return {
    caption,
    columns: [...COMPARISON_COLUMNS],
    rows: comparisons.map(comparisonCells),
  };
}

/** Whether runs are missing, rather than seeds. */
export function isComplete<T>(found: readonly (T | null)[]): found is T[] {
  return found.length > 0 && found.every((x) => x !== null);
}

/** Nothing can be said, for want of runs. */
export function incomplete(rows: readonly unknown[]): Finding {
  return rows.length === 0
    ? {
        verdict: "not-run",
        because: "Nothing of this has been run.",
        tables: [],
      }
    : {
        verdict: "undecided",
        because: "Some of the runs that are compared are not there yet.",
        tables: [],
      };
}
