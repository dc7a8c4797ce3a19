import * as tf from "../../tensor/tf.ts";
import { huber, pairDistances } from "./batchPairs.ts";
import { relationMethod } from "./relationMethod.ts";

const PUBLISHED_WEIGHT = 25;

/**
 * Relational knowledge distillation, distances: `mean_ij huber(d^s_ij - d^t_ij)`, `d_ij = |x_i - x_j|` over the mean of the non-zero distances.
 *
 * The mean runs over all n^2 pairs, each with itself included. Unchanged when either side is turned, moved or scaled as a whole.
 *
 * Source: Park et al., CVPR 2019, arXiv 1904.05068, equation 5; reduction and weight as in HobbitLong/RepDistiller.
 *
 * @param teacher [n, dTeacher], a constant.
 * @param student [n, dStudent], n at least 2.
 */
export function rkdDistanceLoss(
  teacher: tf.Tensor2D,
  student: tf.Tensor2D,
): tf.Scalar {
  return tf.tidy(() =>
    tf.mean<tf.Scalar>(
      huber(tf.sub(relativeDistances(student), relativeDistances(teacher))),
    ),
  );
}

/** [n, d] -> [n, n]; all 0 when all vectors are one. */
function relativeDistances(x: tf.Tensor2D): tf.Tensor2D {
  const { distances, apart } = pairDistances(x);
  const pairs = tf.maximum(tf.sum(apart), 1);
  // All vectors one: distances are 0, and their mean is replaced by 1.
  const nobody = tf.cast(tf.equal(tf.sum(apart), 0), "float32");
  const mean = tf.add(tf.div(tf.sum(distances), pairs), nobody);
  return tf.div(distances, mean);
}

export const rkdDistance = relationMethod(rkdDistanceLoss, PUBLISHED_WEIGHT);
