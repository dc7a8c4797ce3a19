/** The vMF-SNE compression loss on WebGPU: four dispatches forward and one backward, for one or two ways to divide the same vectors into sets. */
import { withGradients } from "../tensor/customGradients.ts";
import type * as tf from "../tensor/tf.ts";
import { keptKernel, runGpuKernel, seedsOf } from "./gpuKernel.ts";
import { hasChoice, type VmfSneOptions } from "./vmfSneHost.ts";
import {
  cosinesCode,
  GRADIENT_ROWS,
  gradientCode,
  meanLossesCode,
  normalisersCode,
  rowLossesCode,
  vmfSneLayout,
  type SetRows,
  type VmfSneCode,
} from "./wgsl/vmfSne.ts";

/** Threads of a workgroup that goes over rows. */
const ROWS_PER_GROUP = 64;

type Forward = {
  /** Mean loss of each group. */
  means: tf.Tensor[];
  /** [groups, temperatures], in nats. */
  ofTemperatures: tf.Tensor;
  /** What the gradient needs. */
  kept: { cosines: tf.Tensor; normalisers: tf.Tensor; rowLosses: tf.Tensor };
};

/**
 * Mean losses of groups of sets; differentiable with respect to `compressed`, the teacher is a constant.
 *
 * @param teacher [..., dTeacher], any norm.
 * @param compressed [..., dCompressed], any norm.
 * @param groups One or two. The first must cover every row; vector i of the second's only set must be the first vector of set i of the first.
 * @returns A scalar for each group.
 */
export function vmfSneOnGpu(
  teacher: tf.Tensor,
  compressed: tf.Tensor,
  groups: readonly SetRows[],
  options: VmfSneOptions,
): tf.Scalar[] {
  const { code, key } = codeOf(groups, options);
  return withGradients(
    [compressed],
    (save) => {
      const { means, ofTemperatures, kept } = vmfSneForward(
        teacher,
        compressed,
        groups,
        options,
      );
      ofTemperatures.dispose();
      save([compressed, kept.cosines, kept.normalisers, kept.rowLosses]);
      return means;
    },
    (dys, [compressed, cosines, normalisers, rowLosses]) => {
      const { sets, n } = groups[0]!;
      const d = compressed!.shape.at(-1)!;
      const seeds = seedsOf(dys);
      const { gradient } = runGpuKernel(
        keptKernel(
          `vmfSneGradient ${d} ${seeds.codes.join()} ${key}`,
          () => gradientCode(code, seeds.codes),
          { D: d },
        ),
        {
          inputs: {
            compressed: compressed!,
            cosines: cosines!,
            normalisers: normalisers!,
            rowLosses: rowLosses!,
            ...seeds.inputs,
          },
          outputs: { gradient: compressed!.shape },
          scalars: seeds.scalars,
          workgroups: sets * Math.ceil(n / GRADIENT_ROWS),
        },
      );
      return [gradient];
    },
  ) as tf.Scalar[];
}

/** Values alone, with the losses at each temperature. */
export function vmfSneForward(
  teacher: tf.Tensor,
  compressed: tf.Tensor,
  groups: readonly SetRows[],
  options: VmfSneOptions,
): Forward {
  const { code, key } = codeOf(groups, options);
  const [D_TEACHER, D_COMPRESSED] = [teacher, compressed].map(({ shape }) =>
    shape.at(-1)!,
  ) as [number, number];
  const count = options.temperatures.length;
  const sizes = vmfSneLayout(groups);
  const { cosines } = runGpuKernel(
    keptKernel(
      `vmfSneCosines ${D_TEACHER} ${D_COMPRESSED} ${key}`,
      () => cosinesCode(code),
      { D_TEACHER, D_COMPRESSED },
    ),
    {
      inputs: { teacher, compressed },
      outputs: { cosines: [2 * sizes.cosines + sizes.rows] },
      workgroups: 2 * sizes.tiles,
    },
  );
  const perRow = Math.ceil(sizes.rows / ROWS_PER_GROUP);
  const { normalisers } = runGpuKernel(
    keptKernel(`vmfSneNormalisers ${key}`, () => normalisersCode(code)),
    {
      inputs: { cosines },
      outputs: { normalisers: [2, count, sizes.rows] },
      workgroups: [perRow, 2 * count, 1],
    },
  );
  const { rowLosses } = runGpuKernel(
    keptKernel(`vmfSneRowLosses ${key}`, () => rowLossesCode(code)),
    {
      inputs: { cosines, normalisers },
      outputs: { rowLosses: [2, count, sizes.rows] },
      workgroups: [perRow, count, 1],
    },
  );
  const results = runGpuKernel(
    keptKernel(`vmfSneMeans ${key}`, () => meanLossesCode(code)),
    {
      inputs: { rowLosses },
      outputs: {
        ofTemperatures: [groups.length, count],
        ...Object.fromEntries(groups.map((_, g) => [`mean${g}`, []])),
      } as Record<string, readonly number[]>,
      workgroups: 1,
    },
  );
  return {
    means: groups.map((_, g) => results[`mean${g}`]!),
    ofTemperatures: results["ofTemperatures"]!,
    kept: { cosines, normalisers, rowLosses },
  };
}

/** What the code follows from, and a key that tells it from others. */
function codeOf(
  groups: readonly SetRows[],
  { temperatures, affinities, maskSelf }: VmfSneOptions,
): { code: VmfSneCode; key: string } {
  const sizes = groups.map(({ sets, n, setStride, rowStride }) =>
    [sets, n, setStride, rowStride].join("x"),
  );
  return {
    code: {
      groups,
      temperatures,
      isJoint: affinities === "joint",
      maskSelf,
      hasChoice: (n) => hasChoice(n, maskSelf),
    },
    key: [...sizes, affinities, maskSelf, ...temperatures].join(" "),
  };
}
