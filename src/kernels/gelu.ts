import { expOfNegative } from "./expOfNegative.ts";
import { isHostBackend, runHostKernel } from "./hostKernel.ts";
import * as tf from "../tensor/tf.ts";

/**
 * Gaussian error linear unit with the exact error function: `x * (1 + erf(x / sqrt 2)) / 2`, as in DINOv2.
 *
 * On host backends the derivative is computed with the value: both need the same exponential.
 *
 * @param x Any shape.
 */
export function gelu<T extends tf.Tensor>(x: T): T {
  if (!isHostBackend()) return plainGelu(x);
  const apply = tf.customGrad((...args) => {
    const [x, save] = args as unknown as [tf.Tensor, tf.GradSaveFunc];
    const [value, slope] = runHostKernel(
      [x],
      [x.shape, x.shape],
      ([x], [y, slope]) => geluWithSlope(x!, y!, slope!),
    ) as [tf.Tensor, tf.Tensor];
    save([slope]);
    return {
      value,
      gradFunc: (dy, saved) => tf.mul(dy as tf.Tensor, saved[0]!),
    };
  });
  return apply(x) as T;
}

/** The oracle of `gelu`, and its form on GPU backends. */
export function plainGelu<T extends tf.Tensor>(x: T): T {
  return tf.tidy(() => {
    const probability = tf.mul(tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1), 0.5);
    return tf.mul(x, probability) as T;
  });
}

/** 1 / sqrt(2 pi), the peak of the normal density. */
const NORMAL_PEAK = 0.3989422804014327;

/**
 * The normal distribution function through erf's rational approximation 7.1.26 of Abramowitz and Stegun:
 * absolute error below 1.5e-7, float32's resolution near 1.
 */
function geluWithSlope(
  x: Float32Array,
  y: Float32Array,
  slope: Float32Array,
): void {
  for (let i = 0; i < x.length; i++) {
    const value = x[i]!;
    const z = Math.abs(value) * Math.SQRT1_2;
    const bell = expOfNegative(-z * z);
    const t = 1 / (1 + 0.3275911 * z);
    const tail =
      0.5 *
      bell *
      t *
      (0.254829592 +
        t *
          (-0.284496736 +
            t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
    const probability = value < 0 ? tail : 1 - tail;
    y[i] = value * probability;
    slope[i] = probability + value * NORMAL_PEAK * bell;
  }
}
