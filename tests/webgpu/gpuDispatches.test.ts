import { beforeAll, expect, test } from "vitest";
import { countedDispatches } from "../../src/engine/gpuDispatches.ts";
import * as tf from "../../src/tensor/tf.ts";
import { useBackend } from "../../src/tensor/useBackend.ts";

beforeAll(async () => {
  await useBackend("webgpu");
  tf.env().set("WEBGPU_CPU_FORWARD", false);
});

test("counts every dispatch by the label of its pipeline, and no others before or after", async () => {
  const x = tf.linspace(-1, 1, 64);
  const work = () => tf.dispose([tf.exp(x), tf.add(x, 1), tf.add(x, x)]);
  work();
  const before = GPUComputePassEncoder.prototype.dispatchWorkgroups;
  const counted = countedDispatches(work)!;
  expect(counted.total).toBe(3);
  const labelled = Object.entries(counted.byLabel);
  expect(labelled.map(([, count]) => count).sort()).toEqual([1, 2]);
  expect(labelled.every(([label]) => /Program$/.test(label))).toBe(true);
  expect(GPUComputePassEncoder.prototype.dispatchWorkgroups).toBe(before);
  work();
  expect(counted.total).toBe(3);
  await x.data();
  x.dispose();
});
