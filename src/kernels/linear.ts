import * as tf from "../tensor/tf.ts";
import { isGpuBackend } from "./gpuKernel.ts";
import { isHostBackend, runHostKernel } from "./hostKernel.ts";
import { product } from "./product.ts";
import { runWasmKernel, wasmKernels } from "./wasmKernels.ts";
import { linearBackward } from "./wgsl/linear.ts";

/**
 * Affine map of every row: `x W + b`.
 *
 * On host backends value and gradients are our own products; tfjs' gradients would take a slow path on WASM. On WebGPU they are three dispatches in all.
 *
 * @param x [n, in]
 * @param weight [in, out], the transpose of PyTorch's layout.
 * @param bias [out]
 * @param isFrozen Whether x is a constant; it then has no gradient, which saves a product.
 * @returns [n, out]
 */
export function linear(
  x: tf.Tensor2D,
  weight: tf.Tensor2D,
  bias: tf.Tensor1D,
  isFrozen = false,
): tf.Tensor2D {
  if (!isHostBackend() && !isGpuBackend()) return plainLinear(x, weight, bias);
  const apply = tf.customGrad((...args) => {
    const inputs = args.slice(0, -1) as tf.Tensor[];
    const save = args.at(-1) as unknown as tf.GradSaveFunc;
    const [a, w, b] = (isFrozen ? [x, ...inputs] : inputs) as [
      tf.Tensor2D,
      tf.Tensor2D,
      tf.Tensor1D,
    ];
    save([a, w]);
    return {
      value: product(a, w, { bias: b }),
      gradFunc: (dy, saved) => {
        const [x, weight] = saved as [tf.Tensor2D, tf.Tensor2D];
        const gradients = isGpuBackend() ? gpuGradients : hostGradients;
        const { dx, dWeight, dBias } = gradients(
          dy as tf.Tensor2D,
          x,
          weight,
          isFrozen,
        );
        return dx ? [dx, dWeight, dBias] : [dWeight, dBias];
      },
    };
  });
  return apply(
    ...(isFrozen ? [weight, bias] : [x, weight, bias]),
  ) as tf.Tensor2D;
}

type LinearGradients = {
  /** [n, in]; null for constants. */
  dx: tf.Tensor2D | null;
  dWeight: tf.Tensor2D;
  dBias: tf.Tensor1D;
};

function hostGradients(
  dy: tf.Tensor2D,
  x: tf.Tensor2D,
  weight: tf.Tensor2D,
  isFrozen: boolean,
): LinearGradients {
  return {
    dx: isFrozen ? null : product(dy, weight, { transposeB: true }), // [n, out] x [out, in]
    dWeight: product(x, dy, { transposeA: true }), // [in, n] x [n, out]
    dBias: columnSums(dy),
  };
}

function gpuGradients(
  dy: tf.Tensor2D,
  x: tf.Tensor2D,
  weight: tf.Tensor2D,
  isFrozen: boolean,
): LinearGradients {
  return linearBackward({ dy, x, weight, isFrozen });
}

/** The oracle of `linear`, in tfjs' own operations. */
export function plainLinear(
  x: tf.Tensor2D,
  weight: tf.Tensor2D,
  bias: tf.Tensor1D,
): tf.Tensor2D {
  return tf.add(tf.matMul(x, weight), bias);
}

/** Sum over rows, [n, d] -> [d], on host backends. */
export function columnSums(x: tf.Tensor2D): tf.Tensor1D {
  const [n, d] = x.shape;
  const kernels = wasmKernels();
  if (kernels && d % 4 === 0) {
    const blocks = kernels.blocks(n);
    const [sums] = runWasmKernel(
      [x],
      [[d]],
      { parts: 4 * blocks * d },
      (share, [x], [sums], parts) => {
        const over = { total: blocks, work: n * d };
        share("columnSums", [x!, n, d, parts], over);
        kernels.addParts(parts, blocks, d, d, sums!);
      },
    );
    return sums as tf.Tensor1D;
  }
  const [sums] = runHostKernel([x], [[d]], ([values], [out]) => {
    const total = new Float64Array(d);
    for (let i = 0, p = 0; i < n; i++) {
      for (let j = 0; j < d; j++, p++) total[j]! += values![p]!;
    }
    out!.set(total);
  });
  return sums as tf.Tensor1D;
}
