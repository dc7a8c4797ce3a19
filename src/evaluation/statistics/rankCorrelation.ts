import type { Interval } from "../../protocol/measures.ts";
import type { Rng } from "../../tensor/rng.ts";
import { quantile } from "../detection.ts";

/** Spearman's rank correlation and two 95 % intervals of it. */
export type RankCorrelation = {
  n: number;
  /** `mean` is the correlation itself. */
  bootstrap: Interval;
  /** Fisher's z with the variance of Bonett and Wright. */
  normal: Interval;
};

const RESAMPLES = 4000;
const NORMAL_975 = 1.96;

/** Fisher's z of 1 is infinite: this far from it, the transform is still a number. */
const MOST = 1 - 1e-6;

/**
 * Spearman's rho of pairs, ties at mid-ranks, with a percentile bootstrap over pairs and a normal interval,
 * `tanh(atanh(rho) ± 1.96 sqrt((1 + rho^2 / 2) / (n - lost - 3)))`.
 *
 * Pairs are taken to be independent; means over seeds, one pair for each method, are nearer to that than single runs are.
 *
 * Source: Bonett and Wright 2000, Psychometrika 65.
 *
 * @param lost Degrees of freedom that were used up before, such as means that were taken off.
 * @returns Null for too few pairs, `n - lost < 5`, or where one side does not vary.
 */
export function rankCorrelation(
  x: readonly number[],
  y: readonly number[],
  rng: Rng,
  lost = 0,
): RankCorrelation | null {
  const n = x.length;
  if (y.length !== n) {
    throw new RangeError(
      `rankCorrelation: 'x' and 'y' must have the same length, got ${n} and ${y.length}`,
    );
  }
  const free = n - lost;
  const rho = spearman(x, y);
  if (free < 5 || rho === null) return null;
  const resampled: number[] = [];
  for (let turn = 0; turn < RESAMPLES; turn++) {
    const chosen = Array.from({ length: n }, () => rng.intBelow(n));
    const drawn = spearman(
      chosen.map((i) => x[i]!),
      chosen.map((i) => y[i]!),
    );
    if (drawn !== null) resampled.push(drawn);
  }
  const means = Float64Array.from(resampled);
  const z = Math.atanh(Math.min(MOST, Math.max(-MOST, rho)));
  const reach =
    NORMAL_975 * Math.sqrt((1 + (rho * rho) / 2) / Math.max(1, free - 3));
  return {
    n,
    bootstrap: {
      mean: rho,
      low: quantile(means, 0.025),
      high: quantile(means, 0.975),
    },
    normal: {
      mean: rho,
      low: Math.tanh(z - reach),
      high: Math.tanh(z + reach),
    },
  };
}

/** Null where one side does not vary. */
function spearman(x: readonly number[], y: readonly number[]): number | null {
  const [a, b] = [ranks(x), ranks(y)];
  const mean = (x.length + 1) / 2;
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    ab += (a[i]! - mean) * (b[i]! - mean);
    aa += (a[i]! - mean) ** 2;
    bb += (b[i]! - mean) ** 2;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : null;
}

/** Mid-ranks of a few dozen numbers; the radix sort of `midRanks` pays only from thousands on. */
function ranks(values: readonly number[]): number[] {
  return values.map((value) => {
    let below = 0;
    let equal = 0;
    for (const other of values) {
      if (other < value) below++;
      else if (other === value) equal++;
    }
    return below + (equal + 1) / 2;
  });
}
