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
    const kernels = d % 4 === 0 ? wasmKernels() : null;
    const [value] = kernels
      ? runWasmKernel(
          [x, branch, gamma],
          [[n, d]],
          {},
          (share, [x, branch, gamma], [y]) =>
            share("addScaled", [x!, branch!, gamma!, d, y!], {
              total: n,
              work: n * d,
            }),
        )
      : runHostKernel([x, branch, gamma], [[n, d]], ([x, branch, gamma], [y]) =>
          addScaledRows(x!, branch!, gamma!, y!),
        );
    return {
      value: value!,
      gradFunc: (dy, saved) => {
        const inputs = [dy as tf.Tensor, ...saved];
        const shapes = [[n, d], [d]];
        const blocks = kernels?.blocks(n) ?? 0;
        const gradients = kernels
          ? runWasmKernel(
              inputs,
              shapes,
              { parts: 4 * blocks * d },
              (share, [dy, branch, gamma], [dBranch, dGamma], parts) => {
                share(
                  "addScaledBackward",
                  [dy!, branch!, gamma!, n, d, dBranch!, parts],
                  { total: blocks, work: 2 * n * d },
                );
                kernels.addParts(parts, blocks, d, d, dGamma!);
              },
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
