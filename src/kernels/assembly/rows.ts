/**
 * Passes over the rows of a matrix whose width d is a multiple of four.
 *
 * Each computes rows `first` to `end`. Sums over rows are left in parts, one for each block of 64 rows, which `addParts` puts together: so the result does
 * not depend on how the rows were shared out, and float32 sums stay short.
 */
import { laneSum, multiplyAdd } from "./vector";

const BLOCK = 64;

/** @returns Number of blocks in n rows. */
export function blocks(n: i32): i32 {
  return (n + BLOCK - 1) / BLOCK;
}

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
  d: i32,
  epsilon: f32,
  y: usize,
  rows: usize,
  first: i32,
  end: i32,
): void {
  const length = (<usize>d) << 2;
  const start = <usize>first * length;
  x += start;
  y += start;
  rows += (<usize>first) << 3;
  for (let i = first; i < end; i++) {
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
    const variance = laneSum(squares) / <f32>d;
    const scale: f32 = <f32>1 / sqrt(variance + epsilon);
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
 * @param n Number of rows in all.
 * @param parts Receives the parts of the gradients of gamma and beta, [blocks, 2, d].
 * @param first First block to compute, and `end` the one after the last.
 */
export function normaliseBackward(
  dy: usize,
  x: usize,
  gamma: usize,
  rows: usize,
  n: i32,
  d: i32,
  dx: usize,
  parts: usize,
  first: i32,
  end: i32,
): void {
  const length = (<usize>d) << 2;
  for (let block = first; block < end; block++) {
    const gammaPart = parts + <usize>(2 * block) * length;
    const betaPart = gammaPart + length;
    memory.fill(gammaPart, 0, 2 * length);
    const last = min(n, (block + 1) * BLOCK);
    for (let i = block * BLOCK; i < last; i++) {
      const row = <usize>i * length;
      const mean = v128.load32_splat(rows + ((<usize>i) << 3));
      const scale = v128.load32_splat(rows + ((<usize>i) << 3), 4);
      let sumU = f32x4.splat(0);
      let sumUn = f32x4.splat(0);
      for (let at: usize = 0; at < length; at += 16) {
        const g = v128.load(dy + row + at);
        const centred = f32x4.sub(v128.load(x + row + at), mean);
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
        const centred = f32x4.sub(v128.load(x + row + at), mean);
        const normalised = f32x4.mul(centred, scale);
        const u = f32x4.mul(v128.load(dy + row + at), v128.load(gamma + at));
        const rest = f32x4.sub(
          f32x4.sub(u, meanU),
          f32x4.mul(normalised, meanUn),
        );
        v128.store(dx + row + at, f32x4.mul(scale, rest));
      }
    }
  }
}

/**
 * Sums over the rows of x, [n, d].
 *
 * @param parts Receives [blocks, d].
 * @param first First block to compute, and `end` the one after the last.
 */
export function columnSums(
  x: usize,
  n: i32,
  d: i32,
  parts: usize,
  first: i32,
  end: i32,
): void {
  const length = (<usize>d) << 2;
  for (let block = first; block < end; block++) {
    const part = parts + <usize>block * length;
    memory.fill(part, 0, length);
    const last = min(n, (block + 1) * BLOCK);
    for (let i = block * BLOCK; i < last; i++) {
      addTo(part, x + <usize>i * length, length);
    }
  }
}

/**
 * Puts sums together.
 *
 * @param parts [count, stride], of which the first d columns count.
 * @param total Receives [d].
 */
export function addParts(
  parts: usize,
  count: i32,
  stride: i32,
  d: i32,
  total: usize,
): void {
  const length = (<usize>d) << 2;
  memory.fill(total, 0, length);
  for (let part = 0; part < count; part++) {
    addTo(total, parts + ((<usize>(part * stride)) << 2), length);
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
  d: i32,
  y: usize,
  first: i32,
  end: i32,
): void {
  const length = (<usize>d) << 2;
  for (let i = first; i < end; i++) {
    const row = <usize>i * length;
    for (let at: usize = 0; at < length; at += 16) {
      const scaled = v128.load(gamma + at);
      v128.store(
        y + row + at,
        multiplyAdd(
          scaled,
          v128.load(branch + row + at),
          v128.load(x + row + at),
        ),
      );
    }
  }
}

/**
 * Gradients of `addScaled` with respect to `branch` and `gamma`.
 *
 * @param parts Receives the parts of the gradient of gamma, [blocks, d].
 * @param first First block to compute, and `end` the one after the last.
 */
export function addScaledBackward(
  dy: usize,
  branch: usize,
  gamma: usize,
  n: i32,
  d: i32,
  dBranch: usize,
  parts: usize,
  first: i32,
  end: i32,
): void {
  const length = (<usize>d) << 2;
  for (let block = first; block < end; block++) {
    const part = parts + <usize>block * length;
    memory.fill(part, 0, length);
    const last = min(n, (block + 1) * BLOCK);
    for (let i = block * BLOCK; i < last; i++) {
      const row = <usize>i * length;
      for (let at: usize = 0; at < length; at += 16) {
        const g = v128.load(dy + row + at);
        v128.store(dBranch + row + at, f32x4.mul(g, v128.load(gamma + at)));
        const sum = multiplyAdd(
          g,
          v128.load(branch + row + at),
          v128.load(part + at),
        );
        v128.store(part + at, sum);
      }
    }
  }
}
