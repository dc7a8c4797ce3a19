import { isHostBackend, runHostKernel } from "./hostKernel.ts";
import * as tf from "../tensor/tf.ts";

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
    const [value] = runHostKernel(
      [x, branch, gamma],
      [[n, d]],
      ([x, branch, gamma], [y]) => {
        for (let i = 0, p = 0; i < n; i++) {
          for (let j = 0; j < d; j++, p++)
            y![p] = x![p]! + gamma![j]! * branch![p]!;
        }
      },
    ) as [tf.Tensor2D];
    return {
      value,
      gradFunc: (dy, saved) => {
        const gradients = runHostKernel(
          [dy as tf.Tensor, ...saved],
          [[n, d], [d]],
          ([dy, branch, gamma], [dBranch, dGamma]) => {
            const sums = new Float64Array(d);
            for (let i = 0, p = 0; i < n; i++) {
              for (let j = 0; j < d; j++, p++) {
                const g = dy![p]!;
                dBranch![p] = g * gamma![j]!;
                sums[j]! += g * branch![p]!;
              }
            }
            dGamma!.set(sums);
          },
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
