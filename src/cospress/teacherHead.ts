/**
 * The learned map from the teacher's space to the student's: LayerNorm, then a linear layer with bias.
 *
 * One head serves class and patch tokens. It is trained to keep cosines between tokens and is thrown away with the teacher; the student never sees it.
 */
import { frozenNormLinear } from "../kernels/frozenNormLinear.ts";
import { axisSizes } from "../tensor/axisSizes.ts";
import * as tf from "../tensor/tf.ts";

/** Parameters by name; `linear.weight` is [dTeacher, dStudent], the transpose of PyTorch's [out, in]. */
export type TeacherHead = {
  "norm.weight": tf.Tensor1D;
  "norm.bias": tf.Tensor1D;
  "linear.weight": tf.Tensor2D;
  "linear.bias": tf.Tensor1D;
};

/** PyTorch's default for LayerNorm, which the reference head uses; the ViT's own is 1e-6. */
const NORM_EPSILON = 1e-5;

/**
 * A head as PyTorch would start it: LayerNorm at identity, weight and bias uniform in ±1/sqrt(dTeacher) (Kaiming uniform with a = sqrt 5).
 *
 * @param uniform Draws from [0, 1).
 */
export function initTeacherHead(
  dTeacher: number,
  dStudent: number,
  uniform: () => number,
): TeacherHead {
  const bound = 1 / Math.sqrt(dTeacher);
  const draw = (n: number) =>
    Float32Array.from({ length: n }, () => bound * (2 * uniform() - 1));
  return {
    "norm.weight": tf.ones([dTeacher]),
    "norm.bias": tf.zeros([dTeacher]),
    "linear.weight": tf.tensor2d(draw(dTeacher * dStudent), [
      dTeacher,
      dStudent,
    ]),
    "linear.bias": tf.tensor1d(draw(dStudent)),
  };
}

/**
 * The compressed teacher. Differentiable with respect to the head; the teacher's tokens are constants.
 *
 * Source: `architecture_heads: proteus` with `conjoin_heads: true` of the reference code, emannix/cospress.
 *
 * @param teacherTokens [b, t, dTeacher] after the teacher's own final normalisation.
 * @returns [b, t, dStudent]
 * @throws {ShapeError} If `teacherTokens` has another rank.
 */
export function compressTokens(
  teacherTokens: tf.Tensor3D,
  head: TeacherHead,
): tf.Tensor3D {
  const [b, t, dTeacher] = axisSizes(
    "compressTokens",
    "teacherTokens",
    teacherTokens,
    ["b", "t", "dTeacher"],
  );
  return tf.tidy(() => {
    const compressed = frozenNormLinear(
      tf.reshape(teacherTokens, [b * t, dTeacher]),
      {
        gamma: head["norm.weight"],
        beta: head["norm.bias"],
        weight: head["linear.weight"],
        bias: head["linear.bias"],
      },
      NORM_EPSILON,
    );
    return tf.reshape(compressed, [b, t, -1]) as tf.Tensor3D;
  });
}
