import { dotProducts } from "../../tensor/dotProducts.ts";
import { singularValues } from "../../tensor/jacobi.ts";
import {
  centredRows,
  type Float64Rows,
  meanRow,
  transposedRows,
} from "../rows.ts";

/** Beside its uncentred length, a centred space this small is one point and rounding. */
const FLAT = 1e-12;

/**
 * Squared Procrustes distance: what is left between two spaces after the best rotation, each centred and scaled to Frobenius norm 1.
 *
 *     D^2 = min over orthogonal R of |X~ - Y~ R|^2 = |X~|^2 + |Y~|^2 - 2 |X~' Y~|_*        (_* sums singular values)
 *
 * 0 for spaces equal up to translation, rotation, reflection and scale, at most 2. The narrower space is taken as padded with zeros, which leaves
 * the singular values as they are. A space of one point has X~ = 0, and distance 1 from every other.
 *
 * Source: Schoenemann 1966; as a distance of embeddings Ding et al. 2021 (arXiv 2108.01661).
 *
 * @param x [n, dX]; unit rows make it speak of angles.
 * @param y [n, dY], the same images in the same order.
 * @throws {RangeError} If the two differ in n, or hold no image.
 */
export function squaredProcrustes(x: Float64Rows, y: Float64Rows): number {
  if (x.n === 0 || y.n !== x.n) {
    throw new RangeError(
      `squaredProcrustes: both spaces must have the same images, at least one, got ${x.n} and ${y.n}`,
    );
  }
  if (x.values === y.values) return 0;
  const a = transposedRows(normalised(x)); // [dX, n]
  const b = transposedRows(normalised(y)); // [dY, n]
  const cross = new Float64Array(a.n * b.n); // [dX, dY]
  const all = (rows: Float64Rows) => ({ start: 0, count: rows.n });
  dotProducts(a, all(a), b, all(b), cross);
  const nuclear = singularValues(cross, a.n, b.n).reduce((s, v) => s + v, 0);
  return Math.max(0, squaredNorm(a) + squaredNorm(b) - 2 * nuclear);
}

/** Centred, Frobenius norm 1; zero for a space of one point. */
function normalised(rows: Float64Rows): Float64Rows {
  const centred = centredRows(rows, meanRow(rows));
  const norm = Math.sqrt(squaredNorm(centred));
  const isFlat = norm <= FLAT * Math.sqrt(squaredNorm(rows));
  const scale = isFlat ? 0 : 1 / norm;
  return { ...centred, values: centred.values.map((x) => x * scale) };
}

function squaredNorm({ values }: Float64Rows): number {
  return values.reduce((sum, x) => sum + x * x, 0);
}
