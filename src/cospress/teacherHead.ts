/**
 * The learned map from the teacher's space to the student's: LayerNorm, then a linear layer with bias.
 *
 * One head serves class and patch tokens. It is trained to keep cosines between tokens and is thrown away with the teacher; the student never sees it.
 */
import { frozenNormLinear } from "../kernels/frozenNormLinear.ts";
import { linear } from "../kernels/linear.ts";
import { axisSizes } from "../tensor/axisSizes.ts";
import * as tf from "../tensor/tf.ts";

/** Parameters by name; `linear.weight` is [dTeacher, dStudent], the transpose of PyTorch's [out, in]. */
export type TeacherHead = {
  "norm.weight": tf.Tensor1D;
  "norm.bias": tf.Tensor1D;
  "linear.weight": tf.Tensor2D;
  "linear.bias": tf.Tensor1D;
};

/** A head that may lack LayerNorm or bias (variants, and the controls' fixed maps): what has no parameters is left out. */
export type LinearHead = Pick<TeacherHead, "linear.weight"> &
  Partial<TeacherHead>;

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
  head: LinearHead,
): tf.Tensor3D {
  const [b, t, dTeacher] = axisSizes(
    "compressTokens",
    "teacherTokens",
    teacherTokens,
    ["b", "t", "dTeacher"],
  );
  return tf.tidy(() => {
    const rows = tf.reshape(teacherTokens, [b * t, dTeacher]) as tf.Tensor2D;
    const weight = head["linear.weight"];
    const bias = head["linear.bias"] ?? tf.zeros([weight.shape[1]]);
    const { "norm.weight": gamma, "norm.bias": beta } = head;
    const compressed =
      gamma && beta
        ? frozenNormLinear(rows, { gamma, beta, weight, bias }, NORM_EPSILON)
        : linear(rows, weight, bias);
    return tf.reshape(compressed, [b, t, -1]) as tf.Tensor3D;
  });
}
