import * as tf from "../tensor/tf.ts";
import { unitRows } from "../tensor/unitRows.ts";
import { isHostBackend, runHostKernel } from "./hostKernel.ts";
import { vmfSneOnHost, type VmfSneOptions } from "./vmfSneHost.ts";
import { vmfSneStacked } from "./vmfSneStacked.ts";

/**
 * vMF-SNE compression losses, fast: mean over sets of `KL(P || Q)` between teacher and compressed affinities.
 *
 * Value and gradient come from one closed-form pass; `plainCompressionLoss` of cospress/ is the oracle and says what it means.
 * Differentiable with respect to `compressed`; the teacher is a constant.
 *
 * @param teacher [sets, n, dTeacher], any norm.
 * @param compressed [sets, n, dCompressed], any norm.
 * @param options Temperatures are at least `HOST_MIN_TEMPERATURE`.
 * @returns Mean over sets and temperatures, in nats.
 */
export function vmfSne(
  teacher: tf.Tensor3D,
  compressed: tf.Tensor3D,
  options: VmfSneOptions,
): tf.Scalar {
  return tf.tidy(() =>
    isHostBackend()
      ? hostVmfSne(teacher, compressed, options)
      : (tf.mean(
          vmfSneStacked(
            pairwiseCosines(teacher),
            pairwiseCosines(compressed),
            options,
          ),
        ) as tf.Scalar),
  );
}

function hostVmfSne(
  teacher: tf.Tensor3D,
  compressed: tf.Tensor3D,
  options: VmfSneOptions,
): tf.Scalar {
  const [sets, n, dCompressed] = compressed.shape;
  const sizes = { sets, n, dTeacher: teacher.shape[2], dCompressed };
  const apply = tf.customGrad((...args) => {
    const [compressed, save] = args as unknown as [
      tf.Tensor3D,
      tf.GradSaveFunc,
    ];
    const [losses, gradient] = runHostKernel(
      [teacher, compressed],
      [[1 + options.temperatures.length], compressed.shape],
      ([teacher, compressed], [losses, gradient]) =>
        vmfSneOnHost(teacher!, compressed!, sizes, options, losses!, gradient!),
    ) as [tf.Tensor1D, tf.Tensor3D];
    save([gradient]);
    return {
      value: tf.reshape(tf.slice(losses, 0, 1), []),
      gradFunc: (dy, saved) => tf.mul(dy as tf.Scalar, saved[0]!),
    };
  });
  return apply(compressed) as tf.Scalar;
}

/** [sets, n, d] -> [sets, n, n]. */
function pairwiseCosines(x: tf.Tensor3D): tf.Tensor3D {
  const unit = unitRows(x);
  return tf.matMul(unit, unit, false, true);
}
