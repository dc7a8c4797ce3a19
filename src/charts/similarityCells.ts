import type { EmbeddingName, SimilaritySample } from "../protocol/results.ts";
import { cosineToDegrees } from "./format.ts";
import type { Cell } from "./heatmapCursor.ts";

/** Angles of one pair, in degrees; null where a network has none. */
export type PairAngles = Record<EmbeddingName, number | null>;

/** Student minus teacher, cell by cell: [n, n], positive where the student finds a pair more alike. */
export function cosineDifference(
  student: Float32Array,
  teacher: Float32Array,
): Float32Array {
  return student.map((cosine, i) => cosine - (teacher[i] ?? Number.NaN));
}

/** The angles of one pair in each network, in degrees; null where there is no compressed teacher. */
export function anglesAt(
  sample: SimilaritySample,
  { row, column }: Cell,
): PairAngles {
  const at = row * sample.n + column;
  const degrees = (cosines: Float32Array) =>
    cosineToDegrees(cosines[at] ?? Number.NaN);
  return {
    teacher: degrees(sample.teacher),
    compressed: sample.compressed && degrees(sample.compressed),
    student: degrees(sample.student),
  };
}

/**
 * The pair of images of different classes that the teacher finds most alike; of any two images where there is but
 * one class, null where there is but one image.
 */
export function likestPair({
  n,
  labels,
  teacher,
}: Pick<SimilaritySample, "n" | "labels" | "teacher">): Cell | null {
  const isOneClass = labels.every((label) => label === labels[0]);
  let likest: Cell | null = null;
  let highest = -Infinity;
  for (let row = 0; row < n; row++) {
    for (let column = row + 1; column < n; column++) {
      const cosine = teacher[row * n + column] ?? Number.NaN;
      if (!isOneClass && labels[row] === labels[column]) continue;
      if (cosine > highest) {
        highest = cosine;
        likest = { row, column };
      }
    }
  }
  return likest;
}
