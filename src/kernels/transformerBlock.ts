import { isRecording } from "../tensor/isRecording.ts";
import * as tf from "../tensor/tf.ts";
import { attention, type AttentionSizes } from "./attention.ts";
import { gelu } from "./gelu.ts";
import { isGpuBackend } from "./gpuKernel.ts";
import { layerNorm } from "./layerNorm.ts";
import { linear } from "./linear.ts";
import { scaledResidual } from "./scaledResidual.ts";
import {
  attentionBackward,
  attentionForward,
  fitsAttention,
} from "./wgsl/attention.ts";
import { layerNormBackward, layerNormForward } from "./wgsl/layerNorm.ts";
import {
  linearBackward,
  linearBackwardParts,
  linearForward,
} from "./wgsl/linear.ts";
import { sumLayerParts } from "./wgsl/sumParts.ts";

type Norm = { gamma: tf.Tensor1D; beta: tf.Tensor1D };
type Layer = {
  /** [in, out] */
  weight: tf.Tensor2D;
  /** [out] */
  bias: tf.Tensor1D;
};

/** The trainable tensors of a block, in the order in which a token meets them. */
export type BlockWeights = {
  norm1: Norm;
  qkv: Layer;
  proj: Layer;
  /** LayerScale's gamma, [width]. */
  scale1: tf.Tensor1D;
  norm2: Norm;
  fc1: Layer;
  fc2: Layer;
  scale2: tf.Tensor1D;
};

/**
 * A pre-norm transformer block with LayerScale, as DINOv2's:
 *
 *     x <- x + scale1 * proj(attention(qkv(norm1(x))))
 *     x <- x + scale2 * fc2(gelu(fc1(norm2(x))))
 *
 * On WebGPU it has one hand-written gradient: 7 dispatches forward and 11 backward. What tfjs would add for itself, sums of the gradients
 * of both sides of a residual connection and products with gamma, happens inside its kernels.
 *
 * @param x [batch * tokens, width]
 * @param epsilon Of both norms.
 * @returns [batch * tokens, width]
 */
export function transformerBlock(
  x: tf.Tensor2D,
  weights: BlockWeights,
  sizes: AttentionSizes,
  epsilon: number,
): tf.Tensor2D {
  return isGpuBackend() && fitsAttention(sizes)
    ? gpuBlock(x, weights, sizes, epsilon)
    : blockOfLayers(x, weights, sizes, epsilon);
}

function blockOfLayers(
  x: tf.Tensor2D,
  weights: BlockWeights,
  sizes: AttentionSizes,
  epsilon: number,
): tf.Tensor2D {
  const norm = (x: tf.Tensor2D, { gamma, beta }: Norm) =>
    layerNorm(x, gamma, beta, epsilon);
  const dense = (x: tf.Tensor2D, { weight, bias }: Layer) =>
    linear(x, weight, bias);
  const { norm1, qkv, proj, scale1, norm2, fc1, fc2, scale2 } = weights;
  const mixed = attention(dense(norm(x, norm1), qkv), sizes);
  const between = scaledResidual(x, dense(mixed, proj), scale1);
  const hidden = gelu(dense(norm(between, norm2), fc1));
  return scaledResidual(between, dense(hidden, fc2), scale2);
}

function gpuBlock(
  x: tf.Tensor2D,
  weights: BlockWeights,
  sizes: AttentionSizes,
  epsilon: number,
): tf.Tensor2D {
  if (!isRecording()) {
    return tf.tidy(() => forward(x, weights, sizes, epsilon, false).value);
  }
  const apply = tf.customGrad((...args) => {
    const save = args.at(-1) as unknown as tf.GradSaveFunc;
    const inputs = args.slice(0, -1) as tf.Tensor[];
    const passed = forward(
      inputs[0] as tf.Tensor2D,
      toWeights(inputs.slice(1)),
      sizes,
      epsilon,
      true,
    );
    const names = Object.keys(passed.kept) as (keyof Kept)[];
    save([...inputs.slice(1), ...names.map((name) => passed.kept[name])]);
    return {
      value: passed.value,
      gradFunc: (dy, saved) => {
        const kept = Object.fromEntries(
          names.map((name, i) => [
            name,
            saved[saved.length - names.length + i],
          ]),
        ) as Kept;
        return tf.tidy(() =>
          backward(dy as tf.Tensor2D, toWeights(saved), sizes, kept),
        );
      },
    };
  });
  return apply(x, ...toList(weights)) as tf.Tensor2D;
}

function toList(weights: BlockWeights): tf.Tensor[] {
  const { norm1, qkv, proj, scale1, norm2, fc1, fc2, scale2 } = weights;
  return [
    ...[norm1.gamma, norm1.beta, qkv.weight, qkv.bias],
    ...[proj.weight, proj.bias, scale1],
    ...[norm2.gamma, norm2.beta, fc1.weight, fc1.bias],
    ...[fc2.weight, fc2.bias, scale2],
  ];
}

/** The inverse of `toList`, of the list's first tensors. */
function toWeights(list: readonly tf.Tensor[]): BlockWeights {
  const vector = (i: number) => list[i] as tf.Tensor1D;
  const norm = (i: number) => ({ gamma: vector(i), beta: vector(i + 1) });
  const layer = (i: number) => ({
    weight: list[i] as tf.Tensor2D,
    bias: vector(i + 1),
  });
  return {
    ...{ norm1: norm(0), qkv: layer(2), proj: layer(4), scale1: vector(6) },
    ...{ norm2: norm(7), fc1: layer(9), fc2: layer(11), scale2: vector(13) },
  };
}

/** What the backward pass needs of the forward pass. `rows` are means and deviations of a norm, `slope` is that of GELU. */
type Kept = {
  x: tf.Tensor2D;
  rows1: tf.Tensor2D;
  normed1: tf.Tensor2D;
  qkv: tf.Tensor2D;
  mixed: tf.Tensor2D;
  logSums: tf.Tensor3D;
  between: tf.Tensor2D;
  rows2: tf.Tensor2D;
  normed2: tf.Tensor2D;
  hidden: tf.Tensor2D;
  slope: tf.Tensor2D;
};

/** @param isKept Whether a backward pass is to follow; `slope` is missing without. */
function forward(
  x: tf.Tensor2D,
  weights: BlockWeights,
  sizes: AttentionSizes,
  epsilon: number,
  isKept: boolean,
): { value: tf.Tensor2D; kept: Kept } {
  const { norm1, proj, scale1, norm2, fc1, fc2, scale2 } = weights;
  const { value: normed1, rows: rows1 } = layerNormForward(x, norm1, epsilon);
  const { value: qkv } = linearForward(
    normed1,
    weights.qkv.weight,
    weights.qkv.bias,
  );
  const { value: mixed, logSums } = attentionForward(qkv, sizes);
  const { value: between } = linearForward(mixed, proj.weight, proj.bias, {
    add: { to: x, gamma: scale1 },
  });
  const { value: normed2, rows: rows2 } = layerNormForward(
    between,
    norm2,
    epsilon,
  );
  const { value: hidden, slope } = linearForward(
    normed2,
    fc1.weight,
    fc1.bias,
    { activation: isKept ? "gelu with slope" : "gelu" },
  );
  const { value } = linearForward(hidden, fc2.weight, fc2.bias, {
    add: { to: between, gamma: scale2 },
  });
  const kept = {
    ...{ x, rows1, normed1, qkv, mixed, logSums },
    ...{ between, rows2, normed2, hidden, slope: slope as tf.Tensor2D },
  };
  return { value, kept };
}

/** Gradients of x and of the weights, in the order of `toList`. */
function backward(
  dy: tf.Tensor2D,
  weights: BlockWeights,
  sizes: AttentionSizes,
  kept: Kept,
): tf.Tensor[] {
  const { norm1, proj, scale1, norm2, fc1, fc2, scale2 } = weights;
  const ofFc2 = linearBackward({
    ...{ dy, x: kept.hidden, weight: fc2.weight, slope: kept.slope },
    scale: { gamma: scale2, bias: fc2.bias },
  });
  const intoFc1 = linearBackwardParts({
    ...{ dy: ofFc2.dx!, x: kept.normed2, weight: fc1.weight },
  });
  const intoNorm2 = layerNormBackward({
    ...{ dy: intoFc1.dx!, x: kept.between, rows: kept.rows2 },
    ...{ gamma: norm2.gamma, residual: dy },
  });
  const ofFc1 = sumLayerParts(
    intoFc1.parts,
    fc1.weight,
    undefined,
    intoNorm2.parts,
  );
  const ofProj = linearBackward({
    ...{ dy: intoNorm2.dx, x: kept.mixed, weight: proj.weight },
    scale: { gamma: scale1, bias: proj.bias },
  });
  const dQkv = attentionBackward(
    {
      ...{ dy: ofProj.dx!, qkv: kept.qkv },
      ...{ value: kept.mixed, logSums: kept.logSums },
    },
    sizes,
  );
  const intoQkv = linearBackwardParts({
    ...{ dy: dQkv, x: kept.normed1, weight: weights.qkv.weight },
  });
  const intoNorm1 = layerNormBackward({
    ...{ dy: intoQkv.dx!, x: kept.x, rows: kept.rows1 },
    ...{ gamma: norm1.gamma, residual: intoNorm2.dx },
  });
  const ofQkv = sumLayerParts(
    intoQkv.parts,
    weights.qkv.weight,
    undefined,
    intoNorm1.parts,
  );
  return [
    intoNorm1.dx,
    ...toList({
      norm1: gradientsOf(ofQkv.norm!),
      qkv: { weight: ofQkv.dWeight, bias: ofQkv.dBias },
      proj: { weight: ofProj.dWeight, bias: ofProj.dBias },
      scale1: ofProj.dScale!,
      norm2: gradientsOf(ofFc1.norm!),
      fc1: { weight: ofFc1.dWeight, bias: ofFc1.dBias },
      fc2: { weight: ofFc2.dWeight, bias: ofFc2.dBias },
      scale2: ofFc2.dScale!,
    }),
  ];
}

const gradientsOf = ({
  dGamma,
  dBeta,
}: {
  dGamma: tf.Tensor1D;
  dBeta: tf.Tensor1D;
}): Norm => ({ gamma: dGamma, beta: dBeta });
