import { keptKernel, runGpuKernel } from "../gpuKernel.ts";
import type * as tf from "../../tensor/tf.ts";

/**
 * `geluOf(x)`: value and slope of the exact GELU, of numbers or vectors.
 *
 * erf after Abramowitz and Stegun, formula 7.1.26: within 1.5e-7 of it. The density that the slope needs is the exponential that erf has computed.
 */
export const geluCode = (type: "f32" | "vec4<f32>") => `
struct Gelu { value: ${type}, slope: ${type} }
fn geluOf(x: ${type}) -> Gelu {
  let z = abs(x) * 0.7071067811865476;
  let t = 1.0 / (1.0 + 0.3275911 * z);
  let decay = exp(-z * z);
  let tail = 0.5 * decay * t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  let probability = select(tail, 1.0 - tail, x >= ${type}(0.0));
  return Gelu(x * probability, probability + x * decay * 0.3989422804014327);
}`;

const THREADS = 64;

/** GELU and its slope, element by element, in one dispatch; no gradient of its own. */
export function geluForward(x: tf.Tensor): {
  value: tf.Tensor;
  slope: tf.Tensor;
} {
  const isVector = x.size % 4 === 0;
  const as = isVector ? "vec4<f32>" : "f32";
  const size = isVector ? x.size / 4 : x.size;
  const kernel = keptKernel(
    `gelu ${as}`,
    () => `${geluCode(as)}
@compute @workgroup_size(${THREADS})
fn main(
  @builtin(workgroup_id) id: vec3<u32>,
  @builtin(num_workgroups) count: vec3<u32>,
  @builtin(local_invocation_index) thread: u32,
) {
  let at = groupIndex(id, count) * ${THREADS}u + thread;
  if (at >= u.size) { return; }
  let gelu = geluOf(x[at]);
  value[at] = gelu.value;
  slope[at] = gelu.slope;
}`,
  );
  const output = { shape: x.shape, as } as const;
  return runGpuKernel(kernel, {
    inputs: { x: { tensor: x, as } },
    outputs: { value: output, slope: output },
    counts: { size },
    workgroups: Math.ceil(size / THREADS),
  });
}
