/** What a run's similarity samples were at earlier steps, few enough to keep: a pair can be followed from before somebody took an interest in it. */
import type { SimilaritySample } from "../protocol/results.ts";

/** A sample of 96 images takes 74 kB beside the teacher's cosines, which all share. */
const MOST_FRAMES = 64;

/**
 * Samples with one more, by step; one of the same step is replaced. When there are too many every second one goes, the first and the latest stay.
 *
 * @param frames Rising in their steps; a sample of an earlier step than the last belongs to another course of the run and ends what comes after it.
 */
export function withFrame(
  frames: readonly SimilaritySample[],
  sample: SimilaritySample,
): readonly SimilaritySample[] {
  const earlier = frames.filter(({ step }) => step < sample.step);
  const all = [...earlier, sample];
  if (all.length <= MOST_FRAMES) return all;
  return all.filter((_, i) => i % 2 === 0 || i === all.length - 1);
}

/**
 * The sample with the teacher's cosines and the labels of an earlier one where both hold the same numbers: a frozen teacher is kept once, and what
 * is computed of it alone need not be computed again.
 */
export function sharingTeacher(
  sample: SimilaritySample,
  earlier: SimilaritySample | null,
): SimilaritySample {
  if (!earlier) return sample;
  const { teacher, labels } = earlier;
  return isSame(sample.teacher, teacher) && isSame(sample.labels, labels)
    ? { ...sample, teacher, labels }
    : sample;
}

function isSame(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
