import { ascendingScores, type Scores } from "../detection.ts";

/** Points of a ROC curve from (0, 0) to (1, 1), ID positive. */
export type RocCurve = {
  /** Share of OOD let in; rises. */
  falsePositiveRate: Float32Array;
  /** Share of ID let in; rises. */
  truePositiveRate: Float32Array;
};

/**
 * The ROC curve over all distinct thresholds, thinned for drawing. Equal scores make one point, so that a tie is a slope and not a stair.
 *
 * @param points Most points to keep, at least 2; evenly among the thresholds, both ends always.
 * @throws {RangeError} If a side is empty, or `points` is less than 2.
 * @throws {EngineError} `diverged`, if a score is not finite.
 */
export function rocCurve(id: Scores, ood: Scores, points: number): RocCurve {
  if (!(points >= 2)) {
    throw new RangeError(
      `rocCurve: 'points' must be at least 2, got ${points}`,
    );
  }
  const hits = ascendingScores("rocCurve", "id", id);
  const misses = ascendingScores("rocCurve", "ood", ood);
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
  const kept = Math.min(points, curve.length);
  const chosen = Array.from(
    { length: kept },
    (_, i) => curve[Math.round((i * (curve.length - 1)) / (kept - 1))]!,
  );
  return {
    falsePositiveRate: Float32Array.from(chosen, ([rate]) => rate),
    truePositiveRate: Float32Array.from(chosen, ([, rate]) => rate),
  };
}
