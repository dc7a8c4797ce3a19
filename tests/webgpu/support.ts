import { expect } from "vitest";
import * as tf from "../../src/tensor/tf.ts";
import { useBackend } from "../../src/tensor/useBackend.ts";
import {
  toleranceFor,
  WEBGPU_TOLERANCE,
} from "../../src/engine/golden/comparison.ts";

/** WebGPU with every operation on the GPU: tfjs would compute small ones on the CPU, and nothing would be tested. */
export async function useWebGpu(): Promise<void> {
  await useBackend("webgpu");
  tf.env().set("WEBGPU_CPU_FORWARD", false);
}

/** Holds two tensors to each other within README's tolerance for GPUs. */
export async function expectClose(
  what: string,
  got: tf.Tensor,
  expected: tf.Tensor,
): Promise<void> {
  expect(got.shape, what).toEqual(expected.shape);
  const [ours, theirs] = await Promise.all([got.data(), expected.data()]);
  const tolerance = toleranceFor(theirs, WEBGPU_TOLERANCE);
  let worst = 0;
  for (const [i, value] of ours.entries()) {
    const off = Math.abs(value - theirs[i]!);
    if (!(off <= worst)) worst = off;
  }
  expect(worst, `${what} is off by ${worst}`).toBeLessThanOrEqual(tolerance);
}
