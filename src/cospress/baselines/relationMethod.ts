import * as tf from "../../tensor/tf.ts";
import { gradientsOf, type Method, type MethodOptions } from "../method.ts";
import { classTokensOf } from "../objective.ts";

/** A loss between the class tokens of a batch: teacher [n, dTeacher], a constant, and student [n, dStudent]. */
export type RelationLoss = (
  teacher: tf.Tensor2D,
  student: tf.Tensor2D,
  options: MethodOptions,
) => tf.Scalar;

/**
 * A method that keeps relations between the images of a batch and compares no vector with another space's: it needs no head.
 *
 *     total = publishedWeight * weights.global * loss
 *
 * @param publishedWeight Brings the loss to the size of a usual one. AdamW does not see a common factor, except through its epsilon.
 */
export function relationMethod(
  loss: RelationLoss,
  publishedWeight: number,
): Method {
  return {
    initialHead: () => ({}),
    compress: null,
    gradients: ({ teacherTokens, studentTokens }, _head, student, options) =>
      gradientsOf({}, student, () => {
        const global = loss(
          classTokensOf(teacherTokens),
          classTokensOf(studentTokens()),
          options,
        );
        const weight = publishedWeight * options.weights.global;
        return { total: tf.mul<tf.Scalar>(weight, global), global };
      }),
  };
}
