/**
 * Cosine losses over the rows of two matrices in WGSL: of whole rows and of their beginnings, as they are and with column means taken off.
 * The formulas stand in `cosineLossHost.ts`, the calls in `cosineLossGpu.ts`.
 */
import { reduceBuiltins, reduceCode } from "./reduce.ts";

/** What the losses are of. `L` columns, the first `FIRST` of which may count once more; `COUNT` rows. */
export type CosineLossCode = {
  /** Whether there are losses of the beginnings of rows. */
  hasFirst: boolean;
  /** Whether there are losses with column means taken off. */
  centred: boolean;
  /** Whether there are losses without. */
  plain: boolean;
};

/** Kinds of losses, in the order in which statistics and coefficients are kept: all and first columns as they are, all and first columns centred. */
export const COSINE_KINDS = 4;

/** Columns and slices of rows of a workgroup that goes over columns. */
export const COLUMNS = 32;
const SLICES = 8;

/** Sums over the slices of a workgroup, left in `parts` of slice 0. */
const SLICE_SUM = /* wgsl */ `
fn addSlices(index: u32) {
  workgroupBarrier();
  for (var half = ${SLICES / 2}u; half > 0u; half /= 2u) {
    if (index < half * COLUMNS) { parts[index] += parts[index + half * COLUMNS]; }
    workgroupBarrier();
  }
}`;

/** Column means of both matrices, [2, L]. */
export const columnMeansCode = /* wgsl */ `
const COLUMNS = ${COLUMNS}u;
var<workgroup> parts: array<vec2<f32>, ${COLUMNS * SLICES}>;
${SLICE_SUM}

@compute @workgroup_size(${COLUMNS * SLICES})
fn main(
  @builtin(workgroup_id) id: vec3<u32>,
  @builtin(num_workgroups) count: vec3<u32>,
  @builtin(local_invocation_index) index: u32,
) {
  let column = groupIndex(id, count) * COLUMNS + index % COLUMNS;
  var sum = vec2<f32>(0.0);
  for (var row = index / COLUMNS; row < COUNT && column < L; row += ${SLICES}u) {
    sum += vec2<f32>(x[row * L + column], y[row * L + column]);
  }
  parts[index] = sum;
  addSlices(index);
  if (index < COLUMNS && column < L) {
    let mean = parts[index] / f32(COUNT);
    means[column] = mean.x;
    means[L + column] = mean.y;
  }
}`;

/** Of each row and kind: |x|^2, |y|^2 and x y, [rows, kinds] of vec4. One workgroup a row. */
export const rowProductsCode = ({
  hasFirst,
  centred,
  plain,
}: CosineLossCode) => {
  const kinds = [
    plain ? "own" : null,
    plain && hasFirst ? "own" : null,
    centred ? "centred" : null,
    centred && hasFirst ? "centred" : null,
  ];
  const eachKind = (line: (kind: number, pair: string) => string) =>
    kinds
      .map((pair, kind) => (pair ? line(kind, pair) : ""))
      .filter((text) => text !== "")
      .join("\n    ");
  return /* wgsl */ `
var<workgroup> parts: array<vec4<f32>, 256>;

fn products(pair: vec2<f32>) -> vec4<f32> {
  return vec4<f32>(pair * pair, pair.x * pair.y, 0.0);
}

@compute @workgroup_size(256)
fn main(
  @builtin(workgroup_id) id: vec3<u32>,
  @builtin(num_workgroups) count: vec3<u32>,
  @builtin(local_invocation_index) thread: u32,
  ${reduceBuiltins()}
) {
  let row = groupIndex(id, count);
  if (row >= COUNT) { return; }
  ${eachKind((kind) => `var sum${kind} = vec4<f32>(0.0);`)}
  for (var column = thread; column < L; column += 256u) {
    let own = vec2<f32>(x[row * L + column], y[row * L + column]);
    ${centred ? "let centred = own - vec2<f32>(means[column], means[L + column]);" : ""}
    ${eachKind((kind, pair) => `${kind % 2 === 1 ? "if (column < FIRST) " : ""}{ sum${kind} += products(${pair}); }`)}
  }
  ${eachKind(
    (kind) => /* wgsl */ `
${reduceCode([`sum${kind}`], "sum", "parts", { threads: 256 })}
  if (thread == 0u) { rowProducts[row * ${COSINE_KINDS}u + ${kind}u] = sum${kind}; }`,
  )}
}`;
};

/**
 * Losses, and of each row and kind the coefficients of the gradient, [rows, kinds] of vec4: across, along x, along y. One workgroup.
 *
 * @param results Names of the results and the kinds whose losses they are the sum of.
 */
export const cosineMeansCode = (
  results: readonly { name: string; kinds: readonly number[] }[],
) => {
  const used = [...new Set(results.flatMap(({ kinds }) => kinds))];
  return /* wgsl */ `
const NORM_EPSILON = 1e-12;
var<workgroup> parts: array<f32, 256>;

@compute @workgroup_size(256)
fn main(
  @builtin(local_invocation_index) thread: u32,
  ${reduceBuiltins()}
) {
  ${results.map(({ name }) => `var ${name}Sum = 0.0;`).join("\n  ")}
  ${used
    .map(
      (kind) => /* wgsl */ `{
    var sum = 0.0;
    for (var row = thread; row < COUNT; row += 256u) {
      let at = row * ${COSINE_KINDS}u + ${kind}u;
      let products = rowProducts[at];
      let norms = max(sqrt(products.xy), vec2<f32>(NORM_EPSILON));
      let cosine = products.z / norms.x / norms.y;
      sum += 1.0 - cosine;
      // Below the bound a vector is divided by a constant, so nothing is projected out.
      let along = select(vec2<f32>(0.0), cosine / norms / norms, norms > vec2<f32>(NORM_EPSILON));
      coefficients[at] = vec4<f32>(-1.0 / norms.x / norms.y, along, 0.0) / f32(COUNT);
    }
${reduceCode(["sum"], "sum", "parts", { threads: 256 })}
    ${results
      .filter(({ kinds }) => kinds.includes(kind))
      .map(({ name }) => `${name}Sum += sum;`)
      .join("\n    ")}
  }`,
    )
    .join("\n  ")}
  if (thread == 0u) {
    ${results.map(({ name }) => `${name}[0] = ${name}Sum / f32(COUNT);`).join("\n    ")}
  }
}`;
};

/**
 * Gradients with respect to x, and to y where it is wanted. A workgroup takes all rows of some columns, because centred rows
 * pass their gradient on minus its own column mean.
 *
 * @param seeds For each kind WGSL for the gradient that arrives at its loss; null where there is none.
 */
export const cosineGradientCode = (
  { centred }: CosineLossCode,
  seeds: readonly (string | null)[],
  ofTargets: boolean,
) => {
  const term = (kind: number, pair: string) => {
    const seed = seeds[kind];
    if (seed === undefined || seed === null) return "";
    const isFirst = kind % 2 === 1;
    return /* wgsl */ `
  ${isFirst ? "if (column < FIRST) " : ""}{
    let c = coefficients[row * ${COSINE_KINDS}u + ${kind}u] * ${seed};
    sum += c.x * ${pair}.yx + c.yz * ${pair};
  }`;
  };
  return /* wgsl */ `
const COLUMNS = ${COLUMNS}u;
var<workgroup> parts: array<vec2<f32>, ${COLUMNS * SLICES}>;
${SLICE_SUM}

fn ownGradient(row: u32, column: u32, own: vec2<f32>) -> vec2<f32> {
  var sum = vec2<f32>(0.0);${term(0, "own")}${term(1, "own")}
  return sum;
}

fn centredGradient(row: u32, column: u32, centred: vec2<f32>) -> vec2<f32> {
  var sum = vec2<f32>(0.0);${term(2, "centred")}${term(3, "centred")}
  return sum;
}

@compute @workgroup_size(${COLUMNS * SLICES})
fn main(
  @builtin(workgroup_id) id: vec3<u32>,
  @builtin(num_workgroups) count: vec3<u32>,
  @builtin(local_invocation_index) index: u32,
) {
  let column = groupIndex(id, count) * COLUMNS + index % COLUMNS;
  let slice = index / COLUMNS;
  ${
    centred
      ? /* wgsl */ `
  var mean = vec2<f32>(0.0);
  var sum = vec2<f32>(0.0);
  if (column < L) {
    mean = vec2<f32>(means[column], means[L + column]);
    for (var row = slice; row < COUNT; row += ${SLICES}u) {
      let at = row * L + column;
      sum += centredGradient(row, column, vec2<f32>(x[at], y[at]) - mean);
    }
  }
  parts[index] = sum;
  addSlices(index);
  let off = parts[index % COLUMNS] / f32(COUNT);`
      : ""
  }
  for (var row = slice; row < COUNT && column < L; row += ${SLICES}u) {
    let at = row * L + column;
    let own = vec2<f32>(x[at], y[at]);
    var sum = ownGradient(row, column, own);
    ${centred ? "sum += centredGradient(row, column, own - mean) - off;" : ""}
    dx[at] = sum.x;
    ${ofTargets ? "dy[at] = sum.y;" : ""}
  }
}`;
};
