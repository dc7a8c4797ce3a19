import { isHostBackend, runHostKernel } from "./hostKernel.ts";
import * as tf from "../tensor/tf.ts";

/**
 * Affine map of every row: `x W + b`.
 *
 * tfjs' WASM backend runs only untransposed, unbatched products through XNNPACK (7 GFLOP/s against 1); its own gradient transposes by flag.
 * There the gradient here transposes explicitly, which makes the whole step about four times as fast (engine.md, section 3).
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
      value: tf.fused.matMul({ a, b: w, bias: b }),
      gradFunc: (dy, saved) => {
        const [x, weight] = saved as [tf.Tensor2D, tf.Tensor2D];
        const dOut = dy as tf.Tensor2D;
        return [
          tf.matMul(dOut, tf.transpose(weight)), // [n, out] x [out, in]
          tf.matMul(tf.transpose(x), dOut), // [in, n] x [n, out]
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

/** Sum over rows, [n, d] -> [d]; accumulated in float64. */
function columnSums(x: tf.Tensor2D): tf.Tensor1D {
  const [n, d] = x.shape;
  const [sums] = runHostKernel([x], [[d]], ([values], [out]) => {
    const total = new Float64Array(d);
    for (let i = 0, p = 0; i < n; i++) {
      for (let j = 0; j < d; j++, p++) total[j]! += values![p]!;
    }
    out!.set(total);
  });
  return sums as tf.Tensor1D;
}
