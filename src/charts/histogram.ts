/** Histograms of 1-NN cosine scores, on one axis for every network and every step. */
import { quantile } from "d3-array";

/**
 * Ends of the score axis. A score is the cosine to the nearest of hundreds of training images and hardly ever below
 * zero; what is, counts in the first bin, and `belowRange` says so.
 */
export const SCORE_DOMAIN: readonly [number, number] = [0, 1];
/** Bins of 0.025: as many as Recharts draws several times a second. */
export const SCORE_BINS = 40;
/** Share of the ID scores below the threshold, as in FPR95 with ID positive. */
const ID_SHARE_BELOW = 0.05;

export type ScoreHistogram = {
  /** [SCORE_BINS], share of the scores in each bin; sums to 1, or to 0 without scores. */
  shares: number[];
  /** Scores left of the axis, counted in the first bin. */
  belowRange: number;
};

/** Histogram of scores [n]; shares instead of counts, so that sets of different sizes compare. */
export function scoreHistogram(scores: ArrayLike<number>): ScoreHistogram {
  const shares = new Array<number>(SCORE_BINS).fill(0);
  const [low, high] = SCORE_DOMAIN;
  let belowRange = 0;
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] ?? Number.NaN;
    if (Number.isNaN(score)) continue;
    if (score < low) belowRange++;
    const place = Math.floor(((score - low) / (high - low)) * SCORE_BINS);
    const bin = Math.max(0, Math.min(SCORE_BINS - 1, place));
    shares[bin] = (shares[bin] ?? 0) + 1 / scores.length;
  }
  return { shares, belowRange };
}

/** Edges of a bin: [low, high). */
export function binEdges(bin: number): [number, number] {
  const [low, high] = SCORE_DOMAIN;
  const width = (high - low) / SCORE_BINS;
  return [low + bin * width, low + (bin + 1) * width];
}

/**
 * The score that 95 % of the ID images exceed: their 5 % quantile by linear interpolation; null without scores.
 *
 * Source: science.md section 2, the rule of FPR95 with ID positive (np.quantile).
 */
export function idThreshold(idScores: Iterable<number>): number | null {
  return quantile(idScores, ID_SHARE_BELOW) ?? null;
}
