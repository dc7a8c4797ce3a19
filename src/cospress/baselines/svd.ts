import { spacedStretches } from "../../protocol/sameLoss.ts";
import { seededRng } from "../../tensor/rng.ts";
import * as tf from "../../tensor/tf.ts";
import { frozenHead } from "./frozenHead.ts";
import { leadingDirections } from "./leadingDirections.ts";
import { randomOrthonormal } from "./orthonormalMatrix.ts";
import { tokenMoments } from "./secondMoments.ts";

/**
 * Uncentred singular value decomposition of unit teacher tokens: the head is the projection on their leading right singular vectors.
 *
 * Among all linear maps to dStudent dimensions it keeps the matrix of cosines best in the Frobenius norm (Eckart & Young 1936), before tokens
 * are brought back to length 1: the closed form that CosPress' learned head has to be compared with.
 * Class tokens and all tokens count in the proportion of the global and local weight (`tokenMoments`).
 *
 * With `headCondition` above 1 the projection is followed by an invertible map: the same information, from which the same linear reconstruction of
 * the teacher is possible, at other angles. What then gets worse is owed to angles alone.
 */
export const svd = frozenHead(
  ({ dTeacher, dStudent }) => ({
    "linear.weight": tf.zeros([dTeacher, dStudent]),
  }),
  async (sample, head, { weights, headCondition }) => {
    const { d, second } = await tokenMoments(sample, weights, true);
    const weight = head["linear.weight"]!;
    const dStudent = weight.shape[1]!;
    const directions = leadingDirections(second, d, dStudent);
    tf.tidy(() => {
      const map = tf.tensor2d(directions, [d, dStudent]);
      weight.assign(headCondition === 1 ? map : bent(map, headCondition));
    });
  },
);

/** Decides the directions that are stretched: the same ones in every run. */
const BEND_SEED = 0;

/** A map followed by a rotation and by stretches between which there is a factor of `condition`; [d, m] as it was. */
function bent(map: tf.Tensor2D, condition: number): tf.Tensor2D {
  const m = map.shape[1];
  const rotation = randomOrthonormal(
    m,
    m,
    seededRng(BEND_SEED, "head condition"),
  );
  const stretches = tf.tensor1d(spacedStretches(m, condition));
  return tf.mul<tf.Tensor2D>(tf.matMul(map, rotation), stretches);
}
