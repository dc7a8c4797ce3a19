/** Many pairs in one square: how many lie in each small square of it. */
import { matrixColour } from "./colorScale.ts";

/** Along each side; one pixel of the picture each. */
export const SCATTER_BINS = 96;

/** From this many pairs on dots would hide each other. */
export const CROWDED_PAIRS = 600;

/** Lowest cosines that an axis may start at, so that it changes seldom while a run goes on. */
const AXIS_STARTS = [0, -0.25, -0.5, -1];

/** The narrowest axis that all values have room on; it always ends at 1. */
export function cosineAxisStart(
  ...lists: readonly ArrayLike<number>[]
): number {
  let lowest = 0;
  for (const list of lists) {
    for (let i = 0; i < list.length; i++) lowest = Math.min(lowest, list[i]!);
  }
  return AXIS_STARTS.find((start) => start <= lowest) ?? -1;
}

export type ScatterBins = {
  /** [SCATTER_BINS, SCATTER_BINS], row 0 on top, so that y rises from the last row. */
  counts: Uint16Array;
  highest: number;
};

/** Counts pairs (x, y) from `start` to 1 on both axes; what lies outside counts at the edge, what is no number nowhere. */
export function scatterBins(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  start: number,
): ScatterBins {
  const counts = new Uint16Array(SCATTER_BINS ** 2);
  const bin = (value: number) =>
    Math.max(
      0,
      Math.min(
        SCATTER_BINS - 1,
        Math.floor(((value - start) / (1 - start)) * SCATTER_BINS),
      ),
    );
  let highest = 0;
  for (let i = 0; i < x.length; i++) {
    const [a, b] = [x[i]!, y[i]!];
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    const at = (SCATTER_BINS - 1 - bin(b)) * SCATTER_BINS + bin(a);
    highest = Math.max(highest, ++counts[at]!);
  }
  return { counts, highest };
}

/** Counts as pixels, lighter for more on a logarithmic scale; where there is nothing, nothing is painted. */
export function paintCounts({
  counts,
  highest,
}: ScatterBins): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(counts.length * 4);
  const whole = Math.log1p(highest);
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] === 0) continue;
    rgba.set(matrixColour("cosine", Math.log1p(counts[i]!) / whole)!, i * 4);
    rgba[i * 4 + 3] = 255;
  }
  return rgba;
}
