import * as tf from "../../tensor/tf.ts";
import { frozenHead } from "./frozenHead.ts";
import { leadingDirections } from "./leadingDirections.ts";
import { tokenMoments } from "./secondMoments.ts";

/**
 * Uncentred singular value decomposition of unit teacher tokens: the head is the projection on their leading right singular vectors.
 *
 * Among all linear maps to dStudent dimensions it keeps the matrix of cosines best in the Frobenius norm (Eckart & Young 1936), before tokens
 * are brought back to length 1: the closed form that CosPress' learned head has to be compared with.
 * Class tokens and all tokens count in the proportion of the global and local weight (`tokenMoments`).
 */
export const svd = frozenHead(
  ({ dTeacher, dStudent }) => ({
    "linear.weight": tf.zeros([dTeacher, dStudent]),
  }),
  async (sample, head, { weights }) => {
    const { d, second } = await tokenMoments(sample, weights, true);
    const weight = head["linear.weight"]!;
    const dStudent = weight.shape[1]!;
    const directions = leadingDirections(second, d, dStudent);
    tf.tidy(() => weight.assign(tf.tensor2d(directions, [d, dStudent])));
  },
);
