import { detach } from "../tensor/detach.ts";
import * as tf from "../tensor/tf.ts";
import { unitRows } from "../tensor/unitRows.ts";
import { cosineLossOnHost } from "./cosineLossHost.ts";
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
  if (!isHostBackend()) return plainCosineLoss(predictions, targets, options);
  const [n, d] = predictions.shape;
  const { centred } = options;
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

/** The oracle of `cosineLoss`, and its form on GPU backends. */
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
