/** Scores of Gaussians fitted to the bank: one for each class with a covariance in common, and one for all. */
import { dotProducts } from "../../tensor/dotProducts.ts";
import { symmetricEigen } from "../../tensor/jacobi.ts";
import {
  centredRows,
  type Float64Rows,
  float64RowsOf,
  meanRow,
  type Rows,
  transposedRows,
} from "../rows.ts";
import { type OodContext, type PrepareScore, rowScores } from "./oodContext.ts";

/**
 * Mahalanobis distance to the nearest class: max_c -(f - mu_c)' S^-1 (f - mu_c), S the covariance of the bank about its class means.
 *
 * S^-1 is a pseudo-inverse: directions without any variance in the bank do not count (LayerNorm leaves one).
 *
 * Source: Lee et al. 2018, arXiv 1807.03888; openood/postprocessors/mds_postprocessor.py for the single layer.
 */
export const mahalanobis: PrepareScore = function* (context) {
  const distance = yield* distanceToNearestClass(context);
  return (queries) => rowScores(queries.n, negated(distance(queries)));
};

/**
 * Relative Mahalanobis: the score above plus (f - mu)' S0^-1 (f - mu), the distance to the whole bank's own Gaussian.
 *
 * Source: Ren et al. 2021, arXiv 2106.09022.
 */
export const relativeMahalanobis: PrepareScore = function* (context) {
  const toClass = yield* distanceToNearestClass(context);
  const bank = float64RowsOf(context.bank);
  const mean = meanRow(bank);
  const whiten = whitening(centredRows(bank, mean));
  yield bank.n;
  return (queries) => {
    const [near, all] = [
      toClass(queries),
      squaredNorms(whiten(centredRows(float64RowsOf(queries), mean))),
    ];
    return rowScores(queries.n, (i) => all(i) - near(i));
  };
};

type Distances = (queries: Rows) => (row: number) => number;

/** Both scores begin with it; of a bank of 576 columns it takes 2 s. */
const knownDistances = new WeakMap<OodContext, Distances>();

/** Squared Mahalanobis distance to the nearest class mean. */
function* distanceToNearestClass(
  context: OodContext,
): Generator<number, Distances> {
  const known = knownDistances.get(context);
  if (known) return known;
  const {
    bank,
    labels,
    classifier: { classes },
  } = context;
  const rows = float64RowsOf(bank);
  const { n, d } = rows;
  const means = { values: new Float64Array(classes * d), n: classes, d };
  const counts = new Uint32Array(classes);
  for (let i = 0; i < n; i++) {
    counts[labels[i]!]!++;
    for (let k = 0; k < d; k++) {
      means.values[labels[i]! * d + k]! += rows.values[i * d + k]!;
    }
  }
  means.values.forEach((sum, i) => {
    means.values[i] = sum / counts[Math.floor(i / d)]!;
  });
  const centred = rows.values.map((x, i) => {
    const label = labels[Math.floor(i / d)]!;
    return x - means.values[label * d + (i % d)]!;
  });
  yield n;
  const whiten = whitening({ values: centred, n, d });
  yield n;
  const white = whiten(means);
  const distances: Distances = (queries) => {
    const points = whiten(float64RowsOf(queries));
    const r = points.d;
    return (i) => {
      let least = Infinity;
      for (let c = 0; c < classes; c++) {
        let squared = 0;
        for (let k = 0; k < r; k++) {
          squared +=
            (points.values[i * r + k]! - white.values[c * r + k]!) ** 2;
        }
        least = Math.min(least, squared);
      }
      return least;
    };
  };
  knownDistances.set(context, distances);
  return distances;
}

/** The map after which lengths are Mahalanobis lengths for centred data's covariance C: x -> L^(-1/2) V' x, C = V L V'. */
function whitening(centred: Float64Rows): (rows: Float64Rows) => Float64Rows {
  const { n, d } = centred;
  const columns = transposedRows(centred);
  const covariance = new Float64Array(d * d);
  const all = { start: 0, count: d };
  dotProducts(columns, all, columns, all, covariance);
  const { values, vectors } = symmetricEigen(covariance, d);
  // The tolerance of a pseudo-inverse: below it an eigenvalue is rounding.
  const rounding = d * Number.EPSILON * values[0]!;
  const rank = values.findLastIndex((value) => value > rounding) + 1;
  const map = vectors.slice(0, rank * d).map((x, i) => {
    return x * Math.sqrt(n / values[Math.floor(i / d)]!);
  });
  return (rows) => {
    const out = new Float64Array(rows.n * rank);
    const every = { start: 0, count: rows.n };
    const kept = { start: 0, count: rank };
    dotProducts(rows, every, { values: map, d }, kept, out);
    return { values: out, n: rows.n, d: rank };
  };
}

function squaredNorms({ values, d }: Float64Rows): (row: number) => number {
  return (i) => {
    let squared = 0;
    for (let k = 0; k < d; k++) squared += values[i * d + k]! ** 2;
    return squared;
  };
}

const negated = (distance: (row: number) => number) => (row: number) =>
  -distance(row);
