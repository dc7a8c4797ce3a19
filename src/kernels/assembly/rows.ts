/** Passes over the rows of a matrix whose width d is a multiple of four. */
import { laneSum, multiplyAdd } from "./vector";

/** Rows whose sums are taken before they are added to the total: keeps the error of long float32 sums small. */
const BLOCK = 64;

/**
 * Layer normalisation.
 *
 * @param x [n, d]
 * @param y Receives [n, d].
 * @param rows Receives mean and reciprocal deviation of each row, [n, 2].
 */
export function normalise(
  x: usize,
  gamma: usize,
  beta: usize,
  n: i32,
  d: i32,
  epsilon: f32,
  y: usize,
  rows: usize,
): void {
  const length = (<usize>d) << 2;
  for (let i = 0; i < n; i++) {
    let sums = f32x4.splat(0);
    for (let at: usize = 0; at < length; at += 16) {
      sums = f32x4.add(sums, v128.load(x + at));
    }
    const mean = laneSum(sums) / <f32>d;
    const means = f32x4.splat(mean);
    let squares = f32x4.splat(0);
    for (let at: usize = 0; at < length; at += 16) {
      const centred = f32x4.sub(v128.load(x + at), means);
      squares = multiplyAdd(centred, centred, squares);
    }
    const scale: f32 = <f32>1 / sqrt(laneSum(squares) / <f32>d + epsilon);
    const scales = f32x4.splat(scale);
    for (let at: usize = 0; at < length; at += 16) {
      const centred = f32x4.sub(v128.load(x + at), means);
      const scaled = f32x4.mul(centred, scales);
      v128.store(
        y + at,
        multiplyAdd(scaled, v128.load(gamma + at), v128.load(beta + at)),
      );
    }
    f32.store(rows, mean);
    f32.store(rows, scale, 4);
    rows += 8;
    x += length;
    y += length;
  }
}

/**
 * With u = dy * gamma and n = (x - mean) * scale: `dx = scale * (u - mean(u) - n * mean(u * n))`.
 *
 * @param dGamma Receives [d], as does `dBeta`.
 * @param scratch 8 * d bytes.
 */
export function normaliseBackward(
  dy: usize,
  x: usize,
  gamma: usize,
  rows: usize,
  n: i32,
  d: i32,
  dx: usize,
  dGamma: usize,
  dBeta: usize,
  scratch: usize,
): void {
  const length = (<usize>d) << 2;
  const gammaPart = scratch;
  const betaPart = scratch + length;
  memory.fill(dGamma, 0, length);
  memory.fill(dBeta, 0, length);
  for (let first = 0; first < n; first += BLOCK) {
    memory.fill(scratch, 0, 2 * length);
    const end = min(n, first + BLOCK);
    for (let i = first; i < end; i++) {
      const mean = v128.load32_splat(rows);
      const scale = v128.load32_splat(rows, 4);
      let sumU = f32x4.splat(0);
      let sumUn = f32x4.splat(0);
      for (let at: usize = 0; at < length; at += 16) {
        const g = v128.load(dy + at);
        const centred = f32x4.sub(v128.load(x + at), mean);
        const normalised = f32x4.mul(centred, scale);
        const u = f32x4.mul(g, v128.load(gamma + at));
        sumU = f32x4.add(sumU, u);
        sumUn = multiplyAdd(u, normalised, sumUn);
        const before = v128.load(gammaPart + at);
        v128.store(gammaPart + at, multiplyAdd(g, normalised, before));
        v128.store(betaPart + at, f32x4.add(v128.load(betaPart + at), g));
      }
      const meanU = f32x4.splat(laneSum(sumU) / <f32>d);
      const meanUn = f32x4.splat(laneSum(sumUn) / <f32>d);
      for (let at: usize = 0; at < length; at += 16) {
        const centred = f32x4.sub(v128.load(x + at), mean);
        const normalised = f32x4.mul(centred, scale);
        const u = f32x4.mul(v128.load(dy + at), v128.load(gamma + at));
        const rest = f32x4.sub(
          f32x4.sub(u, meanU),
          f32x4.mul(normalised, meanUn),
        );
        v128.store(dx + at, f32x4.mul(scale, rest));
      }
      rows += 8;
      dy += length;
      x += length;
      dx += length;
    }
    addTo(dGamma, gammaPart, length);
    addTo(dBeta, betaPart, length);
  }
}

/**
 * Sum over rows.
 *
 * @param sums Receives [d].
 * @param scratch 4 * d bytes.
 */
export function columnSums(
  x: usize,
  n: i32,
  d: i32,
  sums: usize,
  scratch: usize,
): void {
  const length = (<usize>d) << 2;
  memory.fill(sums, 0, length);
  for (let first = 0; first < n; first += BLOCK) {
    memory.fill(scratch, 0, length);
    const end = min(n, first + BLOCK);
    for (let i = first; i < end; i++, x += length) addTo(scratch, x, length);
    addTo(sums, scratch, length);
  }
}

function addTo(total: usize, part: usize, length: usize): void {
  for (let at: usize = 0; at < length; at += 16) {
    v128.store(
      total + at,
      f32x4.add(v128.load(total + at), v128.load(part + at)),
    );
  }
}

/** `y = x + gamma * branch`, all [n, d] but gamma [d]. */
export function addScaled(
  x: usize,
  branch: usize,
  gamma: usize,
  n: i32,
  d: i32,
  y: usize,
): void {
  const length = (<usize>d) << 2;
  for (let i = 0; i < n; i++) {
    for (let at: usize = 0; at < length; at += 16) {
      const scaled = v128.load(gamma + at);
      v128.store(
        y + at,
        multiplyAdd(scaled, v128.load(branch + at), v128.load(x + at)),
      );
    }
    x += length;
    branch += length;
    y += length;
  }
}

/**
 * Gradients of `addScaled` with respect to `branch` and `gamma`.
 *
 * @param scratch 4 * d bytes.
 */
export function addScaledBackward(
  dy: usize,
  branch: usize,
  gamma: usize,
  n: i32,
  d: i32,
  dBranch: usize,
  dGamma: usize,
  scratch: usize,
): void {
  const length = (<usize>d) << 2;
  memory.fill(dGamma, 0, length);
  for (let first = 0; first < n; first += BLOCK) {
    memory.fill(scratch, 0, length);
    const end = min(n, first + BLOCK);
    for (let i = first; i < end; i++) {
      for (let at: usize = 0; at < length; at += 16) {
        const g = v128.load(dy + at);
        v128.store(dBranch + at, f32x4.mul(g, v128.load(gamma + at)));
        const before = v128.load(scratch + at);
        v128.store(
          scratch + at,
          multiplyAdd(g, v128.load(branch + at), before),
        );
      }
      dy += length;
      branch += length;
      dBranch += length;
    }
    addTo(dGamma, scratch, length);
  }
}
