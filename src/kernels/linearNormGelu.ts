import * as tf from "../tensor/tf.ts";
import { gelu } from "./gelu.ts";
import { isGpuBackend } from "./gpuKernel.ts";
import { layerNorm } from "./layerNorm.ts";
import { linear } from "./linear.ts";
import { layerNormBackward, layerNormForward } from "./wgsl/layerNorm.ts";
import { linearBackward, linearForward } from "./wgsl/linear.ts";

/** Trainable tensors of a linear layer and the LayerNorm behind it. */
export type LinearNorm = {
  /** [in, out] */
  weight: tf.Tensor2D;
  bias: tf.Tensor1D;
  gamma: tf.Tensor1D;
  beta: tf.Tensor1D;
};

/**
 * Linear layer, LayerNorm, GELU: a stage of the convolutional stem. Two dispatches forward and three backward on WebGPU.
 *
 * @param x [n, in]
 * @param epsilon Of the norm.
 * @param isFrozen Whether x is a constant, which has no gradient.
 * @returns [n, out]
 */
export function linearNormGelu(
  x: tf.Tensor2D,
  weights: LinearNorm,
  epsilon: number,
  isFrozen: boolean,
): tf.Tensor2D {
  const { weight, bias, gamma, beta } = weights;
  if (!isGpuBackend()) {
    const y = linear(x, weight, bias, isFrozen);
    return gelu(layerNorm(y, gamma, beta, epsilon));
  }
  const apply = tf.customGrad((...args) => {
    const inputs = args.slice(0, -1) as tf.Tensor[];
    const save = args.at(-1) as unknown as tf.GradSaveFunc;
    const [a, weight, bias, gamma, beta] = (
      isFrozen ? [x, ...inputs] : inputs
    ) as [tf.Tensor2D, tf.Tensor2D, tf.Tensor1D, tf.Tensor1D, tf.Tensor1D];
    const { value: y } = linearForward(a, weight, bias);
    const { value, rows } = layerNormForward(y, { gamma, beta }, epsilon, true);
    save([a, weight, y, gamma, beta, rows]);
    return {
      value,
      gradFunc: (dy, saved) =>
        tf.tidy(() => gradients(dy as tf.Tensor2D, saved, isFrozen)),
    };
  });
  const trained = [weight, bias, gamma, beta];
  return apply(...(isFrozen ? trained : [x, ...trained])) as tf.Tensor2D;
}

function gradients(
  dy: tf.Tensor2D,
  saved: tf.Tensor[],
  isFrozen: boolean,
): tf.Tensor[] {
  const [x, weight, y, gamma, beta, rows] = saved as [
    ...[tf.Tensor2D, tf.Tensor2D, tf.Tensor2D],
    ...[tf.Tensor1D, tf.Tensor1D, tf.Tensor2D],
  ];
  const intoNorm = layerNormBackward({
    ...{ dy, x: y, gamma, rows, geluBeta: beta },
  });
  const { dx, dWeight, dBias, norm } = linearBackward({
    ...{ dy: intoNorm.dx, x, weight, isFrozen, norm: intoNorm.parts },
  });
  const ofWeights = [dWeight, dBias, norm!.dGamma, norm!.dBeta];
  return dx ? [dx, ...ofWeights] : ofWeights;
}
