/** Several methods on the same seeds: rows of what each run came to, and what the seeds together allow to be said. Plain data. */
import type { RunConfig } from "./config.ts";
import type { CorruptionId } from "./corruptions.ts";
import type {
  Interval,
  PairedDifference,
  RobustnessMeasures,
  SeedSummary,
} from "./measures.ts";
import type { MethodId } from "./methods.ts";
import type {
  EmbeddingEvaluation,
  FinalEvaluation,
  RunResult,
} from "./results.ts";

/** The one setting that differs between runs of a method, beside the seed. */
export type ArenaFactor = { path: string; value: unknown };

/** A finished run of an arena. */
export type ArenaRun = { factor: ArenaFactor | null; result: RunResult };

/** A student of a method, the teacher itself, or the student before step 1. */
export type ArenaMethod = MethodId | "teacher";

/** One network of one seed: the layout of `final.student` in a run's result, and where it comes from. */
export type ArenaRow = FinalEvaluation & {
  method: ArenaMethod;
  seed: number;
  /** Null in an arena without a factor. */
  factor: ArenaFactor | null;
  /** Corruption errors beside those of the student trained from scratch with this seed and factor; null without either. */
  againstScratch: RobustnessMeasures<CorruptionId> | null;
  /**
   * The evaluation with the highest kNN accuracy of those made on the way, the last one included: chosen on the images it is measured on,
   * and so optimistic. Null where nothing was trained.
   */
  best: (EmbeddingEvaluation & { step: number; subset: boolean }) | null;
  /** Null where nothing was trained. */
  timing: { msPerStep: number; totalMs: number } | null;
  backend: string;
};

/** A row as its numbers alone, by id of `ARENA_MEASURES`: all that tables and charts need. */
export type MeasuredRow = Pick<
  ArenaRow,
  "method" | "seed" | "factor" | "timing" | "backend"
> & {
  values: Record<string, number>;
  best: {
    step: number;
    subset: boolean;
    values: Record<string, number>;
  } | null;
};

/** One measure of one method over its seeds. */
export type MeasureSummary = SeedSummary & {
  /** Student's 95 % interval of the mean; null for fewer than two seeds. */
  interval: Interval | null;
  /** Method minus reference, seed by seed, at 95 %; null for the reference itself, and for fewer than two seeds in common. */
  difference: PairedDifference | null;
};

export type MethodSummary = {
  method: ArenaMethod;
  factor: ArenaFactor | null;
  /** By id of `ARENA_MEASURES`; those that no row has are left out. */
  measures: Record<string, MeasureSummary>;
};

export type ArenaResult = {
  format: 1;
  preset: string;
  /** What all runs have in common; method, seed and factor are the rows' own. */
  config: RunConfig;
  methods: MethodId[];
  seeds: number[];
  factor: { path: string; values: unknown[] } | null;
  reference: ArenaMethod;
  /** Runs planned, and those that are not here: failed, with the reason, or still to come. */
  planned: number;
  failures: {
    method: MethodId;
    seed: number;
    factor: ArenaFactor | null;
    message: string;
  }[];
  rows: ArenaRow[];
  summary: MethodSummary[];
};

/** An arena without its confusion matrices and OOD sets: what the page shows. */
export type Comparison = Omit<ArenaResult, "format" | "rows" | "summary"> & {
  rows: MeasuredRow[];
  /** Of the last step; empty where it has not been made yet. */
  summary: MethodSummary[];
};
