import * as tf from "./tf.ts";

type Save = (tensors: tf.Tensor[]) => void;

/** tfjs' own way to record an operation with several results; `tf.customGrad` offers it for one. */
type Recorder = {
  runKernelFunc(operation: {
    inputs: tf.NamedTensorMap;
    forwardFunc: (backend: unknown, save: Save) => tf.Tensor[];
    backwardsFunc: (
      dys: tf.Tensor | tf.Tensor[],
      saved: tf.Tensor[],
    ) => Record<string, () => tf.Tensor>;
  }): tf.Tensor[];
};

/**
 * As `tf.customGrad`, for operations with several results.
 *
 * @param forward Its results must be new tensors. `save` keeps those that `backward` needs.
 * @param backward Gradients of `inputs`. Gradients of results that nobody uses arrive as zeros that are not on any device yet.
 */
export function withGradients(
  inputs: readonly tf.Tensor[],
  forward: (save: Save) => tf.Tensor[],
  backward: (dys: tf.Tensor[], saved: tf.Tensor[]) => tf.Tensor[],
): tf.Tensor[] {
  const recorder = tf.engine() as unknown as Recorder;
  return recorder.runKernelFunc({
    inputs: Object.fromEntries(inputs.map((input, i) => [String(i), input])),
    forwardFunc: (_, save) => forward(save),
    backwardsFunc: (dys, saved) =>
      Object.fromEntries(
        backward(Array.isArray(dys) ? dys : [dys], saved).map((gradient, i) => [
          String(i),
          () => gradient,
        ]),
      ),
  });
}
