import * as tf from "../../tensor/tf.ts";
import { gradientsOf, variablesOf, type Method } from "../method.ts";
import { classTokensOf } from "../objective.ts";
import { classify, crossEntropy, oneHotLabels } from "./classifier.ts";
import { initialLinear } from "./initialLinear.ts";

/**
 * Supervised training from scratch: cross-entropy of a linear classifier on the student's class token, and no teacher.
 * The classifier is thrown away like any other head.
 */
export const scratch: Method = {
  initialHead: ({ dStudent, classes }, _options, rng) =>
    variablesOf(initialLinear(dStudent, classes, rng)),

  compress: null,

  gradients: ({ studentTokens, labels }, head, student) =>
    tf.tidy(() => {
      const targets = oneHotLabels(labels, head["bias"]!.size);
      return gradientsOf(head, student, () => {
        const logits = classify(classTokensOf(studentTokens()), head);
        const classToken = crossEntropy(logits, targets);
        return { total: tf.mul<tf.Scalar>(classToken, 1), classToken };
      });
    }),
};
