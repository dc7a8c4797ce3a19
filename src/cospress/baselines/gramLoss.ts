import * as tf from "../../tensor/tf.ts";
import { cosinesOf, offDiagonal } from "./batchPairs.ts";

/**
 * Mean squared difference of cosines over pairs: `mean_{i != j} (c^s_ij - c^t_ij)^2`.
 *
 * Zero when the student is the teacher turned, mirrored and scaled, vector by vector; unlike softmax losses it fixes the common offset of cosines.
 * The squared Frobenius distance of the two Gram matrices of unit vectors, over n (n - 1).
 *
 * Source: "FG" of arXiv 2509.25253; as a term of a head, the anchor of this lab's own analysis.
 *
 * @param teacher [n, dTeacher], a constant.
 * @param student [n, dStudent], n at least 2.
 */
export function gramLoss(
  teacher: tf.Tensor2D,
  student: tf.Tensor2D,
): tf.Scalar {
  return tf.tidy(() => {
    const n = student.shape[0];
    const difference = tf.sub(cosinesOf(student), cosinesOf(teacher)); // [n, n]
    const squares = tf.mul(tf.square(difference), offDiagonal(n));
    return tf.div<tf.Scalar>(tf.sum(squares), n * (n - 1));
  });
}
