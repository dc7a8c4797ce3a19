/** Matrices whose rows (or columns, where there are fewer of them) are orthogonal and of length 1. */
import type { Rng } from "../../tensor/rng.ts";
import * as tf from "../../tensor/tf.ts";

/**
 * Uniform among all orthonormal matrices (Haar): Gram-Schmidt on Gaussian vectors, in float64.
 *
 * @returns [rows, columns]: orthonormal rows where rows <= columns, else orthonormal columns.
 */
export function randomOrthonormal(
  rows: number,
  columns: number,
  rng: Rng,
): tf.Tensor2D {
  const count = Math.min(rows, columns);
  const length = Math.max(rows, columns);
  const vectors: Float64Array[] = [];
  for (let i = 0; i < count; i++) {
    const vector = Float64Array.from({ length }, () => rng.normal());
    // Twice: once leaves rounding of the size of what was taken off.
    for (const other of [...vectors, ...vectors]) {
      const share = dot(vector, other);
      for (let j = 0; j < length; j++) vector[j]! -= share * other[j]!;
    }
    const norm = Math.sqrt(dot(vector, vector));
    vectors.push(vector.map((x) => x / norm));
  }
  const values = Float32Array.from(vectors.flatMap((vector) => [...vector]));
  return tf.tidy(() => {
    const matrix = tf.tensor2d(values, [count, length]);
    return rows <= columns ? matrix : tf.transpose<tf.Tensor2D>(matrix);
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/**
 * Newton-Schulz steps: each brings a singular value s to s (3 - s^2) / 2 or better, so that 0.05 of the largest still reaches 1 to rounding.
 */
const STEPS = 14;

/**
 * The orthonormal matrix nearest to A (its polar factor): `(A A^T)^(-1/2) A`, or `A (A^T A)^(-1/2)` where A has more rows than columns.
 * Differentiable; a scaling of A changes nothing.
 *
 * Source: coupled Newton-Schulz iteration for the inverse root, Higham, Functions of Matrices, section 6.3.
 *
 * @param a [rows, columns] of full rank, no singular value below a twentieth of the largest.
 */
export function nearestOrthonormal(a: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => {
    const isTall = a.shape[0] > a.shape[1];
    const wide = isTall ? tf.transpose<tf.Tensor2D>(a) : a; // [n, m], n <= m
    const gram = tf.matMul<tf.Tensor2D>(wide, tf.transpose(wide)); // [n, n]
    // A norm that no eigenvalue exceeds; close to them where rows are nearly orthogonal.
    const bound = tf.max(tf.sum(tf.abs(gram), 1));
    const identity: tf.Tensor2D = tf.eye(gram.shape[0]);
    let y: tf.Tensor2D = tf.div(gram, bound);
    let z = identity;
    for (let step = 0; step < STEPS; step++) {
      const correction = tf.mul<tf.Tensor2D>(
        tf.sub(tf.mul(identity, 3), tf.matMul(z, y)),
        0.5,
      );
      y = tf.matMul<tf.Tensor2D>(y, correction);
      z = tf.matMul<tf.Tensor2D>(correction, z);
    }
    const factor: tf.Tensor2D = tf.matMul(
      tf.div<tf.Tensor2D>(z, tf.sqrt(bound)),
      wide,
    );
    return isTall ? tf.transpose<tf.Tensor2D>(factor) : factor;
  });
}
