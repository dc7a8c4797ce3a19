import { classRuns } from "./classRuns.ts";

/** A cell of a pairwise matrix: the images of its row and of its column. */
export type Cell = { row: number; column: number };

/**
 * Where a key press moves the cursor: arrows by one image, with Shift to the edge of the class or into the next one,
 * Home and End to the ends of the row, Escape away. The first arrow key puts it on the first pair.
 *
 * @param labels [n], class of each image, sorted.
 * @returns The new cell, null to clear it, undefined if the key means nothing here.
 */
export function movedCursor(
  cursor: Cell | null,
  key: string,
  isByClass: boolean,
  labels: ArrayLike<number>,
): Cell | null | undefined {
  const last = labels.length - 1;
  const move = MOVES[key];
  if (last < 0) return undefined;
  if (key === "Escape") return cursor ? null : undefined;
  if (!move && key !== "Home" && key !== "End") return undefined;
  if (!cursor) return { row: 0, column: Math.min(1, last) };
  if (!move) return { ...cursor, column: key === "Home" ? 0 : last };
  const shift = (at: number, by: number) =>
    isByClass && by !== 0
      ? classEdge(at, by, labels)
      : Math.max(0, Math.min(last, at + by));
  return {
    row: shift(cursor.row, move.row),
    column: shift(cursor.column, move.column),
  };
}

const MOVES: Readonly<Record<string, Cell>> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
};

/** The nearest first image of a class in the direction of `by`, or the end of the list. */
function classEdge(at: number, by: number, labels: ArrayLike<number>): number {
  const starts = classRuns(labels).map((run) => run.start);
  const edge =
    by > 0
      ? starts.find((start) => start > at)
      : starts.findLast((start) => start < at);
  return edge ?? (by > 0 ? labels.length - 1 : 0);
}

/** Cell of an n x n matrix under a point given as fractions of its width and height. */
export function cellAt(x: number, y: number, n: number): Cell {
  const index = (fraction: number) =>
    Math.max(0, Math.min(n - 1, Math.floor(fraction * n)));
  return { row: index(y), column: index(x) };
}

/**
 * Side of the square to draw an n x n matrix in: at most `available` CSS pixels, and a whole number of device pixels
 * for each cell, so that all cells are equally large. Where that would cost more than a sixth of the room, cells may differ by a pixel.
 */
export function matrixSide(
  available: number,
  n: number,
  devicePixels: number,
): number {
  if (n === 0) return available;
  const perCell = Math.floor((available * devicePixels) / n);
  const even = (perCell * n) / devicePixels;
  return even >= available * (5 / 6) ? even : available;
}
