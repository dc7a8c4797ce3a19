import type * as tf from "../tensor/tf.ts";
import {
  gradientsOf,
  type MethodBatch,
  type MethodGradients,
  type MethodOptions,
  type Variables,
} from "./method.ts";
import { sharedHead, studentLosses } from "./objective.ts";

/**
 * CosPress' student losses against the output of any map on the teacher's side: the student copies its directions,
 * or, with `studentLoss: mse`, its numbers.
 *
 * @param target [b, t, dStudent] compressed teacher tokens, a constant.
 */
export function copyHead(
  target: tf.Tensor3D,
  batch: MethodBatch,
  student: Variables,
  options: MethodOptions,
): MethodGradients {
  return gradientsOf({}, student, () => copyHeadLosses(target, batch, options));
}

/** The losses of `copyHead` alone, for a student that stands still. */
export function copyHeadLosses(
  target: tf.Tensor3D,
  { studentTokens, teacherTokens }: MethodBatch,
  options: MethodOptions,
): Record<"total" | "feature" | "classToken", tf.Scalar> {
  const { total, feature, classToken } = studentLosses(
    studentTokens(),
    sharedHead(target),
    teacherTokens,
    {
      ...options,
      metric: options.studentLoss,
      stopHeadGradient: true,
    },
  );
  return { total, feature, classToken };
}
