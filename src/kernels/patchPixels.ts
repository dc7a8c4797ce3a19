import * as tf from "../tensor/tf.ts";
import { isGpuBackend } from "./gpuKernel.ts";
import { patchRows } from "./wgsl/patches.ts";

/**
 * The pixels of each patch as one row, moved from 0..1 to -1..1. They are constants and have no gradient on WebGPU.
 *
 * @param images [batch, side, side, channels]
 * @param patch Side of a patch; divides the image's.
 * @returns [batch * grid * grid, patch * patch * channels]; along the last axis rows, columns, channels.
 */
export function patchPixels(images: tf.Tensor4D, patch: number): tf.Tensor2D {
  return isGpuBackend()
    ? patchRows(images, patch)
    : plainPatchPixels(images, patch);
}

/** The oracle of `patchPixels`, and its form on host backends. */
export function plainPatchPixels(
  images: tf.Tensor4D,
  patch: number,
): tf.Tensor2D {
  return tf.tidy(() => {
    const [batch, side, , channels] = images.shape;
    const grid = side / patch;
    const centred = tf.sub(tf.mul(images, 2), 1);
    // Rank 4, for tfjs' WASM transposes of rank 5 are slow.
    const rows = tf.reshape(centred, [
      batch * grid,
      patch,
      grid,
      patch * channels,
    ]);
    return tf.reshape(tf.transpose(rows, [0, 2, 1, 3]), [
      batch * grid * grid,
      patch * patch * channels,
    ]);
  });
}
