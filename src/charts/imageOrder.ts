import type { SimilaritySample } from "../protocol/results.ts";
import { cosineToDegrees } from "./format.ts";
import type { Cell } from "./heatmapCursor.ts";

/** Which image of a sample stands at each place of a map: [n], each index once. */
export type ImageOrder = Uint16Array;

/** As they come: samples are sorted by class. */
export function classOrder(n: number): ImageOrder {
  return Uint16Array.from({ length: n }, (_, i) => i);
}

/**
 * The images whose angles the student has most wrong first: by falling mean of `|student's angle - teacher's angle|` to all others.
 * Of equals the earlier stays the earlier.
 */
export function errorOrder({
  n,
  teacher,
  student,
}: SimilaritySample): ImageOrder {
  const errors = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (i === j) continue;
      const at = i * n + j;
      errors[i]! += Math.abs(
        cosineToDegrees(student[at]!) - cosineToDegrees(teacher[at]!),
      );
    }
  }
  return classOrder(n).sort((a, b) => errors[b]! - errors[a]! || a - b);
}

/** Rows and columns of a matrix [n, n] in another order; the matrix itself where the order changes nothing. */
export function reordered(
  matrix: Float32Array,
  order: ImageOrder,
): Float32Array {
  if (order.every((image, place) => image === place)) return matrix;
  const n = order.length;
  const moved = new Float32Array(n * n);
  for (let row = 0; row < n; row++) {
    const from = order[row]! * n;
    for (let column = 0; column < n; column++) {
      moved[row * n + column] = matrix[from + order[column]!]!;
    }
  }
  return moved;
}

/** The cell of the map that shows a pair of images; null where one of them is not in it. */
export function placeOf(images: Cell | null, order: ImageOrder): Cell | null {
  if (!images) return null;
  const row = order.indexOf(images.row);
  const column = order.indexOf(images.column);
  return row < 0 || column < 0 ? null : { row, column };
}

/** The images behind a cell of the map. */
export function imagesAt(place: Cell, order: ImageOrder): Cell {
  return {
    row: order[place.row] ?? 0,
    column: order[place.column] ?? 0,
  };
}
