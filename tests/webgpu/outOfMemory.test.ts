/** In a page of its own: a fault stays with it. */
import { expect, test } from "vitest";
import { explainFailure } from "../../src/engine/backendFaults.ts";
import { gpuDevice } from "../../src/kernels/gpuKernel.ts";
import { gpuFault } from "../../src/tensor/gpuDevice.ts";
import * as tf from "../../src/tensor/tf.ts";
import { useWebGpu } from "./support.ts";

/** Whether the device refuses its largest buffer for lack of memory: a software adapter does, a large GPU may not. */
async function refusesLargest(device: GPUDevice): Promise<boolean> {
  device.pushErrorScope("out-of-memory");
  const buffer = device.createBuffer({
    size: device.limits.maxBufferSize,
    usage: GPUBufferUsage.STORAGE,
  });
  const error = await device.popErrorScope();
  buffer.destroy();
  return error !== null;
}

test("a tensor for which the GPU has no memory is called that, although its zeros can be read", async ({
  skip,
}) => {
  await useWebGpu();
  const device = gpuDevice();
  if (!(await refusesLargest(device))) {
    skip("this GPU has memory for the largest buffer that it allows");
  }
  const { maxBufferSize } = device.limits;
  expect(gpuFault()).toBeNull();
  const zeros = tf.fill([maxBufferSize / 4], 1);
  // All that tfjs would show for it: no error, and a sum that is wrong.
  const sum = await tf.sum(tf.slice(zeros, 0, 4)).data();
  expect([...sum]).not.toEqual([4]);
  const explained = await explainFailure(new Error("whatever comes of it"));
  expect(explained).toMatchObject({ code: "out-of-memory" });
  expect(String(explained)).toMatch(/memory/i);
});
