/** From pixels to patch tokens: DINOv2's linear projection of each patch, or a small convolutional stem. */
import { linear } from "../kernels/linear.ts";
import { linearNormGelu } from "../kernels/linearNormGelu.ts";
import { patchPixels } from "../kernels/patchPixels.ts";
import { unfold3x3, unfoldPixels3x3 } from "../kernels/unfold.ts";
import type { Rng } from "../tensor/rng.ts";
import * as tf from "../tensor/tf.ts";
import {
  linearValues,
  normValues,
  type InitialValues,
  type LookUp,
} from "./parameters.ts";
import { tokenGrid, type StudentSizes } from "./studentSizes.ts";

const CHANNELS = 3;
const NORM_EPSILON = 1e-6;

/**
 * Channels after each stride-2 convolution of the stem; the last has the student's width, the ones before half as many each, at least 8.
 * A patch of 8 pixels takes three.
 */
function stemChannels({ patch, width }: StudentSizes): number[] {
  const stages = Math.log2(patch);
  if (!Number.isInteger(stages) || stages < 1) {
    throw new RangeError(
      `stemChannels: a conv stem needs 'patch' to be a power of two from 2, got ${patch}`,
    );
  }
  return Array.from({ length: stages }, (_, stage) =>
    Math.max(8, Math.round(width / 2 ** (stages - 1 - stage))),
  );
}

/** Initial values of `patch_embed.*`. */
export function initialStem(sizes: StudentSizes, rng: Rng): InitialValues {
  const { patch, stem, width } = sizes;
  if (stem === "linear") {
    const inputs = patch * patch * CHANNELS;
    return linearValues("patch_embed.proj", inputs, width, rng);
  }
  const values: InitialValues = {};
  let inputs = CHANNELS;
  stemChannels(sizes).forEach((outputs, stage) => {
    const name = `patch_embed.stem.${stage}`;
    Object.assign(
      values,
      linearValues(`${name}.conv`, 9 * inputs, outputs, rng),
      normValues(`${name}.norm`, outputs),
    );
    inputs = outputs;
  });
  return { ...values, ...linearValues("patch_embed.proj", inputs, width, rng) };
}

/**
 * @param images [batch, image, image, 3], 0 to 1; shifted here to -1 to 1.
 * @returns [batch, grid * grid, width], patches row by row.
 */
export function embedPatches(
  p: LookUp,
  sizes: StudentSizes,
  images: tf.Tensor4D,
): tf.Tensor3D {
  const [batch] = images.shape;
  const isLinear = sizes.stem === "linear";
  const tokens = linear(
    isLinear ? patchPixels(images, sizes.patch) : convolve(p, sizes, images),
    p("patch_embed.proj.weight"),
    p("patch_embed.proj.bias"),
    isLinear,
  );
  return tf.reshape(tokens, [batch, tokenGrid(sizes) ** 2, sizes.width]);
}

/** Stages of 3 x 3 convolution with stride 2, LayerNorm over channels, GELU. Returns [batch * grid * grid, channels]. */
function convolve(
  p: LookUp,
  sizes: StudentSizes,
  images: tf.Tensor4D,
): tf.Tensor2D {
  const [batch] = images.shape;
  let x = images;
  let side = sizes.image;
  stemChannels(sizes).forEach((channels, stage) => {
    const name = `patch_embed.stem.${stage}`;
    const isFirst = stage === 0;
    const convolved = linearNormGelu(
      isFirst ? unfoldPixels3x3(x) : unfold3x3(x),
      {
        weight: p(`${name}.conv.weight`),
        bias: p(`${name}.conv.bias`),
        gamma: p(`${name}.norm.weight`),
        beta: p(`${name}.norm.bias`),
      },
      NORM_EPSILON,
      isFirst,
    );
    side /= 2;
    x = tf.reshape(convolved, [batch, side, side, channels]);
  });
  return tf.reshape(x, [batch * side * side, x.shape[3]]);
}
