/** The convolutions of a frozen network on WebGPU, each with bias and ReLU6 in one dispatch; its 1 x 1 convolutions are linear layers. No gradients. */
import { keptKernel, runGpuKernel } from "../gpuKernel.ts";
import type * as tf from "../../tensor/tf.ts";
import { elementsOf } from "./matrix.ts";

const THREADS = 64;

export type Convolution = {
  kind: "conv" | "depthwise";
  x: tf.Tensor4D;
  /** [height, width, in, out]; depthwise: [height, width, channels, 1]. */
  filter: tf.Tensor4D;
  /** [out] */
  bias: tf.Tensor1D;
  stride: number;
  activation: "relu6" | "none";
  /** Added behind the activation. */
  add: tf.Tensor4D | null;
};

/** Pixels of TensorFlow's SAME padding before the first: an odd one lies at the end. */
function paddingBefore(size: number, window: number, stride: number): number {
  const covered = (Math.ceil(size / stride) - 1) * stride + window;
  return Math.floor(Math.max(covered - size, 0) / 2);
}

/** @returns [n, ceil(h / stride), ceil(w / stride), out] */
export function convolve(convolution: Convolution): tf.Tensor4D {
  const { kind, x, filter, bias, stride, activation, add } = convolution;
  const [n, h, w, c] = x.shape;
  const [fh, fw] = filter.shape;
  const out = bias.shape[0];
  const [outH, outW] = [Math.ceil(h / stride), Math.ceil(w / stride)];
  const as = elementsOf(out);
  const columns = out / (as === "f32" ? 1 : 4);
  const size = n * outH * outW * columns;
  const isDepthwise = kind === "depthwise";
  const name = [
    `${kind} ${fh}x${fw}x${c}x${out} of ${h}x${w} stride ${stride}`,
    ...[activation, add ? "add" : ""],
  ].join(" ");
  const kernel = keptKernel(
    name,
    () => `
@compute @workgroup_size(${THREADS})
fn main(
  @builtin(workgroup_id) id: vec3<u32>,
  @builtin(num_workgroups) count: vec3<u32>,
  @builtin(local_invocation_index) thread: u32,
) {
  let at = groupIndex(id, count) * ${THREADS}u + thread;
  if (at >= u.size) { return; }
  let column = at % ${columns}u;
  let place = at / ${columns}u;
  let left = i32((place % ${outW}u) * ${stride}u) - ${paddingBefore(w, fw, stride)};
  let top = i32((place / ${outW}u % ${outH}u) * ${stride}u) - ${paddingBefore(h, fh, stride)};
  let image = i32(place / ${outW * outH}u);
  var sum = bias[column];
  for (var i = 0; i < ${fh}; i++) {
    let y = top + i;
    if (y < 0 || y >= ${h}) { continue; }
    for (var j = 0; j < ${fw}; j++) {
      let z = left + j;
      if (z < 0 || z >= ${w}) { continue; }
      let pixel = u32((image * ${h} + y) * ${w} + z);
      let tap = u32(i * ${fw} + j);
      ${
        isDepthwise
          ? `sum += x[pixel * ${columns}u + column] * filters[tap * ${columns}u + column];`
          : `for (var k = 0u; k < ${c}u; k++) {
        sum += x[pixel * ${c}u + k] * filters[(tap * ${c}u + k) * ${columns}u + column];
      }`
      }
    }
  }
  ${activation === "relu6" ? `sum = clamp(sum, ${as}(0.0), ${as}(6.0));` : ""}
  ${add ? "sum += skipped[at];" : ""}
  value[at] = sum;
}`,
  );
  const { value } = runGpuKernel(kernel, {
    inputs: {
      x: { tensor: x, as: isDepthwise ? as : "f32" },
      filters: { tensor: filter, as },
      bias: { tensor: bias, as },
      ...(add && { skipped: { tensor: add, as } }),
    },
    outputs: { value: { shape: [n, outH, outW, out], as } },
    counts: { size },
    workgroups: Math.ceil(size / THREADS),
  });
  return value as tf.Tensor4D;
}

/**
 * Enlarges pixels, bilinear with half-pixel centres, and moves them: `black + (white - black) * pixel`.
 *
 * @param images [n, h, w, c], 0 to 1.
 * @returns [n, side, side, c]
 */
export function resizePixels(
  images: tf.Tensor4D,
  side: number,
  [black, white]: readonly [number, number],
): tf.Tensor4D {
  const [n, h, w, c] = images.shape;
  const size = n * side * side * c;
  const kernel = keptKernel(
    `resize ${h}x${w}x${c} to ${side}`,
    () => `${neighbours(h, w, side)}
@compute @workgroup_size(${THREADS})
fn main(
  @builtin(workgroup_id) id: vec3<u32>,
  @builtin(num_workgroups) count: vec3<u32>,
  @builtin(local_invocation_index) thread: u32,
) {
  let at = groupIndex(id, count) * ${THREADS}u + thread;
  if (at >= u.size) { return; }
  let channel = at % ${c}u;
  let place = at / ${c}u;
  let image = place / ${side * side}u;
  let near = neighboursOf(place % ${side * side}u);
  var value = 0.0;
  for (var i = 0u; i < 4u; i++) {
    value += near.shares[i] * images[(image * ${h * w}u + near.places[i]) * ${c}u + channel];
  }
  resized[at] = u.black + (u.white - u.black) * value;
}`,
  );
  const { resized } = runGpuKernel(kernel, {
    inputs: { images },
    outputs: { resized: [n, side, side, c] },
    counts: { size },
    scalars: { black, white },
    workgroups: Math.ceil(size / THREADS),
  });
  return resized as tf.Tensor4D;
}

/** `neighboursOf(place)`: the four pixels of [h, w] around a place of [side, side], and the share of each. */
function neighbours(h: number, w: number, side: number): string {
  return `
struct Near { places: vec4<u32>, shares: vec4<f32> }
fn neighboursOf(place: u32) -> Near {
  let size = vec2<f32>(${h}.0, ${w}.0);
  let here = vec2<f32>(f32(place / ${side}u), f32(place % ${side}u));
  let spot = clamp((here + 0.5) * size / ${side}.0 - 0.5, vec2<f32>(0.0), size - 1.0);
  let share = fract(spot);
  let low = vec2<u32>(spot);
  let high = min(low + 1u, vec2<u32>(${h - 1}u, ${w - 1}u));
  return Near(
    vec4<u32>(low.x * ${w}u + low.y, low.x * ${w}u + high.y, high.x * ${w}u + low.y, high.x * ${w}u + high.y),
    vec4<f32>((1.0 - share.x) * (1.0 - share.y), (1.0 - share.x) * share.y, share.x * (1.0 - share.y), share.x * share.y),
  );
}`;
}

/** Threads that share a token when lengths are taken. */
const LANES = 64;

/**
 * Maps as patch tokens, side by side, behind the mean of each image's: one dispatch for a single map; else one for each, and one for the means.
 *
 * @param maps [n, g, g, c] each; where there are several, each is brought to one grid, bilinear, and its tokens to length 1.
 * @returns [n, 1 + grid * grid, width], width the sum of all c.
 */
export function tokensOfMaps(
  maps: readonly tf.Tensor4D[],
  grid: number,
): tf.Tensor3D {
  const n = maps[0]!.shape[0];
  const width = maps.reduce((sum, map) => sum + map.shape[3], 0);
  const shape = [n, 1 + grid * grid, width];
  if (maps.length === 1) return meanFirst(maps[0]!, shape);
  let tokens: tf.Tensor | null = null;
  let first = 0;
  for (const map of maps) {
    tokens = unitTokens(map, grid, first, tokens, shape);
    first += map.shape[3];
  }
  return meanFirst(null, shape, tokens!);
}

/** Copies the tokens of a map behind their mean, or, without a map, puts the mean of tokens in front of them. */
function meanFirst(
  map: tf.Tensor4D | null,
  shape: readonly number[],
  made: tf.Tensor | null = null,
): tf.Tensor3D {
  const [n, tokens, width] = shape as [number, number, number];
  const kernel = keptKernel(
    `mean token of ${tokens - 1}x${width}${map ? " copied" : ""}`,
    () => `
@compute @workgroup_size(${THREADS})
fn main(
  @builtin(workgroup_id) id: vec3<u32>,
  @builtin(num_workgroups) count: vec3<u32>,
  @builtin(local_invocation_index) thread: u32,
) {
  let at = groupIndex(id, count) * ${THREADS}u + thread;
  if (at >= u.size) { return; }
  let first = (at / ${width}u) * ${tokens * width}u + at % ${width}u;
  var sum = 0.0;
  for (var token = 1u; token < ${tokens}u; token++) {
    let place = first + token * ${width}u;
    ${
      map
        ? `let value = map[(at / ${width}u) * ${(tokens - 1) * width}u + (token - 1u) * ${width}u + at % ${width}u];
    tokens[place] = value;`
        : "let value = tokens[place];"
    }
    sum += value;
  }
  tokens[first] = sum / ${tokens - 1}.0;
}`,
  );
  const results = runGpuKernel(kernel, {
    inputs: map ? { map } : {},
    outputs: { tokens: made ? { inPlace: made } : shape },
    counts: { size: n * width },
    workgroups: Math.ceil((n * width) / THREADS),
  });
  return results.tokens as tf.Tensor3D;
}

/** The tokens of a map on a grid, each at length 1, in the columns from `first` on; class tokens stay as they are. */
function unitTokens(
  map: tf.Tensor4D,
  grid: number,
  first: number,
  made: tf.Tensor | null,
  shape: readonly number[],
): tf.Tensor {
  const [n, h, w, c] = map.shape;
  const width = shape[2]!;
  const kernel = keptKernel(
    `unit tokens of ${h}x${w}x${c} to ${grid} from ${first} of ${width}`,
    () => `${neighbours(h, w, grid)}
var<workgroup> squares: array<f32, ${LANES}>;
@compute @workgroup_size(${LANES})
fn main(
  @builtin(workgroup_id) id: vec3<u32>,
  @builtin(num_workgroups) count: vec3<u32>,
  @builtin(local_invocation_index) thread: u32,
) {
  let at = groupIndex(id, count);
  if (at >= u.size) { return; }
  let image = at / ${grid * grid}u;
  let near = neighboursOf(at % ${grid * grid}u);
  var sum = 0.0;
  for (var j = thread; j < ${c}u; j += ${LANES}u) {
    let value = mapAt(image, near, j);
    sum += value * value;
  }
  squares[thread] = sum;
  for (var width = ${LANES / 2}u; width > 0u; width /= 2u) {
    workgroupBarrier();
    if (thread < width) { squares[thread] += squares[thread + width]; }
  }
  workgroupBarrier();
  let scale = inverseSqrt(max(squares[0], 1e-24));
  let token = at + image + 1u;
  for (var j = thread; j < ${c}u; j += ${LANES}u) {
    tokens[token * ${width}u + ${first}u + j] = scale * mapAt(image, near, j);
  }
}
fn mapAt(image: u32, near: Near, channel: u32) -> f32 {
  var value = 0.0;
  for (var i = 0u; i < 4u; i++) {
    value += near.shares[i] * map[(image * ${h * w}u + near.places[i]) * ${c}u + channel];
  }
  return value;
}`,
  );
  const size = n * grid * grid;
  const { tokens } = runGpuKernel(kernel, {
    inputs: { map },
    outputs: { tokens: made ? { inPlace: made } : shape },
    counts: { size },
    workgroups: size,
  });
  return tokens;
}
