import * as tf from "../tensor/tf.ts";

/** Sum of scalars, each times its weight. */
export function weightedSum(
  terms: readonly (readonly [number, tf.Scalar])[],
): tf.Scalar {
  return tf.addN(
    terms.map(([weight, term]) => tf.mul<tf.Scalar>(weight, term)),
  );
}
