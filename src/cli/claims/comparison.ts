/** One side beside another in one measure, paired by seed. */
import { pairedDifference } from "../../evaluation/statistics/seeds.ts";
import type { MeasuredRow } from "../../protocol/arena.ts";
import {
  ARENA_MEASURES,
  type ArenaMeasure,
} from "../../protocol/arenaMeasures.ts";
import { measureText } from "../../protocol/arenaTexts.ts";
import type { PairedDifference } from "../../protocol/measures.ts";
import { verdict, type Verdict } from "../../protocol/verdict.ts";
import { seededRng } from "../../tensor/rng.ts";

/** Values by seed of what is compared: students, heads, or a mean over several. */
export type Side = {
  label: string;
  rows: readonly { seed: number; values: Readonly<Record<string, number>> }[];
};

export type Comparison = {
  measure: ArenaMeasure;
  own: Side["label"];
  other: Side["label"];
  /** Seeds in common. */
  n: number;
  ownMean: number;
  otherMean: number;
  /** Own minus other; null for fewer than two seeds. */
  difference: PairedDifference | null;
  /** Of `own`. */
  verdict: Verdict;
};

/** @throws {RangeError} If there is no such measure. */
export function measureOf(id: string): ArenaMeasure {
  const measure = ARENA_MEASURES.find((candidate) => candidate.id === id);
  if (!measure) throw new RangeError(`measureOf: there is no measure '${id}'`);
  return measure;
}

/**
 * @returns Null where the two have no seed in common.
 */
export function compare(
  measure: ArenaMeasure,
  own: Side,
  other: Side,
): Comparison | null {
  const pairs = own.rows.flatMap((row) => {
    const value = row.values[measure.id];
    const partner = other.rows.find(({ seed }) => seed === row.seed);
    const otherValue = partner?.values[measure.id];
    return value === undefined || otherValue === undefined
      ? []
      : [{ value, otherValue }];
  });
  if (pairs.length === 0) return null;
  const values = pairs.map(({ value }) => value);
  const others = pairs.map(({ otherValue }) => otherValue);
  const rng = seededRng(0, `${own.label}/${other.label}/${measure.id}`);
  const difference = pairedDifference(values, others, rng);
  return {
    ...{ measure, own: own.label, other: other.label, n: pairs.length },
    ...{ ownMean: mean(values), otherMean: mean(others), difference },
    verdict: verdict(measure, difference),
  };
}

/** Rows of one method, and of one value of the factor where there is one. */
export function side(
  label: string,
  rows: readonly MeasuredRow[],
  method: MeasuredRow["method"],
  value?: unknown,
): Side {
  const wanted = JSON.stringify(value);
  return {
    label,
    rows: rows.filter(
      (row) =>
        row.method === method &&
        (value === undefined || JSON.stringify(row.factor?.value) === wanted),
    ),
  };
}

/** Mean of several sides, seed by seed, of the seeds and measures that all of them have. */
export function meanSide(label: string, sides: readonly Side[]): Side {
  const [first, ...rest] = sides;
  const rows = (first?.rows ?? []).flatMap((row) => {
    const partners = rest.map(({ rows: others }) =>
      others.find(({ seed }) => seed === row.seed),
    );
    if (partners.some((partner) => !partner)) return [];
    const all = [row, ...(partners as (typeof row)[])];
    const ids = Object.keys(row.values).filter((id) =>
      all.every(({ values }) => values[id] !== undefined),
    );
    const values = Object.fromEntries(
      ids.map((id) => [id, mean(all.map(({ values: v }) => v[id]!))]),
    );
    return [{ seed: row.seed, values }];
  });
  return { label, rows };
}

const WORDS: Record<Verdict, string> = {
  leads: "ahead",
  loses: "behind",
  ties: "not told apart",
  unknown: "too few seeds",
};

/** Cells: other side, measure, own mean, other mean, difference with Student's interval, seeds, and the verdict in a word. */
export function comparisonCells(comparison: Comparison): string[] {
  const { measure, own, other, ownMean, otherMean, n } = comparison;
  const text = (value: number) => measureText(measure, value);
  const interval = comparison.difference?.student;
  return [
    `${own} beside ${other}`,
    `${measure.label}${measure.better === "lower" ? " ↓" : measure.better === "higher" ? " ↑" : ""}`,
    text(ownMean),
    text(otherMean),
    interval
      ? `${text(interval.mean)} (${text(interval.low)} to ${text(interval.high)})`
      : "",
    String(n),
    WORDS[comparison.verdict],
  ];
}

export const COMPARISON_COLUMNS: readonly string[] = [
  "Compared",
  "Measure",
  "Own",
  "Other",
  "Difference, 95 %",
  "Seeds",
  "Own is",
];

/**
 * Where a side stands: "ahead of Proteus in angle error; not told apart from plain MSE in kNN".
 */
export function standing(comparisons: readonly Comparison[]): string {
  const parts = (["leads", "loses", "ties", "unknown"] as const).flatMap(
    (wanted) => {
      const found = comparisons.filter((c) => c.verdict === wanted);
      if (found.length === 0) return [];
      const others = [...new Set(found.map(({ other }) => other))];
      const texts = others.map((other) => {
        const measures = found
          .filter((c) => c.other === other)
          .map(({ measure }) => lowerFirst(measure.label));
        return `${PREPOSITIONS[wanted]} ${other} in ${listed(measures)}`;
      });
      return [texts.join(", ")];
    },
  );
  return parts.join("; ");
}

const PREPOSITIONS: Record<Verdict, string> = {
  leads: "ahead of",
  loses: "behind",
  ties: "not told apart from",
  unknown: "with too few seeds beside",
};

/** "a, b and c". */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** Abbreviations and names keep their capitals. */
function lowerFirst(label: string): string {
  return /^[A-Z][a-z]/.test(label) && !/^(Spearman|Pearson)/.test(label)
    ? label[0]!.toLowerCase() + label.slice(1)
    : label;
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
