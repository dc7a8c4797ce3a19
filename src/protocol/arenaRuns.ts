/** Which runs an arena consists of; the same on the command line and in the page. */
import type { ArenaFactor } from "./arena.ts";
import { brief } from "./brief.ts";
import type { RunConfig } from "./config.ts";
import { parsePathValue } from "./configPaths.ts";
import type { MethodId } from "./methods.ts";

export type PlannedRun = {
  /** File name without its ending; says what the run is of. */
  name: string;
  method: MethodId;
  seed: number;
  factor: ArenaFactor | null;
  config: RunConfig;
};

/** What multiplies to the runs of an arena. */
export type RunPlan = {
  methods: readonly MethodId[];
  seeds: readonly number[];
  /** The one setting that differs, and its values; null: none does. */
  factor: { path: string; values: readonly unknown[] } | null;
  configOf: (
    method: MethodId,
    seed: number,
    factor: ArenaFactor | null,
  ) => RunConfig;
};

/** Every method on every seed and value, seed by seed: runs of one seed share the teacher's tokens and measures. */
export function planRuns({
  methods,
  seeds,
  factor,
  configOf,
}: RunPlan): PlannedRun[] {
  const factors = factor?.values.map((value) => ({
    path: factor.path,
    value,
  })) ?? [null];
  return seeds.flatMap((seed) =>
    factors.flatMap((changed) =>
      methods.map((method) => ({
        name: runName(method, seed, changed),
        ...{ method, seed, factor: changed },
        config: configOf(method, seed, changed),
      })),
    ),
  );
}

/** `count` seeds, the first of them `first`. */
export function seedsFrom(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => first + i);
}

/** Lists are as deep as settings go. */
const isSetting = (value: unknown): boolean =>
  typeof value !== "object" ||
  (Array.isArray(value) && value.every((item) => typeof item !== "object"));

/**
 * Values of a factor: `32,64`; where commas belong to the values, they are JSON: `[0.1],[0.05,0.1]`.
 *
 * @throws {RangeError} If one is there twice, or is no setting.
 */
export function readFactorValues(list: string): unknown[] {
  let values: unknown[];
  try {
    values = JSON.parse(`[${list}]`) as unknown[];
  } catch {
    values = list.split(",").map(parsePathValue);
  }
  const other = values.find((value) => !isSetting(value));
  if (other !== undefined) {
    throw new RangeError(
      `factor: values must be texts, numbers or lists of them, got ${brief(other)}`,
    );
  }
  const different = new Set(values.map((value) => JSON.stringify(value)));
  if (different.size < values.length) {
    throw new RangeError(`factor: values must differ, got ${list}`);
  }
  return values;
}

/** Different for different runs, and a file name on every system. */
function runName(
  method: MethodId,
  seed: number,
  factor: ArenaFactor | null,
): string {
  const name = `${method}-${seed}`;
  if (!factor) return name;
  const value =
    typeof factor.value === "string"
      ? factor.value
      : JSON.stringify(factor.value);
  return `${name}-${factor.path}=${encodeURIComponent(value).replaceAll("*", "%2A")}`;
}
