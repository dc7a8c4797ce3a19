import { EngineError } from "../protocol/engineError.ts";

/** Vectors as rows of one typed array. */
export type Rows = {
  /** [n, d], row major. */
  values: Float32Array;
  n: number;
  d: number;
};

/** Vectors as rows of one float64 array. */
export type Float64Rows = {
  /** [n, d], row major. */
  values: Float64Array;
  n: number;
  d: number;
};

/**
 * Rows of length 1, in float64: cosines that are equal in exact arithmetic then come out equal in float32, so that ties count as ties.
 * (Rounded to float32, rows of the same direction but different length differ in the last bit.)
 */
export type UnitRows = Float64Rows;

/** Bound on a vector's length: a zero vector stays zero, and has cosine 0 with every other. */
const NORM_EPSILON = 1e-12;

/**
 * Rows scaled to length 1, in a new array.
 *
 * @throws {RangeError} If `values` is not as long as `n` and `d` say.
 * @throws {EngineError} `diverged`, if a row holds a number that is not finite.
 */
export function unitRowsOf(rows: Rows): UnitRows {
  const { values, n, d } = rows;
  if (values.length !== n * d) {
    throw new RangeError(
      `unitRowsOf: 'values' must hold ${n} x ${d} numbers, got ${values.length}`,
    );
  }
  const unit = new Float64Array(n * d);
  for (let i = 0, start = 0; i < n; i++, start += d) {
    let squared = 0;
    for (let k = 0; k < d; k++) squared += values[start + k]! ** 2;
    if (!Number.isFinite(squared)) {
      throw new EngineError(
        "diverged",
        `unitRowsOf: every embedding must be finite, row ${i} is not`,
      );
    }
    const scale = 1 / Math.max(Math.sqrt(squared), NORM_EPSILON);
    for (let k = 0; k < d; k++) unit[start + k] = values[start + k]! * scale;
  }
  return { values: unit, n, d };
}

/**
 * Rows in float64 as they are, in a new array.
 *
 * @throws {RangeError} If `values` is not as long as `n` and `d` say.
 * @throws {EngineError} `diverged`, if a row holds a number that is not finite.
 */
export function float64RowsOf({ values, n, d }: Rows): Float64Rows {
  if (values.length !== n * d) {
    throw new RangeError(
      `float64RowsOf: 'values' must hold ${n} x ${d} numbers, got ${values.length}`,
    );
  }
  const unfit = values.findIndex((value) => !Number.isFinite(value));
  if (unfit >= 0) {
    throw new EngineError(
      "diverged",
      `float64RowsOf: every embedding must be finite, row ${Math.floor(unfit / d)} is not`,
    );
  }
  return { values: Float64Array.from(values), n, d };
}

/** Mean of the rows, [d]. */
export function meanRow({ values, n, d }: Float64Rows): Float64Array {
  const mean = new Float64Array(d);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < d; k++) mean[k]! += values[i * d + k]!;
  }
  return mean.map((sum) => sum / n);
}

/** Rows minus `center` [d], in a new array. */
export function centredRows(
  { values, n, d }: Float64Rows,
  center: Float64Array,
): Float64Rows {
  return { values: values.map((x, i) => x - center[i % d]!), n, d };
}

/** Columns as rows: [n, d] -> [d, n]. */
export function transposedRows({ values, n, d }: Float64Rows): Float64Rows {
  const out = new Float64Array(n * d);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < d; k++) out[k * n + i] = values[i * d + k]!;
  }
  return { values: out, n: d, d: n };
}
