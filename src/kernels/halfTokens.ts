/** Training targets on WebGPU: from cached tokens in half precision to centred ones, without a way back through this thread. */
import * as tf from "../tensor/tf.ts";
import { keptKernel, runGpuKernel } from "./gpuKernel.ts";
import { centredTokensCode, halvesCode } from "./wgsl/halfTokens.ts";

const PER_GROUP = 64;

/** Rounds to binary16, two in a word: the bits of `toHalf` in data/formats/halfFloats.ts. [n] with even n -> [n / 2], int32. */
export function halvesOnGpu(values: tf.Tensor): tf.Tensor1D {
  const words = values.size / 2;
  const { halves } = runGpuKernel(
    keptKernel("halves", () => halvesCode),
    {
      inputs: { values },
      outputs: { halves: { shape: [words], as: "u32" } },
      counts: { words },
      workgroups: Math.ceil(words / PER_GROUP),
    },
  );
  return halves as tf.Tensor1D;
}

export type HalfTokens = {
  /** int32 words of two binary16 numbers: [n, 1 + from * from, width] of them, after LayerNorm, class token first. */
  halves: tf.Tensor;
  n: number;
  width: number;
  /** Side of the stored grid, and of the wanted one, a multiple of it. */
  from: number;
  to: number;
};

/**
 * `centreTokens` and `resampleTokens` in one dispatch.
 *
 * @param means [2, width] of class and patch tokens.
 * @param fraction Of the means that is subtracted, 0 to 1.
 * @returns [n, 1 + to * to, width]
 */
export function centredTokensOnGpu(
  { halves, n, width, from, to }: HalfTokens,
  means: tf.Tensor,
  fraction: number,
): tf.Tensor3D {
  const shape = [n, 1 + to * to, width];
  const size = tf.util.sizeFromShape(shape);
  const { targets } = runGpuKernel(
    keptKernel(
      `centredTokens ${width} ${from} ${to}`,
      () => centredTokensCode,
      {
        ...{ D: width, FROM: from, TO: to },
      },
    ),
    {
      inputs: { halves: { tensor: halves, as: "u32" }, means },
      outputs: { targets: shape },
      counts: { size },
      scalars: { fraction },
      workgroups: Math.ceil(size / PER_GROUP),
    },
  );
  return targets as tf.Tensor3D;
}
