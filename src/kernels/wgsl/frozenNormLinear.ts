/** LayerNorm and linear layer of frozen inputs in WGSL, around two matrix products; the formulas stand in `frozenNormLinear.ts`. */

/** The sum of a workgroup's 64 values. */
const TREE_SUM = /* wgsl */ `
var<workgroup> shares: array<f32, 64>;

fn sumOf(index: u32, share: f32) -> f32 {
  shares[index] = share;
  workgroupBarrier();
  for (var half = 32u; half > 0u; half /= 2u) {
    if (index < half) { shares[index] += shares[index + half]; }
    workgroupBarrier();
  }
  let sum = shares[0];
  workgroupBarrier();
  return sum;
}`;

/** Every row at mean 0 and variance 1. `ROWS` rows of `IN`; a workgroup a row. */
export const normalisedRowsCode = /* wgsl */ `
${TREE_SUM}

@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) id: vec3<u32>,
  @builtin(num_workgroups) count: vec3<u32>,
  @builtin(local_invocation_index) index: u32,
) {
  let row = groupIndex(id, count);
  if (row >= u.rows) { return; }
  let start = row * IN;
  var sum = 0.0;
  for (var i = index; i < IN; i += 64u) { sum += x[start + i]; }
  let mean = sumOf(index, sum) / f32(IN);
  var squares = 0.0;
  for (var i = index; i < IN; i += 64u) {
    let centred = x[start + i] - mean;
    squares += centred * centred;
  }
  let scale = inverseSqrt(sumOf(index, squares) / f32(IN) + u.epsilon);
  for (var i = index; i < IN; i += 64u) {
    normalised[start + i] = (x[start + i] - mean) * scale;
  }
}`;

/** gamma * W, [IN, OUT], and beta W + bias, [OUT]; a workgroup for each output and then for each 64 elements. */
export const foldedCode = /* wgsl */ `
${TREE_SUM}

@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) id: vec3<u32>,
  @builtin(num_workgroups) count: vec3<u32>,
  @builtin(local_invocation_index) index: u32,
) {
  let place = groupIndex(id, count);
  if (place < OUT) {
    var sum = 0.0;
    for (var i = index; i < IN; i += 64u) { sum += beta[i] * weight[i * OUT + place]; }
    let total = sumOf(index, sum);
    if (index == 0u) { shift[place] = total + bias[place]; }
  } else {
    let at = (place - OUT) * 64u + index;
    if (at < IN * OUT) { scaled[at] = gamma[at / OUT] * weight[at]; }
  }
}`;

/** All gradients from parts of F = n^T dy and, as their last row, of the column sums of dy; a workgroup for each input. */
export const parameterGradientsCode = /* wgsl */ `
${TREE_SUM}

@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) id: vec3<u32>,
  @builtin(num_workgroups) count: vec3<u32>,
  @builtin(local_invocation_index) index: u32,
) {
  let i = groupIndex(id, count);
  if (i >= IN) { return; }
  var ofGamma = 0.0;
  var ofBeta = 0.0;
  for (var o = index; o < OUT; o += 64u) {
    let at = i * OUT + o;
    var correlation = 0.0;
    var sum = 0.0;
    for (var part = 0u; part < u.parts; part++) {
      let first = part * (IN + 1u) * OUT;
      correlation += parts[first + at];
      sum += parts[first + IN * OUT + o];
    }
    dWeight[at] = gamma[i] * correlation + beta[i] * sum;
    ofGamma += weight[at] * correlation;
    ofBeta += weight[at] * sum;
    if (i == 0u) { dBias[o] = sum; }
  }
  let gammaSum = sumOf(index, ofGamma);
  let betaSum = sumOf(index, ofBeta);
  if (index == 0u) {
    dGamma[i] = gammaSum;
    dBeta[i] = betaSum;
  }
}`;
