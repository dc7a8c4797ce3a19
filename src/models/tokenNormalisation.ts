/**
 * The teacher's final normalisation: what makes its angles worth preserving.
 *
 * Tokens that come out of ReLU6 are all positive, so they crowd into a narrow cone: cosines of class tokens lie at 0.9 whatever the images show.
 * A parameter-free LayerNorm opens the cone a little; subtracting the whole mean training token opens it fully but makes far-out images look ordinary.
 * Subtracting a fraction of it keeps both (science.md section 14: 0.7).
 */
import { isGpuBackend } from "../kernels/gpuKernel.ts";
import { gpuNormalisedRows } from "../kernels/layerNorm.ts";
import { axisSizes, ShapeError } from "../tensor/axisSizes.ts";
import * as tf from "../tensor/tf.ts";

/** That of the final LayerNorm of DINOv2's vision transformers. */
const LAYER_NORM_EPSILON = 1e-6;

/** Mean LayerNormed tokens of a training sample. Class and patch tokens have different means. */
export type MeanTokens = {
  /** [d] */
  classToken: tf.Tensor1D;
  /** [d], over all patches of all images; [0] where there are no patches. */
  patchToken: tf.Tensor1D;
};

/**
 * LayerNorm without gain and bias, of each token by itself. Tokens of a frozen teacher are constants: there is no gradient on WebGPU.
 *
 *     x -> (x - mean(x)) / sqrt(variance(x) + 1e-6)
 *
 * The same for x and for a x + b with a > 0; a constant token becomes zero.
 *
 * @param tokens [..., d]
 * @returns [..., d]
 */
export function layerNormTokens<T extends tf.Tensor>(tokens: T): T {
  if (isGpuBackend()) {
    return tf.tidy(() => {
      const rows = tf.reshape<tf.Rank.R2>(tokens, [-1, tokens.shape.at(-1)!]);
      const normalised = gpuNormalisedRows(rows, LAYER_NORM_EPSILON);
      return tf.reshape(normalised, tokens.shape) as T;
    });
  }
  return tf.tidy(() => {
    const { mean, variance } = tf.moments(tokens, -1, true);
    const deviation = tf.sqrt(tf.add(variance, LAYER_NORM_EPSILON));
    return tf.div(tf.sub(tokens, mean), deviation) as T;
  });
}

/**
 * Mean class token and mean patch token.
 *
 * @param tokens [n, 1 + patches, d], class token first, after `layerNormTokens`; n >= 1.
 * @throws {ShapeError} If there is no image or no class token to take a mean of.
 */
export function meanTokens(tokens: tf.Tensor3D): MeanTokens {
  const [n, t, d] = axisSizes("meanTokens", "tokens", tokens, ["n", "t", "d"]);
  if (n < 1 || t < 1) {
    throw new ShapeError(
      `meanTokens: 'tokens' must hold an image and a class token at least, got [${n}, ${t}, ${d}]`,
    );
  }
  return tf.tidy(() => {
    const mean = tf.mean(tokens, 0); // [t, d]
    return {
      classToken: tf.reshape<tf.Rank.R1>(tf.slice(mean, [0, 0], [1, d]), [d]),
      patchToken:
        t === 1
          ? tf.tensor1d([])
          : tf.mean<tf.Tensor1D>(tf.slice(mean, [1, 0], [t - 1, d]), 0),
    };
  });
}

/**
 * Subtracts a fraction of the mean training token from every token.
 *
 * @param tokens [n, 1 + patches, d], class token first, after `layerNormTokens`.
 * @param means Of training tokens, from `meanTokens`.
 * @param fraction 0 (nothing is subtracted) to 1 (fully centred); `teacher.meanFraction` of the config.
 * @returns [n, 1 + patches, d]
 * @throws {RangeError} If `fraction` lies outside 0 to 1.
 * @throws {ShapeError} If the means are of another width.
 */
export function centreTokens(
  tokens: tf.Tensor3D,
  means: MeanTokens,
  fraction: number,
): tf.Tensor3D {
  const [, t, d] = axisSizes("centreTokens", "tokens", tokens, ["n", "t", "d"]);
  if (!(fraction >= 0 && fraction <= 1)) {
    throw new RangeError(
      `centreTokens: 'fraction' must be 0 to 1, got ${fraction}`,
    );
  }
  const { classToken, patchToken } = means;
  if (classToken.size !== d || (t > 1 && patchToken.size !== d)) {
    throw new ShapeError(
      `centreTokens: 'means' must have width ${d}, got ${classToken.size} and ${patchToken.size}`,
    );
  }
  return tf.tidy(() => {
    const rows = [tf.reshape(classToken, [1, 1, d])];
    if (t > 1) {
      rows.push(tf.tile(tf.reshape(patchToken, [1, 1, d]), [1, t - 1, 1]));
    }
    const subtracted = tf.mul(tf.concat(rows, 1), fraction); // [1, t, d]
    return tf.sub(tokens, subtracted);
  });
}
