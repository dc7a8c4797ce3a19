/** Linear classifiers on class tokens, and what they are trained with. */
import { linear } from "../../kernels/linear.ts";
import * as tf from "../../tensor/tf.ts";
import type { Variables } from "../method.ts";

/** Logits [n, classes] of class tokens [n, d]; `head` holds `weight` [d, classes] and `bias` under a prefix. */
export function classify(
  classTokens: tf.Tensor2D,
  head: Variables,
  prefix = "",
): tf.Tensor2D {
  return linear(
    classTokens,
    head[`${prefix}weight`] as tf.Tensor as tf.Tensor2D,
    head[`${prefix}bias`] as tf.Tensor as tf.Tensor1D,
  );
}

/** [n, classes] of 0 and 1. @throws {RangeError} If a label is no class. */
export function oneHotLabels(
  labels: ArrayLike<number>,
  classes: number,
): tf.Tensor2D {
  const values = new Float32Array(labels.length * classes);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (!(label >= 0 && label < classes)) {
      throw new RangeError(
        `oneHotLabels: labels must be from 0 to ${classes - 1}, got ${label}`,
      );
    }
    values[i * classes + label] = 1;
  }
  return tf.tensor2d(values, [labels.length, classes]);
}

/** Mean over rows of `-sum_c target_c log softmax(logits)_c`, in nats. Both [n, classes]; targets are constants whose rows sum to 1. */
export function crossEntropy(
  logits: tf.Tensor2D,
  targets: tf.Tensor2D,
): tf.Scalar {
  return tf.tidy(() => {
    const rows = tf.sum(tf.mul(targets, tf.logSoftmax(logits)), 1); // [n]
    return tf.neg<tf.Scalar>(tf.mean(rows));
  });
}
