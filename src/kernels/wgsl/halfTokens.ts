/** Teacher tokens in half precision, two in a word: rounding them as data/formats/halfFloats.ts does, and making training targets of them. */

/** To binary16, to nearest with ties away from zero; a word a thread. */
export const halvesCode = /* wgsl */ `
fn half(value: f32) -> u32 {
  let bits = bitcast<u32>(value);
  let sign = (bits >> 16u) & 0x8000u;
  // Rounded at bit 12, the exponent moved from bias 127 to 15.
  let rounded = i32((bits & 0x7fffffffu) + 0x1000u);
  let moved = (rounded >> 13u) - (112 << 10u);
  if (moved >= 0x7c00) { return sign | 0x7bffu; }
  if (moved >= 0x400) { return sign | u32(moved); }
  return sign | u32(floor(abs(value) * 16777216.0 + 0.5)); // subnormal
}

@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) id: vec3<u32>,
  @builtin(num_workgroups) count: vec3<u32>,
  @builtin(local_invocation_index) index: u32,
) {
  let i = groupIndex(id, count) * 64u + index;
  if (i >= u.words) { return; }
  halves[i] = half(values[2u * i]) | (half(values[2u * i + 1u]) << 16u);
}`;

/** Centred tokens on the student's grid: patches of a coarser grid are repeated. `D` numbers a token; `means` of class and patch tokens, [2, D]. */
export const centredTokensCode = /* wgsl */ `
@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) id: vec3<u32>,
  @builtin(num_workgroups) count: vec3<u32>,
  @builtin(local_invocation_index) index: u32,
) {
  let i = groupIndex(id, count) * 64u + index;
  if (i >= u.size) { return; }
  let tokens = 1u + TO * TO;
  let token = (i / D) % tokens;
  let image = i / D / tokens;
  let k = i % D;
  var source = 0u;
  if (token > 0u) {
    let row = (token - 1u) / TO;
    let column = (token - 1u) % TO;
    source = 1u + row * FROM / TO * FROM + column * FROM / TO;
  }
  let at = (image * (1u + FROM * FROM) + source) * D + k;
  let value = unpack2x16float(halves[at / 2u])[at % 2u];
  targets[i] = value - means[select(0u, D, token > 0u) + k] * u.fraction;
}`;
