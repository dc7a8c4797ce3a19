/**
 * How a threshold divides ID from OOD images. Higher scores mean more ID; an image is let in when its score lies above the threshold.
 */
import { extent, quantile } from "d3-array";

type Scores = ArrayLike<number>;

/** Points of a ROC curve from (0, 0) to (1, 1), ID positive. */
export type RocCurve = {
  /** Share of OOD let in; rises. */
  falsePositiveRate: Float64Array;
  /** Share of ID let in; rises. */
  truePositiveRate: Float64Array;
};

/**
 * The ROC curve over all distinct thresholds. Equal scores make one point, so that a tie is a slope and not a stair:
 * the area under the curve is then the AUROC, in which a tie counts half.
 *
 * @throws {RangeError} If a side is empty.
 */
export function rocCurve(id: Scores, ood: Scores): RocCurve {
  if (id.length === 0 || ood.length === 0) {
    throw new RangeError(
      `rocCurve: both sides must hold scores, got ${id.length} ID and ${ood.length} OOD`,
    );
  }
  const hits = ascending(id);
  const misses = ascending(ood);
  let [hit, missed] = [hits.length, misses.length]; // scores still below the threshold
  const curve: [number, number][] = [[0, 0]];
  while (hit > 0 || missed > 0) {
    const threshold = Math.max(
      hits[hit - 1] ?? -Infinity,
      misses[missed - 1] ?? -Infinity,
    );
    while (hit > 0 && hits[hit - 1]! >= threshold) hit--;
    while (missed > 0 && misses[missed - 1]! >= threshold) missed--;
    curve.push([1 - missed / misses.length, 1 - hit / hits.length]);
  }
  return {
    falsePositiveRate: Float64Array.from(curve, ([rate]) => rate),
    truePositiveRate: Float64Array.from(curve, ([, rate]) => rate),
  };
}

/** Area under a curve, by trapezia. */
export function areaUnder({
  falsePositiveRate: x,
  truePositiveRate: y,
}: RocCurve): number {
  let area = 0;
  for (let i = 1; i < x.length; i++) {
    area += ((x[i]! - x[i - 1]!) * (y[i]! + y[i - 1]!)) / 2;
  }
  return area;
}

/** Share of scores above the threshold; 0 without scores. */
export function shareAbove(scores: Scores, threshold: number): number {
  let above = 0;
  for (let i = 0; i < scores.length; i++) if (scores[i]! > threshold) above++;
  return scores.length === 0 ? 0 : above / scores.length;
}

/** Decimals that tell the scores of a set apart: two digits of their range. */
export function scoreDecimals(scores: Scores): number {
  const [low = 0, high = 0] = extent(Array.from(scores));
  if (!(high > low)) return 2;
  return Math.max(0, Math.min(8, 1 - Math.floor(Math.log10(high - low))));
}

/**
 * The threshold that a share of the ID scores lies above: their quantile with linear interpolation, as in FPR95 with ID positive.
 *
 * @param share 0 to 1.
 */
export function thresholdOfIdShare(id: Scores, share: number): number {
  return quantile(ascending(id), 1 - share) ?? 0;
}

/**
 * The lowest threshold that a share of the OOD scores does not exceed, as in FPR95 with OOD positive.
 *
 * @param share 0 to 1, above 0.
 */
export function thresholdOfOodCaught(ood: Scores, share: number): number {
  // The small bound keeps 0.95 * 20 from being rounded up to 20.
  const place = Math.ceil(share * ood.length - 1e-9) - 1;
  return ascending(ood)[Math.max(0, place)] ?? 0;
}

function ascending(scores: Scores): Float64Array {
  return Float64Array.from(scores).sort();
}
