import type { GeometryMeasures } from "../../protocol/measures.ts";
import type { Chunked } from "../chunks.ts";
import type { Float64Rows } from "../rows.ts";
import { gramMatrix } from "./gram.ts";

/** A space whose centred Gram matrix is this small beside the Gram matrix itself is one point and rounding. */
const FLAT = 1e-24;

/** The debiased estimate divides by n (n - 3). */
const FEWEST_ROWS = 4;

/**
 * Linear centred kernel alignment of two spaces, biased and debiased.
 *
 *     CKA = HSIC(K, L) / sqrt(HSIC(K, K) HSIC(L, L)),   K = X X',  L = Y Y'
 *     biased:    HSIC = tr(K H L H),  H = 1 - 11'/n
 *     debiased:  HSIC = [sum(K~ * L~) + sum(K~) sum(L~) / ((n-1)(n-2)) - 2 sum(K~ L~) / (n-2)] / (n (n-3)),  diagonals of K~, L~ zero
 *
 * 1 for equal spaces; invariant to rotation, scale and (biased and debiased alike) translation, not to other linear maps. The biased form tends to
 * 1 when n is small beside the widths, the debiased one has mean 0 for unrelated spaces and may be negative. A space of one point has CKA 0.
 *
 * Source: Kornblith et al. 2019 (arXiv 1905.00414), equation 3; Song et al. 2012, equation 5.
 *
 * @param x [n, dX], as it is; unit rows make it speak of angles.
 * @param y [n, dY], the same images in the same order.
 * @throws {RangeError} If the two differ in n, or n < 4.
 */
export function* linearCka(
  x: Float64Rows,
  y: Float64Rows,
): Chunked<GeometryMeasures["cka"]> {
  const { n } = x;
  if (n < FEWEST_ROWS || y.n !== n) {
    throw new RangeError(
      `linearCka: both spaces must have the same images, at least ${FEWEST_ROWS}, got ${n} and ${y.n}`,
    );
  }
  const k = yield* gramMatrix(x);
  const l = yield* gramMatrix(y);
  const debiased = alignment(
    debiasedHsic(k, l, n),
    debiasedHsic(k, k, n),
    debiasedHsic(l, l, n),
  );
  yield n;
  const [flatK, flatL] = [FLAT * squaredNorm(k), FLAT * squaredNorm(l)];
  centre(k, n);
  centre(l, n);
  const [kk, ll] = [squaredNorm(k), squaredNorm(l)];
  if (kk <= flatK || ll <= flatL) return { biased: 0, debiased: 0 };
  return { biased: alignment(sumOfProducts(k, l), kk, ll), debiased };
}

/** 0 where a space does not even agree with itself: the debiased estimate is then no more than noise. */
function alignment(xy: number, xx: number, yy: number): number {
  return xx > 0 && yy > 0 ? xy / (Math.sqrt(xx) * Math.sqrt(yy)) : 0;
}

/** H gram H, in place. */
function centre(gram: Float64Array, n: number): void {
  const means = rowSums(gram, n, true).map((sum) => sum / n);
  const mean = means.reduce((sum, value) => sum + value, 0) / n;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      gram[i * n + j]! += mean - means[i]! - means[j]!;
    }
  }
}

function debiasedHsic(k: Float64Array, l: Float64Array, n: number): number {
  const rowsK = rowSums(k, n, false);
  const rowsL = rowSums(l, n, false);
  let [products, sumK, sumL, cross] = [sumOfProducts(k, l), 0, 0, 0];
  for (let i = 0; i < n; i++) {
    products -= k[i * (n + 1)]! * l[i * (n + 1)]!;
    sumK += rowsK[i]!;
    sumL += rowsL[i]!;
    cross += rowsK[i]! * rowsL[i]!;
  }
  const total =
    products + (sumK * sumL) / ((n - 1) * (n - 2)) - (2 * cross) / (n - 2);
  return total / (n * (n - 3));
}

function rowSums(
  gram: Float64Array,
  n: number,
  withDiagonal: boolean,
): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => {
    let sum = withDiagonal ? 0 : -gram[i * (n + 1)]!;
    for (let j = 0; j < n; j++) sum += gram[i * n + j]!;
    return sum;
  });
}

const squaredNorm = (gram: Float64Array) => sumOfProducts(gram, gram);

function sumOfProducts(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
