/** LayerNorm and linear layer of frozen inputs in WGSL, around two matrix products; the formulas stand in `frozenNormLinear.ts`. */

/** Columns that a workgroup sums. */
export const SUM_COLUMNS = 8;

/** Sum of `parts` over a workgroup of 64, in parts[0]. */
const TREE_SUM = /* wgsl */ `
var<workgroup> parts: array<f32, 64>;

fn sumOf(index: u32, part: f32) -> f32 {
  parts[index] = part;
  workgroupBarrier();
  for (var half = 32u; half > 0u; half /= 2u) {
    if (index < half) { parts[index] += parts[index + half]; }
    workgroupBarrier();
  }
  let sum = parts[0];
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

/** Sums over rows, [OUT]; a workgroup takes 8 columns, which lie in one sector of memory, and 32 slices of the rows. */
export const columnSumsCode = /* wgsl */ `
var<workgroup> parts: array<f32, 256>;

@compute @workgroup_size(256)
fn main(
  @builtin(workgroup_id) id: vec3<u32>,
  @builtin(local_invocation_index) index: u32,
) {
  let column = id.x * ${SUM_COLUMNS}u + index % ${SUM_COLUMNS}u;
  var sum = 0.0;
  for (var row = index / ${SUM_COLUMNS}u; row < u.rows && column < OUT; row += 32u) {
    sum += dy[row * OUT + column];
  }
  parts[index] = sum;
  workgroupBarrier();
  for (var half = 128u; half >= ${SUM_COLUMNS}u; half /= 2u) {
    if (index < half) { parts[index] += parts[index + half]; }
    workgroupBarrier();
  }
  if (index < ${SUM_COLUMNS}u && column < OUT) { sums[column] = parts[index]; }
}`;

/** The gradients of gamma, beta and weight from F = n^T dy and the column sums of dy; a workgroup for each input. */
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
    dWeight[at] = gamma[i] * correlation[at] + beta[i] * sums[o];
    ofGamma += weight[at] * correlation[at];
    ofBeta += weight[at] * sums[o];
  }
  let gammaSum = sumOf(index, ofGamma);
  let betaSum = sumOf(index, ofBeta);
  if (index == 0u) {
    dGamma[i] = gammaSum;
    dBeta[i] = betaSum;
  }
}`;
