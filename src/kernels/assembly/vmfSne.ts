/**
 * The vMF-SNE compression loss with joint affinities and masked self-pairs, and its gradient, in float64; the formulas stand in vmfSneHost.ts.
 *
 * Only pairs i < j are visited. Row i holds j = i + 1 to n - 1, filled up to an even number with a pair that weighs nothing.
 */

import { expOf, logOf, sumOf } from "./vector64";

/** Cosine of the pair that fills a row up: its weight is 1e-300 at any temperature that is allowed. */
const NO_PAIR: f64 = -1e6;

/** Length of a row of numbers in memory, whole vectors of two. */
function even(n: i32): i32 {
  return (n + 1) & -2;
}

/** Numbers in the rows of all pairs. */
function pairsOf(n: i32): i32 {
  let count = 0;
  for (let i = 0; i < n; i++) count += even(n - 1 - i);
  return count;
}

/** @returns bytes of scratch memory for sets of n vectors */
export function vmfSneScratch(n: i32, dTeacher: i32, dCompressed: i32): i32 {
  const vectors = n * (even(dTeacher) + even(dCompressed));
  return (vectors + 5 * pairsOf(n) + 6 * (n + 2) + even(dCompressed)) << 3;
}

/**
 * @param teacher [sets, n, dTeacher]
 * @param compressed [sets, n, dCompressed]
 * @param temperatures [count] float64
 * @param epsilon Norm below which a vector is divided by `epsilon` alone.
 * @param scale Factor of the gradient.
 * @param losses Receives [sets, count] float64, in nats.
 * @param gradient Receives [sets, n, dCompressed].
 * @param first First set to compute, and `end` the one after the last.
 * @param scratch `vmfSneScratch` bytes.
 */
export function vmfSne(
  teacher: usize,
  compressed: usize,
  n: i32,
  dTeacher: i32,
  dCompressed: i32,
  temperatures: usize,
  count: i32,
  epsilon: f64,
  scale: f64,
  losses: usize,
  gradient: usize,
  first: i32,
  end: i32,
  scratch: usize,
): void {
  const pairBytes = (<usize>pairsOf(n)) << 3;
  const rowBytes = (<usize>(n + 2)) << 3;
  const unitP = scratch;
  const unitQ = unitP + ((<usize>(n * even(dTeacher))) << 3);
  const cosinesP = unitQ + ((<usize>(n * even(dCompressed))) << 3);
  const cosinesQ = cosinesP + pairBytes;
  const weightsP = cosinesQ + pairBytes;
  const weightsQ = weightsP + pairBytes;
  const slopes = weightsQ + pairBytes;
  const inverseNorms = slopes + pairBytes;
  const a = inverseNorms + rowBytes;
  const b = a + rowBytes;
  const pull = b + rowBytes;
  const rowOfMatrix = pull + rowBytes;
  const row = rowOfMatrix + 2 * rowBytes;
  for (let set = first; set < end; set++) {
    const vectors = (<usize>(set * n)) << 2;
    const dBytes = <usize>dCompressed;
    toUnit(teacher + vectors * dTeacher, n, dTeacher, epsilon, unitP, 0);
    toUnit(
      compressed + vectors * dBytes,
      n,
      dCompressed,
      epsilon,
      unitQ,
      inverseNorms,
    );
    readCosines(unitP, n, even(dTeacher), cosinesP);
    readCosines(unitQ, n, even(dCompressed), cosinesQ);
    memory.fill(slopes, 0, pairBytes);
    for (let t = 0; t < count; t++) {
      const sharpness = <f64>1 / f64.load(temperatures + ((<usize>t) << 3));
      weigh(cosinesP, n, sharpness, weightsP, a);
      weigh(cosinesQ, n, sharpness, weightsQ, b);
      const loss = compare(
        cosinesP,
        cosinesQ,
        weightsP,
        weightsQ,
        a,
        b,
        n,
        sharpness,
        pull,
        slopes,
      );
      f64.store(losses + ((<usize>(set * count + t)) << 3), loss);
    }
    throughCosines(
      unitQ,
      cosinesQ,
      slopes,
      inverseNorms,
      n,
      dCompressed,
      epsilon,
      scale,
      rowOfMatrix,
      row,
      gradient + vectors * dBytes,
    );
  }
}

/** Vectors at length 1 as float64, rows filled up with zeros. */
function toUnit(
  x: usize,
  n: i32,
  d: i32,
  epsilon: f64,
  unit: usize,
  inverseNorms: usize,
): void {
  for (let i = 0; i < n; i++) {
    let squared: f64 = 0;
    for (let k = 0; k < d; k++) {
      const value = <f64>f32.load(x + ((<usize>k) << 2));
      squared += value * value;
    }
    const inverse = <f64>1 / max(sqrt(squared), epsilon);
    for (let k = 0; k < d; k++) {
      const value = <f64>f32.load(x + ((<usize>k) << 2));
      f64.store(unit + ((<usize>k) << 3), value * inverse);
    }
    if (d & 1) f64.store(unit + ((<usize>d) << 3), 0);
    if (inverseNorms) f64.store(inverseNorms + ((<usize>i) << 3), inverse);
    x += (<usize>d) << 2;
    unit += (<usize>even(d)) << 3;
  }
}

/** @param d Even length of the rows of `unit`. */
function readCosines(unit: usize, n: i32, d: i32, cosines: usize): void {
  const length = (<usize>d) << 3;
  for (let i = 0; i < n; i++) {
    const x = unit + <usize>i * length;
    let j = i + 1;
    let to = cosines;
    for (; j + 4 <= n; j += 4) {
      const y0 = unit + <usize>j * length;
      const y1 = y0 + length;
      const y2 = y1 + length;
      const y3 = y2 + length;
      let s0 = f64x2.splat(0);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      for (let at: usize = 0; at < length; at += 16) {
        const value = v128.load(x + at);
        s0 = f64x2.add(s0, f64x2.mul(value, v128.load(y0 + at)));
        s1 = f64x2.add(s1, f64x2.mul(value, v128.load(y1 + at)));
        s2 = f64x2.add(s2, f64x2.mul(value, v128.load(y2 + at)));
        s3 = f64x2.add(s3, f64x2.mul(value, v128.load(y3 + at)));
      }
      f64.store(to, sumOf(s0));
      f64.store(to, sumOf(s1), 8);
      f64.store(to, sumOf(s2), 16);
      f64.store(to, sumOf(s3), 24);
      to += 32;
    }
    for (; j < n; j++, to += 8) {
      const y = unit + <usize>j * length;
      let sum = f64x2.splat(0);
      for (let at: usize = 0; at < length; at += 16) {
        sum = f64x2.add(sum, f64x2.mul(v128.load(x + at), v128.load(y + at)));
      }
      f64.store(to, sumOf(sum));
    }
    const filled = (<usize>even(n - 1 - i)) << 3;
    if (to < cosines + filled) f64.store(to, NO_PAIR);
    cosines += filled;
  }
}

/** Weights `exp((c - 1) * sharpness)` of all pairs, and the reciprocal of each vector's sum of them. */
function weigh(
  cosines: usize,
  n: i32,
  sharpness: f64,
  weights: usize,
  inverseSums: usize,
): void {
  memory.fill(inverseSums, 0, (<usize>(n + 2)) << 3);
  const factor = f64x2.splat(sharpness);
  const one = f64x2.splat(1);
  for (let i = 0; i < n; i++) {
    const end = weights + ((<usize>even(n - 1 - i)) << 3);
    let column = inverseSums + ((<usize>(i + 1)) << 3);
    let sum = f64x2.splat(0);
    for (; weights < end; weights += 16, cosines += 16, column += 16) {
      const shifted = f64x2.sub(v128.load(cosines), one);
      const weight = expOf(f64x2.mul(shifted, factor));
      v128.store(weights, weight);
      sum = f64x2.add(sum, weight);
      v128.store(column, f64x2.add(v128.load(column), weight));
    }
    // No later row adds to it.
    const own = inverseSums + ((<usize>i) << 3);
    f64.store(own, <f64>1 / (f64.load(own) + sumOf(sum)));
  }
  f64.store(inverseSums + ((<usize>n) << 3), 1);
  f64.store(inverseSums + ((<usize>(n + 1)) << 3), 1);
}

/**
 * Loss at one temperature; adds its slope for each pair to `slopes`.
 *
 * @param weightsP Overwritten by the joint affinities of each unordered pair.
 * @param pull Overwritten.
 */
function compare(
  cosinesP: usize,
  cosinesQ: usize,
  weightsP: usize,
  weightsQ: usize,
  a: usize,
  b: usize,
  n: i32,
  sharpness: f64,
  pull: usize,
  slopes: usize,
): f64 {
  memory.fill(pull, 0, (<usize>(n + 2)) << 3);
  const factor = f64x2.splat(sharpness);
  const share = f64x2.splat(<f64>1 / <f64>n);
  let loss = f64x2.splat(0);
  let at: usize = 0;
  for (let i = 0; i < n; i++) {
    const end = at + ((<usize>even(n - 1 - i)) << 3);
    const own = (<usize>i) << 3;
    const ai = v128.load64_splat(a + own);
    const bi = v128.load64_splat(b + own);
    let column = own + 8;
    let pulled = f64x2.splat(0);
    for (; at < end; at += 16, column += 16) {
      const sumA = f64x2.add(ai, v128.load(a + column));
      const bj = v128.load(b + column);
      const sumB = f64x2.add(bi, bj);
      const weighed = f64x2.mul(v128.load(weightsP + at), sumA);
      const joint = f64x2.mul(weighed, share);
      v128.store(weightsP + at, joint);
      const difference = f64x2.sub(
        v128.load(cosinesP + at),
        v128.load(cosinesQ + at),
      );
      const gap = f64x2.add(
        f64x2.mul(difference, factor),
        logOf(f64x2.div(sumA, sumB)),
      );
      loss = f64x2.add(loss, f64x2.mul(joint, gap));
      const part = f64x2.div(joint, sumB);
      pulled = f64x2.add(pulled, f64x2.mul(part, bi));
      const before = v128.load(pull + column);
      v128.store(pull + column, f64x2.add(before, f64x2.mul(part, bj)));
    }
    f64.store(pull + own, f64.load(pull + own) + sumOf(pulled));
  }
  for (let at: usize = 0; at < (<usize>(n + 1)) << 3; at += 8) {
    f64.store(pull + at, f64.load(pull + at) * f64.load(b + at));
  }
  at = 0;
  for (let i = 0; i < n; i++) {
    const end = at + ((<usize>even(n - 1 - i)) << 3);
    const own = v128.load64_splat(pull + ((<usize>i) << 3));
    let column = (<usize>(i + 1)) << 3;
    for (; at < end; at += 16, column += 16) {
      const both = f64x2.add(own, v128.load(pull + column));
      const pulled = f64x2.mul(v128.load(weightsQ + at), both);
      const slope = f64x2.sub(pulled, v128.load(weightsP + at));
      const before = v128.load(slopes + at);
      v128.store(slopes + at, f64x2.add(before, f64x2.mul(slope, factor)));
    }
  }
  return sumOf(loss);
}

/**
 * From slopes of cosines to those of vectors: `dy_i = (sum_j G_ij z_j - z_i sum_j G_ij c_ij) / |y_i|` with z the unit vectors.
 *
 * @param factors Room for n numbers.
 * @param sum Room for a row of `unit`.
 */
function throughCosines(
  unit: usize,
  cosines: usize,
  slopes: usize,
  inverseNorms: usize,
  n: i32,
  d: i32,
  epsilon: f64,
  scale: f64,
  factors: usize,
  sum: usize,
  gradient: usize,
): void {
  const length = (<usize>even(d)) << 3;
  for (let i = 0; i < n; i++) {
    const inverse = f64.load(inverseNorms + ((<usize>i) << 3));
    let own: f64 = 0;
    // Pairs (j, i) with j < i lie in column i of the rows before.
    let start: usize = 0;
    for (let j = 0; j < n; j++) {
      let slope: f64 = 0;
      if (j != i) {
        const at =
          j < i
            ? start + ((<usize>(i - j - 1)) << 3)
            : start + ((<usize>(j - i - 1)) << 3);
        slope = f64.load(slopes + at) * scale * inverse;
        own -= slope * f64.load(cosines + at);
      }
      f64.store(factors + ((<usize>j) << 3), slope);
      if (j < i) start += (<usize>even(n - 1 - j)) << 3;
    }
    // A vector shorter than epsilon is only divided by it, so nothing is projected out.
    if (inverse >= <f64>1 / epsilon) own = 0;
    f64.store(factors + ((<usize>i) << 3), own);
    memory.fill(sum, 0, length);
    for (let j = 0; j < n; j++) {
      const factor = v128.load64_splat(factors + ((<usize>j) << 3));
      const z = unit + <usize>j * length;
      for (let at: usize = 0; at < length; at += 16) {
        const added = f64x2.mul(factor, v128.load(z + at));
        v128.store(sum + at, f64x2.add(v128.load(sum + at), added));
      }
    }
    for (let k = 0; k < d; k++) {
      const value = <f32>f64.load(sum + ((<usize>k) << 3));
      f32.store(gradient + ((<usize>(i * d + k)) << 2), value);
    }
  }
}
