/** LayerNorm on WebGPU, forward and backward; no gradients of its own. */
import { keptKernel, runGpuKernel } from "../gpuKernel.ts";
import type * as tf from "../../tensor/tf.ts";
import { geluCode } from "./gelu.ts";

const THREADS = 256;

/** Threads that share a row. */
const LANES = 16;
const ROWS = THREADS / LANES;

/** Rows whose contributions to the gradients of gain and shift one workgroup adds up. */
const BLOCK_ROWS = 2 * ROWS;

const MAIN = `
@compute @workgroup_size(${THREADS})
fn main(
  @builtin(workgroup_id) id: vec3<u32>,
  @builtin(num_workgroups) count: vec3<u32>,
  @builtin(local_invocation_index) thread: u32,
) {
  let group = groupIndex(id, count);
  let lane = thread % ${LANES}u;`;

/** `overRow(thread, value)`: the sum of the values of all threads of a row, in each of them. */
const overRow = (type: string) => `
var<workgroup> rowMemory: array<${type}, ${THREADS}>;
fn overRow(thread: u32, value: ${type}) -> ${type} {
  workgroupBarrier();
  rowMemory[thread] = value;
  workgroupBarrier();
  let first = thread - thread % ${LANES}u;
  var total = ${type}(0.0);
  for (var i = 0u; i < ${LANES}u; i++) { total += rowMemory[first + i]; }
  return total;
}`;

/** Code for each column of a thread, by its number `i` and with the column as `j`. */
function forColumns(d: number, code: (i: number) => string): string {
  return Array.from({ length: Math.ceil(d / LANES) }, (_, i) => {
    const j = `lane + ${i * LANES}u`;
    return (i + 1) * LANES <= d
      ? `  { let j = ${j}; ${code(i)} }`
      : `  if (${j} < ${d}u) { let j = ${j}; ${code(i)} }`;
  }).join("\n");
}

const declared = (d: number, names: readonly string[]) =>
  Array.from({ length: Math.ceil(d / LANES) }, (_, i) =>
    names.map((name) => `  var ${name}${i} = 0.0;`).join(""),
  ).join("\n");

/**
 * @param x [n, d]
 * @param affine Gain and shift, [d] each; 1 and 0 if null.
 * @param hasGelu Whether GELU follows.
 * @returns The normalised rows [n, d], and mean and reciprocal deviation of each row, [n, 2].
 */
export function layerNormForward(
  x: tf.Tensor2D,
  affine: { gamma: tf.Tensor1D; beta: tf.Tensor1D } | null,
  epsilon: number,
  hasGelu = false,
): { value: tf.Tensor2D; rows: tf.Tensor2D } {
  const [n, d] = x.shape;
  const name = `layer norm ${d} ${affine ? "affine" : "plain"}${hasGelu ? " gelu" : ""}`;
  const finished = (value: string) =>
    hasGelu ? `geluOf(${value}).value` : value;
  const kernel = keptKernel(
    name,
    () => `${overRow("f32")}${hasGelu ? geluCode("f32") : ""}
${MAIN}
  let row = group * ${ROWS}u + thread / ${LANES}u;
  let isRow = row < u.n;
  let first = min(row, u.n - 1u) * ${d}u;
${declared(d, ["x"])}
  var sum = 0.0;
${forColumns(d, (i) => `x${i} = x[first + j]; sum += x${i};`)}
  let mean = overRow(thread, sum) / ${d}.0;
  var squares = 0.0;
${forColumns(d, (i) => `x${i} -= mean; squares += x${i} * x${i};`)}
  let scale = inverseSqrt(overRow(thread, squares) / ${d}.0 + u.epsilon);
  if (!isRow) { return; }
${forColumns(
  d,
  (i) =>
    `value[first + j] = ${finished(`x${i} * scale${affine ? " * gamma[j] + beta[j]" : ""}`)};`,
)}
  if (lane == 0u) { rows[row] = vec2<f32>(mean, scale); }
}`,
  );
  const results = runGpuKernel(kernel, {
    inputs: { x, ...affine },
    outputs: {
      value: [n, d],
      rows: { shape: [n, 2], as: "vec2<f32>" },
    },
    counts: { n },
    scalars: { epsilon },
    workgroups: Math.ceil(n / ROWS),
  });
  return results as { value: tf.Tensor2D; rows: tf.Tensor2D };
}

/**
 * With u = dy * gamma and n = (x - mean) * scale: `dx = scale * (u - mean(u) - n * mean(u * n))`.
 *
 * @param from.rows From `layerNormForward`.
 * @param from.geluBeta The shift, if GELU follows the norm; dy is then the gradient behind GELU.
 * @param from.residual [n, d], added to dx: the gradient that reached x beside the norm.
 * @returns dx [n, d], and parts [blocks, 2, d] of the gradients of gain and shift, for `sumNormParts`.
 */
export function layerNormBackward(from: {
  dy: tf.Tensor2D;
  x: tf.Tensor2D;
  gamma: tf.Tensor1D;
  rows: tf.Tensor2D;
  geluBeta?: tf.Tensor1D;
  residual?: tf.Tensor2D;
}): { dx: tf.Tensor2D; parts: tf.Tensor3D } {
  const { dy, x, gamma, rows, geluBeta, residual } = from;
  const [n, d] = x.shape;
  const name = `layer norm backward ${d}${geluBeta ? " gelu" : ""}${residual ? " residual" : ""}`;
  const slope = (i: number) =>
    geluBeta ? ` * geluOf(x${i} * gamma[j] + beta[j]).slope` : "";
  const kernel = keptKernel(
    name,
    () => `${overRow("vec2<f32>")}${geluBeta ? geluCode("f32") : ""}
${MAIN}
  if (group >= u.blocks) { return; }
${declared(d, ["dGamma", "dBeta", "scaled", "x"])}
  for (var block = 0u; block < ${BLOCK_ROWS}u; block += ${ROWS}u) {
    let row = group * ${BLOCK_ROWS}u + block + thread / ${LANES}u;
    let isRow = row < u.n;
    let here = min(row, u.n - 1u);
    let first = here * ${d}u;
    let stats = rows[here];
    var sums = vec2<f32>(0.0);
    let weight = select(0.0, 1.0, isRow);
${forColumns(
  d,
  (i) =>
    `x${i} = (x[first + j] - stats.x) * stats.y; let g = dy[first + j] * weight${slope(i)}; scaled${i} = g * gamma[j]; ` +
    `sums += vec2<f32>(scaled${i}, scaled${i} * x${i}); dGamma${i} += g * x${i}; dBeta${i} += g;`,
)}
    let means = overRow(thread, sums) / ${d}.0;
    if (isRow) {
${forColumns(
  d,
  (i) =>
    `dx[first + j] = stats.y * (scaled${i} - means.x - x${i} * means.y)${residual ? " + residual[first + j]" : ""};`,
)}
    }
  }
  let part = group * ${2 * d}u;
${Array.from(
  { length: Math.ceil(d / LANES) },
  (_, i) => `
  workgroupBarrier();
  rowMemory[thread] = vec2<f32>(dGamma${i}, dBeta${i});
  workgroupBarrier();
  if (thread < ${LANES}u && thread + ${i * LANES}u < ${d}u) {
    var total = vec2<f32>(0.0);
    for (var i = 0u; i < ${ROWS}u; i++) { total += rowMemory[thread + i * ${LANES}u]; }
    parts[part + thread + ${i * LANES}u] = total.x;
    parts[part + ${d}u + thread + ${i * LANES}u] = total.y;
  }`,
).join("")}
}`,
  );
  const blocks = Math.ceil(n / BLOCK_ROWS);
  const results = runGpuKernel(kernel, {
    inputs: {
      ...{ dy, x, gamma },
      rows: { tensor: rows, as: "vec2<f32>" },
      ...(geluBeta && { beta: geluBeta }),
      ...(residual && { residual }),
    },
    outputs: { dx: [n, d], parts: [blocks, 2, d] },
    counts: { n, blocks },
    workgroups: blocks,
  });
  return results as { dx: tf.Tensor2D; parts: tf.Tensor3D };
}
