/**
 * CosPress as the engine sees it: a head on the teacher's side, and two sets of gradients for one batch.
 *
 * A method owns whatever is trained beside the student, and says what the student is compared with.
 */
import type { RunConfig } from "../protocol/config.ts";
import type { Rng } from "../tensor/rng.ts";
import * as tf from "../tensor/tf.ts";
import {
  headLosses,
  objective,
  studentLosses,
  sharedHead,
} from "./objective.ts";
import {
  compressTokens,
  initTeacherHead,
  type TeacherHead,
} from "./teacherHead.ts";

type Variables = Record<string, tf.Variable>;

/** What one update needs to know. Tokens are frozen numbers, the student a function of its parameters. */
export type MethodBatch = {
  /** [batch, tokens, dTeacher], class token first, on the student's token grid. */
  teacherTokens: tf.Tensor3D;
  /** The student's tokens for the same views, [batch, tokens, dStudent]; differentiable. */
  studentTokens: () => tf.Tensor3D;
};

/** Losses before the update, and gradients by parameter name; the caller disposes of all of them. */
export type MethodGradients = {
  losses: Record<
    "total" | "global" | "local" | "feature" | "classToken",
    tf.Scalar
  >;
  head: tf.NamedTensorMap;
  student: tf.NamedTensorMap;
};

export type Method = {
  /** Trainable tensors beside the student's, by name. */
  initialHead(dTeacher: number, dStudent: number, rng: Rng): Variables;
  /** The teacher in the student's space: [batch, tokens, dTeacher] -> [batch, tokens, dStudent]. */
  compress(teacherTokens: tf.Tensor3D, head: Variables): tf.Tensor3D;
  gradients(
    batch: MethodBatch,
    head: Variables,
    student: Variables,
    options: RunConfig["method"],
  ): MethodGradients;
};

export const cospress: Method = {
  initialHead(dTeacher, dStudent, rng) {
    const head = initTeacherHead(dTeacher, dStudent, () => rng.uniform());
    return Object.fromEntries(
      Object.entries(head).map(([name, value]) => {
        const variable = tf.variable(value, true);
        value.dispose();
        return [name, variable];
      }),
    );
  },

  compress: (teacherTokens, head) =>
    compressTokens(teacherTokens, asHead(head)),

  gradients(batch, head, student, options) {
    return options.stopHeadGradient
      ? separateGradients(batch, head, student, options)
      : jointGradients(batch, head, student, options);
  },
};

/** The paper's rule: the head feels the compression losses alone, the student the cosine losses alone. */
function separateGradients(
  { teacherTokens, studentTokens }: MethodBatch,
  head: Variables,
  student: Variables,
  options: RunConfig["method"],
): MethodGradients {
  return tf.tidy(() => {
    let parts: Omit<MethodGradients["losses"], "total"> | undefined;
    let compressedTokens: tf.Tensor3D | undefined;
    const headResult = tf.variableGrads(() => {
      const tokens = compressTokens(teacherTokens, asHead(head));
      const losses = headLosses(teacherTokens, sharedHead(tokens), options);
      compressedTokens = tf.keep(tokens);
      parts = {
        ...parts!,
        global: tf.keep(losses.global),
        local: tf.keep(losses.local),
      };
      return losses.total;
    }, Object.values(head));
    const target = compressedTokens!;
    const studentResult = tf.variableGrads(() => {
      const losses = studentLosses(
        studentTokens(),
        sharedHead(target),
        options,
      );
      parts = {
        ...parts!,
        feature: tf.keep(losses.feature),
        classToken: tf.keep(losses.classToken),
      };
      return losses.total;
    }, Object.values(student));
    target.dispose();
    return {
      losses: {
        ...parts!,
        total: tf.add(headResult.value, studentResult.value),
      },
      head: byName(headResult.grads, head),
      student: byName(studentResult.grads, student),
    };
  });
}

/** Without the stop-gradient head and student pull on each other, so that one backward pass serves both. */
function jointGradients(
  { teacherTokens, studentTokens }: MethodBatch,
  head: Variables,
  student: Variables,
  options: RunConfig["method"],
): MethodGradients {
  return tf.tidy(() => {
    let parts: Omit<MethodGradients["losses"], "total"> | undefined;
    const result = tf.variableGrads(() => {
      const compressed = sharedHead(
        compressTokens(teacherTokens, asHead(head)),
      );
      const losses = objective(
        teacherTokens,
        studentTokens(),
        compressed,
        options,
      );
      parts = {
        global: tf.keep(losses.global),
        local: tf.keep(losses.local),
        feature: tf.keep(losses.feature),
        classToken: tf.keep(losses.classToken),
      };
      return losses.total;
    }, [...Object.values(head), ...Object.values(student)]);
    return {
      losses: { ...parts!, total: result.value },
      head: byName(result.grads, head),
      student: byName(result.grads, student),
    };
  });
}

const asHead = (head: Variables) => head as unknown as TeacherHead;

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
