import * as tf from "../tensor/tf.ts";
import { isHostBackend, runHostKernel } from "./hostKernel.ts";
import { product } from "./product.ts";
import { runWasmKernel, wasmKernels } from "./wasmKernels.ts";

/**
 * Affine map of every row: `x W + b`.
 *
 * On host backends value and gradients are our own products; tfjs' gradients would take a slow path on WASM.
 *
 * @param x [n, in]
 * @param weight [in, out], the transpose of PyTorch's layout.
 * @param bias [out]
 * @returns [n, out]
 */
export function linear(
  x: tf.Tensor2D,
  weight: tf.Tensor2D,
  bias: tf.Tensor1D,
): tf.Tensor2D {
  if (!isHostBackend()) return plainLinear(x, weight, bias);
  const apply = tf.customGrad((...args) => {
    const [a, w, b, save] = args as unknown as [
      tf.Tensor2D,
      tf.Tensor2D,
      tf.Tensor1D,
      tf.GradSaveFunc,
    ];
    save([a, w]);
    return {
      value: product(a, w, { bias: b }),
      gradFunc: (dy, saved) => {
        const [x, weight] = saved as [tf.Tensor2D, tf.Tensor2D];
        const dOut = dy as tf.Tensor2D;
        return [
          product(dOut, weight, { transposeB: true }), // [n, out] x [out, in]
          product(x, dOut, { transposeA: true }), // [in, n] x [n, out]
          columnSums(dOut),
        ];
      },
    };
  });
  return apply(x, weight, bias) as tf.Tensor2D;
}

/** The oracle of `linear`, and its form on GPU backends. */
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
