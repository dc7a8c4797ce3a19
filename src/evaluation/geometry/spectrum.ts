import type { MapSpectrum, SpectrumMeasures } from "../../protocol/measures.ts";
import { dotProducts } from "../../tensor/dotProducts.ts";
import { singularValues, symmetricEigenvalues } from "../../tensor/jacobi.ts";
import { type Float64Rows, transposedRows } from "../rows.ts";

/**
 * How many directions the embeddings of a space use, and how narrow the cone is that they lie in.
 *
 *     effective rank = exp(-sum p log p),  p = s / sum(s);     participation ratio = (sum s^2)^2 / sum s^4
 *
 * with s the singular values of the rows as they are, not centred. Both are 1 when all rows are multiples of one, and at most min(n, d).
 *
 * Source: Roy and Vetterli 2007; on embeddings Garrido et al. 2023 (RankMe, arXiv 2210.02885). Participation ratio: Gao et al. 2017.
 *
 * @param rows [n, d], rows of length 1 (or 0), n >= 2.
 * @throws {RangeError} If n < 2, or all rows are zero.
 */
export function spectrumMeasures(rows: Float64Rows): SpectrumMeasures {
  const { n, d } = rows;
  if (n < 2) {
    throw new RangeError(
      `spectrumMeasures: needs at least 2 embeddings, got ${n}`,
    );
  }
  // Both Gram matrices have the same positive eigenvalues: s^2.
  const small = n < d ? rows : transposedRows(rows);
  const values = gramEigenvalues(small);
  const rounding = small.n * Number.EPSILON * values[0]!;
  const positive = values.filter((value) => value > rounding);
  if (positive.length === 0) {
    throw new RangeError(
      `spectrumMeasures: 'rows' must hold an embedding other than zero, got ${n} zeros`,
    );
  }
  const singular = positive.map(Math.sqrt);
  const total = sum(singular);
  const entropy = -sum(singular.map((s) => (s / total) * Math.log(s / total)));
  return {
    effectiveRank: Math.exp(entropy),
    participationRatio: sum(positive) ** 2 / sum(positive.map((v) => v * v)),
    meanPairwiseCosine: meanPairwiseCosine(rows),
  };
}

/** Mean scalar product of two different rows: (|sum of rows|^2 - sum of |row|^2) / (n (n - 1)). */
function meanPairwiseCosine({ values, n, d }: Float64Rows): number {
  const total = new Float64Array(d);
  for (let i = 0; i < n * d; i++) total[i % d]! += values[i]!;
  const squares = (x: Float64Array) => sum(x.map((value) => value * value));
  return (squares(total) - squares(values)) / (n * (n - 1));
}

/**
 * Singular values of a linear map, its condition number, and its distance from orthonormal columns, `|W^T W / s^2 - I| / sqrt(columns)` (Frobenius).
 *
 * All equal, so that the condition is 1, exactly when the map onto its image is a rotation and a scale: what a head that keeps every angle between
 * differences has. The teacher head's map is its kernel; a learned LayerNorm scale in front of it multiplies the kernel's rows and belongs to it.
 *
 * @param kernel [rows, columns], row major.
 * @param precision `exact` keeps small values accurate to their own size; `quick` takes square roots of eigenvalues of the smaller Gram matrix,
 * which is right to 1e-7 of the largest value, and which a run can afford at every evaluation.
 * @throws {RangeError} If `kernel` has another length, is empty, or holds a number that is not finite.
 */
export function mapSpectrum(
  kernel: ArrayLike<number>,
  rows: number,
  columns: number,
  precision: "exact" | "quick" = "exact",
): MapSpectrum {
  const values =
    precision === "exact"
      ? singularValues(kernel, rows, columns)
      : quickSingularValues(kernel, rows, columns);
  const [most, least] = [values[0]!, values.at(-1)!];
  const squares = values.map((value) => value * value);
  const meanSquare = sum(squares) / squares.length;
  const deviations = squares.map((square) => (square / meanSquare - 1) ** 2);
  return {
    singularValues: [...values],
    condition: least > 0 ? most / least : null,
    orthogonalityDeviation:
      meanSquare > 0 ? Math.sqrt(sum(deviations) / squares.length) : null,
  };
}

function quickSingularValues(
  kernel: ArrayLike<number>,
  rows: number,
  columns: number,
): Float64Array {
  const matrix = { values: Float64Array.from(kernel), n: rows, d: columns };
  const values = gramEigenvalues(
    rows < columns ? matrix : transposedRows(matrix),
  );
  const rounding = values.length * Number.EPSILON * values[0]!;
  return values.map((value) => (value > rounding ? Math.sqrt(value) : 0));
}

/** Eigenvalues of all scalar products between rows [n, d], falling. */
function gramEigenvalues(rows: Float64Rows): Float64Array {
  const gram = new Float64Array(rows.n ** 2);
  const all = { start: 0, count: rows.n };
  dotProducts(rows, all, rows, all, gram);
  return symmetricEigenvalues(gram, rows.n);
}

const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
