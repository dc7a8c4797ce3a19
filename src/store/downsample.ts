/**
 * Which rows of a long history a chart gets: the smallest and the largest value of every series in every bucket,
 * so that spikes survive thinning. Without this, charts of thousands of rows cannot be drawn several times a second.
 */

/**
 * Indices of the rows to draw, ascending, at most `limit` of them.
 *
 * Buckets are spans of 2^k steps that begin at multiples of 2^k, with the smallest k that fits. A finished bucket
 * therefore never changes while k stays, and raising k only drops rows. The first and last row are always kept, and in
 * each bucket the first row in which a series is not finite. All rows are kept when they fit.
 *
 * @param steps [n], ascending.
 * @param series Each [n]; all of them share the rows.
 * @param limit Most rows to return; at least 3 for each series, plus 2.
 * @throws {RangeError} If `limit` is too small to hold one bucket, or the lengths differ.
 */
export function minMaxIndices(
  steps: ArrayLike<number>,
  series: readonly ArrayLike<number>[],
  limit: number,
): number[] {
  const n = steps.length;
  const least = 3 * series.length + 2;
  if (!(limit >= least)) {
    throw new RangeError(
      `minMaxIndices: 'limit' must be at least ${least} for ${series.length} series, got ${limit}`,
    );
  }
  for (const values of series) {
    if (values.length !== n) {
      throw new RangeError(
        `minMaxIndices: each series must have ${n} values, one for each step, got ${values.length}`,
      );
    }
  }
  if (n <= limit) return Array.from({ length: n }, (_, row) => row);
  for (let span = 2; ; span *= 2) {
    const starts = bucketStarts(steps, span, limit);
    if (!starts) continue; // each bucket keeps a row or more
    const rows = extremes(starts, n, series);
    if (rows.length <= limit) return rows;
  }
}

/** First row of every bucket that holds a row, ascending; null when there are more than `most`. */
function bucketStarts(
  steps: ArrayLike<number>,
  span: number,
  most: number,
): number[] | null {
  const starts: number[] = [];
  let bucket = Number.NaN;
  for (let row = 0; row < steps.length; row++) {
    const next = Math.floor((steps[row] ?? 0) / span);
    if (next === bucket) continue;
    if (starts.length === most) return null;
    starts.push(row);
    bucket = next;
  }
  return starts;
}

/** Rows kept from each bucket, and the two ends; ascending, each once. */
function extremes(
  starts: readonly number[],
  n: number,
  series: readonly ArrayLike<number>[],
): number[] {
  const kept = new Set([0, n - 1]);
  starts.forEach((start, bucket) => {
    const end = starts[bucket + 1] ?? n;
    for (const values of series) {
      let smallest = -1;
      let largest = -1;
      let broken = -1;
      for (let row = start; row < end; row++) {
        const value = values[row] ?? Number.NaN;
        if (!Number.isFinite(value)) {
          if (broken < 0) broken = row;
          continue;
        }
        if (smallest < 0 || value < (values[smallest] ?? 0)) smallest = row;
        if (largest < 0 || value > (values[largest] ?? 0)) largest = row;
      }
      for (const row of [smallest, largest, broken]) {
        if (row >= 0) kept.add(row);
      }
    }
  });
  return [...kept].sort((a, b) => a - b);
}
