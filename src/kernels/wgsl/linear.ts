/** Linear layers on WebGPU, forward and backward, with what precedes and follows them in a transformer; no gradients of their own. */
import { usesGpuFeature } from "../gpuFeatures.ts";
import { keptKernel, runGpuKernel } from "../gpuKernel.ts";
import type * as tf from "../../tensor/tf.ts";
import { geluCode } from "./gelu.ts";
import { elementsOf, readsFours, readsVector, writesFours } from "./matrix.ts";
import { sumLayerParts, type LayerGradients } from "./sumParts.ts";
import {
  BUSY_GROUPS,
  tileCount,
  tileFor,
  tileMemory,
  tileProduct,
  TILE_DEPTH,
  TILE_THREADS,
  type Operand,
  type Tile,
} from "./tileProduct.ts";

/** What is done to `x W + b` on its way to memory. */
export type After = {
  activation?: "gelu" | "gelu with slope" | "relu6";
  /** The result is `to + gamma * (...)`; `to` [n, out], `gamma` [out] or 1. */
  add?: { to: tf.Tensor2D; gamma?: tf.Tensor1D };
};

/** Rows that a part of a weight gradient sums over, at least: fewer would not be worth a part of their own. */
const LEAST_PART_ROWS = 64;

const MAIN = `
@compute @workgroup_size(${TILE_THREADS})
fn main(
  @builtin(workgroup_id) id: vec3<u32>,
  @builtin(num_workgroups) count: vec3<u32>,
  @builtin(local_invocation_index) thread: u32,
)`;

const read = (name: string) => (row: string, column: string) =>
  `${name}At(${row}, ${column})`;

/**
 * `x W + b`, and what follows.
 *
 * @param x [n, in]
 * @param weight [in, out], or [out, in] if `isTransposed`.
 * @param bias [out], or null for none.
 * @returns [n, out], and with "gelu with slope" the slopes of GELU, [n, out], else null.
 */
export function linearForward(
  x: tf.Tensor2D,
  weight: tf.Tensor2D,
  bias: tf.Tensor1D | null,
  { activation, add }: After = {},
  isTransposed = false,
): { value: tf.Tensor2D; slope: tf.Tensor2D | null } {
  const [n, inputs] = x.shape;
  const [outputs] = isTransposed ? [weight.shape[0]] : [weight.shape[1]];
  const tile = tileFor(n, outputs);
  const hasSlope = activation === "gelu with slope";
  const gamma = add?.gamma ?? null;
  const name = [
    `linear ${inputs}x${outputs} tile ${tile.rows}x${tile.columns}`,
    ...[isTransposed ? "transposed" : "", bias ? "bias" : ""],
    ...[activation ?? "", add ? "add" : "", gamma ? "gamma" : ""],
  ].join(" ");
  const numbers = usesGpuFeature("half-tiles") ? "f16" : "f32";
  const kernel = keptKernel(name, () => {
    const matrix = (name: string, rows: string, columns: number) => ({
      ...{ name, rows, columns },
    });
    const right: Operand = { alongTile: !isTransposed, four: read("weight") };
    const steps = [
      `var z = four${bias ? " + biasAt(column)" : ""};`,
      activation === "relu6"
        ? "z = clamp(z, vec4<f32>(0.0), vec4<f32>(6.0));"
        : "",
      activation?.startsWith("gelu")
        ? "let gelu = geluOf(z); z = gelu.value;"
        : "",
      hasSlope ? "slopeSet(row, column, gelu.slope);" : "",
      gamma ? "z *= gammaAt(column);" : "",
      add ? "z += toAt(row, column);" : "",
      "valueSet(row, column, z);",
    ];
    return [
      tileMemory([tile], numbers),
      readsFours(matrix("x", "u.n", inputs)),
      isTransposed
        ? readsFours(matrix("weight", `${outputs}u`, inputs))
        : readsFours(matrix("weight", `${inputs}u`, outputs)),
      bias ? readsVector("bias", outputs) : "",
      gamma ? readsVector("gamma", outputs) : "",
      add ? readsFours(matrix("to", "u.n", outputs)) : "",
      activation?.startsWith("gelu") ? geluCode("vec4<f32>") : "",
      writesFours(matrix("value", "u.n", outputs)),
      hasSlope ? writesFours(matrix("slope", "u.n", outputs)) : "",
      tileProduct({
        ...{ name: "product", tile, numbers, right },
        left: { alongTile: false, four: read("x") },
        finish: steps.join(" "),
      }),
      `${MAIN} {
  let group = groupIndex(id, count);
  let across = ${Math.ceil(outputs / tile.columns)}u;
  product(${tile.rows}u * (group / across), ${tile.columns}u * (group % across), 0u, ${inputs}u, 0u, thread);
}`,
    ].join("\n");
  });
  const as = elementsOf(outputs);
  const shape = [n, outputs];
  const results = runGpuKernel(kernel, {
    inputs: {
      x: { tensor: x, as: elementsOf(inputs) },
      weight: {
        tensor: weight,
        as: isTransposed ? elementsOf(inputs) : as,
      },
      ...(bias && { bias: { tensor: bias, as } }),
      ...(gamma && { gamma: { tensor: gamma, as } }),
      ...(add && { to: { tensor: add.to, as } }),
    },
    outputs: {
      value: { shape, as },
      ...(hasSlope && { slope: { shape, as } }),
    },
    counts: { n },
    workgroups: tileCount(n, outputs, tile),
  });
  return {
    value: results.value as tf.Tensor2D,
    slope: (results.slope ?? null) as tf.Tensor2D | null,
  };
}

/**
 * Gradients of `to + gamma * (x W + b)`, in two dispatches: both products at once, the weights' over blocks of rows; then the sum of those.
 *
 * @param from.dy [n, out]
 * @param from.x [n, in]
 * @param from.weight [in, out]
 * @param from.scale LayerScale behind the layer, and the bias before it; left out, gamma is 1.
 * @param from.slope [n, in], a factor of dx: the slope of an activation in front of the layer.
 * @param from.isFrozen Whether nobody wants dx.
 * @param from.norm Parts of a LayerNorm's gradients, to be summed along.
 */
export function linearBackward(from: {
  dy: tf.Tensor2D;
  x: tf.Tensor2D;
  weight: tf.Tensor2D;
  scale?: { gamma: tf.Tensor1D; bias: tf.Tensor1D };
  slope?: tf.Tensor2D;
  isFrozen?: boolean;
  norm?: tf.Tensor3D;
}): LayerGradients & { dx: tf.Tensor2D | null } {
  const { weight } = from;
  const { dx, parts } = linearBackwardParts(from);
  const sums = sumLayerParts(parts, weight, from.scale, from.norm);
  parts.dispose();
  return { dx, ...sums };
}

/**
 * The first of the two dispatches of `linearBackward`; `sumLayerParts` is the second.
 *
 * @returns dx [n, in], null for frozen inputs, and parts [parts, in + 1, out] of the gradients of weight and, in the last row, bias, without gamma.
 */
export function linearBackwardParts(from: {
  dy: tf.Tensor2D;
  x: tf.Tensor2D;
  weight: tf.Tensor2D;
  scale?: { gamma: tf.Tensor1D };
  slope?: tf.Tensor2D;
  isFrozen?: boolean;
}): { dx: tf.Tensor2D | null; parts: tf.Tensor3D } {
  const { dy, x, weight, scale, slope, isFrozen = false } = from;
  const [n, inputs] = x.shape;
  const outputs = dy.shape[1];
  const inputTile = tileFor(n, inputs);
  const mostParts = Math.ceil(n / LEAST_PART_ROWS);
  const weightTile = tileFor(inputs, outputs, mostParts);
  const weightTiles = tileCount(inputs, outputs, weightTile);
  const wantedParts = Math.min(Math.ceil(BUSY_GROUPS / weightTiles), mostParts);
  const partRows = TILE_DEPTH * Math.ceil(n / wantedParts / TILE_DEPTH);
  const partCount = Math.ceil(n / partRows);
  const inputTiles = isFrozen ? 0 : tileCount(n, inputs, inputTile);
  const gamma = isFrozen ? null : (scale?.gamma ?? null);
  const factor = isFrozen ? null : (slope ?? null);
  const name = [
    `linear backward ${inputs}x${outputs} tile ${weightTile.rows}x${weightTile.columns}`,
    isFrozen ? "frozen" : `tile ${inputTile.rows}x${inputTile.columns}`,
    ...[gamma ? "gamma" : "", factor ? "slope" : ""],
  ].join(" ");
  const kernel = keptKernel(name, () =>
    backwardCode({
      ...{ inputs, outputs, weightTile },
      inputTile: isFrozen ? null : inputTile,
      ...{ hasGamma: gamma !== null, hasSlope: factor !== null },
    }),
  );
  const asIn = elementsOf(inputs);
  const asOut = elementsOf(outputs);
  const results = runGpuKernel(kernel, {
    inputs: {
      dy: { tensor: dy, as: asOut },
      x: { tensor: x, as: asIn },
      ...(!isFrozen && { weight: { tensor: weight, as: asOut } }),
      ...(gamma && { gamma: { tensor: gamma, as: asOut } }),
      ...(factor && { slope: { tensor: factor, as: asIn } }),
    },
    outputs: {
      parts: { shape: [partCount, inputs + 1, outputs], as: asOut },
      ...(!isFrozen && { dx: { shape: [n, inputs], as: asIn } }),
    },
    counts: {
      ...{ n, partRows, partCount },
      ...(!isFrozen && { inputTiles }),
    },
    workgroups: inputTiles + partCount * weightTiles,
  });
  return {
    dx: (results.dx ?? null) as tf.Tensor2D | null,
    parts: results.parts as tf.Tensor3D,
  };
}

function backwardCode(kernel: {
  inputs: number;
  outputs: number;
  weightTile: Tile;
  /** Null for frozen inputs. */
  inputTile: Tile | null;
  hasGamma: boolean;
  hasSlope: boolean;
}): string {
  const { inputs, outputs, weightTile, inputTile } = kernel;
  const { hasGamma, hasSlope } = kernel;
  const weightAcross = Math.ceil(outputs / weightTile.columns);
  const weightTiles = tileCount(inputs, outputs, weightTile);
  const scaled: Operand["four"] = (row, column) =>
    `dyAt(${row}, ${column})${hasGamma ? ` * gammaAt(${column})` : ""}`;
  const parts = {
    ...{ name: "parts", rows: `u.partCount * ${inputs + 1}u` },
    columns: outputs,
  };
  const inputCode = inputTile
    ? [
        readsFours({ name: "weight", rows: `${inputs}u`, columns: outputs }),
        hasGamma ? readsVector("gamma", outputs) : "",
        hasSlope
          ? readsFours({ name: "slope", rows: "u.n", columns: inputs })
          : "",
        writesFours({ name: "dx", rows: "u.n", columns: inputs }),
        tileProduct({
          ...{ name: "inputGradient", tile: inputTile },
          left: { alongTile: false, four: scaled },
          right: { alongTile: false, four: read("weight") },
          finish: `dxSet(row, column, four${hasSlope ? " * slopeAt(row, column)" : ""});`,
        }),
      ]
    : [];
  const inputAcross = inputTile ? Math.ceil(inputs / inputTile.columns) : 1;
  return [
    tileMemory(inputTile ? [inputTile, weightTile] : [weightTile]),
    readsFours({ name: "dy", rows: "u.n", columns: outputs }),
    readsFours({ name: "x", rows: "u.n", columns: inputs }),
    writesFours(parts),
    ...inputCode,
    tileProduct({
      ...{ name: "weightGradient", tile: weightTile },
      left: { alongTile: true, four: read("x") },
      right: { alongTile: true, four: read("dy") },
      finish: `if (row < ${inputs}u) { partsSet(part * ${inputs + 1}u + row, column, four); }`,
      finishSums: `partsSet(part * ${inputs + 1}u + ${inputs}u, column, four);`,
    }),
    `${MAIN} {
  var group = groupIndex(id, count);
  ${
    inputTile
      ? `if (group < u.inputTiles) {
    inputGradient(${inputTile.rows}u * (group / ${inputAcross}u), ${inputTile.columns}u * (group % ${inputAcross}u), 0u, ${outputs}u, 0u, thread);
    return;
  }
  group -= u.inputTiles;`
      : ""
  }
  let part = group / ${weightTiles}u;
  if (part >= u.partCount) { return; }
  let tile = group % ${weightTiles}u;
  let firstRow = part * u.partRows;
  weightGradient(
    ${weightTile.rows}u * (tile / ${weightAcross}u), ${weightTile.columns}u * (tile % ${weightAcross}u),
    firstRow, min(u.n, firstRow + u.partRows), part, thread,
  );
}`,
  ].join("\n");
}
