import type { AngleErrors } from "../../protocol/measures.ts";
import { quantile } from "../detection.ts";

const DEGREES_PER_RADIAN = 180 / Math.PI;

/**
 * Errors of the angles of one space against the teacher's, pair by pair.
 *
 *     error_ij = |arccos c'_ij - arccos c_ij|,   bias = mean(c' - c),   offset-corrected: the same for c' - bias
 *
 * The head's objective fixes differences of cosines and leaves their common offset free, so the error without the offset stands beside the whole.
 *
 * @param cosines c', of `pairwiseCosines`, in [-1, 1].
 * @param teacherCosines c, of the same images in the same order.
 * @throws {RangeError} If the two differ in length, or there is no pair.
 */
export function angleErrors(
  cosines: Float32Array,
  teacherCosines: Float32Array,
): AngleErrors {
  const n = cosines.length;
  if (n === 0 || teacherCosines.length !== n) {
    throw new RangeError(
      `angleErrors: both spaces must have the same pairs, at least one, got ${n} and ${teacherCosines.length}`,
    );
  }
  let [bias, meanCosineError] = [0, 0];
  for (let i = 0; i < n; i++) {
    const difference = cosines[i]! - teacherCosines[i]!;
    bias += difference / n;
    meanCosineError += Math.abs(difference) / n;
  }
  const degrees = new Float32Array(n);
  let [sum, correctedSum, correctedCosineSum] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [cosine, teacherCosine] = [cosines[i]!, teacherCosines[i]!];
    const angle = Math.acos(teacherCosine);
    const error = Math.abs(Math.acos(cosine) - angle) * DEGREES_PER_RADIAN;
    degrees[i] = error;
    sum += error;
    correctedCosineSum += Math.abs(cosine - bias - teacherCosine);
    // Without its bias a cosine may leave [-1, 1], where no angle is.
    const corrected = Math.min(1, Math.max(-1, cosine - bias));
    correctedSum += Math.abs(Math.acos(corrected) - angle) * DEGREES_PER_RADIAN;
  }
  return {
    meanDegrees: sum / n,
    medianDegrees: quantile(degrees, 0.5),
    p95Degrees: quantile(degrees, 0.95),
    cosineBias: bias,
    meanCosineError,
    offsetCorrectedCosineError: correctedCosineSum / n,
    offsetCorrectedDegrees: correctedSum / n,
    n,
  };
}
