/** All pairs of a batch: what relational losses are made of. Products are written with explicit transposes, which WASM runs faster. */
import { axisSizes } from "../../tensor/axisSizes.ts";
import { detach } from "../../tensor/detach.ts";
import * as tf from "../../tensor/tf.ts";
import { unitRows } from "../../tensor/unitRows.ts";

/** Inner product of every pair, [n, d] -> [n, n]. */
export function innerProducts(x: tf.Tensor2D): tf.Tensor2D {
  axisSizes("innerProducts", "x", x, ["n", "d"]);
  return tf.matMul(x, tf.transpose(x));
}

/** Cosine of every pair, [n, d] -> [n, n]; 1 on the diagonal. */
export function cosinesOf(x: tf.Tensor2D): tf.Tensor2D {
  return innerProducts(unitRows(x));
}

/** 1 for pairs of two, 0 for each with itself: [n, n]. */
export function offDiagonal(n: number): tf.Tensor2D {
  return tf.sub<tf.Tensor2D>(1, tf.eye(n));
}

/** Squared distances below this share of their mean are rounding: the two vectors count as one. */
const SAME_VECTOR = 1e-6;

/**
 * Euclidean distance of every pair, and which pairs are apart.
 *
 * @param x [n, d]
 * @returns `distances` [n, n], 0 where not apart, with gradient 0 there; `apart` [n, n] of 0 and 1, a constant; `inner` [n, n], inner products of the centred vectors.
 */
export function pairDistances(x: tf.Tensor2D): {
  distances: tf.Tensor2D;
  apart: tf.Tensor2D;
  inner: tf.Tensor2D;
} {
  const n = x.shape[0];
  // Distances do not change, and small differences of large products are avoided.
  const inner = innerProducts(tf.sub(x, tf.mean(x, 0, true)));
  const norms = tf.sum(tf.mul(inner, tf.eye(n)), 1); // [n]
  const squares = tf.sub(
    tf.add(tf.expandDims(norms, 1), tf.expandDims(norms, 0)),
    tf.mul(inner, 2),
  );
  // A comparison has no gradient.
  const others = tf.mul(detach(squares), offDiagonal(n));
  const least = tf.mul(tf.mean(others), SAME_VECTOR);
  const apart: tf.Tensor2D = tf.cast(tf.greater(others, least), "float32");
  // Pairs that are not apart take the root of 1: the root of 0 has no gradient.
  const safe = tf.add(tf.mul(squares, apart), tf.sub(1, apart));
  return { distances: tf.mul(tf.sqrt(safe), apart), apart, inner };
}

/** Smooth absolute value, `x^2 / 2` up to 1 and `|x| - 1/2` beyond (Huber with delta 1). */
export function huber(x: tf.Tensor): tf.Tensor {
  const size = tf.abs(x);
  const near = tf.minimum(size, 1);
  // size^2 / 2 where size <= 1, else size - 1/2, in one formula.
  return tf.sub(tf.mul(near, size), tf.div(tf.square(near), 2));
}
