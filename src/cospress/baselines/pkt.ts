import * as tf from "../../tensor/tf.ts";
import { cosinesOf } from "./batchPairs.ts";
import { relationMethod } from "./relationMethod.ts";

const PUBLISHED_WEIGHT = 30_000;

/** Keeps the logarithm finite for opposite vectors; as in the published code. */
const EPSILON = 1e-7;

/**
 * Probabilistic knowledge transfer: `mean_ij t_ij log(t_ij / s_ij)`, each the kernel `(cos + 1) / 2` divided by its row's sum.
 *
 * No temperature; each image is among its own neighbours. Unchanged when either side is turned, or single vectors are scaled.
 *
 * Source: Passalis & Tefas, ECCV 2018, arXiv 1803.10837; reduction and weight as in HobbitLong/RepDistiller.
 *
 * @param teacher [n, dTeacher], a constant.
 * @param student [n, dStudent]
 */
export function pktLoss(teacher: tf.Tensor2D, student: tf.Tensor2D): tf.Scalar {
  return tf.tidy(() => {
    const t = tf.add(neighbours(teacher), EPSILON);
    const s = tf.add(neighbours(student), EPSILON);
    const target = tf.sub(t, EPSILON);
    return tf.mean<tf.Scalar>(tf.mul(target, tf.sub(tf.log(t), tf.log(s))));
  });
}

/** Rows of probabilities, [n, d] -> [n, n]. */
function neighbours(x: tf.Tensor2D): tf.Tensor2D {
  const kernel = tf.div(tf.add(cosinesOf(x), 1), 2);
  return tf.div(kernel, tf.sum(kernel, 1, true));
}

export const pkt = relationMethod(pktLoss, PUBLISHED_WEIGHT);
