import * as tf from "../../tensor/tf.ts";
import { gradientsOf, variablesOf, type Method } from "../method.ts";
import { weightedSum } from "../../kernels/weightedSum.ts";
import { tokenErrors } from "./mse.ts";
import { nearestOrthonormal, randomOrthonormal } from "./orthonormalMatrix.ts";

/** Added to the variance of a teacher channel; a channel that never varies stays 0. */
const VARIANCE_EPSILON = 1e-5;

/**
 * The teacher's tokens with every channel at mean 0 and variance 1: class tokens over the batch, patch tokens over batch and positions.
 * VkD's normalisation for recognition; it changes the teacher's angles.
 *
 * @param tokens [b, t, d], class token first.
 * @returns The same shape.
 */
export function standardiseTokens(tokens: tf.Tensor3D): tf.Tensor3D {
  return tf.tidy(() => {
    const [b, t, d] = tokens.shape;
    const sizes = t === 1 ? [1] : [1, t - 1];
    const parts = tf.split(tokens, sizes, 1).map((part) => {
      const { mean, variance } = tf.moments(part, [0, 1], true);
      return tf.mul(
        tf.sub(part, mean),
        tf.rsqrt(tf.add(variance, VARIANCE_EPSILON)),
      );
    });
    return tf.reshape(tf.concat(parts, 1), [b, t, d]);
  });
}

/**
 * VkD: mean squared error between the student after an orthonormal projector and the standardised teacher, so that the projector cannot
 * distort angles: a constraint where CosPress has an objective.
 *
 * The projector is the orthonormal matrix nearest to a free one; as with torch's orthogonal parametrisation the free one is what AdamW updates.
 *
 * Source: Miles et al., CVPR 2024, arXiv 2403.06213, and their repository roymiles/VkD.
 */
export const vkd: Method = {
  initialHead: ({ dTeacher, dStudent }, _options, rng) =>
    variablesOf({
      "projector.weight": randomOrthonormal(dStudent, dTeacher, rng),
    }),

  compress: null,

  gradients: ({ teacherTokens, studentTokens }, head, student, { weights }) =>
    tf.tidy(() => {
      const [b, t] = teacherTokens.shape;
      const target = standardiseTokens(teacherTokens);
      return gradientsOf(head, student, () => {
        const projector = nearestOrthonormal(
          head["projector.weight"] as tf.Tensor as tf.Tensor2D,
        );
        const tokens = tf.reshape(studentTokens(), [b * t, -1]) as tf.Tensor2D;
        const projected = tf.matMul(tokens, projector); // [b * t, dTeacher]
        const terms = tokenErrors(tf.reshape(projected, [b, t, -1]), target);
        const total = weightedSum([
          [weights.feature, terms.feature],
          [weights.classToken, terms.classToken],
        ]);
        return { total, ...terms };
      });
    }),
};
