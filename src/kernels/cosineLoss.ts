import { detach } from "../tensor/detach.ts";
import * as tf from "../tensor/tf.ts";
import { unitRows } from "../tensor/unitRows.ts";
import { cosineLossesOnGpu, type CosineTerm } from "./cosineLossGpu.ts";
import { cosineLossOnHost } from "./cosineLossHost.ts";
import { isGpuBackend } from "./gpuKernel.ts";
import { isHostBackend, runHostKernel } from "./hostKernel.ts";

export type CosineLossOptions = {
  /** True: the targets are a constant, and get no gradient. */
  detachTargets: boolean;
  /** True: the mean over rows is taken off predictions and targets first. */
  centred: boolean;
};

/**
 * Mean over rows of `1 - cos(prediction, target)`.
 *
 * @param predictions [n, d], any norm.
 * @param targets [n, d], any norm.
 * @returns In 0 to 2.
 */
export function cosineLoss(
  predictions: tf.Tensor2D,
  targets: tf.Tensor2D,
  options: CosineLossOptions,
): tf.Scalar {
  const [n, d] = predictions.shape;
  const { centred } = options;
  if (isGpuBackend()) {
    const term = { columns: "all", centred } as const;
    const losses = [[term]];
    return cosineLossesOnGpu(predictions, targets, d, losses, options)[0]!;
  }
  if (!isHostBackend()) return plainCosineLoss(predictions, targets, options);
  if (options.detachTargets) {
    const apply = tf.customGrad((...args) => {
      const [predictions, save] = args as unknown as [
        tf.Tensor2D,
        tf.GradSaveFunc,
      ];
      const [value, gradient] = runHostKernel(
        [predictions, targets],
        [[], [n, d]],
        ([x, y], [value, dx]) =>
          cosineLossOnHost(x!, y!, { n, d, centred }, value!, dx!, null),
      );
      save([gradient!]);
      return {
        value: value!,
        gradFunc: (dy, saved) => tf.mul(dy as tf.Scalar, saved[0]!),
      };
    });
    return apply(predictions) as tf.Scalar;
  }
  const apply = tf.customGrad((...args) => {
    const [predictions, targets, save] = args as unknown as [
      tf.Tensor2D,
      tf.Tensor2D,
      tf.GradSaveFunc,
    ];
    const [value, ...gradients] = runHostKernel(
      [predictions, targets],
      [[], [n, d], [n, d]],
      ([x, y], [value, dx, dy]) =>
        cosineLossOnHost(x!, y!, { n, d, centred }, value!, dx!, dy!),
    );
    save(gradients);
    return {
      value: value!,
      gradFunc: (dy, saved) =>
        saved.map((gradient) => tf.mul(dy as tf.Scalar, gradient)),
    };
  });
  return apply(predictions, targets) as tf.Scalar;
}

/**
 * On WebGPU the losses of token sets in one pass; elsewhere null: calls of `cosineLoss` cost no more.
 *
 * @param predictions [n, tokens, d], class token first.
 * @param targets The same.
 * @param options `centred` asks for `centred`, which is 0 without.
 * @returns `feature` of all of a set's tokens as one vector, `classToken` of the first, and the sum of both on tokens with their means over sets taken off.
 */
export function cosineLossesOfTokens(
  predictions: tf.Tensor3D,
  targets: tf.Tensor3D,
  { detachTargets, centred }: CosineLossOptions,
): Record<"feature" | "classToken" | "centred", tf.Scalar> | null {
  if (!isGpuBackend()) return null;
  const [n, tokens, d] = predictions.shape;
  const rows = (x: tf.Tensor3D) => tf.reshape<tf.Rank.R2>(x, [n, tokens * d]);
  const pair = (isCentred: boolean): [CosineTerm, CosineTerm] => [
    { columns: "all", centred: isCentred },
    { columns: "first", centred: isCentred },
  ];
  const [all, first] = pair(false);
  const losses = centred ? [[all], [first], pair(true)] : [[all], [first]];
  const [feature, classToken, sum] = cosineLossesOnGpu(
    rows(predictions),
    rows(targets),
    d,
    losses,
    { detachTargets },
  );
  return {
    feature: feature!,
    classToken: classToken!,
    centred: sum ?? tf.scalar(0),
  };
}

/** The oracle of `cosineLoss`. */
export function plainCosineLoss(
  predictions: tf.Tensor2D,
  targets: tf.Tensor2D,
  { centred, detachTargets }: CosineLossOptions,
): tf.Scalar {
  return tf.tidy(() => {
    const ready = (x: tf.Tensor2D) =>
      unitRows(centred ? tf.sub<tf.Tensor2D>(x, tf.mean(x, 0, true)) : x);
    const fixed = detachTargets ? detach(targets) : targets;
    const cosines = tf.sum(tf.mul(ready(predictions), ready(fixed)), -1); // [n]
    return tf.sub<tf.Scalar>(1, tf.mean(cosines));
  });
}
