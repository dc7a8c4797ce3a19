import * as tf from "../../tensor/tf.ts";
import { innerProducts } from "./batchPairs.ts";
import { relationMethod } from "./relationMethod.ts";

/** Keeps a batch of equal vectors at CKA 0 instead of NaN. */
const EPSILON = 1e-12;

/**
 * `1 - CKA`, linear and biased: `CKA = <K, L> / (|K| |L|)`, K and L the inner products of the centred batch.
 *
 * Unchanged when either side is turned, moved or scaled as a whole. Zero does not mean that all angles are kept:
 * large directions count most.
 *
 * Source: Kornblith et al., ICML 2019, arXiv 1905.00414; as a loss, Saha et al., BMVC 2022.
 *
 * @param teacher [n, dTeacher], a constant.
 * @param student [n, dStudent], n at least 2.
 */
export function ckaLoss(teacher: tf.Tensor2D, student: tf.Tensor2D): tf.Scalar {
  return tf.tidy(() => {
    const k = centredProducts(teacher);
    const l = centredProducts(student);
    const norms = tf.sqrt(
      tf.maximum(tf.mul(tf.sum(tf.square(k)), tf.sum(tf.square(l))), EPSILON),
    );
    return tf.sub<tf.Scalar>(1, tf.div(tf.sum(tf.mul(k, l)), norms));
  });
}

function centredProducts(x: tf.Tensor2D): tf.Tensor2D {
  return innerProducts(tf.sub(x, tf.mean(x, 0, true)));
}

export const cka = relationMethod(ckaLoss, 1);
