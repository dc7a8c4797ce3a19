/**
 * Who is near whom: cosines of a set of vectors, turned into probabilities of picking one another as neighbours.
 *
 * A von Mises-Fisher kernel weighs a pair by exp(cosine / temperature). Seen from each vector that gives conditional affinities;
 * averaged over both directions, joint ones. Low temperatures see only nearest neighbours, high ones the whole set.
 * Plain tfjs, written to be read; training runs the same formulas in closed form (`kernels/vmfSne.ts`).
 */
import * as tf from "../tensor/tf.ts";
import { unitRows } from "../tensor/unitRows.ts";

/** One set of vectors [n, d], or several of equal size [sets, n, d]; results keep the leading axis. */
export type VectorSets = tf.Tensor2D | tf.Tensor3D;

/**
 * Subtracted from the cosine of a vector with itself, which takes it out of every softmax.
 * Finite on purpose: minus infinity would make 0 * (infinity - infinity) = NaN in the divergence.
 */
const SELF_PAIR_PENALTY = 1e8;

/** Cosine of every pair: [..., n, d] -> [..., n, n], in [-1, 1]; masked self-pairs hold -1e8 instead of 1. */
export function pairwiseCosine<T extends VectorSets>(
  x: T,
  { maskSelf }: { maskSelf: boolean },
): T {
  return tf.tidy(() => {
    const unit = unitRows(x);
    const cosines = tf.matMul<T>(unit, unit, false, true);
    if (!maskSelf) return cosines;
    const n = x.shape[x.rank - 2]!;
    return tf.sub<T>(cosines, tf.mul(tf.eye(n), SELF_PAIR_PENALTY));
  });
}

/**
 * Log conditional affinities: `log p_j|i`, with `p_j|i = softmax_j(c_ij / temperature)`.
 *
 * Source: `sne_style: 'half'` of the reference code.
 *
 * @param cosines [..., n, n] from `pairwiseCosine`.
 * @param temperature Kernel width, > 0, in units of cosine similarity.
 * @returns [..., n, n] log-probabilities; each row's sum to 1.
 */
export function logConditionalAffinities<T extends VectorSets>(
  cosines: T,
  temperature: number,
): T {
  return tf.logSoftmax(tf.div<T>(cosines, temperature));
}

/**
 * Log joint affinities: `log P_ij`, with `P_ij = (p_j|i + p_i|j) / 2n`.
 *
 * Everything stays in log space: at temperature 0.01 the exponents reach ±100.
 *
 * Source: `sne_style: 'full'` of the reference code, goo/methods/self_supervised/proteus_vmfsne7_reversed.py (emannix/cospress).
 *
 * @param cosines [..., n, n] from `pairwiseCosine`.
 * @param temperature Kernel width, > 0, in units of cosine similarity.
 * @returns [..., n, n] log-probabilities; over a whole matrix they sum to 1.
 */
export function logJointAffinities<T extends VectorSets>(
  cosines: T,
  temperature: number,
): T {
  return tf.tidy(() => {
    const n = cosines.shape[cosines.rank - 1]!;
    const outgoing = logConditionalAffinities(cosines, temperature); // log p_j|i
    const swapLast = cosines.rank === 2 ? [1, 0] : [0, 2, 1];
    const incoming = tf.transpose<T>(outgoing, swapLast); // log p_i|j
    const logSum = tf.logSumExp(tf.stack([outgoing, incoming]), 0) as T;
    return tf.sub<T>(logSum, Math.log(2 * n));
  });
}
