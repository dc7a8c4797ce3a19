import * as tf from "../tensor/tf.ts";
import { isHostBackend, runHostKernel } from "./hostKernel.ts";
import { runWasmKernel, wasmKernels } from "./wasmKernels.ts";

/**
 * Residual connection with LayerScale: `x + gamma * branch`.
 *
 * @param x [n, d]
 * @param branch [n, d]
 * @param gamma [d]
 * @returns [n, d]
 */
export function scaledResidual(
  x: tf.Tensor2D,
  branch: tf.Tensor2D,
  gamma: tf.Tensor1D,
): tf.Tensor2D {
  if (!isHostBackend()) return plainScaledResidual(x, branch, gamma);
  const apply = tf.customGrad((...args) => {
    const [x, branch, gamma, save] = args as unknown as [
      tf.Tensor2D,
      tf.Tensor2D,
      tf.Tensor1D,
      tf.GradSaveFunc,
    ];
    const [n, d] = x.shape;
    save([branch, gamma]);
    const isVector = wasmKernels() !== null && d % 4 === 0;
    const [value] = isVector
      ? runWasmKernel(
          [x, branch, gamma],
          [[n, d]],
          0,
          ({ addScaled }, [x, branch, gamma], [y]) =>
            addScaled(x!, branch!, gamma!, n, d, y!),
        )
      : runHostKernel([x, branch, gamma], [[n, d]], ([x, branch, gamma], [y]) =>
          addScaledRows(x!, branch!, gamma!, y!),
        );
    return {
      value: value!,
      gradFunc: (dy, saved) => {
        const inputs = [dy as tf.Tensor, ...saved];
        const shapes = [[n, d], [d]];
        const gradients = isVector
          ? runWasmKernel(
              inputs,
              shapes,
              4 * d,
              (
                { addScaledBackward },
                [dy, branch, gamma],
                [dBranch, dGamma],
                scratch,
              ) =>
                addScaledBackward(
                  ...([dy!, branch!, gamma!, n, d] as const),
                  ...([dBranch!, dGamma!, scratch] as const),
                ),
            )
          : runHostKernel(
              inputs,
              shapes,
              ([dy, branch, gamma], [dBranch, dGamma]) =>
                addScaledRowsBackward(dy!, branch!, gamma!, dBranch!, dGamma!),
            );
        return [tf.clone(dy as tf.Tensor), ...gradients];
      },
    };
  });
  return apply(x, branch, gamma) as tf.Tensor2D;
}

/** The oracle of `scaledResidual`, and its form on GPU backends. */
export function plainScaledResidual(
  x: tf.Tensor2D,
  branch: tf.Tensor2D,
  gamma: tf.Tensor1D,
): tf.Tensor2D {
  return tf.add(x, tf.mul(branch, gamma));
}

function addScaledRows(
  x: Float32Array,
  branch: Float32Array,
  gamma: Float32Array,
  y: Float32Array,
): void {
  const d = gamma.length;
  for (let p = 0; p < x.length;) {
    for (let j = 0; j < d; j++, p++) y[p] = x[p]! + gamma[j]! * branch[p]!;
  }
}

function addScaledRowsBackward(
  dy: Float32Array,
  branch: Float32Array,
  gamma: Float32Array,
  dBranch: Float32Array,
  dGamma: Float32Array,
): void {
  const d = gamma.length;
  const sums = new Float64Array(d);
  for (let p = 0; p < dy.length;) {
    for (let j = 0; j < d; j++, p++) {
      const g = dy[p]!;
      dBranch[p] = g * gamma[j]!;
      sums[j]! += g * branch[p]!;
    }
  }
  dGamma.set(sums);
}
