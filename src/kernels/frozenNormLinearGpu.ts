/** LayerNorm and linear layer of frozen inputs on WebGPU: three dispatches forward, two backward, products included. */
import type * as tf from "../tensor/tf.ts";
import { keptKernel, runGpuKernel } from "./gpuKernel.ts";
import {
  foldedCode,
  normalisedRowsCode,
  parameterGradientsCode,
} from "./wgsl/frozenNormLinear.ts";
import { linearBackwardParts } from "./wgsl/linear.ts";

/** Every row at mean 0 and variance 1, [rows, in]. */
export function normalisedRowsOnGpu(
  x: tf.Tensor2D,
  epsilon: number,
): tf.Tensor2D {
  const [rows, IN] = x.shape;
  const { normalised } = runGpuKernel(
    keptKernel(`normalisedRows ${IN}`, () => normalisedRowsCode, { IN }),
    {
      inputs: { x },
      outputs: { normalised: [rows, IN] },
      counts: { rows },
      scalars: { epsilon },
      workgroups: rows,
    },
  );
  return normalised as tf.Tensor2D;
}

/** gamma * W, [in, out], and beta W + bias, [out]. */
export function foldedOnGpu(parameters: {
  gamma: tf.Tensor1D;
  beta: tf.Tensor1D;
  weight: tf.Tensor2D;
  bias: tf.Tensor1D;
}): { scaled: tf.Tensor2D; shift: tf.Tensor1D } {
  const [IN, OUT] = parameters.weight.shape;
  const { scaled, shift } = runGpuKernel(
    keptKernel(`foldedNorm ${IN} ${OUT}`, () => foldedCode, { IN, OUT }),
    {
      inputs: parameters,
      outputs: { scaled: [IN, OUT], shift: [OUT] },
      workgroups: OUT + Math.ceil((IN * OUT) / 64),
    },
  );
  return { scaled: scaled as tf.Tensor2D, shift: shift as tf.Tensor1D };
}

/**
 * Gradients of gamma, beta, weight and bias.
 *
 * @param normalised [rows, in]
 * @param dy [rows, out]
 */
export function parameterGradientsOnGpu(
  normalised: tf.Tensor2D,
  dy: tf.Tensor2D,
  parameters: { gamma: tf.Tensor1D; beta: tf.Tensor1D; weight: tf.Tensor2D },
): [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor] {
  const { weight } = parameters;
  const [IN, OUT] = weight.shape;
  const { parts } = linearBackwardParts({
    ...{ dy, x: normalised, weight },
    isFrozen: true,
  });
  const { dGamma, dBeta, dWeight, dBias } = runGpuKernel(
    keptKernel(
      `normLinearGradients ${IN} ${OUT}`,
      () => parameterGradientsCode,
      { IN, OUT },
    ),
    {
      inputs: { ...parameters, parts },
      outputs: {
        dGamma: [IN],
        dBeta: [IN],
        dWeight: [IN, OUT],
        dBias: [OUT],
      },
      counts: { parts: parts.shape[0] },
      workgroups: IN,
    },
  );
  return [dGamma, dBeta, dWeight, dBias];
}
