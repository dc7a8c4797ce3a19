/**
 * Matrix products of float32 values at any strides: `C = A B + bias`.
 *
 * B is copied into panels of eight columns, so that the innermost loop reads it in one stream, whether it was transposed or not; six rows of A at a time
 * meet a panel in twelve registers. A is read where it lies: row by row, or, transposed, column by column.
 */
import { multiplyAdd } from "./vector";

/** Rows of A, and columns of B, in one tile of C. */
const TILE_ROWS = 6;
const PANEL = 8;

/** Length of the inner dimension that is taken at a time: a panel of B and six rows of A fit into the first cache. */
const BLOCK = 256;

/**
 * Scratch memory of a product with n columns.
 *
 * @returns bytes
 */
export function productScratch(n: i32): i32 {
  return (BLOCK * ((n + PANEL - 1) & -PANEL) + PANEL) << 2;
}

/**
 * Every stride is in bytes.
 *
 * @param a [m, k]; element (i, l) at `a + i * aRow + l * aStep`.
 * @param b [k, n]; element (l, j) at `b + l * bStep + j * bColumn`.
 * @param c [m, n]; element (i, j) at `c + i * cRow + 4 * j`.
 * @param bias [n], added to every row; 0 for none.
 * @param first First row of C to compute, and `end` the one after the last.
 * @param scratch `productScratch(n)` bytes.
 */
export function multiply(
  a: usize,
  aRow: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  bColumn: usize,
  c: usize,
  cRow: usize,
  n: i32,
  k: i32,
  bias: usize,
  first: i32,
  end: i32,
  scratch: usize,
): void {
  const edge = scratch;
  const panels = scratch + (PANEL << 2);
  for (let start = 0; start < k; start += BLOCK) {
    const length = min(BLOCK, k - start);
    const from = start > 0 ? 2 : bias ? 1 : 0;
    pack(b + <usize>start * bStep, bStep, bColumn, n, length, panels);
    for (let i = first; i < end; i += TILE_ROWS) {
      const rows = min(TILE_ROWS, end - i);
      const left = a + <usize>i * aRow + <usize>start * aStep;
      for (let j = 0; j < n; j += PANEL) {
        tile(
          left,
          aRow,
          aStep,
          panels + <usize>((j * length) << 2),
          c + <usize>i * cRow + <usize>(j << 2),
          cRow,
          rows,
          min(PANEL, n - j),
          length,
          from,
          bias + <usize>(j << 2),
          edge,
        );
      }
    }
  }
}

/** Columns of B in panels [k, 8] one after another; the last is filled up with zeros. */
function pack(
  b: usize,
  bStep: usize,
  bColumn: usize,
  n: i32,
  k: i32,
  panels: usize,
): void {
  let to = panels;
  for (let j = 0; j < n; j += PANEL) {
    const columns = min(PANEL, n - j);
    let row = b + <usize>j * bColumn;
    if (columns == PANEL && bColumn == 4) {
      for (let l = 0; l < k; l++, row += bStep, to += 32) {
        v128.store(to, v128.load(row));
        v128.store(to, v128.load(row, 16), 16);
      }
      continue;
    }
    for (let l = 0; l < k; l++, row += bStep, to += 32) {
      let from = row;
      for (let column = 0; column < PANEL; column++) {
        const at = to + <usize>(column << 2);
        if (column < columns) {
          f32.store(at, f32.load(from));
          from += bColumn;
        } else {
          f32.store(at, 0);
        }
      }
    }
  }
}

/**
 * Up to six rows by eight columns of C.
 *
 * Where the rows of A are stored as rows, two steps at a time share their pointers: moving six pointers at every step is a fifth of all
 * instructions where multiplication and addition are one (with relaxed SIMD 25 in place of 22 GFLOP/s; without it, within the noise).
 *
 * @param from What the sums start from: 0 zero, 1 the bias, 2 what C holds.
 */
function tile(
  a: usize,
  aRow: usize,
  aStep: usize,
  panel: usize,
  c: usize,
  cRow: usize,
  rows: i32,
  columns: i32,
  k: i32,
  from: i32,
  bias: usize,
  edge: usize,
): void {
  // A row too many is the last one again, and is not stored.
  const last = rows - 1;
  let a0 = a;
  let a1 = a + <usize>min(1, last) * aRow;
  let a2 = a + <usize>min(2, last) * aRow;
  let a3 = a + <usize>min(3, last) * aRow;
  let a4 = a + <usize>min(4, last) * aRow;
  let a5 = a + <usize>min(5, last) * aRow;
  let b0: v128;
  let b1: v128;
  let x: v128;
  let s00 = f32x4.splat(0);
  let s01 = s00;
  let s10 = s00;
  let s11 = s00;
  let s20 = s00;
  let s21 = s00;
  let s30 = s00;
  let s31 = s00;
  let s40 = s00;
  let s41 = s00;
  let s50 = s00;
  let s51 = s00;
  let l = 0;
  if (aStep == 4) {
    for (; l + 2 <= k; l += 2, panel += 64) {
      b0 = v128.load(panel);
      b1 = v128.load(panel, 16);
      x = v128.load32_splat(a0);
      s00 = multiplyAdd(x, b0, s00);
      s01 = multiplyAdd(x, b1, s01);
      x = v128.load32_splat(a1);
      s10 = multiplyAdd(x, b0, s10);
      s11 = multiplyAdd(x, b1, s11);
      x = v128.load32_splat(a2);
      s20 = multiplyAdd(x, b0, s20);
      s21 = multiplyAdd(x, b1, s21);
      x = v128.load32_splat(a3);
      s30 = multiplyAdd(x, b0, s30);
      s31 = multiplyAdd(x, b1, s31);
      x = v128.load32_splat(a4);
      s40 = multiplyAdd(x, b0, s40);
      s41 = multiplyAdd(x, b1, s41);
      x = v128.load32_splat(a5);
      s50 = multiplyAdd(x, b0, s50);
      s51 = multiplyAdd(x, b1, s51);
      b0 = v128.load(panel, 32);
      b1 = v128.load(panel, 48);
      x = v128.load32_splat(a0, 4);
      s00 = multiplyAdd(x, b0, s00);
      s01 = multiplyAdd(x, b1, s01);
      x = v128.load32_splat(a1, 4);
      s10 = multiplyAdd(x, b0, s10);
      s11 = multiplyAdd(x, b1, s11);
      x = v128.load32_splat(a2, 4);
      s20 = multiplyAdd(x, b0, s20);
      s21 = multiplyAdd(x, b1, s21);
      x = v128.load32_splat(a3, 4);
      s30 = multiplyAdd(x, b0, s30);
      s31 = multiplyAdd(x, b1, s31);
      x = v128.load32_splat(a4, 4);
      s40 = multiplyAdd(x, b0, s40);
      s41 = multiplyAdd(x, b1, s41);
      x = v128.load32_splat(a5, 4);
      s50 = multiplyAdd(x, b0, s50);
      s51 = multiplyAdd(x, b1, s51);
      a0 += 8;
      a1 += 8;
      a2 += 8;
      a3 += 8;
      a4 += 8;
      a5 += 8;
    }
  }
  for (; l < k; l++, panel += 32) {
    b0 = v128.load(panel);
    b1 = v128.load(panel, 16);
    x = v128.load32_splat(a0);
    s00 = multiplyAdd(x, b0, s00);
    s01 = multiplyAdd(x, b1, s01);
    x = v128.load32_splat(a1);
    s10 = multiplyAdd(x, b0, s10);
    s11 = multiplyAdd(x, b1, s11);
    x = v128.load32_splat(a2);
    s20 = multiplyAdd(x, b0, s20);
    s21 = multiplyAdd(x, b1, s21);
    x = v128.load32_splat(a3);
    s30 = multiplyAdd(x, b0, s30);
    s31 = multiplyAdd(x, b1, s31);
    x = v128.load32_splat(a4);
    s40 = multiplyAdd(x, b0, s40);
    s41 = multiplyAdd(x, b1, s41);
    x = v128.load32_splat(a5);
    s50 = multiplyAdd(x, b0, s50);
    s51 = multiplyAdd(x, b1, s51);
    a0 += aStep;
    a1 += aStep;
    a2 += aStep;
    a3 += aStep;
    a4 += aStep;
    a5 += aStep;
  }
  if (rows == TILE_ROWS && columns == PANEL && from == 0) {
    v128.store(c, s00);
    v128.store(c, s01, 16);
    c += cRow;
    v128.store(c, s10);
    v128.store(c, s11, 16);
    c += cRow;
    v128.store(c, s20);
    v128.store(c, s21, 16);
    c += cRow;
    v128.store(c, s30);
    v128.store(c, s31, 16);
    c += cRow;
    v128.store(c, s40);
    v128.store(c, s41, 16);
    c += cRow;
    v128.store(c, s50);
    v128.store(c, s51, 16);
    return;
  }
  store(c, s00, s01, columns, from, bias, edge);
  if (rows > 1) store(c + cRow, s10, s11, columns, from, bias, edge);
  if (rows > 2) store(c + 2 * cRow, s20, s21, columns, from, bias, edge);
  if (rows > 3) store(c + 3 * cRow, s30, s31, columns, from, bias, edge);
  if (rows > 4) store(c + 4 * cRow, s40, s41, columns, from, bias, edge);
  if (rows > 5) store(c + 5 * cRow, s50, s51, columns, from, bias, edge);
}

/** One row of a tile. */
function store(
  c: usize,
  low: v128,
  high: v128,
  columns: i32,
  from: i32,
  bias: usize,
  edge: usize,
): void {
  const start = from == 2 ? c : bias;
  if (columns == PANEL) {
    if (from != 0) {
      low = f32x4.add(low, v128.load(start));
      high = f32x4.add(high, v128.load(start, 16));
    }
    v128.store(c, low);
    v128.store(c, high, 16);
    return;
  }
  v128.store(edge, low);
  v128.store(edge, high, 16);
  for (let column = 0; column < columns; column++) {
    const at = <usize>(column << 2);
    const value = f32.load(edge + at);
    f32.store(c + at, from == 0 ? value : value + f32.load(start + at));
  }
}
