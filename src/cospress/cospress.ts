/**
 * CosPress, the paper's method: a learned head on the teacher's side keeps angles, and the student copies the head's directions.
 *
 *     head:    weights.global * KL over class tokens + weights.local * KL over each image's tokens      (+ anchor, a variant)
 *     student: weights.feature * (1 - cos of all tokens) + weights.classToken * (1 - cos of class tokens)  (+ centred, a variant)
 *
 * Source: Mannix, Hodgkinson, Bondell, "Preserving Angles Improves Feature Distillation", arXiv 2411.15239; reference code emannix/cospress.
 */
import * as tf from "../tensor/tf.ts";
import { copyHead, copyHeadLosses } from "./copyHead.ts";
import {
  allLosses,
  gradientsOf,
  variablesOf,
  type Method,
  type MethodBatch,
  type MethodGradients,
  type MethodOptions,
  type Parts,
  type Variables,
} from "./method.ts";
import { headLosses, objective, sharedHead } from "./objective.ts";
import {
  compressTokens,
  initTeacherHead,
  type LinearHead,
} from "./teacherHead.ts";

export const cospress: Method = {
  initialHead({ dTeacher, dStudent }, { headNorm, headBias }, rng) {
    const head = initTeacherHead(dTeacher, dStudent, () => rng.uniform());
    const isWanted = (name: string) =>
      (headNorm || !name.startsWith("norm.")) &&
      (headBias || name !== "linear.bias");
    const wanted: Record<string, tf.Tensor> = {};
    for (const [name, tensor] of Object.entries(head)) {
      if (isWanted(name)) wanted[name] = tensor;
      else tensor.dispose();
    }
    return variablesOf(wanted);
  },

  compress: (teacherTokens, head) =>
    compressTokens(teacherTokens, asHead(head)),

  gradients(batch, head, student, options, parts) {
    return options.stopHeadGradient
      ? separateGradients(batch, head, student, options, parts)
      : gradientsOf(head, student, () =>
          objective(
            batch.teacherTokens,
            batch.studentTokens(),
            sharedHead(compressTokens(batch.teacherTokens, asHead(head))),
            { ...options, metric: options.studentLoss },
          ),
        );
  },
};

/** The paper's rule: the head feels the compression losses alone, the student the cosine losses alone. */
function separateGradients(
  batch: MethodBatch,
  head: Variables,
  student: Variables,
  options: MethodOptions,
  parts: Parts,
): MethodGradients {
  return tf.tidy(() => {
    let target: tf.Tensor3D | undefined;
    const lossesOfHead = (tokens: tf.Tensor3D) => {
      const { total, global, local } = headLosses(
        batch.teacherTokens,
        sharedHead(tokens),
        options,
      );
      return { total, global, local };
    };
    const headResult = parts.head
      ? gradientsOf(head, {}, () => {
          const tokens = compressTokens(batch.teacherTokens, asHead(head));
          target = tf.keep(tokens);
          return lossesOfHead(tokens);
        })
      : null;
    target ??= tf.keep(compressTokens(batch.teacherTokens, asHead(head)));
    const studentResult = parts.student
      ? copyHead(target, batch, student, options)
      : null;
    const atRest = parts.measuresBoth ?? false;
    const ofHead = headResult?.losses ?? (atRest ? lossesOfHead(target) : null);
    const ofStudent =
      studentResult?.losses ??
      (atRest ? copyHeadLosses(target, batch, options) : null);
    target.dispose();
    const parted = [ofHead, ofStudent].filter((x) => x !== null);
    return {
      losses: allLosses({
        total: tf.addN(parted.map(({ total }) => total)),
        ...(ofHead && { global: ofHead.global, local: ofHead.local }),
        ...(ofStudent && {
          feature: ofStudent.feature,
          classToken: ofStudent.classToken,
        }),
      }),
      head: headResult?.head ?? {},
      student: studentResult?.student ?? {},
    };
  });
}

const asHead = (head: Variables) => head as unknown as LinearHead;
