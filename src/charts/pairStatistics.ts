/** What the pairs of a similarity sample say about a space: angle errors, correlations, neighbours. All over pairs i < j. */
import { cosineToDegrees } from "./format.ts";

/** [n (n - 1) / 2], the upper triangle of [n, n] row by row. */
export function pairsOf(cosines: Float32Array, n: number): Float32Array {
  const pairs = new Float32Array((n * (n - 1)) / 2);
  let filled = 0;
  for (let i = 0; i < n; i++) {
    const row = cosines.subarray(i * n + i + 1, (i + 1) * n);
    pairs.set(row, filled);
    filled += row.length;
  }
  return pairs;
}

/** Error of each pair's angle in degrees, positive where the space puts the two further apart than the teacher does. */
export function signedAngleErrors(
  pairs: Float32Array,
  teacherPairs: Float32Array,
): Float64Array {
  return Float64Array.from(
    pairs,
    (cosine, i) =>
      cosineToDegrees(cosine) - cosineToDegrees(teacherPairs[i] ?? Number.NaN),
  );
}

/** In degrees; of absolute errors but for the bias, the mean of signed ones. */
export type ErrorSummary = {
  mean: number;
  median: number;
  p95: number;
  bias: number;
  n: number;
};

/** Null without a pair. Quantiles by linear interpolation. */
export function errorSummary(signed: Float64Array): ErrorSummary | null {
  const n = signed.length;
  if (n === 0) return null;
  const sizes = signed.map(Math.abs).sort();
  return {
    mean: meanOf(sizes),
    median: quantileOf(sizes, 0.5),
    p95: quantileOf(sizes, 0.95),
    bias: meanOf(signed),
    n,
  };
}

/** Of rising values, at least one, by linear interpolation. */
function quantileOf(rising: Float64Array, share: number): number {
  const place = (rising.length - 1) * share;
  const low = rising[Math.floor(place)]!;
  return low + (place % 1) * (rising[Math.ceil(place)]! - low);
}

const meanOf = (values: Float64Array) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Ranks from 1, ties sharing the mean of their ranks. */
export function midRanks(values: Float32Array): Float64Array {
  const sorted = values.slice().sort();
  const ranks = new Map<number, number>();
  for (let start = 0; start < sorted.length;) {
    let end = start + 1;
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    ranks.set(sorted[start]!, (start + 1 + end) / 2);
    start = end;
  }
  return Float64Array.from(values, (value) => ranks.get(value) ?? Number.NaN);
}

/** Pearson's correlation; null where one side does not vary, or there are fewer than two values. */
export function correlation(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
): number | null {
  const n = x.length;
  let [meanX, meanY] = [0, 0];
  for (let i = 0; i < n; i++) {
    meanX += x[i]! / n;
    meanY += y[i]! / n;
  }
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [a, b] = [x[i]! - meanX, y[i]! - meanY];
    xx += a * a;
    yy += b * b;
    xy += a * b;
  }
  // What rounding leaves of a constant list is no variation.
  const least = n * Number.EPSILON ** 2;
  if (!(xx > least * meanX ** 2 && yy > least * meanY ** 2)) return null;
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
}
