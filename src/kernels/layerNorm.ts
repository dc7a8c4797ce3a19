import * as tf from "../tensor/tf.ts";
import { isGpuBackend } from "./gpuKernel.ts";
import { isHostBackend, runHostKernel } from "./hostKernel.ts";
import { runWasmKernel, wasmKernels } from "./wasmKernels.ts";
import { layerNormBackward, layerNormForward } from "./wgsl/layerNorm.ts";
import { sumNormParts } from "./wgsl/sumParts.ts";

/**
 * Layer normalisation of every row: `(x - mean) / sqrt(variance + epsilon) * gamma + beta`, variance biased as in PyTorch.
 *
 * Forward and backward are one pass each on host backends, one dispatch and two on WebGPU; elsewhere tfjs differentiates the plain formulation.
 *
 * @param x [n, d]
 * @param gamma [d]
 * @param beta [d]
 * @param epsilon Added to the variance; 1e-6 in the ViT, 1e-5 in the teacher head.
 * @returns [n, d]
 */
export function layerNorm(
  x: tf.Tensor2D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  epsilon: number,
): tf.Tensor2D {
  if (isGpuBackend()) return gpuLayerNorm(x, gamma, beta, epsilon);
  if (!isHostBackend()) return plainLayerNorm(x, gamma, beta, epsilon);
  const apply = tf.customGrad((...args) => {
    const [x, gamma, beta, save] = args as unknown as [
      tf.Tensor2D,
      tf.Tensor1D,
      tf.Tensor1D,
      tf.GradSaveFunc,
    ];
    const [n, d] = x.shape;
    const [value, rows] = normalise(x, gamma, beta, epsilon);
    save([x, gamma, rows]);
    return {
      value,
      gradFunc: (dy, saved) => {
        const inputs = [dy as tf.Tensor, ...saved];
        const shapes = [[n, d], [d], [d]];
        const kernels = wasmKernels();
        if (kernels && d % 4 === 0) {
          const blocks = kernels.blocks(n);
          return runWasmKernel(
            inputs,
            shapes,
            { parts: 8 * blocks * d },
            (share, [dy, x, gamma, rows], [dx, dGamma, dBeta], parts) => {
              share(
                "normaliseBackward",
                [dy!, x!, gamma!, rows!, n, d, dx!, parts],
                { total: blocks, work: 8 * n * d },
              );
              kernels.addParts(parts, blocks, 2 * d, d, dGamma!);
              kernels.addParts(parts + 4 * d, blocks, 2 * d, d, dBeta!);
            },
          );
        }
        return runHostKernel(
          inputs,
          shapes,
          ([dy, x, gamma, rows], [dx, dGamma, dBeta]) =>
            normaliseRowsBackward(
              { dy: dy!, x: x!, gamma: gamma!, rows: rows! },
              d,
              { dx: dx!, dGamma: dGamma!, dBeta: dBeta! },
            ),
        );
      },
    };
  });
  return apply(x, gamma, beta) as tf.Tensor2D;
}

function gpuLayerNorm(
  x: tf.Tensor2D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  epsilon: number,
): tf.Tensor2D {
  const apply = tf.customGrad((...args) => {
    const [x, gamma, beta, save] = args as unknown as [
      tf.Tensor2D,
      tf.Tensor1D,
      tf.Tensor1D,
      tf.GradSaveFunc,
    ];
    const { value, rows } = layerNormForward(x, { gamma, beta }, epsilon);
    save([x, gamma, rows]);
    return {
      value,
      gradFunc: (dy, saved) => {
        const [x, gamma, rows] = saved as [
          tf.Tensor2D,
          tf.Tensor1D,
          tf.Tensor2D,
        ];
        const from = { dy: dy as tf.Tensor2D, x, gamma, rows };
        const { dx, parts } = layerNormBackward(from);
        const { dGamma, dBeta } = sumNormParts(parts);
        parts.dispose();
        return [dx, dGamma, dBeta];
      },
    };
  });
  return apply(x, gamma, beta) as tf.Tensor2D;
}

/** Every row at mean 0 and variance 1, without gradient, on WebGPU. */
export function gpuNormalisedRows(
  x: tf.Tensor2D,
  epsilon: number,
): tf.Tensor2D {
  return tf.tidy(() => layerNormForward(x, null, epsilon).value);
}

/** The oracle of `layerNorm`, in tfjs' own operations. */
export function plainLayerNorm(
  x: tf.Tensor2D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  epsilon: number,
): tf.Tensor2D {
  return tf.tidy(() => {
    const { mean, variance } = tf.moments(x, -1, true);
    const normalised = tf.mul(
      tf.sub(x, mean),
      tf.rsqrt(tf.add(variance, epsilon)),
    );
    return tf.add(tf.mul(normalised, gamma), beta) as tf.Tensor2D;
  });
}

/**
 * The normalised rows on host backends, without gradient.
 *
 * @returns [n, d], and mean and reciprocal deviation of each row, [n, 2].
 */
export function normalise(
  x: tf.Tensor2D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  epsilon: number,
): [tf.Tensor2D, tf.Tensor2D] {
  const [n, d] = x.shape;
  const inputs = [x, gamma, beta];
  const shapes = [
    [n, d],
    [n, 2],
  ];
  const results =
    wasmKernels() && d % 4 === 0
      ? runWasmKernel(
          inputs,
          shapes,
          {},
          (share, [x, gamma, beta], [y, rows]) =>
            share("normalise", [x!, gamma!, beta!, d, epsilon, y!, rows!], {
              total: n,
              work: 4 * n * d,
            }),
        )
      : runHostKernel(inputs, shapes, ([x, gamma, beta], [y, rows]) =>
          normaliseRows(x!, gamma!, beta!, epsilon, d, y!, rows!),
        );
  return results as [tf.Tensor2D, tf.Tensor2D];
}

/** `rows` receives mean and reciprocal deviation of each row, [n, 2], for the backward pass. */
function normaliseRows(
  x: Float32Array,
  gamma: Float32Array,
  beta: Float32Array,
  epsilon: number,
  d: number,
  y: Float32Array,
  rows: Float32Array,
): void {
  for (let row = 0, start = 0; start < x.length; row++, start += d) {
    let sum = 0;
    for (let j = 0; j < d; j++) sum += x[start + j]!;
    const mean = sum / d;
    let squares = 0;
    for (let j = 0; j < d; j++) {
      const centred = x[start + j]! - mean;
      squares += centred * centred;
    }
    const scale = 1 / Math.sqrt(squares / d + epsilon);
    for (let j = 0; j < d; j++) {
      y[start + j] = (x[start + j]! - mean) * scale * gamma[j]! + beta[j]!;
    }
    rows[2 * row] = mean;
    rows[2 * row + 1] = scale;
  }
}

/** With u = dy * gamma and n = (x - mean) * scale: `dx = scale * (u - mean(u) - n * mean(u * n))`. */
function normaliseRowsBackward(
  from: {
    dy: Float32Array;
    x: Float32Array;
    gamma: Float32Array;
    rows: Float32Array;
  },
  d: number,
  to: { dx: Float32Array; dGamma: Float32Array; dBeta: Float32Array },
): void {
  const { dy, x, gamma, rows } = from;
  const { dx } = to;
  const dGamma = new Float64Array(d);
  const dBeta = new Float64Array(d);
  for (let row = 0, start = 0; start < x.length; row++, start += d) {
    const mean = rows[2 * row]!;
    const scale = rows[2 * row + 1]!;
    let meanU = 0;
    let meanUn = 0;
    for (let j = 0; j < d; j++) {
      const g = dy[start + j]!;
      const normalised = (x[start + j]! - mean) * scale;
      const u = g * gamma[j]!;
      meanU += u;
      meanUn += u * normalised;
      dGamma[j]! += g * normalised;
      dBeta[j]! += g;
    }
    meanU /= d;
    meanUn /= d;
    for (let j = 0; j < d; j++) {
      const normalised = (x[start + j]! - mean) * scale;
      dx[start + j] =
        scale * (dy[start + j]! * gamma[j]! - meanU - normalised * meanUn);
    }
  }
  to.dGamma.set(dGamma);
  to.dBeta.set(dBeta);
}
