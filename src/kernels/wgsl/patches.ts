/** Between pixels and tokens on WebGPU: patches as rows, neighbourhoods as rows, class token and positions; no gradients of their own. */
import { keptKernel, runGpuKernel } from "../gpuKernel.ts";
import type * as tf from "../../tensor/tf.ts";

const THREADS = 64;

const MAIN = `
@compute @workgroup_size(${THREADS})
fn main(
  @builtin(workgroup_id) id: vec3<u32>,
  @builtin(num_workgroups) count: vec3<u32>,
  @builtin(local_invocation_index) thread: u32,
) {
  let at = groupIndex(id, count) * ${THREADS}u + thread;
  if (at >= u.size) { return; }`;

/** What one thread for each of so many places needs. */
const places = (size: number) => ({
  counts: { size },
  workgroups: Math.ceil(size / THREADS),
});

/**
 * The pixels of each patch as one row, moved from 0..1 to -1..1.
 *
 * @param images [batch, side, side, channels]
 * @returns [batch * grid * grid, patch * patch * channels]; along the last axis rows, columns, channels.
 */
export function patchRows(images: tf.Tensor4D, patch: number): tf.Tensor2D {
  const [batch, side, , channels] = images.shape;
  const grid = side / patch;
  const line = patch * channels;
  const kernel = keptKernel(
    `patch rows ${side} by ${patch}, ${channels} channels`,
    () => `${MAIN}
  let inLine = at % ${line}u;
  let y = (at / ${line}u) % ${patch}u;
  let token = at / ${line * patch}u;
  let across = token % ${grid}u;
  let down = token / ${grid}u; // over all images
  rows[at] = 2.0 * images[((down * ${patch}u + y) * ${grid}u + across) * ${line}u + inLine] - 1.0;
}`,
  );
  const { rows } = runGpuKernel(kernel, {
    inputs: { images },
    outputs: { rows: [batch * grid * grid, patch * line] },
    ...places(images.size),
  });
  return rows as tf.Tensor2D;
}

/**
 * Class token and patches, positions added.
 *
 * @param classToken [1, 1, width]
 * @param patches [batch, patches, width]
 * @param positions [1, 1 + patches, width]
 * @returns [batch, 1 + patches, width]
 */
export function joinTokens(
  classToken: tf.Tensor3D,
  patches: tf.Tensor3D,
  positions: tf.Tensor3D,
): tf.Tensor3D {
  const [batch, count, width] = patches.shape;
  const image = (1 + count) * width;
  const kernel = keptKernel(
    `join tokens ${count}x${width}`,
    () => `${MAIN}
  let inImage = at % ${image}u;
  var value = positions[inImage];
  if (inImage < ${width}u) { value += classToken[inImage]; }
  else { value += patches[at - (at / ${image}u + 1u) * ${width}u]; }
  tokens[at] = value;
}`,
  );
  const { tokens } = runGpuKernel(kernel, {
    inputs: { classToken, patches, positions },
    outputs: { tokens: [batch, 1 + count, width] },
    ...places(batch * image),
  });
  return tokens as tf.Tensor3D;
}

/** Threads that share the images of a batch, and the columns that they do it for. */
const LANES = 16;
const COLUMNS = 16;

/** The gradients of `joinTokens`, in the order of its arguments. */
export function joinTokensBackward(
  dy: tf.Tensor3D,
): [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D] {
  const [batch, tokens, width] = dy.shape;
  const size = tokens * width;
  const kernel = keptKernel(
    `join tokens backward ${tokens}x${width}`,
    () => `
var<workgroup> sums: array<f32, ${LANES * COLUMNS}>;
@compute @workgroup_size(${LANES * COLUMNS})
fn main(
  @builtin(workgroup_id) id: vec3<u32>,
  @builtin(num_workgroups) count: vec3<u32>,
  @builtin(local_invocation_index) thread: u32,
) {
  let at = groupIndex(id, count) * ${COLUMNS}u + thread % ${COLUMNS}u;
  var total = 0.0;
  if (at < ${size}u) {
    for (var image = thread / ${COLUMNS}u; image < u.batch; image += ${LANES}u) {
      let g = dy[image * ${size}u + at];
      total += g;
      if (at >= ${width}u) { dPatches[image * ${size - width}u + at - ${width}u] = g; }
    }
  }
  sums[thread] = total;
  workgroupBarrier();
  if (thread >= ${COLUMNS}u || at >= ${size}u) { return; }
  for (var lane = 1u; lane < ${LANES}u; lane++) { total += sums[thread + lane * ${COLUMNS}u]; }
  dPositions[at] = total;
  if (at < ${width}u) { dClassToken[at] = total; }
}`,
  );
  const { dClassToken, dPatches, dPositions } = runGpuKernel(kernel, {
    inputs: { dy },
    outputs: {
      dClassToken: [1, 1, width],
      dPatches: [batch, tokens - 1, width],
      dPositions: [1, tokens, width],
    },
    counts: { batch },
    workgroups: Math.ceil(size / COLUMNS),
  });
  return [dClassToken, dPatches, dPositions] as [
    tf.Tensor3D,
    tf.Tensor3D,
    tf.Tensor3D,
  ];
}

/**
 * The 3 x 3 neighbourhoods of every second pixel, zero beyond the image.
 *
 * @param x [batch, h, w, c] with even h and w.
 * @param isPixels Whether values are first moved from 0..1 to -1..1.
 * @returns [batch * h/2 * w/2, 9 * c]
 */
export function unfoldForward(x: tf.Tensor4D, isPixels: boolean): tf.Tensor2D {
  const [batch, h, w, c] = x.shape;
  const kernel = keptKernel(
    `unfold ${h}x${w}x${c}${isPixels ? " pixels" : ""}`,
    () => `${MAIN}
  let channel = at % ${c}u;
  let tap = (at / ${c}u) % 9u;
  let place = at / ${9 * c}u;
  let x0 = 2u * (place % ${w / 2}u) + tap % 3u; // one more than the column, so that it is never negative
  let y0 = 2u * ((place / ${w / 2}u) % ${h / 2}u) + tap / 3u;
  let image = place / ${(w / 2) * (h / 2)}u;
  var value = 0.0;
  if (x0 > 0u && y0 > 0u && x0 <= ${w}u && y0 <= ${h}u) {
    value = x[((image * ${h}u + y0 - 1u) * ${w}u + x0 - 1u) * ${c}u + channel];
    ${isPixels ? "value = 2.0 * value - 1.0;" : ""}
  }
  rows[at] = value;
}`,
  );
  const shape = [(batch * h * w) / 4, 9 * c] as const;
  const { rows } = runGpuKernel(kernel, {
    inputs: { x },
    outputs: { rows: shape },
    ...places(shape[0] * shape[1]),
  });
  return rows as tf.Tensor2D;
}

/**
 * The gradient of `unfoldForward` without the move: each pixel gathers from the neighbourhoods that it is in.
 *
 * @param shape Of x, [batch, h, w, c].
 */
export function unfoldBackward(
  dy: tf.Tensor2D,
  shape: readonly [number, number, number, number],
): tf.Tensor4D {
  const [batch, h, w, c] = shape;
  const kernel = keptKernel(
    `unfold backward ${h}x${w}x${c}`,
    () => `${MAIN}
  let channel = at % ${c}u;
  let x = (at / ${c}u) % ${w}u;
  let y = (at / ${c * w}u) % ${h}u;
  let image = at / ${c * w * h}u;
  var total = 0.0;
  // The neighbourhood of pixel 2i has taps 2i - 1 to 2i + 1: pixel y is tap y + 1 - 2i of it, for one i or two.
  for (var i = y / 2u; i <= (y + 1u) / 2u && i < ${h / 2}u; i++) {
    for (var j = x / 2u; j <= (x + 1u) / 2u && j < ${w / 2}u; j++) {
      let tap = (y + 1u - 2u * i) * 3u + x + 1u - 2u * j;
      total += dy[(((image * ${h / 2}u + i) * ${w / 2}u + j) * 9u + tap) * ${c}u + channel];
    }
  }
  dx[at] = total;
}`,
  );
  const { dx } = runGpuKernel(kernel, {
    inputs: { dy },
    outputs: { dx: shape },
    ...places(batch * h * w * c),
  });
  return dx as tf.Tensor4D;
}
