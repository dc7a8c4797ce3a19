import * as tf from "./tf.ts";

/** Keeps a zero vector at zero instead of NaN; the reference code's F.normalize uses the same bound. */
export const NORM_EPSILON = 1e-12;

/** Every vector along the last axis scaled to length 1; zero vectors stay zero. [..., d] -> [..., d]. */
export function unitRows<T extends tf.Tensor>(x: T): T {
  return tf.tidy(() => {
    // The square is bounded, not the root: the root's gradient at 0 is infinite.
    const squared = tf.sum(tf.square(x), -1, true);
    const norm = tf.sqrt(tf.maximum(squared, NORM_EPSILON * NORM_EPSILON));
    return tf.div(x, norm) as T;
  });
}
