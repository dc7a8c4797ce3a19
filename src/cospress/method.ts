/**
 * A way to teach a student, as the engine sees it: tensors of its own beside the student's, and gradients for one batch.
 *
 * What is deployed is always the bare student: a method's own tensors (heads, projectors, classifiers) are thrown away with the teacher.
 * One file for each method; `protocol/methods.ts` names them.
 */
import type { RunConfig } from "../protocol/config.ts";
import type { Rng } from "../tensor/rng.ts";
import * as tf from "../tensor/tf.ts";

export type Variables = Record<string, tf.Variable>;
export type MethodOptions = RunConfig["method"];

export type HeadSizes = {
  dTeacher: number;
  dStudent: number;
  /** Training classes, for methods that use labels. */
  classes: number;
};

/** Patches that the student does not get to see. */
export type HiddenPatches = {
  /** [batch, patches, 1]: 1 where a patch is hidden, 0 elsewhere. */
  mask: tf.Tensor3D;
  /** [1, 1, dStudent]: takes the place of a hidden patch's embedding. */
  token: tf.Tensor3D;
};

/** What one update needs to know. Tokens and labels are frozen numbers, the student a function of its parameters. */
export type MethodBatch = {
  /** [batch, tokens, dTeacher], class token first, on the student's token grid. */
  teacherTokens: tf.Tensor3D;
  /** The student's tokens for the same views, [batch, tokens, dStudent]; differentiable. */
  studentTokens: (hidden?: HiddenPatches) => tf.Tensor3D;
  /** [batch], 0 to classes - 1; label-free methods do not look. */
  labels: ArrayLike<number>;
  /** Random numbers of this step alone. */
  rng: Rng;
};

/** Training images on which a head is fitted before step 1. */
export type FitSample = {
  n: number;
  tokens: number;
  /** [n, tokens, dTeacher], class token first. */
  teacherTokens: Float32Array;
  /** [n], 0 to classes - 1. */
  labels: ArrayLike<number>;
};

/** Which side a step updates; the other's gradients are left out. */
export type Parts = {
  head: boolean;
  student: boolean;
  /** The losses of the side that stands still are computed as well; absent: they are 0. */
  measuresBoth?: boolean;
};

/** Roles are explained at `Losses` in `protocol/results.ts`. */
export type LossRole = "global" | "local" | "feature" | "classToken";

/** Losses before the update, and gradients by parameter name; the caller disposes of all of them. */
export type MethodGradients = {
  losses: Record<"total" | LossRole, tf.Scalar>;
  head: tf.NamedTensorMap;
  student: tf.NamedTensorMap;
};

export type Method = {
  /** Tensors beside the student's, by name. */
  initialHead(sizes: HeadSizes, options: MethodOptions, rng: Rng): Variables;
  /** Present where part of the head is computed from a sample instead of learned; sets it. */
  fit?: (
    sample: FitSample,
    head: Variables,
    options: MethodOptions,
  ) => Promise<void>;
  /** The teacher in the student's space: [b, t, dTeacher] -> [b, t, dStudent]. Null where no map leads there. */
  compress:
    ((teacherTokens: tf.Tensor3D, head: Variables) => tf.Tensor3D) | null;
  gradients(
    batch: MethodBatch,
    head: Variables,
    student: Variables,
    options: MethodOptions,
    parts: Parts,
  ): MethodGradients;
};

/** Weighted total and unweighted terms of one loss function. */
export type Objective = { total: tf.Scalar } & Partial<
  Record<LossRole, tf.Scalar>
>;

/**
 * Gradients of one loss that is felt by everything in `head` and `student`.
 *
 * @param loss Called once; its terms must be other tensors than its total.
 */
export function gradientsOf(
  head: Variables,
  student: Variables,
  loss: () => Objective,
): MethodGradients {
  return tf.tidy(() => {
    const terms: Partial<Record<LossRole, tf.Scalar>> = {};
    const result = tf.variableGrads(() => {
      const { total, ...rest } = loss();
      for (const [role, term] of Object.entries(rest)) {
        terms[role as LossRole] = tf.keep(term);
      }
      return total;
    }, [...Object.values(head), ...Object.values(student)]);
    return {
      losses: allLosses({ ...terms, total: result.value as tf.Scalar }),
      head: byName(result.grads, head),
      student: byName(result.grads, student),
    };
  });
}

/** Zero for every term that a method does not have. */
export function allLosses(losses: Objective): MethodGradients["losses"] {
  const { total, global, local, feature, classToken } = losses;
  return {
    total,
    global: global ?? tf.scalar(0),
    local: local ?? tf.scalar(0),
    feature: feature ?? tf.scalar(0),
    classToken: classToken ?? tf.scalar(0),
  };
}

/** Makes variables of tensors, and disposes of the tensors. */
export function variablesOf(tensors: Record<string, tf.Tensor>): Variables {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => {
      const variable = tf.variable(tensor, true);
      tensor.dispose();
      return [name, variable];
    }),
  );
}

/** tfjs names gradients after its own names of the variables; ours are the record's keys. */
function byName(
  gradients: tf.NamedTensorMap,
  variables: Variables,
): tf.NamedTensorMap {
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, variable]) => {
      const gradient = gradients[variable.name];
      return gradient ? [[name, gradient]] : [];
    }),
  );
}
