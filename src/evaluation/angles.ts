/** Do two spaces hold the same angles between the same images? All measures are over pairs i < j of class tokens. */
import type { AngleAgreement } from "../protocol/results.ts";
import { dotProducts } from "../tensor/dotProducts.ts";
import type { Chunked } from "./chunks.ts";
import { midRanks } from "./ranks.ts";
import { type Rows, unitRowsOf } from "./rows.ts";

/** Rows compared between two yields: 1,200 rows of 576 columns take about 10 ms. */
const ROWS_PER_CHUNK = 16;

const DEGREES_PER_RADIAN = 180 / Math.PI;

/** Cosine of every pair i < j, in the order (0,1), (0,2), ..., (1,2), ...; n (n - 1) / 2 numbers in [-1, 1]. */
export function* pairwiseCosines(rows: Rows): Chunked<Float32Array> {
  const { n } = rows;
  const unit = unitRowsOf(rows);
  const cosines = new Float32Array((n * (n - 1)) / 2);
  const block = new Float32Array(ROWS_PER_CHUNK * n);
  let filled = 0;
  for (let start = 0; start < n; start += ROWS_PER_CHUNK) {
    const count = Math.min(ROWS_PER_CHUNK, n - start);
    // Columns before `start` belong to pairs that are already there.
    const columns = n - start;
    const right = { start, count: columns };
    dotProducts(unit, { start, count }, unit, right, block);
    for (let i = 0; i < count; i++) {
      for (let j = i + 1; j < columns; j++) {
        cosines[filled++] = clipped(block[i * columns + j]!);
      }
    }
    yield start + count;
  }
  return cosines;
}

/** Cosine of every ordered pair: [n, n], row major, symmetric, in [-1, 1], self-pairs as computed. */
export function cosineMatrix(rows: Rows): Float32Array {
  const all = { start: 0, count: rows.n };
  const unit = unitRowsOf(rows);
  const cosines = new Float32Array(rows.n * rows.n);
  dotProducts(unit, all, unit, all, cosines);
  return cosines.map(clipped);
}

/**
 * Agreement of the angles of one space with the teacher's, pair by pair.
 *
 * Pearson and Spearman (mid-ranks) are of cosines; they are blind to offset and scale, so the mean error stands beside them.
 * A space whose cosines are all equal has no correlation; it is reported as 0.
 *
 * @param cosines Of `pairwiseCosines`.
 * @param teacherCosines Of the same images in the same order.
 * @throws {RangeError} If the two differ in length, or there is no pair.
 */
export function angleAgreement(
  cosines: Float32Array,
  teacherCosines: Float32Array,
): AngleAgreement {
  const n = cosines.length;
  if (n === 0 || teacherCosines.length !== n) {
    throw new RangeError(
      `angleAgreement: both spaces must have the same pairs, at least one, got ${n} and ${teacherCosines.length}`,
    );
  }
  let error = 0;
  for (let i = 0; i < n; i++) {
    error += Math.abs(Math.acos(cosines[i]!) - Math.acos(teacherCosines[i]!));
  }
  return {
    pearson: pearson(cosines, teacherCosines),
    spearman: pearson(midRanks(cosines), midRanks(teacherCosines)),
    meanErrorDegrees: (error / n) * DEGREES_PER_RADIAN,
    n,
  };
}

/** Correlation coefficient of two equally long lists; 0 when one is constant. */
export function pearson(
  x: Float32Array | Float64Array,
  y: Float32Array | Float64Array,
): number {
  const n = x.length;
  // Relative to the first element a constant list is exactly 0.
  const [x0 = 0, y0 = 0] = [x[0], y[0]];
  let [meanX, meanY] = [0, 0];
  for (let i = 0; i < n; i++) {
    meanX += (x[i]! - x0) / n;
    meanY += (y[i]! - y0) / n;
  }
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const a = x[i]! - x0 - meanX;
    const b = y[i]! - y0 - meanY;
    xx += a * a;
    yy += b * b;
    xy += a * b;
  }
  const scale = Math.sqrt(xx) * Math.sqrt(yy);
  return scale > 0 ? clipped(xy / scale) : 0;
}

/** Rounding may carry a cosine just past 1, where the arc cosine ends. */
function clipped(cosine: number): number {
  return Math.min(1, Math.max(-1, cosine));
}
