/**
 * How much neighbourhood structure is lost when the teacher's tokens pass through the head.
 *
 * The head is trained to lose as little as possible. It is not asked to keep the tokens themselves, only who is near whom, at several scales at once:
 * any rotation of the tokens, and any rescaling of each, costs nothing.
 */
import { usesPlainForms } from "../kernels/plainForms.ts";
import { vmfSne, vmfSneOfTokens } from "../kernels/vmfSne.ts";
import {
  type Affinities,
  HOST_MIN_TEMPERATURE,
} from "../kernels/vmfSneHost.ts";
import { ShapeError } from "../tensor/axisSizes.ts";
import * as tf from "../tensor/tf.ts";
import {
  logConditionalAffinities,
  logJointAffinities,
  pairwiseCosine,
  type VectorSets,
} from "./affinities.ts";

export type CompressionOptions = {
  /** Kernel widths in units of cosine similarity, each > 0; the loss is their mean. */
  temperatures: readonly number[];
  affinities: Affinities;
  /** Whether a vector is left out of its own neighbours; true in the paper and by default. */
  maskSelf?: boolean;
};

/**
 * vMF-SNE compression loss: `mean over temperatures of KL(P || Q)`, P from the teacher, Q from the compressed vectors.
 *
 * Local: pass the tokens of each image, [b, t, d]; the loss is the mean over images.
 * Global: pass the class tokens of the batch, [n, d], as one set.
 * In nats. Zero when every cosine is kept or all are shifted by one constant; exactly zero for sets too small to have a choice of neighbours.
 * Differentiable with respect to `compressed`; the teacher is a constant.
 *
 * Source: arXiv 2411.15239; `sne_local_loss` and `sne_global_loss` of the reference code,
 * goo/methods/self_supervised/proteus_vmfsne7_reversed.py (emannix/cospress).
 *
 * @param teacher [n, dTeacher] or [b, t, dTeacher], any norm.
 * @param compressed The same but for the last axis.
 * @throws {ShapeError} If the two differ in anything but their last axis.
 * @throws {RangeError} If a temperature is not positive, or there is none.
 */
export function compressionLoss(
  teacher: VectorSets,
  compressed: VectorSets,
  options: CompressionOptions,
): tf.Scalar {
  check("compressionLoss", teacher, compressed, options.temperatures);
  const { temperatures, affinities, maskSelf = true } = options;
  if (usesPlainForms() || Math.min(...temperatures) < HOST_MIN_TEMPERATURE) {
    return plainCompressionLoss(teacher, compressed, options);
  }
  return tf.tidy(() =>
    vmfSne(asSets(teacher), asSets(compressed), {
      temperatures,
      affinities,
      maskSelf,
    }),
  );
}

/**
 * `local` over the tokens of each image and `global` over the batch's class tokens in one pass, where the backend has one; null otherwise.
 *
 * @param teacher [b, t, dTeacher], class token first.
 * @param compressed [b, t, dCompressed], class token first.
 * @throws As `compressionLoss`.
 */
export function tokenCompressionLosses(
  teacher: tf.Tensor3D,
  compressed: tf.Tensor3D,
  options: CompressionOptions,
): Record<"global" | "local", tf.Scalar> | null {
  const { temperatures, affinities, maskSelf = true } = options;
  check("tokenCompressionLosses", teacher, compressed, temperatures);
  if (Math.min(...temperatures) < HOST_MIN_TEMPERATURE) return null;
  return vmfSneOfTokens(teacher, compressed, {
    temperatures,
    affinities,
    maskSelf,
  });
}

/** The same loss as its definition reads, differentiated by tfjs: the oracle of the kernel behind `compressionLoss`. */
export function plainCompressionLoss(
  teacher: VectorSets,
  compressed: VectorSets,
  { temperatures, affinities, maskSelf = true }: CompressionOptions,
): tf.Scalar {
  check("plainCompressionLoss", teacher, compressed, temperatures);
  return tf.tidy(() => {
    const n = teacher.shape[teacher.rank - 2]!;
    const sets = teacher.rank === 2 ? 1 : teacher.shape[0]!;
    const logAffinities =
      affinities === "joint" ? logJointAffinities : logConditionalAffinities;
    const teacherCosines = pairwiseCosine(teacher, { maskSelf });
    const compressedCosines = pairwiseCosine(compressed, { maskSelf });
    const divergences = temperatures.map((temperature) => {
      const logP = logAffinities(teacherCosines, temperature);
      const logQ = logAffinities(compressedCosines, temperature);
      return tf.sum(tf.mul(tf.exp(logP), tf.sub(logP, logQ)));
    });
    // A row of conditional affinities sums to 1, a matrix of joint ones does.
    const distributions = affinities === "joint" ? sets : sets * n;
    return tf.div<tf.Scalar>(tf.mean(tf.stack(divergences)), distributions);
  });
}

/** One set becomes a stack of one. */
function asSets(x: VectorSets): tf.Tensor3D {
  return x.rank === 3
    ? (x as tf.Tensor3D)
    : tf.expandDims<tf.Tensor3D>(x as tf.Tensor2D, 0);
}

function check(
  caller: string,
  teacher: VectorSets,
  compressed: VectorSets,
  temperatures: readonly number[],
): void {
  const isSame = teacher.shape
    .slice(0, -1)
    .every((size, axis) => size === compressed.shape[axis]);
  if (
    teacher.rank !== compressed.rank ||
    !isSame ||
    (teacher.rank !== 2 && (teacher.rank as number) !== 3)
  ) {
    throw new ShapeError(
      `${caller}: 'teacher' and 'compressed' must have shapes [n, d] or [b, t, d] that differ only in d, got [${teacher.shape.join(", ")}] and [${compressed.shape.join(", ")}]`,
    );
  }
  if (temperatures.length === 0 || !temperatures.every((value) => value > 0)) {
    throw new RangeError(
      `${caller}: 'temperatures' must be one or more numbers > 0, got [${temperatures.join(", ")}]`,
    );
  }
}
