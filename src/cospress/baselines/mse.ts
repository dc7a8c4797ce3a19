import { linear } from "../../kernels/linear.ts";
import { axisSizes } from "../../tensor/axisSizes.ts";
import * as tf from "../../tensor/tf.ts";
import { gradientsOf, variablesOf, type Method } from "../method.ts";
import { classTokensOf } from "../objective.ts";
import { weightedSum } from "../../kernels/weightedSum.ts";
import { initialLinear } from "./initialLinear.ts";

/**
 * Mean squared error of projected student tokens, over all tokens (`feature`) and over class tokens (`classToken`).
 *
 * Any invertible change of the student that the projection undoes costs nothing, so that angles of the student are not determined.
 *
 * Source: FitNets, Romero et al., ICLR 2015, arXiv 1412.6550, with a linear regressor; the two terms mirror CosPress'.
 *
 * @param projected [b, t, dTeacher]: the student after its head.
 * @param teacher [b, t, dTeacher], a constant.
 */
export function tokenErrors(
  projected: tf.Tensor3D,
  teacher: tf.Tensor3D,
): Record<"feature" | "classToken", tf.Scalar> {
  axisSizes("tokenErrors", "projected", projected, ["b", "t", "dTeacher"]);
  return tf.tidy(() => {
    const error = (x: tf.Tensor, y: tf.Tensor) =>
      tf.mean<tf.Scalar>(tf.square(tf.sub(x, y)));
    return {
      feature: error(projected, teacher),
      classToken: error(classTokensOf(projected), classTokensOf(teacher)),
    };
  });
}

/** Plain feature regression: one linear head on the student for class and patch tokens. */
export const mse: Method = {
  initialHead: ({ dTeacher, dStudent }, _options, rng) =>
    variablesOf(initialLinear(dStudent, dTeacher, rng)),

  compress: null,

  gradients: ({ teacherTokens, studentTokens }, head, student, { weights }) =>
    gradientsOf(head, student, () => {
      const [b, t] = teacherTokens.shape;
      const tokens = tf.reshape(studentTokens(), [b * t, -1]) as tf.Tensor2D;
      const projected = linear(
        tokens,
        head["weight"] as tf.Tensor as tf.Tensor2D,
        head["bias"] as tf.Tensor as tf.Tensor1D,
      );
      const terms = tokenErrors(
        tf.reshape(projected, [b, t, -1]),
        teacherTokens,
      );
      const total = weightedSum([
        [weights.feature, terms.feature],
        [weights.classToken, terms.classToken],
      ]);
      return { total, ...terms };
    }),
};
