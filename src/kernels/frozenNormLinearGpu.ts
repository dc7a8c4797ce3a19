/** LayerNorm and linear layer of frozen inputs on WebGPU: three dispatches forward, three backward, products included. */
import * as tf from "../tensor/tf.ts";
import { runGpuKernel } from "./gpuKernel.ts";
import {
  columnSumsCode,
  foldedCode,
  normalisedRowsCode,
  parameterGradientsCode,
  SUM_COLUMNS,
} from "./wgsl/frozenNormLinear.ts";

/** Every row at mean 0 and variance 1, [rows, in]. */
export function normalisedRowsOnGpu(
  x: tf.Tensor2D,
  epsilon: number,
): tf.Tensor2D {
  const [rows, IN] = x.shape;
  const { normalised } = runGpuKernel(
    { name: "normalisedRows", code: normalisedRowsCode, constants: { IN } },
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
    { name: "foldedNorm", code: foldedCode, constants: { IN, OUT } },
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
 * @param correlation [in, out], the product of the normalised rows, transposed, and dy.
 * @param dy [rows, out]
 */
export function parameterGradientsOnGpu(
  correlation: tf.Tensor2D,
  dy: tf.Tensor2D,
  parameters: { gamma: tf.Tensor1D; beta: tf.Tensor1D; weight: tf.Tensor2D },
): [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor] {
  const [IN, OUT] = correlation.shape;
  const rows = dy.shape[0];
  const { sums } = runGpuKernel(
    { name: "columnSums", code: columnSumsCode, constants: { OUT } },
    {
      inputs: { dy },
      outputs: { sums: [OUT] },
      counts: { rows },
      workgroups: [Math.ceil(OUT / SUM_COLUMNS), 1, 1],
    },
  );
  const { dGamma, dBeta, dWeight } = runGpuKernel(
    {
      name: "normLinearGradients",
      code: parameterGradientsCode,
      constants: { IN, OUT },
    },
    {
      inputs: { ...parameters, correlation, sums },
      outputs: { dGamma: [IN], dBeta: [IN], dWeight: [IN, OUT] },
      workgroups: IN,
    },
  );
  return [dGamma, dBeta, dWeight, sums];
}
