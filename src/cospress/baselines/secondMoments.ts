import * as tf from "../../tensor/tf.ts";
import { unitRows } from "../../tensor/unitRows.ts";
import type { FitSample, MethodOptions } from "../method.ts";

/** Images whose tokens are multiplied at once: bounds memory. */
const IMAGES_AT_ONCE = 128;

export type Moments = {
  d: number;
  /** [d], weighted mean of the tokens. */
  mean: Float64Array;
  /** [d, d], weighted mean of their products with themselves. */
  second: Float64Array;
};

/**
 * First and second moments of a sample's tokens.
 *
 * Class tokens weigh `weights.global` together, all tokens `weights.local` together, as in CosPress' two losses: a head fitted to these moments
 * serves what CosPress' head serves.
 *
 * @param sample At least one image.
 * @param isUnit Whether every token is brought to length 1 first.
 */
export async function tokenMoments(
  { n, tokens, teacherTokens }: FitSample,
  { global, local }: Pick<MethodOptions["weights"], "global" | "local">,
  isUnit: boolean,
): Promise<Moments> {
  const d = teacherTokens.length / (n * tokens);
  const mean = new Float64Array(d);
  const second = new Float64Array(d * d);
  const patchWeight = local / ((global + local) * n * tokens);
  const classWeight = patchWeight + global / ((global + local) * n);
  for (let start = 0; start < n; start += IMAGES_AT_ONCE) {
    const count = Math.min(IMAGES_AT_ONCE, n - start);
    const values = teacherTokens.subarray(
      start * tokens * d,
      (start + count) * tokens * d,
    );
    const [sum, products] = tf.tidy((): [tf.Tensor, tf.Tensor] => {
      const given = tf.tensor2d(values, [count * tokens, d]);
      const rows = isUnit ? unitRows(given) : given;
      const weights = Float32Array.from({ length: count * tokens }, (_, i) =>
        i % tokens === 0 ? classWeight : patchWeight,
      );
      const weighted = tf.mul<tf.Tensor2D>(
        rows,
        tf.tensor2d(weights, [count * tokens, 1]),
      );
      return [tf.sum(weighted, 0), tf.matMul(tf.transpose(rows), weighted)];
    });
    const [someMean, someSecond] = await Promise.all([
      sum.data(),
      products.data(),
    ]);
    tf.dispose([sum, products]);
    for (let i = 0; i < d; i++) mean[i]! += someMean[i]!;
    for (let i = 0; i < d * d; i++) second[i]! += someSecond[i]!;
  }
  return { d, mean, second };
}
