/**
 * The student: a vision transformer laid out as DINOv2's, with its parameter names, so that an exported file loads into the reference model.
 *
 * Class token, learned positions, pre-norm blocks with LayerScale, exact GELU, final LayerNorm over all tokens; every epsilon 1e-6.
 * Matrices are stored [in, out], the transpose of PyTorch's layout.
 *
 * Source: facebookresearch/dinov2, dinov2/models/vision_transformer.py; held to it by tests/golden/vit_forward_backward.json.
 */
import { layerNorm } from "../kernels/layerNorm.ts";
import { positionedTokens } from "../kernels/positionedTokens.ts";
import {
  transformerBlock,
  type BlockWeights,
} from "../kernels/transformerBlock.ts";
import type { Rng } from "../tensor/rng.ts";
import * as tf from "../tensor/tf.ts";
import {
  constant,
  filled,
  linearValues,
  lookUp,
  normValues,
  type InitialValues,
  type LookUp,
  type Parameters,
} from "./parameters.ts";
import { embedPatches, initialStem } from "./patchEmbedding.ts";
import { tokenGrid, type StudentSizes } from "./studentSizes.ts";

const NORM_EPSILON = 1e-6;
const MLP_RATIO = 4;

/** LayerScale's initial value in DINOv2's small models. */
const LAYER_SCALE = 1;

/** Deviation of positions and of the class token at the start, as in DINOv2. */
const POSITION_DEVIATION = 0.02;

/**
 * A freshly initialised student.
 *
 * Weight matrices are Xavier-uniform: at widths of 32 to 128 DINOv2's deviation of 0.02 would start every branch near zero.
 *
 * @throws {RangeError} If the patch does not divide the image, or the heads the width.
 */
export function initialStudent(sizes: StudentSizes, rng: Rng): InitialValues {
  const { image, patch, width, depth, heads } = sizes;
  if (image % patch !== 0) {
    throw new RangeError(
      `initialStudent: 'patch' must divide the image side ${image}, got ${patch}`,
    );
  }
  if (width % heads !== 0) {
    throw new RangeError(
      `initialStudent: 'heads' must divide 'width' ${width}, got ${heads}`,
    );
  }
  const normal = (shape: number[]) => ({
    shape,
    values: filled(shape, () => POSITION_DEVIATION * rng.normal()),
  });
  const values: InitialValues = {
    cls_token: normal([1, 1, width]),
    pos_embed: normal([1, 1 + tokenGrid(sizes) ** 2, width]),
    ...initialStem(sizes, rng),
  };
  for (let block = 0; block < depth; block++) {
    const name = `blocks.${block}`;
    Object.assign(values, {
      ...normValues(`${name}.norm1`, width),
      ...linearValues(`${name}.attn.qkv`, width, 3 * width, rng),
      ...linearValues(`${name}.attn.proj`, width, width, rng),
      [`${name}.ls1.gamma`]: constant([width], LAYER_SCALE),
      ...normValues(`${name}.norm2`, width),
      ...linearValues(`${name}.mlp.fc1`, width, MLP_RATIO * width, rng),
      ...linearValues(`${name}.mlp.fc2`, MLP_RATIO * width, width, rng),
      [`${name}.ls2.gamma`]: constant([width], LAYER_SCALE),
    });
  }
  return { ...values, ...normValues("norm", width) };
}

/** Patches that the student does not get to see: their embeddings are replaced before positions are added. */
export type HiddenPatches = {
  /** [batch, grid * grid, 1]: 1 where a patch is hidden, 0 elsewhere. */
  mask: tf.Tensor3D;
  /** [1, 1, width], in their place. */
  token: tf.Tensor3D;
};

/**
 * The student's forward pass.
 *
 * @param parameters As `initialStudent` names them.
 * @param images [batch, image, image, 3], 0 to 1.
 * @param hidden None by default. With a conv stem a neighbour's embedding has seen a few pixels of a hidden patch.
 * @returns [batch, 1 + grid * grid, width]: class token first, then patches row by row, after the final LayerNorm.
 */
export function studentTokens(
  parameters: Parameters,
  sizes: StudentSizes,
  images: tf.Tensor4D,
  hidden?: HiddenPatches,
): tf.Tensor3D {
  const { width, depth, heads } = sizes;
  const batch = images.shape[0];
  const tokens = 1 + tokenGrid(sizes) ** 2;
  const attentionSizes = { batch, tokens, heads, headWidth: width / heads };
  return tf.tidy(() => {
    const p = lookUp(parameters);
    const seen = embedPatches(p, sizes, images); // [batch, grid * grid, width]
    const patches = hidden ? hide(seen, hidden) : seen;
    const positioned = positionedTokens(
      p("cls_token"),
      patches,
      p("pos_embed"),
    );
    let x: tf.Tensor2D = tf.reshape(positioned, [batch * tokens, width]);
    for (let block = 0; block < depth; block++) {
      const weights = blockWeights(p, `blocks.${block}`);
      x = transformerBlock(x, weights, attentionSizes, NORM_EPSILON);
    }
    const normed = layerNorm(x, p("norm.weight"), p("norm.bias"), NORM_EPSILON);
    return tf.reshape(normed, [batch, tokens, width]);
  });
}

function blockWeights(p: LookUp, name: string): BlockWeights {
  const norm = (part: string) => ({
    gamma: p<tf.Tensor1D>(`${name}.${part}.weight`),
    beta: p<tf.Tensor1D>(`${name}.${part}.bias`),
  });
  const layer = (part: string) => ({
    weight: p<tf.Tensor2D>(`${name}.${part}.weight`),
    bias: p<tf.Tensor1D>(`${name}.${part}.bias`),
  });
  return {
    norm1: norm("norm1"),
    qkv: layer("attn.qkv"),
    proj: layer("attn.proj"),
    scale1: p(`${name}.ls1.gamma`),
    norm2: norm("norm2"),
    fc1: layer("mlp.fc1"),
    fc2: layer("mlp.fc2"),
    scale2: p(`${name}.ls2.gamma`),
  };
}

function hide(patches: tf.Tensor3D, { mask, token }: HiddenPatches) {
  return tf.add<tf.Tensor3D>(
    tf.mul(patches, tf.sub(1, mask)),
    tf.mul(mask, token),
  );
}
