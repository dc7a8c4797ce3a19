import * as tf from "../tensor/tf.ts";
import { isGpuBackend } from "./gpuKernel.ts";
import { joinTokens, joinTokensBackward } from "./wgsl/patches.ts";

/**
 * A class token in front of each image's patches, positions added.
 *
 * @param classToken [1, 1, width]
 * @param patches [batch, patches, width]
 * @param positions [1, 1 + patches, width]
 * @returns [batch, 1 + patches, width]
 */
export function positionedTokens(
  classToken: tf.Tensor3D,
  patches: tf.Tensor3D,
  positions: tf.Tensor3D,
): tf.Tensor3D {
  if (!isGpuBackend()) {
    return plainPositionedTokens(classToken, patches, positions);
  }
  const apply = tf.customGrad((...args) => {
    const [classToken, patches, positions] = args as [
      tf.Tensor3D,
      tf.Tensor3D,
      tf.Tensor3D,
    ];
    return {
      value: joinTokens(classToken, patches, positions),
      gradFunc: (dy) => joinTokensBackward(dy as tf.Tensor3D),
    };
  });
  return apply(classToken, patches, positions) as tf.Tensor3D;
}

/** The oracle of `positionedTokens`, and its form on host backends. */
export function plainPositionedTokens(
  classToken: tf.Tensor3D,
  patches: tf.Tensor3D,
  positions: tf.Tensor3D,
): tf.Tensor3D {
  return tf.tidy(() => {
    const classTokens = tf.tile(classToken, [patches.shape[0], 1, 1]);
    return tf.add(tf.concat([classTokens, patches], 1), positions);
  });
}
