/**
 * The student's side: its tokens against the teacher's compressed tokens, by direction only.
 *
 * Because the map sits on the teacher's side, the student is compared in its own space, and nothing has to be thrown away after training.
 */
import { cosineLoss, cosineLossesOfTokens } from "../kernels/cosineLoss.ts";
import { ShapeError } from "../tensor/axisSizes.ts";
import { detach } from "../tensor/detach.ts";
import * as tf from "../tensor/tf.ts";

/** `cosine` is the paper's; `mse` is the mean squared difference over all elements. */
export type Metric = "cosine" | "mse";

export type FeatureLossOptions = {
  metric: Metric;
  /** True: the target is a constant, so that only the student learns. */
  detachTarget: boolean;
  /** True: batch means are taken off both sides first (variant, not in the paper). */
  centred: boolean;
};

/**
 * Loss over all tokens: `mean_b [1 - cos(vec(S_b), vec(H_b))]`.
 *
 * vec flattens ALL tokens and channels of an image: one cosine for each image, not for each token, so that tokens with a larger norm weigh more.
 * Zero when every image's tokens equal the target's up to one positive factor.
 *
 * Source: `fea_loss` (CosineLoss) of the reference code, emannix/cospress.
 *
 * @param student [b, t, d]
 * @param target [b, t, d] compressed teacher tokens.
 * @throws {ShapeError} If the shapes differ.
 */
export function featureLoss(
  student: tf.Tensor3D,
  target: tf.Tensor3D,
  options: FeatureLossOptions,
): tf.Scalar {
  return directionLoss("featureLoss", student, target, options);
}

/**
 * Loss over class tokens: `mean_b [1 - cos(S_b, H_b)]`. The class token counts here and in `featureLoss`.
 *
 * Source: `token_loss` of the reference code, emannix/cospress.
 *
 * @param student [b, d]
 * @param target [b, d] compressed teacher class tokens.
 * @throws {ShapeError} If the shapes differ.
 */
export function classTokenLoss(
  student: tf.Tensor2D,
  target: tf.Tensor2D,
  options: FeatureLossOptions,
): tf.Scalar {
  return directionLoss("classTokenLoss", student, target, options);
}

/**
 * `featureLoss`, `classTokenLoss`, and the sum of both on batch-centred tokens if `centred` asks for it, in one pass over the tokens
 * where the backend has one; null otherwise. By cosine, and with the class tokens the first of all tokens.
 *
 * @param student [b, t, d]
 * @param target [b, t, d] compressed teacher tokens.
 * @throws {ShapeError} If the shapes differ.
 */
export function tokenCosineLosses(
  student: tf.Tensor3D,
  target: tf.Tensor3D,
  { detachTarget, centred }: Omit<FeatureLossOptions, "metric">,
): Record<"feature" | "classToken" | "centred", tf.Scalar> | null {
  checkShapes("tokenCosineLosses", student, target);
  return cosineLossesOfTokens(student, target, {
    detachTargets: detachTarget,
    centred,
  });
}

function checkShapes(
  caller: string,
  student: tf.Tensor,
  target: tf.Tensor,
): void {
  if (tf.util.arraysEqual(student.shape, target.shape)) return;
  throw new ShapeError(
    `${caller}: 'student' and 'target' must have the same shape, got [${student.shape.join(", ")}] and [${target.shape.join(", ")}]`,
  );
}

function directionLoss(
  caller: string,
  student: tf.Tensor,
  target: tf.Tensor,
  { metric, detachTarget, centred }: FeatureLossOptions,
): tf.Scalar {
  checkShapes(caller, student, target);
  return tf.tidy(() => {
    const images = student.shape[0]!;
    const rows = (x: tf.Tensor) => tf.reshape(x, [images, -1]) as tf.Tensor2D;
    if (metric === "cosine") {
      return cosineLoss(rows(student), rows(target), {
        detachTargets: detachTarget,
        centred,
      });
    }
    const ready = (x: tf.Tensor) =>
      centred ? tf.sub(x, tf.mean(x, 0, true)) : x;
    const fixed = detachTarget ? detach(target) : target;
    return tf.mean(
      tf.square(tf.sub(ready(student), ready(fixed))),
    ) as tf.Scalar;
  });
}
