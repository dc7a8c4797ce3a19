import * as tf from "./tf.ts";

/** The same values as a constant: no gradient flows back through the result into `x`. */
export function detach<T extends tf.Tensor>(x: T): T {
  // A custom gradient without inputs: what runs inside is not recorded on the tape.
  return tf.customGrad(() => ({
    value: tf.clone(x),
    gradFunc: () => [],
  }))() as T;
}
