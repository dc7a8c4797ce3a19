import type { Rows } from "../evaluation/rows.ts";

/** A vector to be subtracted before cosines are taken: `share` times `mean`. */
export type BiasCorrection = {
  /** Fitted, -1 to 1; above 0 where the student's angles come out too small. */
  share: number;
  /** [d], mean training class token. */
  mean: Float64Array;
};

/** Shares tried first, and the accuracy to which the best is refined. */
const GRID_STEP = 0.1;
const ACCURACY = 0.005;

/** Keeps the cosine of a zero vector at 0 instead of NaN. */
const LEAST_NORM = 1e-12;

/**
 * Which share of the mean training token has to be taken off the student's class tokens to bring its training angles closest to the teacher's,
 * in mean absolute error. A monotone change of all angles for the most part: rankings hardly move.
 *
 * Source: a variant of this lab, not in the paper.
 *
 * @param bank Student class tokens of training images; their mean is what is subtracted.
 * @param cosines The teacher's, of all pairs i < j of the first `n` rows of the bank, in that order; n follows from its length.
 */
export function fitBiasCorrection(
  bank: Rows,
  cosines: Float32Array,
): BiasCorrection {
  const n = (1 + Math.sqrt(1 + 8 * cosines.length)) / 2;
  const mean = meanRow(bank);
  const products = pairProducts(bank, mean, n);
  const error = (share: number) => angleError(share, products, cosines);
  let best = 0;
  for (let i = -1 / GRID_STEP; i <= 1 / GRID_STEP; i++) {
    if (error(i * GRID_STEP) < error(best)) best = i * GRID_STEP;
  }
  for (let width = GRID_STEP / 2; width >= ACCURACY; width /= 2) {
    for (const share of [best - width, best + width]) {
      if (Math.abs(share) <= 1 && error(share) < error(best)) best = share;
    }
  }
  return { share: best, mean };
}

/** The rows with the correction taken off. */
export function correctRows(
  { values, n, d }: Rows,
  { share, mean }: BiasCorrection,
): Rows {
  return { values: values.map((x, at) => x - share * mean[at % d]!), n, d };
}

function meanRow({ values, n, d }: Rows): Float64Array {
  const mean = new Float64Array(d);
  values.forEach((x, at) => (mean[at % d]! += x / n));
  return mean;
}

type Products = {
  n: number;
  /** [n, n] between rows, [n] of rows with the mean, and of the mean with itself. */
  between: Float64Array;
  withMean: Float64Array;
  ofMean: number;
};

function pairProducts(
  { values, d }: Rows,
  mean: Float64Array,
  n: number,
): Products {
  const between = new Float64Array(n * n);
  const withMean = new Float64Array(n);
  let ofMean = 0;
  for (const x of mean) ofMean += x * x;
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < d; k++) withMean[i]! += values[i * d + k]! * mean[k]!;
    for (let j = i; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < d; k++)
        sum += values[i * d + k]! * values[j * d + k]!;
      between[i * n + j] = sum;
    }
  }
  return { n, between, withMean, ofMean };
}

/** Mean absolute difference of angles, in radians. */
function angleError(
  share: number,
  { n, between, withMean, ofMean }: Products,
  cosines: Float32Array,
): number {
  const corrected = (i: number, j: number) =>
    between[i * n + j]! -
    share * (withMean[i]! + withMean[j]!) +
    share * share * ofMean;
  const norms = Float64Array.from({ length: n }, (_, i) =>
    Math.sqrt(Math.max(corrected(i, i), LEAST_NORM)),
  );
  const angle = (cosine: number) =>
    Math.acos(Math.max(-1, Math.min(1, cosine)));
  let sum = 0;
  for (let i = 0, pair = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++, pair++) {
      const cosine = corrected(i, j) / (norms[i]! * norms[j]!);
      sum += Math.abs(angle(cosine) - angle(cosines[pair]!));
    }
  }
  return sum / cosines.length;
}
