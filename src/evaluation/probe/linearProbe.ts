/** A linear classifier on frozen embeddings: what their space separates by itself. */
import { EngineError } from "../../protocol/engineError.ts";
import { dotProducts } from "../../tensor/dotProducts.ts";
import type { Chunked } from "../chunks.ts";
import {
  type Float64Rows,
  float64RowsOf,
  meanRow,
  type Rows,
  transposedRows,
} from "../rows.ts";
import { minimise, type Objective } from "./lbfgs.ts";

/** z = weights f + bias, on embeddings as they are. */
export type LinearClassifier = {
  /** [classes, d]. */
  weights: Float64Array;
  /** [classes]. */
  bias: Float64Array;
  classes: number;
  d: number;
};

export type LinearFit = LinearClassifier & {
  strength: number;
  /** Mean cross-entropy in nats plus strength / 2 * |standardised weights|^2. */
  objective: number;
  iterations: number;
};

/** Largest absolute entry of the gradient of the mean loss, in nats; at the recorded problems of the test the loss is then right to 1e-12. */
const TOLERANCE = 1e-6;

/** A bound against the never-ending; 2,500 embeddings of eight classes in 64 columns need 5 to 35. */
const MAX_ITERATIONS = 3000;

/**
 * Fits a multinomial logistic regression to convergence.
 *
 *     minimise  mean_i -log softmax(W x_i + b)[label_i] + strength / 2 * |W|^2,   x = (f - mean) / deviation, column by column
 *
 * Strictly convex in W, so the start does not matter; the bias is not penalised. Standardising is what a BatchNorm without learned scale does in
 * front of the reference code's probe; it is folded into the returned weights.
 *
 * Source: run/eval_dinov2_linear_probe.yaml of the reference code for the standardising; with C = 1 / (n strength) the objective of
 * scikit-learn's LogisticRegression.
 *
 * @param rows [n, d], training embeddings.
 * @param labels [n], 0 to classes - 1, each class at least once (see `compactLabels`).
 * @param strength > 0.
 * @throws {RangeError} If labels are not one a row, a class has none, or the strength is not positive.
 * @throws {EngineError} `diverged`, if an embedding is not finite or the fit does not converge.
 */
export function* fitLinearProbe(
  rows: Rows,
  labels: ArrayLike<number>,
  classes: number,
  strength: number,
): Chunked<LinearFit> {
  const prepared = prepare(rows, labels, classes);
  const start = new Float64Array(classes * (rows.d + 1));
  return (yield* fitFrom(prepared, strength, start)).fit;
}

/** Standardised training data, and how to undo the standardising. */
type Prepared = {
  /** [n, d] and [d, n]. */
  x: Float64Rows;
  columns: Float64Rows;
  labels: ArrayLike<number>;
  classes: number;
  mean: Float64Array;
  /** 1 / deviation; 1 for a constant column, whose standardised values are all 0. */
  scale: Float64Array;
};

function prepare(
  rows: Rows,
  labels: ArrayLike<number>,
  classes: number,
): Prepared {
  const { n, d } = rows;
  if (n === 0 || labels.length !== n) {
    throw new RangeError(
      `fitLinearProbe: 'labels' must hold one label for each of ${n} rows, at least one, got ${labels.length}`,
    );
  }
  const counts = new Uint32Array(classes);
  for (let i = 0; i < n; i++) {
    if (!(labels[i]! >= 0 && labels[i]! < classes)) {
      throw new RangeError(
        `fitLinearProbe: 'labels' must lie below ${classes}, got ${labels[i]}`,
      );
    }
    counts[labels[i]!]!++;
  }
  const missing = counts.indexOf(0);
  if (missing >= 0) {
    throw new RangeError(
      `fitLinearProbe: 'labels' must hold every class below ${classes}, got none of class ${missing}`,
    );
  }
  const raw = float64RowsOf(rows);
  const mean = meanRow(raw);
  const variance = new Float64Array(d);
  for (let i = 0; i < n * d; i++) {
    const k = i % d;
    variance[k]! += (raw.values[i]! - mean[k]!) ** 2 / n;
  }
  const scale = variance.map((v) => (v > 0 ? 1 / Math.sqrt(v) : 1));
  const values = raw.values.map((v, i) => (v - mean[i % d]!) * scale[i % d]!);
  const x = { values, n, d };
  return { x, columns: transposedRows(x), labels, classes, mean, scale };
}

/** The fit, and its parameters before unfolding: the start for a neighbouring strength. */
function* fitFrom(
  prepared: Prepared,
  strength: number,
  start: Float64Array,
): Chunked<{ fit: LinearFit; parameters: Float64Array }> {
  if (!(strength > 0 && Number.isFinite(strength))) {
    throw new RangeError(
      `fitLinearProbe: 'strength' must be positive, got ${strength}`,
    );
  }
  const { classes, mean, scale } = prepared;
  const { d } = prepared.x;
  const found = yield* minimise(crossEntropy(prepared, strength), start, {
    tolerance: TOLERANCE,
    maxIterations: MAX_ITERATIONS,
  });
  if (!found.converged) {
    throw new EngineError(
      "diverged",
      `fitLinearProbe: the gradient must fall to ${TOLERANCE}, got ${found.gradientNorm} after ${found.iterations} iterations at strength ${strength}`,
    );
  }
  const weights = new Float64Array(classes * d);
  const bias = new Float64Array(classes);
  for (let c = 0; c < classes; c++) {
    bias[c] = found.x[classes * d + c]!;
    for (let k = 0; k < d; k++) {
      const weight = found.x[c * d + k]! * scale[k]!;
      weights[c * d + k] = weight;
      bias[c]! -= weight * mean[k]!;
    }
  }
  const { value: objective, iterations } = found;
  return {
    fit: { weights, bias, classes, d, strength, objective, iterations },
    parameters: found.x,
  };
}

/** Parameters: weights [classes, d], then bias [classes]. */
function crossEntropy(prepared: Prepared, strength: number): Objective {
  const { x, columns, labels, classes } = prepared;
  const { n, d } = x;
  const logits = new Float64Array(n * classes);
  const residuals = { values: new Float64Array(classes * n), n: classes, d: n };
  const slopes = new Float64Array(d * classes);
  const allRows = { start: 0, count: n };
  const allClasses = { start: 0, count: classes };
  const allColumns = { start: 0, count: d };
  return (parameters, gradient) => {
    const weights = { values: parameters.subarray(0, classes * d), d };
    const bias = parameters.subarray(classes * d);
    dotProducts(x, allRows, weights, allClasses, logits); // [n, classes]
    gradient.fill(0);
    let loss = 0;
    for (let i = 0; i < n; i++) {
      const row = logits.subarray(i * classes, (i + 1) * classes);
      for (let c = 0; c < classes; c++) row[c]! += bias[c]!;
      const total = logSumExp(row);
      loss += (total - row[labels[i]!]!) / n;
      for (let c = 0; c < classes; c++) {
        const target = labels[i] === c ? 1 : 0;
        const residual = (Math.exp(row[c]! - total) - target) / n;
        residuals.values[c * n + i] = residual;
        gradient[classes * d + c]! += residual;
      }
    }
    // The many columns first: `dotProducts` takes its first rows in fours, and classes are often six.
    dotProducts(columns, allColumns, residuals, allClasses, slopes); // [d, classes]
    for (let c = 0; c < classes; c++) {
      for (let k = 0; k < d; k++) {
        const weight = parameters[c * d + k]!;
        loss += (strength / 2) * weight * weight;
        gradient[c * d + k] = slopes[k * classes + c]! + strength * weight;
      }
    }
    return loss;
  };
}

/** log(sum(exp(values))), safe for large values. */
export function logSumExp(values: Float64Array): number {
  let most = -Infinity;
  for (const value of values) most = Math.max(most, value);
  let sum = 0;
  for (const value of values) sum += Math.exp(value - most);
  return most + Math.log(sum);
}

/** Strengths that are tried, weaker and weaker: half decades from 10 to 1e-5. With 2,500 random embeddings all fits took 0.5 to 0.9 s at width 64 and 5 s at 576; tokens of a real teacher take several times that. */
const PROBE_STRENGTHS: readonly number[] = Array.from(
  { length: 13 },
  (_, i) => 10 ** (1 - i / 2),
);

/**
 * So many strengths in a row that are worse than the best end the search: the weaker the strength, the longer the fit
 * (576 columns: 100 iterations at 1, 1,400 at 1e-4), and what is overfitted stays so.
 */
const PATIENCE = 3;

export type LabelledRows = { rows: Rows; labels: ArrayLike<number> };

export type ProbeChoice = {
  probe: LinearFit;
  /** Validation accuracy at each strength tried; the chosen one is its first maximum. */
  tried: { strength: number; accuracy: number }[];
};

/**
 * Fits at one strength after the other, until three in a row were worse than the best, and keeps the one with the highest accuracy on validation
 * images, of equals the strongest.
 *
 * @param strengths Falling; each fit starts from the one before.
 * @throws As `fitLinearProbe`; {RangeError} too if `validation` or `strengths` is empty.
 */
export function* chooseLinearProbe(
  train: LabelledRows,
  validation: LabelledRows,
  classes: number,
  strengths: readonly number[] = PROBE_STRENGTHS,
): Chunked<ProbeChoice> {
  if (strengths.length === 0 || validation.rows.n === 0) {
    throw new RangeError(
      `chooseLinearProbe: needs strengths and validation images, got ${strengths.length} and ${validation.rows.n}`,
    );
  }
  const prepared = prepare(train.rows, train.labels, classes);
  let start = new Float64Array(classes * (train.rows.d + 1));
  let best: { fit: LinearFit; accuracy: number } | null = null;
  const tried: ProbeChoice["tried"] = [];
  let worse = 0;
  for (const strength of strengths) {
    const { fit, parameters } = yield* fitFrom(prepared, strength, start);
    start = Float64Array.from(parameters);
    const logits = linearLogits(fit, validation.rows);
    const predicted = predictedClasses(logits, classes);
    let hits = 0;
    predicted.forEach((c, i) => (hits += c === validation.labels[i] ? 1 : 0));
    const accuracy = hits / predicted.length;
    tried.push({ strength, accuracy });
    worse = best && accuracy < best.accuracy ? worse + 1 : 0;
    if (!best || accuracy > best.accuracy) best = { fit, accuracy };
    if (worse === PATIENCE) break;
  }
  return { probe: best!.fit, tried };
}

/** z = weights f + bias, [n, classes]. @throws {RangeError} If the widths differ. */
export function linearLogits(
  { weights, bias, classes, d }: LinearClassifier,
  rows: Rows,
): Float64Array {
  const logits = new Float64Array(rows.n * classes);
  dotProducts(
    float64RowsOf(rows),
    { start: 0, count: rows.n },
    { values: weights, d },
    { start: 0, count: classes },
    logits,
  );
  return logits.map((z, i) => z + bias[i % classes]!);
}

/** The class with the largest logit of each row; the lowest of equals. */
export function predictedClasses(
  logits: Float64Array,
  classes: number,
): Int32Array {
  return Int32Array.from({ length: logits.length / classes }, (_, i) => {
    let best = 0;
    for (let c = 1; c < classes; c++) {
      if (logits[i * classes + c]! > logits[i * classes + best]!) best = c;
    }
    return best;
  });
}
