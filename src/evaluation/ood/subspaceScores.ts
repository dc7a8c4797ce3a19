/** Scores of what is left of an embedding outside the bank's main directions. */
import { dotProducts } from "../../tensor/dotProducts.ts";
import { singularDecomposition, symmetricEigen } from "../../tensor/jacobi.ts";
import {
  type LinearClassifier,
  linearLogits,
  logSumExp,
} from "../probe/linearProbe.ts";
import {
  centredRows,
  float64RowsOf,
  type Rows,
  transposedRows,
} from "../rows.ts";
import { type OodContext, type PrepareScore, rowScores } from "./oodContext.ts";

/** Share of the width that the main subspace takes; OpenOOD's 256 of 512 or 2,048 columns would leave nothing of ours. */
const MAIN_SHARE = 0.5;

/**
 * A softmax does not feel what all classes have in common, so one singular value of a fitted W is 0 but for rounding (1e-7 of the largest,
 * had the weights been kept in float32). Its direction must not be divided by.
 */
const NO_DIRECTION = 1e-6;

/**
 * Residual: -|N'(f - u)|, u = -W+ b the point where all logits are 0, N the eigenvectors of the uncentred covariance of the bank's f - u beyond the
 * first d / 2.
 *
 * Source: Wang et al. 2022, arXiv 2203.10807; openood/postprocessors/residual_postprocessor.py.
 */
export const residual: PrepareScore = function* (context) {
  const residualOf = yield* residualNorms(context);
  return (queries) => {
    const norms = residualOf(queries);
    return rowScores(queries.n, (i) => -norms[i]!);
  };
};

/**
 * Virtual-logit matching: log sum exp z - a |N'(f - u)|, a the bank's mean maximum logit over its mean residual.
 *
 * A bank without any residual has a = 0, and ViM is the energy.
 *
 * Source: Wang et al. 2022, arXiv 2203.10807; openood/postprocessors/vim_postprocessor.py.
 */
export const virtualLogit: PrepareScore = function* (context) {
  const { bank, classifier } = context;
  const { classes } = classifier;
  const residualOf = yield* residualNorms(context);
  const logits = linearLogits(classifier, bank);
  let [most, left] = [0, 0];
  residualOf(bank).forEach((norm, i) => {
    const row = logits.subarray(i * classes, (i + 1) * classes);
    most += row.reduce((a, b) => Math.max(a, b), -Infinity);
    left += norm;
  });
  const scale = left > 0 ? most / left : 0;
  yield bank.n;
  return (queries) => {
    const norms = residualOf(queries);
    const z = linearLogits(classifier, queries);
    return rowScores(queries.n, (i) => {
      const row = z.subarray(i * classes, (i + 1) * classes);
      return logSumExp(row) - scale * norms[i]!;
    });
  };
};

/** |N'(f - u)| of each query. */
type Residuals = (queries: Rows) => Float64Array;

/** Both scores begin with them; of a bank of 576 columns they take 1 s. */
const knownResiduals = new WeakMap<OodContext, Residuals>();

function* residualNorms(context: OodContext): Generator<number, Residuals> {
  const known = knownResiduals.get(context);
  if (known) return known;
  const { bank, classifier } = context;
  const { d } = bank;
  if (d < 2) {
    throw new RangeError(
      `residual: embeddings must have at least 2 columns, got ${d}`,
    );
  }
  const origin = logitOrigin(classifier);
  const columns = transposedRows(centredRows(float64RowsOf(bank), origin));
  const moments = new Float64Array(d * d);
  const all = { start: 0, count: d };
  dotProducts(columns, all, columns, all, moments);
  yield bank.n;
  const { vectors } = symmetricEigen(moments, d);
  const main = Math.round(MAIN_SHARE * d);
  const rest = { values: vectors.subarray(main * d), d };
  const kept = { start: 0, count: d - main };
  yield bank.n;
  const residuals: Residuals = (queries) => {
    const rows = centredRows(float64RowsOf(queries), origin);
    const parts = new Float64Array(rows.n * kept.count);
    dotProducts(rows, { start: 0, count: rows.n }, rest, kept, parts);
    return Float64Array.from({ length: rows.n }, (_, i) => {
      const part = parts.subarray(i * kept.count, (i + 1) * kept.count);
      return Math.sqrt(part.reduce((sum, x) => sum + x * x, 0));
    });
  };
  knownResiduals.set(context, residuals);
  return residuals;
}

/** u = -W+ b, [d]: the shortest embedding whose logits are all as near 0 as can be. */
export function logitOrigin({
  weights,
  bias,
  classes,
  d,
}: LinearClassifier): Float64Array {
  const { values, left, right } = singularDecomposition(weights, classes, d);
  const origin = new Float64Array(d);
  values.forEach((value, r) => {
    if (value <= NO_DIRECTION * values[0]!) return;
    let share = 0;
    for (let c = 0; c < classes; c++) {
      share += (left[r * classes + c]! * bias[c]!) / value;
    }
    for (let k = 0; k < d; k++) origin[k]! -= share * right[r * d + k]!;
  });
  return origin;
}
