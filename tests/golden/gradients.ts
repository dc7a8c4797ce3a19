import * as tf from "../../src/tensor/tf.ts";

/**
 * Gradients of a scalar with respect to tensors, zeros where it does not depend on one.
 * (tf.grads throws there; a term of weight 0 for each tensor connects them all.)
 */
export function gradientsOf(
  loss: (...inputs: tf.Tensor[]) => tf.Tensor,
  inputs: tf.Tensor[],
): tf.Tensor[] {
  return tf.grads((...x: tf.Tensor[]) =>
    tf.addN([loss(...x), ...x.map((input) => tf.mul(0, tf.sum(input)))]),
  )(inputs);
}
