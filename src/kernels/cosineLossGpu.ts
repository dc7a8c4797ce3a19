/** Cosine losses on WebGPU: two or three dispatches for values of all kinds, one for their gradients. */
import { withGradients } from "../tensor/customGradients.ts";
import type * as tf from "../tensor/tf.ts";
import { keptKernel, runGpuKernel, seedsOf } from "./gpuKernel.ts";
import {
  COLUMNS,
  columnMeansCode,
  COSINE_KINDS,
  cosineGradientCode,
  cosineMeansCode,
  rowProductsCode,
  type CosineLossCode,
} from "./wgsl/cosineLoss.ts";

/** Which columns of the rows a loss is of, and whether their means over rows are taken off first. */
export type CosineTerm = { columns: "all" | "first"; centred: boolean };

/**
 * Mean over rows of `1 - cos(prediction, target)`, for several terms in one pass over the numbers.
 *
 * @param predictions [n, d], any norm.
 * @param targets [n, d], any norm.
 * @param first Number of columns that terms with `columns: "first"` see.
 * @param results Each is the sum of its terms.
 * @returns A scalar for each result.
 */
export function cosineLossesOnGpu(
  predictions: tf.Tensor2D,
  targets: tf.Tensor2D,
  first: number,
  results: readonly (readonly CosineTerm[])[],
  { detachTargets }: { detachTargets: boolean },
): tf.Scalar[] {
  const [n, d] = predictions.shape;
  const named = results.map((terms, i) => ({
    name: `result${i}`,
    kinds: terms.map(kindOf),
  }));
  const terms = results.flat();
  const code: CosineLossCode = {
    hasFirst: terms.some(({ columns }) => columns === "first"),
    centred: terms.some(({ centred }) => centred),
    plain: terms.some(({ centred }) => !centred),
  };
  const constants = { COUNT: n, L: d, FIRST: first };
  const key = [n, d, first, ...named.map(({ kinds }) => kinds.join("+"))].join(
    " ",
  );
  const perColumn = Math.ceil(d / COLUMNS);

  return withGradients(
    detachTargets ? [predictions] : [predictions, targets],
    (save) => {
      const inputs: Record<string, tf.Tensor> = { x: predictions, y: targets };
      if (code.centred) {
        const { means } = runGpuKernel(
          keptKernel(`columnMeans ${n} ${d}`, () => columnMeansCode, constants),
          { inputs, outputs: { means: [2, d] }, workgroups: perColumn },
        );
        inputs["means"] = means;
      }
      const { rowProducts } = runGpuKernel(
        keptKernel(
          `rowProducts ${key}`,
          () => rowProductsCode(code),
          constants,
        ),
        {
          inputs,
          outputs: {
            rowProducts: { shape: [n, COSINE_KINDS, 4], as: "vec4<f32>" },
          },
          workgroups: n,
        },
      );
      const made = runGpuKernel(
        keptKernel(
          `cosineMeans ${key}`,
          () => cosineMeansCode(named),
          constants,
        ),
        {
          inputs: { rowProducts: { tensor: rowProducts, as: "vec4<f32>" } },
          outputs: {
            coefficients: { shape: [n, COSINE_KINDS, 4], as: "vec4<f32>" },
            ...Object.fromEntries(
              named.map(({ name }) => [name, [] as readonly number[]]),
            ),
          } as Record<string, { shape: number[]; as: "vec4<f32>" }>,
          workgroups: 1,
        },
      );
      const { means } = inputs;
      save([
        predictions,
        targets,
        made["coefficients"]!,
        ...(means ? [means] : []),
      ]);
      return named.map(({ name }) => made[name]!);
    },
    (dys, [x, y, coefficients, means]) => {
      const seeds = seedsOf(dys);
      const ofKinds = Array.from({ length: COSINE_KINDS }, (_, kind) => {
        const arriving = named.flatMap(({ kinds }, i) =>
          kinds.includes(kind) ? [seeds.codes[i]!] : [],
        );
        return arriving.length === 0 ? null : `(${arriving.join(" + ")})`;
      });
      const { dx, dy } = runGpuKernel(
        keptKernel(
          `cosineGradient ${key} ${ofKinds.join()} ${detachTargets}`,
          () => cosineGradientCode(code, ofKinds, !detachTargets),
          constants,
        ),
        {
          inputs: {
            ...{ x: x!, y: y! },
            coefficients: { tensor: coefficients!, as: "vec4<f32>" },
            ...(means && { means }),
            ...seeds.inputs,
          },
          outputs: {
            dx: [n, d],
            ...(!detachTargets && { dy: [n, d] }),
          } as { dx: number[]; dy?: number[] },
          scalars: seeds.scalars,
          workgroups: perColumn,
        },
      );
      return detachTargets ? [dx] : [dx, dy!];
    },
  ) as tf.Scalar[];
}

function kindOf({ columns, centred }: CosineTerm): number {
  return (centred ? 2 : 0) + (columns === "first" ? 1 : 0);
}
