/** The second half of gradients that are summed over many rows: blocks of rows have left parts, which are added up here. */
import { keptKernel, runGpuKernel } from "../gpuKernel.ts";
import type * as tf from "../../tensor/tf.ts";
import { elementsOf } from "./matrix.ts";

const THREADS = 256;

/** Threads that share the sum of a column; two neighbouring columns or vectors of columns make a workgroup, so that narrow layers still give many. */
const LANES = 128;
const ACROSS = THREADS / LANES;

export type NormGradients = { dGamma: tf.Tensor1D; dBeta: tf.Tensor1D };

export type LayerGradients = {
  dWeight: tf.Tensor2D;
  dBias: tf.Tensor1D;
  /** Of the LayerScale behind the layer; null where there is none. */
  dScale: tf.Tensor1D | null;
  /** Of a LayerNorm whose parts were handed over; null where none were. */
  norm: NormGradients | null;
};

const MAIN = `
@compute @workgroup_size(${THREADS})
fn main(
  @builtin(workgroup_id) id: vec3<u32>,
  @builtin(num_workgroups) count: vec3<u32>,
  @builtin(local_invocation_index) thread: u32,
) {
  let group = groupIndex(id, count);`;

/** `sumOf(buffer)` as text: part after part at a distance, four loads on their way at a time. */
const sumOf = (name: string, buffer: string, type: string) => `
fn ${name}(first: u32, distance: u32, count: u32) -> ${type} {
  var total = ${type}(0.0);
  var i = 0u;
  for (; i + 4u <= count; i += 4u) {
    let at = first + i * distance;
    total += (${buffer}[at] + ${buffer}[at + distance]) + (${buffer}[at + 2u * distance] + ${buffer}[at + 3u * distance]);
  }
  for (; i < count; i++) { total += ${buffer}[first + i * distance]; }
  return total;
}`;

/** `overLanes(thread, value)`: the sum of the values of all threads of one column, in its first lane. */
const overLanes = (name: string, type: string) => `
var<workgroup> ${name}Memory: array<${type}, ${THREADS}>;
fn ${name}(thread: u32, value: ${type}) -> ${type} {
  ${name}Memory[thread] = value;
  for (var width = ${THREADS / 2}u; width >= ${ACROSS}u; width /= 2u) {
    workgroupBarrier();
    if (thread < width) { ${name}Memory[thread] += ${name}Memory[thread + width]; }
  }
  return ${name}Memory[thread];
}`;

/**
 * Gradients of a linear layer's weight and bias from their parts; with a LayerScale gamma behind it, with that factor, and gamma's own gradient:
 * with F the sum of the parts, `dGamma_j = sum_i W_ij F_ij + b_j F_bias,j`, so that the layer's output is not needed.
 *
 * @param parts [parts, in + 1, out], from `linearBackwardParts`.
 * @param weight [in, out]
 * @param norm Parts of a LayerNorm's gradients, [blocks, 2, d], from `layerNormBackward`; not together with a LayerScale, for a kernel may have no more than 8 buffers.
 */
export function sumLayerParts(
  parts: tf.Tensor3D,
  weight: tf.Tensor2D,
  scale?: { gamma: tf.Tensor1D; bias: tf.Tensor1D },
  norm?: tf.Tensor3D,
): LayerGradients {
  const [inputs, outputs] = weight.shape;
  const as = elementsOf(outputs);
  const columns = outputs / (as === "f32" ? 1 : 4);
  const layerGroups = scale
    ? Math.ceil(columns / ACROSS)
    : Math.ceil(((inputs + 1) * columns) / THREADS);
  const normColumns = norm ? vectors(norm) : 0;
  const name = [
    `sum parts ${inputs}x${outputs}`,
    ...[scale ? "gamma" : "", norm ? `norm ${norm.shape[2]}` : ""],
  ].join(" ");
  const kernel = keptKernel(name, () =>
    [
      sumOf("layerSum", "parts", as),
      scale ? overLanes("layerLanes", as) : "",
      scale ? scaledLayerCode(inputs, columns, as) : layerCode(inputs, columns),
      norm ? normCode(norm) : "",
      MAIN,
      norm
        ? `
  if (group >= ${layerGroups}u) {
    sumNorm(group - ${layerGroups}u, thread);
    return;
  }`
        : "",
      "  sumLayer(group, thread);\n}",
    ].join("\n"),
  );
  const { dWeight, dBias, dScale, dGamma, dBeta } = runGpuKernel(kernel, {
    inputs: {
      parts: { tensor: parts, as },
      ...(scale && {
        weight: { tensor: weight, as },
        gamma: { tensor: scale.gamma, as },
        bias: { tensor: scale.bias, as },
      }),
      ...(norm && {
        normParts: { tensor: norm, as: elementsOf(norm.shape[2]) },
      }),
    },
    outputs: {
      dWeight: { shape: [inputs, outputs], as },
      dBias: { shape: [outputs], as },
      ...(scale && { dScale: { shape: [outputs], as } }),
      ...(norm && normOutputs(norm)),
    },
    counts: {
      partCount: parts.shape[0],
      ...(norm && { blocks: norm.shape[0] }),
    },
    workgroups: layerGroups + Math.ceil(normColumns / ACROSS),
  }) as Record<string, tf.Tensor>;
  return {
    dWeight: dWeight as tf.Tensor2D,
    dBias: dBias as tf.Tensor1D,
    dScale: (dScale ?? null) as tf.Tensor1D | null,
    norm: norm
      ? { dGamma: dGamma as tf.Tensor1D, dBeta: dBeta as tf.Tensor1D }
      : null,
  };
}

/**
 * Gradients of a LayerNorm's gain and shift from their parts.
 *
 * @param norm [blocks, 2, d], from `layerNormBackward`.
 */
export function sumNormParts(norm: tf.Tensor3D): NormGradients {
  const kernel = keptKernel(`sum norm parts ${norm.shape[2]}`, () =>
    [normCode(norm), MAIN, "  sumNorm(group, thread);\n}"].join("\n"),
  );
  const results = runGpuKernel(kernel, {
    inputs: { normParts: { tensor: norm, as: elementsOf(norm.shape[2]) } },
    outputs: normOutputs(norm),
    counts: { blocks: norm.shape[0] },
    workgroups: Math.ceil(vectors(norm) / ACROSS),
  });
  return results as NormGradients;
}

function normOutputs(norm: tf.Tensor3D) {
  const d = norm.shape[2];
  const output = { shape: [d], as: elementsOf(d) };
  return { dGamma: output, dBeta: output };
}

/** Numbers, or vectors of four, in a part. */
function vectors(norm: tf.Tensor3D): number {
  const d = norm.shape[2];
  return (2 * d) / (elementsOf(d) === "f32" ? 1 : 4);
}

/** One thread for each element. */
const layerCode = (inputs: number, columns: number) => `
fn sumLayer(group: u32, thread: u32) {
  let at = group * ${THREADS}u + thread;
  if (at >= ${(inputs + 1) * columns}u) { return; }
  let total = layerSum(at, ${(inputs + 1) * columns}u, u.partCount);
  if (at < ${inputs * columns}u) { dWeight[at] = total; }
  else { dBias[at - ${inputs * columns}u] = total; }
}`;

/** Lanes along each column, for gamma's gradient is a sum over it. */
const scaledLayerCode = (inputs: number, columns: number, type: string) => `
fn sumLayer(group: u32, thread: u32) {
  let column = group * ${ACROSS}u + thread % ${ACROSS}u;
  var alongGamma = ${type}(0.0);
  if (column < ${columns}u) {
    for (var row = thread / ${ACROSS}u; row <= ${inputs}u; row += ${LANES}u) {
      let at = row * ${columns}u + column;
      let total = layerSum(at, ${(inputs + 1) * columns}u, u.partCount);
      if (row < ${inputs}u) {
        dWeight[at] = gamma[column] * total;
        alongGamma += weight[at] * total;
      } else {
        dBias[column] = gamma[column] * total;
        alongGamma += bias[column] * total;
      }
    }
  }
  let total = layerLanes(thread, alongGamma);
  if (thread < ${ACROSS}u && column < ${columns}u) { dScale[column] = total; }
}`;

function normCode(norm: tf.Tensor3D): string {
  const as = elementsOf(norm.shape[2]);
  const both = vectors(norm);
  return `${overLanes("normLanes", as)}
fn sumNorm(group: u32, thread: u32) {
  let column = group * ${ACROSS}u + thread % ${ACROSS}u;
  var total = ${as}(0.0);
  if (column < ${both}u) {
    for (var block = thread / ${ACROSS}u; block < u.blocks; block += ${LANES}u) {
      total += normParts[block * ${both}u + column];
    }
  }
  total = normLanes(thread, total);
  if (thread < ${ACROSS}u && column < ${both}u) {
    if (column < ${both / 2}u) { dGamma[column] = total; }
    else { dBeta[column - ${both / 2}u] = total; }
  }
}`;
}
