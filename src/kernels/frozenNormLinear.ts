import * as tf from "../tensor/tf.ts";
import {
  foldedOnGpu,
  normalisedRowsOnGpu,
  parameterGradientsOnGpu,
} from "./frozenNormLinearGpu.ts";
import { isGpuBackend } from "./gpuKernel.ts";
import { isHostBackend } from "./hostKernel.ts";
import { normalise, plainLayerNorm } from "./layerNorm.ts";
import { columnSums, plainLinear } from "./linear.ts";
import { usesPlainForms } from "./plainForms.ts";
import { product } from "./product.ts";

/** Trainable tensors of a LayerNorm followed by a linear layer. */
export type NormLinear = {
  gamma: tf.Tensor1D;
  beta: tf.Tensor1D;
  /** [in, out] */
  weight: tf.Tensor2D;
  bias: tf.Tensor1D;
};

/**
 * LayerNorm and linear layer of frozen inputs: `y = (n * gamma + beta) W + bias`, n the rows of x at mean 0 and variance 1.
 *
 * Because x needs no gradient, gamma and beta fold into one product with n, forward and backward:
 *
 *     y = n (gamma * W) + (beta W + bias),      F = n^T dy,   s = column sums of dy
 *     dW = gamma * F + beta s^T,   dGamma_i = sum_o W_io F_io,   dBeta = W s,   dBias = s
 *
 * which saves the product of dy and W^T, as large as the forward pass.
 *
 * @param x [rows, in], a constant.
 * @param epsilon Added to the variance.
 * @returns [rows, out], differentiable with respect to the four parameters.
 */
export function frozenNormLinear(
  x: tf.Tensor2D,
  { gamma, beta, weight, bias }: NormLinear,
  epsilon: number,
): tf.Tensor2D {
  if (usesPlainForms()) {
    return plainLinear(plainLayerNorm(x, gamma, beta, epsilon), weight, bias);
  }
  return tf.tidy(() => {
    const normalised = normalisedRows(x, epsilon);
    const apply = tf.customGrad((...args) => {
      const [gamma, beta, weight, bias, save] = args as unknown as [
        tf.Tensor1D,
        tf.Tensor1D,
        tf.Tensor2D,
        tf.Tensor1D,
        tf.GradSaveFunc,
      ];
      if (isGpuBackend()) {
        const { scaled, shift } = foldedOnGpu({ gamma, beta, weight, bias });
        save([normalised, gamma, beta, weight]);
        return {
          value: product(normalised, scaled, { bias: shift }),
          gradFunc: (dy, saved) => parameterGradients(dy as tf.Tensor2D, saved),
        };
      }
      const gammaColumn = tf.expandDims<tf.Tensor2D>(gamma, 1);
      const shift = tf.matMul(tf.expandDims<tf.Tensor2D>(beta, 0), weight); // [1, out]
      save([normalised, gamma, beta, weight]);
      return {
        value: product(normalised, tf.mul<tf.Tensor2D>(gammaColumn, weight), {
          bias: tf.add<tf.Tensor1D>(tf.reshape(shift, [-1]), bias),
        }),
        gradFunc: (dy, saved) => parameterGradients(dy as tf.Tensor2D, saved),
      };
    });
    return apply(gamma, beta, weight, bias) as tf.Tensor2D;
  });
}

function parameterGradients(
  dy: tf.Tensor2D,
  saved: tf.Tensor[],
): [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor] {
  const [normalised, gamma, beta, weight] = saved as [
    tf.Tensor2D,
    tf.Tensor1D,
    tf.Tensor1D,
    tf.Tensor2D,
  ];
  if (isGpuBackend()) {
    const parameters = { gamma, beta, weight };
    return parameterGradientsOnGpu(normalised, dy, parameters);
  }
  const sums = isHostBackend() ? columnSums(dy) : tf.sum<tf.Tensor1D>(dy, 0);
  const correlation = product(normalised, dy, { transposeA: true }); // [in, rows] x [rows, out]
  const scaled = tf.mul(tf.expandDims(gamma, 1), correlation);
  const dWeight = tf.add(
    scaled,
    tf.mul(tf.expandDims(beta, 1), tf.expandDims(sums, 0)),
  );
  const dGamma = tf.sum(tf.mul(weight, correlation), 1);
  const dBeta = tf.reshape(
    tf.matMul(weight, tf.expandDims<tf.Tensor2D>(sums, 1)),
    [-1],
  );
  return [dGamma, dBeta, dWeight, sums];
}

/** Every row at mean 0 and variance 1. */
function normalisedRows(x: tf.Tensor2D, epsilon: number): tf.Tensor2D {
  if (isGpuBackend()) return normalisedRowsOnGpu(x, epsilon);
  const d = x.shape[1];
  const [gamma, beta] = [tf.ones<tf.Rank.R1>([d]), tf.zeros<tf.Rank.R1>([d])];
  return isHostBackend()
    ? normalise(x, gamma, beta, epsilon)[0]
    : plainLayerNorm(x, gamma, beta, epsilon);
}
