import * as tf from "../../tensor/tf.ts";
import { unitRows } from "../../tensor/unitRows.ts";
import { innerProducts } from "./batchPairs.ts";
import { relationMethod } from "./relationMethod.ts";

const PUBLISHED_WEIGHT = 3000;

/**
 * Similarity-preserving distillation: `|G^s - G^t|_F^2 / n^2`, `G = F F^T` with every row scaled to length 1.
 *
 * Unchanged when either side is turned or scaled as a whole; norms of single vectors do count.
 *
 * Source: Tung & Mori, ICCV 2019, arXiv 1907.09682; weight as in HobbitLong/RepDistiller.
 *
 * @param teacher [n, dTeacher], a constant.
 * @param student [n, dStudent]
 */
export function spLoss(teacher: tf.Tensor2D, student: tf.Tensor2D): tf.Scalar {
  return tf.tidy(() => {
    const rows = (x: tf.Tensor2D) => unitRows(innerProducts(x)); // [n, n]
    return tf.mean<tf.Scalar>(tf.square(tf.sub(rows(student), rows(teacher))));
  });
}

export const sp = relationMethod(spLoss, PUBLISHED_WEIGHT);
