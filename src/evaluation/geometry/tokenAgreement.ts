import type { TokenMeasures } from "../../protocol/measures.ts";
import { type Rows, type UnitRows, unitRowsOf } from "../rows.ts";

/** Patch tokens of images, one image after the other; no class tokens. */
export type TokenRows = {
  /** [images * tokens, d] */
  rows: Rows;
  tokens: number;
};

/**
 * Does a space see the parts of an image in the same relations as the teacher?
 *
 *     similarityCorrelation = mean over images of Pearson(cos(own_i, own_j), cos(teacher_i, teacher_j)), i < j
 *     compressedCosine      = mean over all tokens of cos(own, compressed)
 *
 * The first is blind to each image's offset and scale of cosines, and to any rotation; an image whose cosines are all equal counts as 0.
 *
 * @param teacher Tokens of the same images; `compressed` of the same width as `own`.
 * @throws {RangeError} If the token counts differ, or an image has fewer than 3 tokens.
 */
export function tokenAgreement(
  own: TokenRows,
  teacher: TokenRows,
  compressed: TokenRows | null,
): TokenMeasures {
  const { tokens } = own;
  const n = own.rows.n / tokens;
  const isAlike = (other: TokenRows) =>
    other.tokens === tokens && other.rows.n === own.rows.n;
  if (!isAlike(teacher) || (compressed && !isAlike(compressed))) {
    throw new RangeError(
      `tokenAgreement: spaces must hold the same tokens, got ${own.rows.n}, ${teacher.rows.n} and ${compressed?.rows.n ?? "no"} rows`,
    );
  }
  if (tokens < 3) {
    throw new RangeError(
      `tokenAgreement: needs at least 3 patch tokens in an image, got ${tokens}`,
    );
  }
  const [x, y] = [unitRowsOf(own.rows), unitRowsOf(teacher.rows)];
  let correlations = 0;
  for (let image = 0; image < n; image++) {
    const start = image * tokens;
    correlations += pearson(
      cosinesWithin(x, start, tokens),
      cosinesWithin(y, start, tokens),
    );
  }
  return {
    similarityCorrelation: correlations / n,
    compressedCosine: compressed
      ? meanCosine(x, unitRowsOf(compressed.rows))
      : null,
    ...{ n, tokens },
  };
}

/** Cosines of all pairs i < j of `count` rows. */
function cosinesWithin(
  unit: UnitRows,
  start: number,
  count: number,
): Float64Array {
  const cosines = new Float64Array((count * (count - 1)) / 2);
  let filled = 0;
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++) {
      cosines[filled++] = product(unit, start + i, unit, start + j);
    }
  }
  return cosines;
}

function meanCosine(a: UnitRows, b: UnitRows): number {
  let sum = 0;
  for (let i = 0; i < a.n; i++) sum += product(a, i, b, i);
  return sum / a.n;
}

function product(a: UnitRows, i: number, b: UnitRows, j: number): number {
  let sum = 0;
  for (let k = 0; k < a.d; k++) {
    sum += a.values[i * a.d + k]! * b.values[j * a.d + k]!;
  }
  return sum;
}

/** 0 where one side does not vary beyond rounding. */
function pearson(a: Float64Array, b: Float64Array): number {
  const n = a.length;
  const mean = (x: Float64Array) => x.reduce((s, v) => s + v, 0) / n;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [da, db] = [a[i]! - meanA, b[i]! - meanB];
    ab += da * db;
    aa += da * da;
    bb += db * db;
  }
  const isConstant = (squares: number) => squares <= n * 1e-24;
  return isConstant(aa) || isConstant(bb) ? 0 : ab / Math.sqrt(aa * bb);
}
