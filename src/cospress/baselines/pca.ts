import * as tf from "../../tensor/tf.ts";
import { frozenHead } from "./frozenHead.ts";
import { leadingDirections } from "./leadingDirections.ts";
import { tokenMoments } from "./secondMoments.ts";

/**
 * Centred principal component analysis of the teacher's tokens: `y = (x - mean) V`, V the leading eigenvectors of the covariance.
 *
 * The usual way to compress, and the wrong one where cosines matter: centring changes them. Weighted as `svd`.
 *
 * Source: Pearson 1901; Hotelling 1933.
 */
export const pca = frozenHead(
  ({ dTeacher, dStudent }) => ({
    "linear.weight": tf.zeros([dTeacher, dStudent]),
    "linear.bias": tf.zeros([dStudent]),
  }),
  async (sample, head, { weights }) => {
    const { d, mean, second } = await tokenMoments(sample, weights, false);
    const covariance = second.map(
      (x, at) => x - mean[Math.floor(at / d)]! * mean[at % d]!,
    );
    const weight = head["linear.weight"]!;
    const dStudent = weight.shape[1]!;
    const directions = leadingDirections(covariance, d, dStudent);
    const bias = new Float32Array(dStudent);
    for (let c = 0; c < dStudent; c++) {
      let along = 0;
      for (let i = 0; i < d; i++) {
        along += mean[i]! * directions[i * dStudent + c]!;
      }
      bias[c] = -along;
    }
    tf.tidy(() => {
      weight.assign(tf.tensor2d(directions, [d, dStudent]));
      head["linear.bias"]!.assign(tf.tensor1d(bias));
    });
  },
);
