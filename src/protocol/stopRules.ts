/** When a run is to pause by itself: at a step, when a curve has become flat, or when a measure reaches a value. */
import * as z from "zod/mini";
import type { HistoryEntry, Losses } from "./results.ts";

type Direction = "higher" | "lower";

type StopSeries = {
  id: string;
  /** Within a sentence. */
  label: string;
  /** Which direction is better. */
  better: Direction;
  unit: "loss" | "share" | "degrees";
  /** At one step; null where there is none. */
  valueOf: (entry: HistoryEntry) => number | null;
};

const loss = (name: keyof Losses, label: string) => ({
  id: name,
  label,
  better: "lower" as const,
  unit: "loss" as const,
  valueOf: ({ losses }: HistoryEntry) => losses[name],
});

/** The series that a rule may watch: losses at each step, and the student's measures at each evaluation. */
export const STOP_SERIES = [
  loss("total", "total loss"),
  loss("global", "global loss"),
  loss("local", "local loss"),
  loss("feature", "feature loss"),
  loss("classToken", "class-token loss"),
  {
    id: "knn",
    label: "kNN accuracy",
    better: "higher",
    unit: "share",
    valueOf: ({ evaluation }) => evaluation?.student.knn.accuracy ?? null,
  },
  {
    id: "pearson",
    label: "Pearson of held-out angles",
    better: "higher",
    unit: "share",
    valueOf: ({ evaluation }) => evaluation?.student.angles.pearson ?? null,
  },
  {
    id: "angleError",
    label: "angle error",
    better: "lower",
    unit: "degrees",
    valueOf: ({ evaluation }) =>
      evaluation?.student.angles.meanErrorDegrees ?? null,
  },
  {
    id: "nearAuroc",
    label: "near-OOD AUROC",
    better: "higher",
    unit: "share",
    valueOf: ({ evaluation }) => evaluation?.student.ood.near?.auroc ?? null,
  },
  {
    id: "farAuroc",
    label: "far-OOD AUROC",
    better: "higher",
    unit: "share",
    valueOf: ({ evaluation }) => evaluation?.student.ood.far?.auroc ?? null,
  },
] as const satisfies readonly StopSeries[];

export type StopSeriesId = (typeof STOP_SERIES)[number]["id"];

const SERIES_IDS = STOP_SERIES.map(({ id }) => id);

export function stopSeries(id: StopSeriesId): StopSeries {
  return STOP_SERIES.find((series) => series.id === id)!;
}

const positiveInteger = z.int().check(z.gte(1), z.lte(1_000_000));
const seriesId = z.enum(SERIES_IDS);

const stopRule = z.discriminatedUnion("kind", [
  /** After this step. */
  z.strictObject({ kind: z.literal("step"), step: positiveInteger }),
  /** When the mean over the last `steps` is better than that over the `steps` before by less than a share `gain` of it. */
  z.strictObject({
    kind: z.literal("plateau"),
    series: seriesId,
    steps: positiveInteger,
    gain: z.number().check(z.gte(0), z.lte(1)),
  }),
  /** When the series reaches the value or passes it; losses by their mean over `TARGET_MEAN_STEPS` steps. */
  z.strictObject({
    kind: z.literal("target"),
    series: seriesId,
    value: z.number(),
  }),
]);

export type StopRule = z.infer<typeof stopRule>;

/** One lucky batch is no result. */
export const TARGET_MEAN_STEPS = 10;

/** Each is looked at after every step. */
export const MOST_STOP_RULES = 8;

export const stopRuleListSchema = z
  .array(stopRule)
  .check(z.maxLength(MOST_STOP_RULES));

/** Why a run stood still by itself, after `step`. */
export type RunStop = {
  step: number;
  rule: StopRule;
  /** What the rule saw: the value of a target, the earlier and the later mean of a plateau, nothing for a step. */
  values: number[];
};
