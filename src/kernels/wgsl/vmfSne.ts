/**
 * The vMF-SNE compression loss in WGSL; the formulas stand in `vmfSneHost.ts`, the calls in `vmfSneGpu.ts`.
 *
 * float32 cannot hold exp(1 / 0.01), so rows are normalised in logarithms: Z_i = log sum_j exp(c_ij / temperature), its largest term taken out.
 * Row i of the symmetric cosines is read as column i, so that neighbouring threads read neighbouring numbers.
 */

import { reduceBuiltins, reduceCode } from "./reduce.ts";

/** Rows of a token matrix that form sets: vector i of set s is row `s * setStride + i * rowStride`. */
export type SetRows = {
  sets: number;
  /** Vectors in a set. */
  n: number;
  setStride: number;
  rowStride: number;
};

/** Side of a square of cosines that a workgroup computes. */
const TILE = 32;

/** Where numbers of all groups lie in one buffer. */
export type VmfSneLayout = {
  /** Cosines of one side, and rows, of all groups. */
  cosines: number;
  rows: number;
  /** Squares of cosines of all groups, on and above the diagonal. */
  tiles: number;
};

export function vmfSneLayout(groups: readonly SetRows[]): VmfSneLayout {
  const total = (size: (group: SetRows) => number) =>
    groups.reduce((sum, group) => sum + group.sets * size(group), 0);
  return {
    cosines: total(({ n }) => n * n),
    rows: total(({ n }) => n),
    tiles: total(({ n }) => tilesOf(n)),
  };
}

function tilesOf(n: number): number {
  const across = Math.ceil(n / TILE);
  return (across * (across + 1)) / 2;
}

/** `groupOf`, the first row of a set among the vectors, and the sizes of everything. */
function groupCode(
  groups: readonly SetRows[],
  hasChoice: (n: number) => boolean,
): string {
  let [cosines, rows, tiles] = [0, 0, 0];
  const cases = groups.map((group, g) => {
    const { sets, n, setStride, rowStride } = group;
    const fields = [
      ...[sets, n, setStride, rowStride].map((x) => `${x}u`),
      ...[cosines, rows, tiles, tilesOf(n)].map((x) => `${x}u`),
      hasChoice(n),
    ];
    cosines += sets * n * n;
    rows += sets * n;
    tiles += sets * tilesOf(n);
    const last = g === groups.length - 1;
    return `${last ? "" : `if (g == ${g}u) { `}return Group(${fields.join(", ")});${last ? "" : " }"}`;
  });
  return /* wgsl */ `
struct Group {
  sets: u32,
  n: u32,
  setStride: u32,
  rowStride: u32,
  firstCosine: u32,
  firstRow: u32,
  firstTile: u32,
  tiles: u32,
  hasChoice: bool,
}
const GROUPS = ${groups.length}u;
const COSINES = ${cosines}u;
const ROWS = ${rows}u;
const TILES = ${tiles}u;

fn groupOf(g: u32) -> Group {
  ${cases.join("\n  ")}
}

struct Place { group: Group, setIndex: u32, i: u32 }

// Of a row among the rows of all groups.
fn placeOf(row: u32) -> Place {
  var g = 0u;
  while (g + 1u < GROUPS && row >= groupOf(g + 1u).firstRow) { g++; }
  let group = groupOf(g);
  let within = row - group.firstRow;
  return Place(group, within / group.n, within % group.n);
}`;
}

export type VmfSneCode = {
  groups: readonly SetRows[];
  temperatures: readonly number[];
  isJoint: boolean;
  maskSelf: boolean;
  hasChoice: (n: number) => boolean;
};

/** Cosines of both sides, [2, cosines], and behind them the reciprocal norms of the compressed vectors, [rows]. */
export const cosinesCode = ({ groups, hasChoice }: VmfSneCode) => /* wgsl */ `
${groupCode(groups, hasChoice)}
const TILE = ${TILE}u;
const DEPTH = 16u;
const STRIDE = 33u;
const NORM_EPSILON = 1e-12;

var<workgroup> left: array<f32, DEPTH * STRIDE>;
var<workgroup> right: array<f32, DEPTH * STRIDE>;

fn element(isTeacher: bool, group: Group, setIndex: u32, i: u32, k: u32) -> f32 {
  if (i >= group.n) { return 0.0; }
  let row = setIndex * group.setStride + i * group.rowStride;
  if (isTeacher) {
    if (k >= D_TEACHER) { return 0.0; }
    return teacher[row * D_TEACHER + k];
  }
  if (k >= D_COMPRESSED) { return 0.0; }
  return compressed[row * D_COMPRESSED + k];
}

@compute @workgroup_size(16, 16)
fn main(
  @builtin(workgroup_id) id: vec3<u32>,
  @builtin(num_workgroups) count: vec3<u32>,
  @builtin(local_invocation_id) local: vec3<u32>,
  @builtin(local_invocation_index) index: u32,
) {
  let place = groupIndex(id, count);
  if (place >= 2u * TILES) { return; }
  let isTeacher = place < TILES;
  let tile = place % TILES;
  var g = 0u;
  while (g + 1u < GROUPS && tile >= groupOf(g + 1u).firstTile) { g++; }
  let group = groupOf(g);
  let n = group.n;
  let setIndex = (tile - group.firstTile) / group.tiles;
  let across = (n + TILE - 1u) / TILE;
  var tileColumn = (tile - group.firstTile) % group.tiles;
  var tileRow = 0u;
  while (tileColumn >= across - tileRow) {
    tileColumn -= across - tileRow;
    tileRow++;
  }
  tileColumn += tileRow;
  let d = select(D_COMPRESSED, D_TEACHER, isTeacher);

  // Each thread has two rows and two columns, half a tile apart.
  var dots = vec4<f32>(0.0);
  var rowSquares = vec2<f32>(0.0);
  var columnSquares = vec2<f32>(0.0);
  for (var start = 0u; start < d; start += DEPTH) {
    for (var e = index; e < DEPTH * TILE; e += 256u) {
      let k = e % DEPTH;
      let i = e / DEPTH;
      left[k * STRIDE + i] = element(isTeacher, group, setIndex, tileRow * TILE + i, start + k);
      right[k * STRIDE + i] = element(isTeacher, group, setIndex, tileColumn * TILE + i, start + k);
    }
    workgroupBarrier();
    for (var k = 0u; k < DEPTH; k++) {
      let a = vec2<f32>(left[k * STRIDE + local.y], left[k * STRIDE + local.y + 16u]);
      let b = vec2<f32>(right[k * STRIDE + local.x], right[k * STRIDE + local.x + 16u]);
      dots += vec4<f32>(a.x * b, a.y * b);
      rowSquares += a * a;
      columnSquares += b * b;
    }
    workgroupBarrier();
  }

  let perRow = 1.0 / max(sqrt(rowSquares), vec2<f32>(NORM_EPSILON));
  let perColumn = 1.0 / max(sqrt(columnSquares), vec2<f32>(NORM_EPSILON));
  let first = select(COSINES, 0u, isTeacher) + group.firstCosine + setIndex * n * n;
  for (var r = 0u; r < 2u; r++) {
    let i = tileRow * TILE + local.y + 16u * r;
    if (i >= n) { continue; }
    for (var c = 0u; c < 2u; c++) {
      let j = tileColumn * TILE + local.x + 16u * c;
      if (j >= n) { continue; }
      let cosine = dots[2u * r + c] * perRow[r] * perColumn[c];
      cosines[first + i * n + j] = cosine;
      if (tileRow != tileColumn) { cosines[first + j * n + i] = cosine; }
    }
    if (!isTeacher && tileRow == tileColumn && local.x == 0u) {
      cosines[2u * COSINES + group.firstRow + setIndex * n + i] = perRow[r];
    }
  }
}`;

const sharpnesses = (temperatures: readonly number[]) => /* wgsl */ `
const TEMPERATURES = ${temperatures.length}u;
fn sharpnessOf(t: u32) -> f32 {
  switch (t) {
${temperatures
  .slice(1)
  .map((x, t) => `    case ${t + 1}u: { return ${1 / x}f; }`)
  .join("\n")}
    default: { return ${1 / temperatures[0]!}f; }
  }
}`;

/** Z of each row of both sides, [2, temperatures, rows]. */
export const normalisersCode = ({
  groups,
  temperatures,
  maskSelf,
  hasChoice,
}: VmfSneCode) => /* wgsl */ `
${groupCode(groups, hasChoice)}
${sharpnesses(temperatures)}

@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) id: vec3<u32>,
  @builtin(local_invocation_index) index: u32,
) {
  let row = id.x * 64u + index;
  if (row >= ROWS) { return; }
  let place = placeOf(row);
  let n = place.group.n;
  let sharpness = sharpnessOf(id.y % TEMPERATURES);
  let side = id.y / TEMPERATURES;
  let first = side * COSINES + place.group.firstCosine + place.setIndex * n * n + place.i;
  var largest = -2.0;
  for (var j = 0u; j < n; j++) {
    ${maskSelf ? "if (j == place.i) { continue; }" : ""}
    largest = max(largest, cosines[first + j * n]);
  }
  var sum = 0.0;
  for (var j = 0u; j < n; j++) {
    ${maskSelf ? "if (j == place.i) { continue; }" : ""}
    sum += exp((cosines[first + j * n] - largest) * sharpness);
  }
  normalisers[id.y * ROWS + row] = select(0.0, largest * sharpness + log(sum), sum > 0.0);
}`;

/** Each row's share of the loss at each temperature, and of joint affinities r_i: [2, temperatures, rows]. */
export const rowLossesCode = ({
  groups,
  temperatures,
  isJoint,
  maskSelf,
  hasChoice,
}: VmfSneCode) => /* wgsl */ `
${groupCode(groups, hasChoice)}
${sharpnesses(temperatures)}

@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) id: vec3<u32>,
  @builtin(local_invocation_index) index: u32,
) {
  let row = id.x * 64u + index;
  if (row >= ROWS) { return; }
  let place = placeOf(row);
  let n = place.group.n;
  let t = id.y;
  let sharpness = sharpnessOf(t);
  let first = place.group.firstCosine + place.setIndex * n * n + place.i;
  let zP = t * ROWS + row;
  let zQ = (TEMPERATURES + t) * ROWS + row;
  let ownP = normalisers[zP];
  let ownQ = normalisers[zQ];
  var loss = 0.0;
  var pull = 0.0;
  for (var j = 0u; place.group.hasChoice && j < n; j++) {
    ${maskSelf ? "if (j == place.i) { continue; }" : ""}
    let p = cosines[first + j * n];
    let q = cosines[COSINES + first + j * n];
    let shift = (p - q) * sharpness;
    ${
      isJoint
        ? /* wgsl */ `
    let otherP = normalisers[zP - place.i + j];
    let otherQ = normalisers[zQ - place.i + j];
    // log(exp(-own) + exp(-other)), without overflow.
    let gapP = exp(-abs(otherP - ownP));
    let gapQ = exp(-abs(otherQ - ownQ));
    let sumP = log(1.0 + gapP) - min(ownP, otherP);
    let sumQ = log(1.0 + gapQ) - min(ownQ, otherQ);
    let joint = exp(p * sharpness + sumP) / f32(2u * n);
    loss += joint * (shift + sumP - sumQ);
    pull += joint * select(gapQ, 1.0, otherQ >= ownQ) / (1.0 + gapQ);`
        : /* wgsl */ `
    loss += exp(p * sharpness - ownP) * (shift + ownQ - ownP) / f32(n);`
    }
  }
  rowLosses[zP] = loss;
  rowLosses[zQ] = 2.0 * pull;
}`;

/** Mean loss of each group, and its loss at each temperature, [groups, temperatures]. One workgroup. */
export const meanLossesCode = ({
  groups,
  temperatures,
  hasChoice,
}: VmfSneCode) => /* wgsl */ `
${groupCode(groups, hasChoice)}
const TEMPERATURES = ${temperatures.length}u;

var<workgroup> parts: array<f32, 256>;

@compute @workgroup_size(256)
fn main(
  @builtin(local_invocation_index) thread: u32,
  ${reduceBuiltins()}
) {
  for (var g = 0u; g < GROUPS; g++) {
    let group = groupOf(g);
    var mean = 0.0;
    for (var t = 0u; t < TEMPERATURES; t++) {
      var sum = 0.0;
      for (var i = thread; i < group.sets * group.n; i += 256u) {
        sum += rowLosses[t * ROWS + group.firstRow + i];
      }
${reduceCode(["sum"], "sum", "parts", { threads: 256 })}
      if (thread == 0u) {
        let loss = sum / f32(group.sets);
        ofTemperatures[g * TEMPERATURES + t] = loss;
        mean += loss / f32(TEMPERATURES);
      }
    }
    if (thread == 0u) {
      ${groups.map((_, g) => `if (g == ${g}u) { mean${g}[0] = mean; }`).join("\n      ")}
    }
  }
}`;

/** Rows of the first group whose gradient one workgroup takes, and how many other vectors it sees at a time. */
export const GRADIENT_ROWS = 8;
const OTHERS = 32;

/**
 * The gradient with respect to the compressed vectors: `dy_i = (sum_j G_ij z_j - z_i sum_j G_ij c_ij) / |y_i|` with z the unit vectors.
 * The rows are those of the first group; a second one adds to its own rows among them.
 *
 * @param seeds WGSL for the gradient that arrives at each group's mean.
 */
export const gradientCode = (
  { groups, temperatures, isJoint, hasChoice }: VmfSneCode,
  seeds: readonly string[],
) => /* wgsl */ `
${groupCode(groups, hasChoice)}
const TEMPERATURES = ${temperatures.length}u;
const BLOCK = ${GRADIENT_ROWS}u;
const OTHERS = ${OTHERS}u;
// Reciprocal of the least norm, less a margin for the division.
const LONGEST = 0.999e12;
const PER_THREAD = (BLOCK * D + 255u) / 256u;

var<workgroup> pairs: array<f32, BLOCK * OTHERS>;
var<workgroup> scales: array<f32, OTHERS>;
var<workgroup> projections: array<f32, BLOCK>;

// Derivative of a set's loss, summed over temperatures, by the cosine of the pair of rows.
fn pairGradient(n: u32, cosine: u32, rowI: u32, rowJ: u32) -> f32 {
  let p = cosines[cosine];
  let q = cosines[COSINES + cosine];
  var sum = 0.0;
${temperatures
  .map((temperature, t) => {
    const [zP, zQ] = [t, temperatures.length + t];
    const sharpness = `${1 / temperature}f`;
    const at = (z: number, row: string) => `${z}u * ROWS + ${row}`;
    return /* wgsl */ `  {
    let ofI = exp(q * ${sharpness} - normalisers[${at(zQ, "rowI")}]);
    let ofJ = exp(q * ${sharpness} - normalisers[${at(zQ, "rowJ")}]);
    let own = exp(p * ${sharpness} - normalisers[${at(zP, "rowI")}]) + exp(p * ${sharpness} - normalisers[${at(zP, "rowJ")}]);
    ${
      isJoint
        ? `sum += (rowLosses[${at(zQ, "rowI")}] * ofI + rowLosses[${at(zQ, "rowJ")}] * ofJ - own / f32(n)) * ${sharpness};`
        : `sum += (ofI + ofJ - own) * ${sharpness} / f32(n);`
    }
  }`;
  })
  .join("\n")}
  return sum;
}

fn seedOf(g: u32) -> f32 {
  ${seeds.map((seed, g) => (g === seeds.length - 1 ? `return ${seed};` : `if (g == ${g}u) { return ${seed}; }`)).join("\n  ")}
}

@compute @workgroup_size(256)
fn main(
  @builtin(workgroup_id) id: vec3<u32>,
  @builtin(num_workgroups) count: vec3<u32>,
  @builtin(local_invocation_index) index: u32,
) {
  let own = groupOf(0u);
  let blocks = (own.n + BLOCK - 1u) / BLOCK;
  let place = groupIndex(id, count);
  if (place >= own.sets * blocks) { return; }
  let ownSet = place / blocks;
  let firstI = (place % blocks) * BLOCK;
  var sums: array<f32, PER_THREAD>;

  for (var g = 0u; g < GROUPS; g++) {
    let group = groupOf(g);
    // A second group: vector i is the first of set i.
    let isOther = g > 0u;
    if (!group.hasChoice || (isOther && firstI > 0u)) { continue; }
    let n = group.n;
    let setIndex = select(ownSet, 0u, isOther);
    let first = group.firstCosine + setIndex * n * n;
    let firstRow = group.firstRow + setIndex * n;
    let weight = seedOf(g) / f32(group.sets * TEMPERATURES);
    if (index < BLOCK) { projections[index] = 0.0; }
    for (var start = 0u; start < n; start += OTHERS) {
      let r = index / OTHERS;
      let i = select(firstI + r, ownSet, isOther);
      let j = start + index % OTHERS;
      var pair = 0.0;
      if (i < n && j < n && i != j && !(isOther && r > 0u)) {
        pair = weight * pairGradient(n, first + j * n + i, firstRow + i, firstRow + j);
      }
      pairs[index] = pair;
      if (index < OTHERS) {
        scales[index] = 0.0;
        if (start + index < n) { scales[index] = cosines[2u * COSINES + firstRow + start + index]; }
      }
      workgroupBarrier();
      if (index < BLOCK) {
        let row = select(firstI + index, ownSet, isOther);
        var projection = projections[index];
        for (var o = 0u; o < OTHERS && start + o < n && row < n; o++) {
          projection += pairs[index * OTHERS + o] * cosines[COSINES + first + (start + o) * n + row];
        }
        projections[index] = projection;
      }
      for (var e = 0u; e < PER_THREAD; e++) {
        let at = e * 256u + index;
        if (at >= BLOCK * D) { continue; }
        let k = at % D;
        var sum = sums[e];
        for (var o = 0u; o < OTHERS && start + o < n; o++) {
          let other = setIndex * group.setStride + (start + o) * group.rowStride;
          sum += pairs[(at / D) * OTHERS + o] * scales[o] * compressed[other * D + k];
        }
        sums[e] = sum;
      }
      workgroupBarrier();
    }
    // The part along the vector itself; one shorter than the bound is only divided by it, so nothing is projected out.
    for (var e = 0u; e < PER_THREAD; e++) {
      let at = e * 256u + index;
      let i = firstI + at / D;
      if (at >= BLOCK * D || i >= own.n || (isOther && at >= D)) { continue; }
      let row = ownSet * own.setStride + i * own.rowStride;
      let scale = cosines[2u * COSINES + firstRow + select(i, ownSet, isOther)];
      if (scale < LONGEST) {
        sums[e] -= projections[at / D] * compressed[row * D + at % D] * scale;
      }
    }
    workgroupBarrier();
  }

  for (var e = 0u; e < PER_THREAD; e++) {
    let at = e * 256u + index;
    let i = firstI + at / D;
    if (at >= BLOCK * D || i >= own.n) { continue; }
    let row = ownSet * own.setStride + i * own.rowStride;
    gradient[row * D + at % D] = sums[e] * cosines[2u * COSINES + own.firstRow + ownSet * own.n + i];
  }
}`;
