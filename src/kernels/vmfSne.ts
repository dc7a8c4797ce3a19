import * as tf from "../tensor/tf.ts";
import { NORM_EPSILON } from "../tensor/unitRows.ts";
import { isGpuBackend } from "./gpuKernel.ts";
import { isHostBackend, runHostKernel } from "./hostKernel.ts";
import {
  hasChoice,
  vmfSneOnHost,
  type SetSizes,
  type VmfSneOptions,
} from "./vmfSneHost.ts";
import { vmfSneOnGpu } from "./vmfSneGpu.ts";
import { runWasmKernel, wasmKernels } from "./wasmKernels.ts";

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
  return tf.tidy(() => {
    if (isHostBackend()) return hostVmfSne(teacher, compressed, options);
    const [sets, n] = compressed.shape;
    const rows = { sets, n, setStride: n, rowStride: 1 };
    return vmfSneOnGpu(teacher, compressed, [rows], options)[0]!;
  });
}

/**
 * On WebGPU both losses of token sets in one pass: `local` over all vectors of each set, `global` over the first vectors of all sets as one set.
 * Elsewhere null: two calls of `vmfSne` cost no more.
 *
 * @param teacher [sets, n, dTeacher], any norm.
 * @param compressed [sets, n, dCompressed], any norm.
 */
export function vmfSneOfTokens(
  teacher: tf.Tensor3D,
  compressed: tf.Tensor3D,
  options: VmfSneOptions,
): Record<"global" | "local", tf.Scalar> | null {
  if (!isGpuBackend()) return null;
  const [sets, n] = compressed.shape;
  const [local, global] = vmfSneOnGpu(
    teacher,
    compressed,
    [
      { sets, n, setStride: n, rowStride: 1 },
      { sets: 1, n: sets, setStride: 0, rowStride: n },
    ],
    options,
  );
  return { global: global!, local: local! };
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
    const [losses, gradient] = vmfSneWithGradient(
      teacher,
      compressed,
      sizes,
      options,
    );
    save([gradient]);
    return {
      value: tf.reshape(tf.slice(losses, 0, 1), []),
      gradFunc: (dy, saved) => tf.mul(dy as tf.Scalar, saved[0]!),
    };
  });
  return apply(compressed) as tf.Scalar;
}

/**
 * Mean loss and loss at each temperature, [1 + temperatures], and the gradient of the mean, [sets, n, dCompressed].
 * The paper's form, joint affinities without self-pairs, has a kernel in WASM; the others run in TypeScript.
 */
function vmfSneWithGradient(
  teacher: tf.Tensor3D,
  compressed: tf.Tensor3D,
  sizes: SetSizes,
  options: VmfSneOptions,
): [tf.Tensor1D, tf.Tensor3D] {
  const { sets, n, dTeacher, dCompressed } = sizes;
  const { temperatures, affinities, maskSelf } = options;
  const inputs = [teacher, compressed];
  const count = temperatures.length;
  const shapes = [[1 + count], compressed.shape];
  const kernels = wasmKernels();
  const isFast = affinities === "joint" && maskSelf && hasChoice(n, maskSelf);
  const results =
    kernels && isFast
      ? runWasmKernel(
          inputs,
          shapes,
          {
            scratch: kernels.vmfSneScratch(n, dTeacher, dCompressed),
            parts: 8 * count * (1 + sets),
          },
          (share, [teacher, compressed], [losses, gradient], parts, heap) => {
            new Float64Array(heap, parts, count).set(temperatures);
            const parted = parts + 8 * count;
            share(
              "vmfSne",
              [
                ...[teacher!, compressed!, n, dTeacher, dCompressed],
                ...[parts, count, NORM_EPSILON, 1 / (sets * count)],
                ...[parted, gradient!],
              ],
              {
                total: sets,
                work: sets * n ** 2 * (dTeacher + 20 * count),
              },
            );
            meanLosses(
              new Float64Array(heap, parted, sets * count),
              new Float32Array(heap, losses, 1 + count),
            );
          },
        )
      : runHostKernel(
          inputs,
          shapes,
          ([teacher, compressed], [losses, gradient]) =>
            vmfSneOnHost(
              teacher!,
              compressed!,
              sizes,
              options,
              losses!,
              gradient!,
            ),
        );
  return results as [tf.Tensor1D, tf.Tensor3D];
}

/** From the losses of every set at every temperature, [sets, temperatures], to their mean over sets, behind the mean over both. */
function meanLosses(ofSets: Float64Array, losses: Float32Array): void {
  const count = losses.length - 1;
  const totals = new Float64Array(count);
  ofSets.forEach((loss, i) => (totals[i % count]! += loss));
  const sets = ofSets.length / count;
  losses[0] = totals.reduce((sum, loss) => sum + loss, 0) / ofSets.length;
  losses.set(
    totals.map((loss) => loss / sets),
    1,
  );
}
