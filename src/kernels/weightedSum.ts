import { withGradients } from "../tensor/customGradients.ts";
import * as tf from "../tensor/tf.ts";
import {
  isGpuBackend,
  keptKernel,
  knownNumber,
  runGpuKernel,
} from "./gpuKernel.ts";

/**
 * Sum of scalars, each times its weight.
 *
 * On WebGPU it is one dispatch, and none for the gradient where the one that arrives is known, as at the end of a loss.
 */
export function weightedSum(
  terms: readonly (readonly [number, tf.Scalar])[],
): tf.Scalar {
  if (!isGpuBackend()) return plainWeightedSum(terms);
  const [sum] = withGradients(
    terms.map(([, term]) => term),
    () => {
      const inputs: Record<string, tf.Tensor> = {};
      const scalars: Record<string, number> = { known: 0 };
      const products: string[] = ["u.known"];
      terms.forEach(([weight, term], i) => {
        const value = knownNumber(term);
        if (value !== null) scalars["known"]! += weight * value;
        else if (weight !== 0) {
          inputs[`term${i}`] = term;
          scalars[`weight${i}`] = weight;
          products.push(`u.weight${i} * term${i}[0]`);
        }
      });
      const { total } = runGpuKernel(
        keptKernel(
          `weightedSum ${products.join(" ")}`,
          () => /* wgsl */ `
@compute @workgroup_size(1)
fn main() {
  total[0] = ${products.join(" + ")};
}`,
        ),
        { inputs, outputs: { total: [] }, scalars, workgroups: 1 },
      );
      return [total];
    },
    ([dy]) => {
      const known = knownNumber(dy!);
      return terms.map(([weight]) =>
        known === null ? tf.mul(dy!, weight) : tf.scalar(weight * known),
      );
    },
  );
  return sum as tf.Scalar;
}

/** The oracle of `weightedSum`, and its form on host backends. */
export function plainWeightedSum(
  terms: readonly (readonly [number, tf.Scalar])[],
): tf.Scalar {
  return tf.addN(
    terms.map(([weight, term]) => tf.mul<tf.Scalar>(weight, term)),
  );
}
