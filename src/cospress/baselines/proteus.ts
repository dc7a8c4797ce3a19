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
import { shuffledIndices, type Rng } from "../../tensor/rng.ts";
import * as tf from "../../tensor/tf.ts";
import type { Metric } from "../featureLoss.ts";
import {
  gradientsOf,
  variablesOf,
  type HiddenPatches,
  type Method,
  type Variables,
} from "../method.ts";
import { classTokensOf } from "../objective.ts";
import { weightedSum } from "../../kernels/weightedSum.ts";
import { initialLinear } from "./initialLinear.ts";

/** PyTorch's default for LayerNorm. */
const NORM_EPSILON = 1e-5;

/** Half of the images have patches hidden, half of the patches of each. */
const HIDDEN_IMAGES = 0.5;
const HIDDEN_PATCHES = 0.5;

const HEADS = ["token", "feature", "patch"] as const;

export type ProteusHeads = Record<(typeof HEADS)[number], NormLinear>;

export type ProteusTokens = {
  /** [b, t, dTeacher], class token first. */
  teacher: tf.Tensor3D;
  /** [b, t, dStudent] */
  student: tf.Tensor3D;
  /** The student's tokens when it saw the images with masked patches, [b, t, dStudent]; null leaves their term out. */
  maskedStudent: tf.Tensor3D | null;
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
    const masked = tf.tensor1d([...maskedPatches], "int32");
    const patch = maskedStudent
      ? loss(
          applyHead(selectRows(patchRows(maskedStudent), masked), heads.patch),
          tf.gather(patchRows(teacher), masked),
          metric,
        )
      : tf.scalar(0);
    const total = weightedSum([
      [weights.token, token],
      [weights.feature, feature],
      [weights.patch, patch],
    ]);
    return { total, token, feature, patch };
  });
}

/**
 * Proteus as a method: `token` counts as class token, the masked-patch term as local. The teacher has no place in the student's space.
 *
 * Hidden patches are replaced by a learned token after the patch embedding, as in DINOv2; the pass that hides them costs as much as the other.
 */
export const proteus: Method = {
  initialHead: ({ dTeacher, dStudent }, _options, rng) =>
    variablesOf({
      mask_token: tf.zeros([1, 1, dStudent]),
      ...Object.fromEntries(
        HEADS.flatMap((head) => {
          const { weight, bias } = initialLinear(dStudent, dTeacher, rng);
          const gamma = tf.ones([dStudent]);
          const beta = tf.zeros([dStudent]);
          return Object.entries({ gamma, beta, weight, bias }).map(
            ([name, value]): [string, tf.Tensor] => [`${head}.${name}`, value],
          );
        }),
      ),
    }),

  compress: null,

  gradients: (batch, head, student, { weights }) =>
    tf.tidy(() => {
      const { teacherTokens, studentTokens, rng } = batch;
      const [b, t] = teacherTokens.shape;
      const maskedPatches =
        weights.patch > 0 ? drawHiddenPatches(b, t - 1, rng) : [];
      const hidden = hide(b, t - 1, maskedPatches, head);
      return gradientsOf(head, student, () => {
        const { total, token, feature, patch } = proteusLosses(
          {
            teacher: teacherTokens,
            student: studentTokens(),
            maskedStudent: weights.patch > 0 ? studentTokens(hidden) : null,
            maskedPatches,
          },
          headsOf(head),
          {
            metric: "mse",
            weights: {
              token: weights.classToken,
              feature: weights.feature,
              patch: weights.patch,
            },
          },
        );
        return { total, classToken: token, feature, local: patch };
      });
    }),
};

/** Indices into [images * patches], ascending within an image; at least one. */
export function drawHiddenPatches(
  images: number,
  patches: number,
  rng: Rng,
): number[] {
  const count = (share: number, n: number) =>
    Math.max(1, Math.round(share * n));
  const chosen = shuffledIndices(images, rng).subarray(
    0,
    count(HIDDEN_IMAGES, images),
  );
  return Array.from(chosen).flatMap((image) =>
    Array.from(
      shuffledIndices(patches, rng)
        .subarray(0, count(HIDDEN_PATCHES, patches))
        .sort(),
      (patch) => image * patches + patch,
    ),
  );
}

function hide(
  images: number,
  patches: number,
  hiddenPatches: readonly number[],
  head: Variables,
): HiddenPatches {
  const mask = new Float32Array(images * patches);
  for (const patch of hiddenPatches) mask[patch] = 1;
  return {
    mask: tf.tensor3d(mask, [images, patches, 1]),
    token: head["mask_token"] as tf.Tensor as tf.Tensor3D,
  };
}

function headsOf(head: Variables): ProteusHeads {
  const parameter = <T extends tf.Tensor>(name: string) =>
    head[name] as tf.Tensor as T;
  const normLinear = (name: string): NormLinear => ({
    gamma: parameter(`${name}.gamma`),
    beta: parameter(`${name}.beta`),
    weight: parameter(`${name}.weight`),
    bias: parameter(`${name}.bias`),
  });
  return {
    token: normLinear("token"),
    feature: normLinear("feature"),
    patch: normLinear("patch"),
  };
}

/** Rows of x by index, [n, d] -> [rows, d]. As a product: tfjs' WASM backend has no gradient for gather. */
function selectRows(x: tf.Tensor2D, rows: tf.Tensor1D): tf.Tensor2D {
  const selection = tf.oneHot(rows, x.shape[0]);
  return tf.matMul(tf.cast(selection, "float32"), x);
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
