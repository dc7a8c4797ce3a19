/** Trainable tensors by name, and how they start. */
import type { Rng } from "../tensor/rng.ts";
import * as tf from "../tensor/tf.ts";

/** Trainable tensors by DINOv2's parameter names. */
export type Parameters = Record<string, tf.Variable>;

/** Initial values by parameter name, ready to become variables. */
export type InitialValues = Record<
  string,
  { shape: number[]; values: Float32Array }
>;

export type LookUp = <T extends tf.Tensor>(name: string) => T;

/** Reads parameters by name, loudly. */
export function lookUp(parameters: Parameters): LookUp {
  return <T extends tf.Tensor>(name: string) => {
    const parameter = parameters[name];
    if (!parameter) {
      throw new RangeError(`lookUp: parameter '${name}' is missing`);
    }
    return parameter as tf.Tensor as T;
  };
}

export function filled(shape: number[], draw: () => number): Float32Array {
  return Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, draw);
}

export function constant(
  shape: number[],
  value: number,
): InitialValues[string] {
  return { shape, values: filled(shape, () => value) };
}

export function normValues(name: string, width: number): InitialValues {
  return {
    [`${name}.weight`]: constant([width], 1),
    [`${name}.bias`]: constant([width], 0),
  };
}

/** Xavier-uniform weight [inputs, outputs] and zero bias. */
export function linearValues(
  name: string,
  inputs: number,
  outputs: number,
  rng: Rng,
): InitialValues {
  const bound = Math.sqrt(6 / (inputs + outputs));
  const shape = [inputs, outputs];
  return {
    [`${name}.weight`]: {
      shape,
      values: filled(shape, () => bound * (2 * rng.uniform() - 1)),
    },
    [`${name}.bias`]: constant([outputs], 0),
  };
}

/** Makes variables of initial or restored values; the caller disposes of them. */
export function toVariables(initial: InitialValues): Parameters {
  return Object.fromEntries(
    Object.entries(initial).map(([name, { shape, values }]) => {
      const start = tf.tensor(values, shape, "float32");
      const variable = tf.variable(start, true);
      start.dispose();
      return [name, variable];
    }),
  );
}
