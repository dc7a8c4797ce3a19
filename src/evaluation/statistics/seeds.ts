/** What several seeds allow to be said: a spread, and an interval for a difference. */
import type {
  Interval,
  PairedDifference,
  SeedSummary,
} from "../../protocol/measures.ts";
import type { Rng } from "../../tensor/rng.ts";
import { quantile } from "../detection.ts";

/** Resamples of an interval: its ends then move by a few hundredths of its width from one stream to another. */
const RESAMPLES = 10_000;

/**
 * Mean, standard deviation and range of one measure over seeds.
 *
 * @throws {RangeError} If there is no value, or one is not finite.
 */
export function seedSummary(values: readonly number[]): SeedSummary {
  checkValues("seedSummary", values, 1);
  const n = values.length;
  const mean = meanOf(values);
  const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return {
    n,
    mean,
    deviation: n > 1 ? Math.sqrt(squares / (n - 1)) : null,
    least: Math.min(...values),
    most: Math.max(...values),
  };
}

/**
 * Percentile bootstrap interval of a mean: the middle `level` of the means of samples drawn with replacement.
 *
 * With few values it is too narrow: it cannot leave their range, and of three or five equally likely values 95 % cover the true mean clearly less
 * often than that (`studentInterval` allows for it, at the price of assuming normal values).
 *
 * Source: Efron 1979; Efron and Tibshirani 1993, chapter 13.
 *
 * @param values At least 2; for a paired difference, the differences.
 * @param level Share that the interval holds, between 0 and 1.
 * @throws {RangeError} If there are fewer than 2 values, one is not finite, or `level` is out of range.
 */
export function bootstrapInterval(
  values: readonly number[],
  rng: Rng,
  level = 0.95,
): Interval {
  checkValues("bootstrapInterval", values, 2);
  checkLevel("bootstrapInterval", level);
  const n = values.length;
  const means = Float64Array.from({ length: RESAMPLES }, () => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += values[rng.intBelow(n)]!;
    return sum / n;
  });
  return {
    mean: meanOf(values),
    low: quantile(means, (1 - level) / 2),
    high: quantile(means, (1 + level) / 2),
  };
}

/**
 * Bootstrap interval of the difference of two methods, paired by seed: seeds are drawn, both methods' values together.
 *
 * @param values Of one method, by seed.
 * @param reference Of the other, the same seeds in the same order.
 * @throws {RangeError} If the two differ in length; otherwise as `bootstrapInterval`.
 */
export function pairedInterval(
  values: readonly number[],
  reference: readonly number[],
  rng: Rng,
  level = 0.95,
): Interval {
  return bootstrapInterval(
    differences("pairedInterval", values, reference),
    rng,
    level,
  );
}

/** Quantiles of Student's t at 97.5 %, by degrees of freedom from 1. */
const STUDENT_975 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201,
  2.179, 2.16, 2.145, 2.131, 2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074,
  2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

/** Student's t beyond the table. */
const NORMAL_975 = 1.96;

/**
 * Student's 95 % interval of a mean: right for normal values however few.
 *
 * @throws {RangeError} If there are fewer than 2 values, or one is not finite.
 */
export function studentMeanInterval(values: readonly number[]): Interval {
  checkValues("studentMeanInterval", values, 2);
  const { n, mean, deviation } = seedSummary(values);
  const factor = STUDENT_975[n - 2] ?? NORMAL_975;
  const reach = (factor * deviation!) / Math.sqrt(n);
  return { mean, low: mean - reach, high: mean + reach };
}

/**
 * Student's 95 % interval of a paired difference: the wider one to stay honest with when seeds are few.
 *
 * @throws As `pairedInterval`.
 */
export function studentInterval(
  values: readonly number[],
  reference: readonly number[],
): Interval {
  return studentMeanInterval(differences("studentInterval", values, reference));
}

/**
 * Both intervals of values minus reference, paired by seed: the bootstrap's is too narrow for few seeds, Student's assumes normal differences.
 *
 * @returns Null for fewer than two pairs.
 * @throws As `pairedInterval`.
 */
export function pairedDifference(
  values: readonly number[],
  reference: readonly number[],
  rng: Rng,
): PairedDifference | null {
  if (values.length < 2) return null;
  return {
    n: values.length,
    bootstrap: pairedInterval(values, reference, rng),
    student: studentInterval(values, reference),
  };
}

function differences(
  caller: string,
  values: readonly number[],
  reference: readonly number[],
): number[] {
  if (values.length !== reference.length) {
    throw new RangeError(
      `${caller}: 'values' and 'reference' must have the same seeds, got ${values.length} and ${reference.length}`,
    );
  }
  return values.map((value, i) => value - reference[i]!);
}

function checkValues(
  caller: string,
  values: readonly number[],
  least: number,
): void {
  if (values.length < least) {
    throw new RangeError(
      `${caller}: 'values' must hold at least ${least}, got ${values.length}`,
    );
  }
  const unfit = values.find((value) => !Number.isFinite(value));
  if (unfit !== undefined) {
    throw new RangeError(`${caller}: 'values' must be finite, got ${unfit}`);
  }
}

function checkLevel(caller: string, level: number): void {
  if (!(level > 0 && level < 1)) {
    throw new RangeError(
      `${caller}: 'level' must lie between 0 and 1, got ${level}`,
    );
  }
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
