import * as tf from "../../tensor/tf.ts";
import { huber, pairDistances } from "./batchPairs.ts";
import { relationMethod } from "./relationMethod.ts";

const PUBLISHED_WEIGHT = 50;

/**
 * Relational knowledge distillation, angles: `mean_ijk huber(a^s_ijk - a^t_ijk)`,
 * `a_ijk = cos of the angle at j between x_i - x_j and x_k - x_j`.
 *
 * The mean runs over all n^3 triples; those with two equal members count 0 or 1 on both sides.
 * Unchanged when either side is turned, moved or scaled as a whole. Memory grows with n^3 and not with the widths, for
 * `<x_i - x_j, x_k - x_j> = g_ik - g_ij - g_jk + g_jj`, g the inner products of the batch.
 *
 * Source: Park et al., CVPR 2019, arXiv 1904.05068, equation 7; reduction and weight as in HobbitLong/RepDistiller.
 *
 * @param teacher [n, dTeacher], a constant.
 * @param student [n, dStudent], n at least 2.
 */
export function rkdAngleLoss(
  teacher: tf.Tensor2D,
  student: tf.Tensor2D,
): tf.Scalar {
  return tf.tidy(() =>
    tf.mean<tf.Scalar>(huber(tf.sub(triples(student), triples(teacher)))),
  );
}

/** Cosines at every vertex, [n, d] -> [n (j), n (i), n (k)]. */
function triples(x: tf.Tensor2D): tf.Tensor3D {
  const n = x.shape[0];
  const { distances, apart, inner } = pairDistances(x);
  const own = tf.sum(tf.mul(inner, tf.eye(n)), 1); // [n], g_jj
  const toOthers = tf.expandDims(inner, 2); // g_ji, [n, n, 1]
  const products = tf.add(
    tf.sub(
      tf.sub(tf.expandDims(inner, 0), toOthers),
      tf.expandDims(inner, 1), // g_jk, [n, 1, n]
    ),
    tf.reshape(own, [n, 1, 1]),
  );
  // 1 / distance, 0 where two vectors are one: such a side has no direction.
  const inverse = tf.div(apart, tf.add(distances, tf.sub(1, apart)));
  return tf.mul(
    products,
    tf.mul(tf.expandDims(inverse, 2), tf.expandDims(inverse, 1)),
  );
}

export const rkdAngle = relationMethod(rkdAngleLoss, PUBLISHED_WEIGHT);
