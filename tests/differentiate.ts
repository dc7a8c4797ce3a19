import { seededRng } from "../src/tensor/rng.ts";
import * as tf from "../src/tensor/tf.ts";

/** A function of tensors: a kernel, or its oracle. */
export type Differentiable = (...x: tf.Tensor[]) => tf.Tensor;

/** Normal random tensors of these shapes, the same on every backend. */
export function normalTensors(
  shapes: readonly (readonly number[])[],
): tf.Tensor[] {
  const rng = seededRng(3, "inputs");
  return shapes.map((shape) =>
    tf.tensor(
      Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, () =>
        rng.normal(),
      ),
      [...shape],
    ),
  );
}

/** Value and all input gradients of `f` under a fixed random cotangent, as flat arrays. */
export async function differentiate(
  f: Differentiable,
  inputs: tf.Tensor[],
): Promise<Float32Array[]> {
  const rng = seededRng(5, "cotangent");
  const results = tf.tidy(() => {
    const shape = f(...inputs).shape;
    const n = tf.util.sizeFromShape(shape);
    const cotangent = tf.tensor(
      Float32Array.from({ length: n }, () => rng.normal()),
      shape,
    );
    const { value, grads } = tf.valueAndGrads((...x: tf.Tensor[]) =>
      tf.sum(tf.mul(f(...x), cotangent)),
    )(inputs);
    return [f(...inputs), value, ...grads];
  });
  const values = await Promise.all(
    results.map((result) => result.data() as Promise<Float32Array>),
  );
  tf.dispose(results);
  return values;
}

/** Largest difference of any element in each array, relative to the largest expected one but at least to 1. */
export function relativeErrors(
  got: readonly Float32Array[],
  expected: readonly Float32Array[],
): number[] {
  return expected.map((values, i) => {
    let scale = 1;
    for (const value of values) scale = Math.max(scale, Math.abs(value));
    if (got[i]?.length !== values.length) return Infinity;
    let worst = 0;
    values.forEach((value, j) => {
      const error = Math.abs(got[i]![j]! - value) / scale;
      if (!(error <= worst)) worst = error;
    });
    return worst;
  });
}
