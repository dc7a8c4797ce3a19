import * as tf from "../../tensor/tf.ts";
import { gradientsOf, variablesOf, type Method } from "../method.ts";
import { classTokensOf } from "../objective.ts";
import { weightedSum } from "../../kernels/weightedSum.ts";
import { classify, crossEntropy, oneHotLabels } from "./classifier.ts";
import { initialLinear } from "./initialLinear.ts";
import { fitSoftmaxProbe } from "./softmaxProbe.ts";

/** Names of the teacher's probe among the head's tensors; fitted before step 1, then frozen. */
const PROBE = "teacher.";
const STUDENT = "student.";

/**
 * Logit distillation: `T^2 KL(softmax(z_t / T) || softmax(z_s / T))`, mean over images, in nats.
 *
 * T^2 keeps the gradient's size independent of T. Zero when the logits agree up to a constant for each image.
 *
 * Source: Hinton, Vinyals & Dean 2015, arXiv 1503.02531.
 *
 * @param teacherLogits [n, classes], a constant.
 * @param studentLogits [n, classes]
 * @param temperature T > 0; 4 is usual.
 */
export function kdLoss(
  teacherLogits: tf.Tensor2D,
  studentLogits: tf.Tensor2D,
  temperature: number,
): tf.Scalar {
  return tf.tidy(() => {
    const logP = tf.logSoftmax(tf.div<tf.Tensor2D>(teacherLogits, temperature));
    const logQ = tf.logSoftmax(tf.div<tf.Tensor2D>(studentLogits, temperature));
    const rows = tf.sum(tf.mul(tf.exp(logP), tf.sub(logP, logQ)), 1); // [n]
    return tf.mul<tf.Scalar>(tf.mean(rows), temperature * temperature);
  });
}

/**
 * KD against a linear probe of the teacher's class token, since a feature extractor has no logits of its own:
 *
 *     total = weights.classToken * kd + weights.label * cross-entropy
 *
 * 10 : 1 by default, the usual 0.9 : 0.1. Needs labels, for the probe and for the second term.
 */
export const kd: Method = {
  initialHead({ dTeacher, dStudent, classes }, _options, rng) {
    const { weight, bias } = initialLinear(dStudent, classes, rng);
    return variablesOf({
      [`${STUDENT}weight`]: weight,
      [`${STUDENT}bias`]: bias,
      [`${PROBE}weight`]: tf.zeros([dTeacher, classes]),
      [`${PROBE}bias`]: tf.zeros([classes]),
    });
  },

  async fit({ n, tokens, teacherTokens, labels }, head) {
    const weight = head[`${PROBE}weight`]!;
    const bias = head[`${PROBE}bias`]!;
    const [x, targets] = tf.tidy((): [tf.Tensor2D, tf.Tensor2D] => [
      classTokensOf(tf.tensor3d(teacherTokens, [n, tokens, weight.shape[0]!])),
      oneHotLabels(labels, bias.size),
    ]);
    const probe = await fitSoftmaxProbe(x, targets);
    weight.assign(probe.weight);
    bias.assign(probe.bias);
    tf.dispose([x, targets, probe.weight, probe.bias]);
  },

  compress: null,

  gradients: (batch, head, student, { weights, logitTemperature }) =>
    tf.tidy(() => {
      const classTokens = classTokensOf(batch.teacherTokens);
      const teacherLogits = classify(classTokens, head, PROBE);
      const targets = oneHotLabels(batch.labels, teacherLogits.shape[1]);
      const trained = Object.fromEntries(
        Object.entries(head).filter(([name]) => name.startsWith(STUDENT)),
      );
      return gradientsOf(trained, student, () => {
        const logits = classify(
          classTokensOf(batch.studentTokens()),
          head,
          STUDENT,
        );
        const classToken = kdLoss(teacherLogits, logits, logitTemperature);
        const total = weightedSum([
          [weights.classToken, classToken],
          [weights.label, crossEntropy(logits, targets)],
        ]);
        return { total, classToken };
      });
    }),
};
