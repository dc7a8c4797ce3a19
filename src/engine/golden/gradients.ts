import * as tf from "../../tensor/tf.ts";

/**
 * Gradients of a scalar with respect to tensors, zeros where it does not depend on one.
 * (tf.grads throws there; a term of weight 0 for each tensor connects them all.)
 */
export function gradientsOf(
  loss: (...inputs: tf.Tensor[]) => tf.Tensor,
  inputs: tf.Tensor[],
): tf.Tensor[] {
  // Not addN: tfjs' WebGPU kernel silently computes nothing for more inputs than a shader may bind.
  return tf.grads((...x: tf.Tensor[]) =>
    x.reduce((sum, input) => tf.add(sum, tf.mul(0, tf.sum(input))), loss(...x)),
  )(inputs);
}
