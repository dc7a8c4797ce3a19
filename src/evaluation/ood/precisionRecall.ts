import { ascendingScores, type Scores } from "../detection.ts";

/**
 * Area under the curve of precision over recall, for scores that are higher for positives.
 *
 * Scores that are equal make one point of the curve; it begins at recall 0 with precision 1, and is integrated by trapezoids, which is what OpenOOD
 * does and lies a little above the step-wise average precision. Chance is the share of positives.
 *
 * Source: openood/evaluators/metrics.py (scikit-learn's precision_recall_curve and auc).
 *
 * @throws {RangeError} If a side is empty.
 * @throws {EngineError} `diverged`, if a score is not finite.
 */
export function areaUnderPrecisionRecall(
  positives: Scores,
  negatives: Scores,
): number {
  const falling = (argument: string, scores: Scores) =>
    ascendingScores("areaUnderPrecisionRecall", argument, scores).reverse();
  const hits = falling("positives", positives);
  const misses = falling("negatives", negatives);
  let [hit, missed] = [0, 0];
  let [area, recall, precision] = [0, 0, 1];
  while (hit < hits.length) {
    // Everything from the next threshold on upwards is taken for positive.
    const threshold = Math.max(hits[hit]!, misses[missed] ?? -Infinity);
    while (hit < hits.length && hits[hit]! >= threshold) hit++;
    while (missed < misses.length && misses[missed]! >= threshold) missed++;
    const nextRecall = hit / hits.length;
    const nextPrecision = hit / (hit + missed);
    area += ((nextRecall - recall) * (precision + nextPrecision)) / 2;
    [recall, precision] = [nextRecall, nextPrecision];
  }
  return area;
}
