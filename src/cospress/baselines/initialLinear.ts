import type { Rng } from "../../tensor/rng.ts";
import * as tf from "../../tensor/tf.ts";

/** A linear layer as PyTorch would start it: weight [inputs, outputs] and bias uniform in ±1/sqrt(inputs). */
export function initialLinear(
  inputs: number,
  outputs: number,
  rng: Rng,
): { weight: tf.Tensor2D; bias: tf.Tensor1D } {
  const bound = 1 / Math.sqrt(inputs);
  const draw = (n: number) =>
    Float32Array.from({ length: n }, () => bound * (2 * rng.uniform() - 1));
  return {
    weight: tf.tensor2d(draw(inputs * outputs), [inputs, outputs]),
    bias: tf.tensor1d(draw(outputs)),
  };
}
