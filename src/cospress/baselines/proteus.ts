/**
 * Proteus, the paper's main baseline: the map sits on the student's side, and is thrown away after training.
 *
 * Three heads, each LayerNorm and a linear layer from the student's width to the teacher's, for class token, all tokens, and masked patches.
 */
import { cosineLoss } from "../../kernels/cosineLoss.ts";
import type { NormLinear } from "../../kernels/frozenNormLinear.ts";
import { layerNorm } from "../../kernels/layerNorm.ts";
import { linear } from "../../kernels/linear.ts";
import { axisSizes } from "../../tensor/axisSizes.ts";
import * as tf from "../../tensor/tf.ts";
import type { Metric } from "../featureLoss.ts";
import { classTokensOf } from "../objective.ts";

/** PyTorch's default for LayerNorm. */
const NORM_EPSILON = 1e-5;

export type ProteusHeads = Record<"token" | "feature" | "patch", NormLinear>;

export type ProteusTokens = {
  /** [b, t, dTeacher], class token first. */
  teacher: tf.Tensor3D;
  /** [b, t, dStudent] */
  student: tf.Tensor3D;
  /** The student's tokens when it saw the images with masked patches, [b, t, dStudent]. */
  maskedStudent: tf.Tensor3D;
  /** Masked patches as indices into [b * (t - 1)]. */
  maskedPatches: readonly number[];
};

export type ProteusOptions = {
  /** `mse`, the mean over all elements, in the published method. */
  metric: Metric;
  weights: Record<"token" | "feature" | "patch", number>;
};

/**
 * Weighted sum of three terms: class token; all tokens, class token by its own head; masked patches, seen only by the teacher.
 *
 * Source: Zhang et al., ICLR 2025, arXiv 2407.10366; the authors' repository BeSpontaneous/Proteus-pytorch.
 *
 * @returns Weighted `total` and its unweighted terms.
 */
export function proteusLosses(
  tokens: ProteusTokens,
  heads: ProteusHeads,
  { metric, weights }: ProteusOptions,
): Record<"total" | "token" | "feature" | "patch", tf.Scalar> {
  const { teacher, student, maskedStudent, maskedPatches } = tokens;
  const [b, t, dTeacher] = axisSizes("proteusLosses", "teacher", teacher, [
    "b",
    "t",
    "dTeacher",
  ]);
  return tf.tidy(() => {
    const classTokens = applyHead(classTokensOf(student), heads.token); // [b, dTeacher]
    const token = loss(classTokens, classTokensOf(teacher), metric);
    const patches = applyHead(patchRows(student), heads.feature); // [b * (t - 1), dTeacher]
    const all = tf.concat(
      [
        tf.reshape(classTokens, [b, 1, dTeacher]),
        tf.reshape(patches, [b, t - 1, dTeacher]),
      ],
      1,
    );
    const flat = [b, t * dTeacher] as [number, number];
    const feature = loss(
      tf.reshape(all, flat),
      tf.reshape(teacher, flat),
      metric,
    );
    // Selection as a product: tfjs' WASM backend has no gradient for gather.
    const selection = tf.oneHot(
      tf.tensor1d([...maskedPatches], "int32"),
      b * (t - 1),
    );
    const select = (x: tf.Tensor3D): tf.Tensor2D =>
      tf.matMul(tf.cast(selection, "float32"), patchRows(x)); // [masked, d]
    const patch = loss(
      applyHead(select(maskedStudent), heads.patch),
      select(teacher),
      metric,
    );
    const total = tf.addN([
      tf.mul<tf.Scalar>(weights.token, token),
      tf.mul<tf.Scalar>(weights.feature, feature),
      tf.mul<tf.Scalar>(weights.patch, patch),
    ]);
    return { total, token, feature, patch };
  });
}

function applyHead(x: tf.Tensor2D, head: NormLinear): tf.Tensor2D {
  const normalised = layerNorm(x, head.gamma, head.beta, NORM_EPSILON);
  return linear(normalised, head.weight, head.bias);
}

/** Patch tokens of all images: [b, t, d] -> [b * (t - 1), d]. */
function patchRows(tokens: tf.Tensor3D): tf.Tensor2D {
  const [b, t, d] = tokens.shape;
  return tf.reshape(tf.slice(tokens, [0, 1, 0], [b, t - 1, d]), [-1, d]);
}

function loss(
  student: tf.Tensor2D,
  teacher: tf.Tensor2D,
  metric: Metric,
): tf.Scalar {
  return metric === "cosine"
    ? cosineLoss(student, teacher, { detachTargets: true, centred: false })
    : tf.mean<tf.Scalar>(tf.square(tf.sub(student, teacher)));
}
