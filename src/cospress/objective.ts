/**
 * What CosPress minimises: the head keeps neighbourhoods, the student follows the head.
 *
 *     total = weights.global * global + weights.local * local            (felt by the head)
 *           + weights.feature * feature + weights.classToken * classToken  (felt by the student)
 *
 * With the gradient stopped between the two, as in the paper, they meet only through the head's output: head and student may take their gradients in
 * two separate calls, from `headLosses` and `studentLosses`. Without the stop the student's losses move the head too; take both from `objective`.
 *
 * Losses are scalars on the device. Inside `tf.variableGrads`, `tf.keep` those that are to be read afterwards.
 */
import { isGpuBackend } from "../kernels/gpuKernel.ts";
import type { Affinities } from "../kernels/vmfSneHost.ts";
import { weightedSum } from "../kernels/weightedSum.ts";
import { axisSizes } from "../tensor/axisSizes.ts";
import * as tf from "../tensor/tf.ts";
import { gramLoss } from "./baselines/gramLoss.ts";
import { compressionLoss, tokenCompressionLosses } from "./compressionLoss.ts";
import {
  classTokenLoss,
  featureLoss,
  tokenCosineLosses,
  type FeatureLossOptions,
  type Metric,
} from "./featureLoss.ts";

/** The config's `method` is assignable. */
export type ObjectiveOptions = {
  temperatures: readonly number[];
  affinities: Affinities;
  /** True in the paper: the student's losses do not move the head. */
  stopHeadGradient: boolean;
  weights: {
    global: number;
    local: number;
    feature: number;
    classToken: number;
    /** Variant, not in the paper: weight of `feature + classToken` once more on batch-centred tokens; 0 switches it off. */
    centred: number;
    /** Variant, not in the paper: weight of the head's squared differences of class-token cosines; 0 by default. */
    anchor?: number;
    /** Variant, not in the paper: weight of the student's squared differences of class-token cosines from the teacher's own; 0 by default. */
    gram?: number;
  };
  /** Whether a token is left out of its own neighbours; true by default. */
  maskSelf?: boolean;
  /** Of the student's losses; cosine by default. */
  metric?: Metric;
};

/** The teacher after the head. */
export type Compressed = {
  /** [b, t, d], class token first. */
  tokens: tf.Tensor3D;
  /** [b, d]: the first of `tokens` when one head serves both, as in the paper; the output of a head of its own otherwise. */
  classTokens: tf.Tensor2D;
  /** Whether one head serves both; losses of class tokens may then be taken from `tokens`. */
  isShared?: boolean;
};

/** `total` is weighted, its parts are not. */
export type HeadLosses = Record<"total" | "global" | "local", tf.Scalar>;
export type StudentLosses = Record<
  "total" | "feature" | "classToken" | "centred",
  tf.Scalar
>;

/** Class tokens of a token set: [b, t, d] -> [b, d]. */
export function classTokensOf(tokens: tf.Tensor3D): tf.Tensor2D {
  const [b, , d] = axisSizes("classTokensOf", "tokens", tokens, [
    "b",
    "t",
    "d",
  ]);
  return tf.tidy(() => tf.reshape(tf.slice(tokens, 0, [b, 1, d]), [b, d]));
}

/** The output of one head that serves class and patch tokens. */
export function sharedHead(tokens: tf.Tensor3D): Compressed {
  if (!isGpuBackend()) {
    return { tokens, classTokens: classTokensOf(tokens), isShared: true };
  }
  return {
    tokens,
    // On WebGPU the kernels read them out of `tokens`, and most steps never ask.
    get classTokens() {
      return classTokensOf(tokens);
    },
    isShared: true,
  };
}

/**
 * Compression losses, in nats: global over the batch's class tokens, local over the tokens inside each image.
 *
 * Both leave the common offset of all cosines free (a softmax does not see it); the anchor term, counted in `total`, does not.
 *
 * @param teacherTokens [b, t, dTeacher], class token first.
 */
export function headLosses(
  teacherTokens: tf.Tensor3D,
  compressed: Compressed,
  options: ObjectiveOptions,
): HeadLosses {
  const { weights } = options;
  return tf.tidy(() => {
    const { global, local } = compressionLosses(
      teacherTokens,
      compressed,
      options,
    );
    const terms: [number, tf.Scalar][] = [
      [weights.global, global],
      [weights.local, local],
    ];
    if (weights.anchor) {
      const anchor = gramLoss(
        classTokensOf(teacherTokens),
        compressed.classTokens,
      );
      terms.push([weights.anchor, anchor]);
    }
    return { total: weightedSum(terms), global, local };
  });
}

function compressionLosses(
  teacherTokens: tf.Tensor3D,
  compressed: Compressed,
  options: ObjectiveOptions,
): Record<"global" | "local", tf.Scalar> {
  const { tokens, isShared } = compressed;
  const both = isShared
    ? tokenCompressionLosses(teacherTokens, tokens, options)
    : null;
  return (
    both ?? {
      global: compressionLoss(
        classTokensOf(teacherTokens),
        compressed.classTokens,
        options,
      ),
      local: compressionLoss(teacherTokens, tokens, options),
    }
  );
}

/**
 * The student against the compressed teacher, in 1 - cosine.
 *
 * The Gram term, counted in `total`, goes past the head: it asks for the teacher's own cosines between the images of the batch.
 *
 * @param studentTokens [b, t, d], class token first.
 * @param teacherTokens [b, t, dTeacher], class token first.
 */
export function studentLosses(
  studentTokens: tf.Tensor3D,
  compressed: Compressed,
  teacherTokens: tf.Tensor3D,
  options: ObjectiveOptions,
): StudentLosses {
  const { weights, stopHeadGradient, metric = "cosine" } = options;
  return tf.tidy(() => {
    const detach = { detachTarget: stopHeadGradient };
    const withCentred = weights.centred !== 0;
    const fused =
      compressed.isShared && metric === "cosine"
        ? tokenCosineLosses(studentTokens, compressed.tokens, {
            ...detach,
            centred: withCentred,
          })
        : null;
    let sliced: tf.Tensor2D | undefined;
    const studentClassTokens = () => (sliced ??= classTokensOf(studentTokens));
    const { feature, classToken, centred } =
      fused ??
      lossesApart(
        { tokens: studentTokens, classTokens: studentClassTokens() },
        compressed,
        { metric, ...detach },
        withCentred,
      );
    const terms: [number, tf.Scalar][] = [
      [weights.feature, feature],
      [weights.classToken, classToken],
      [weights.centred, centred],
    ];
    if (weights.gram) {
      const gram = gramLoss(classTokensOf(teacherTokens), studentClassTokens());
      terms.push([weights.gram, gram]);
    }
    return { total: weightedSum(terms), feature, classToken, centred };
  });
}

function lossesApart(
  student: Omit<Compressed, "isShared">,
  compressed: Compressed,
  how: Omit<FeatureLossOptions, "centred">,
  withCentred: boolean,
): Omit<StudentLosses, "total"> {
  const pair = (centred: boolean): [tf.Scalar, tf.Scalar] => [
    featureLoss(student.tokens, compressed.tokens, { ...how, centred }),
    classTokenLoss(student.classTokens, compressed.classTokens, {
      ...how,
      centred,
    }),
  ];
  const [feature, classToken] = pair(false);
  const centred = withCentred ? tf.add<tf.Scalar>(...pair(true)) : tf.scalar(0);
  return { feature, classToken, centred };
}

/** Every term, and their weighted sum `total`. */
export function objective(
  teacherTokens: tf.Tensor3D,
  studentTokens: tf.Tensor3D,
  compressed: Compressed,
  options: ObjectiveOptions,
): HeadLosses & StudentLosses {
  return tf.tidy(() => {
    const head = headLosses(teacherTokens, compressed, options);
    const student = studentLosses(
      studentTokens,
      compressed,
      teacherTokens,
      options,
    );
    const total = tf.add<tf.Scalar>(head.total, student.total);
    return { ...head, ...student, total };
  });
}
