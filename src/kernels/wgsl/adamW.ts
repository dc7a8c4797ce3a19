/** AdamW over parameters that lie side by side, four elements a thread; the formula stands in engine/adamW.ts. */

/** Parameters start at multiples of this many floats: 256 bytes, so that a part of the buffer can be bound by itself. */
export const ALIGNMENT = 64;

/** Elements that a workgroup takes. */
export const ADAM_W_ELEMENTS = 4 * 256;

export const adamWCode = /* wgsl */ `
@compute @workgroup_size(256)
fn main(
  @builtin(workgroup_id) id: vec3<u32>,
  @builtin(num_workgroups) count: vec3<u32>,
  @builtin(local_invocation_index) index: u32,
) {
  let i = u.start + groupIndex(id, count) * 256u + index;
  if (i >= u.end) { return; }
  let g = gradients[i];
  let mean = u.beta1 * first[i] + u.rest1 * g;
  let square = u.beta2 * second[i] + u.rest2 * g * g;
  first[i] = mean;
  second[i] = square;
  let shrink = select(1.0, u.shrink, decaying[i / ${ALIGNMENT / 4}u] > 0.0);
  values[i] = values[i] * shrink - u.stepSize * mean / (sqrt(square) / u.rootCorrection2 + u.epsilon);
}`;
