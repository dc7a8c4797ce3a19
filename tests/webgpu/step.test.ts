/** Whole training steps on WebGPU, from uploading the batch to updated parameters: what they cost, and that they compute what the CPU computes. */
import { beforeAll, expect, test } from "vitest";
import { countedDispatches } from "../../src/engine/gpuDispatches.ts";
import { createPendingLosses } from "../../src/engine/pendingLosses.ts";
import { readyStep, STEP_CASES } from "../../src/engine/stepCases.ts";
import { readScalars } from "../../src/tensor/readScalars.ts";
import * as tf from "../../src/tensor/tf.ts";
import { useBackend } from "../../src/tensor/useBackend.ts";
import { useWebGpu } from "./support.ts";

/** Most dispatches of a step. */
const MOST: Record<string, number> = {
  "standard-cached": 100,
  "standard-teacher": 150,
  "emoji-quick": 102,
};

/** Updates whose losses are compared; each follows from the gradients of the ones before. */
const COMPARED = 3;
const TOLERANCE = 1e-3;

/** The preset's step with a small student, and enough images to leave a choice of neighbours: a software adapter is slow. */
const QUICK = STEP_CASES.find(({ name }) => name === "emoji-quick")!;
const SMALL: typeof QUICK = {
  ...QUICK,
  config: {
    ...QUICK.config,
    student: { width: 12, depth: 1, heads: 2, patch: 8, stem: "conv" },
    method: { ...QUICK.config.method, temperatures: [0.02, 0.1] },
  },
  dTeacher: 20,
};
const BATCH = 3;

let expected: number[][];

async function lossesOf(run: () => tf.Scalar[]): Promise<number[]> {
  const scalars = run();
  const values = await readScalars(scalars);
  tf.dispose(scalars);
  return [...values];
}

async function firstLosses(run: () => tf.Scalar[]): Promise<number[][]> {
  const losses: number[][] = [];
  for (let i = 0; i < COMPARED; i++) losses.push(await lossesOf(run));
  return losses;
}

beforeAll(async () => {
  await useBackend("cpu");
  const ready = readyStep(SMALL, BATCH);
  expected = await firstLosses(ready.run);
  ready.dispose();
  await useWebGpu();
});

test("updates are those of the CPU; tensors and bytes stay the same", async () => {
  const tensorsBefore = tf.memory().numTensors;
  const ready = readyStep(SMALL, BATCH);
  const losses = await firstLosses(ready.run);
  expected.forEach((values, step) =>
    values.forEach((value, i) => {
      const off = Math.abs(losses[step]![i]! - value);
      expect(off, `update ${step}, loss ${i}`).toBeLessThan(
        TOLERANCE * Math.max(1, Math.abs(value)),
      );
    }),
  );
  const memory = tf.memory();
  for (let i = 0; i < 4; i++) {
    await lossesOf(ready.run);
    expect(tf.memory()).toEqual(memory);
  }
  ready.dispose();
  expect(tf.memory().numTensors).toBe(tensorsBefore);
});

test("a step finds its buffers where the step before had them, and binds them as it did", async () => {
  const ready = readyStep(SMALL, BATCH);
  for (let i = 0; i < 3; i++) await lossesOf(ready.run);
  const device = GPUDevice.prototype;
  const { createBuffer, createBindGroup } = device;
  const steps = 3;
  const made = { buffers: 0, groups: 0 };
  device.createBuffer = function (descriptor) {
    made.buffers++;
    return createBuffer.call(this, descriptor);
  };
  device.createBindGroup = function (descriptor) {
    made.groups++;
    return createBindGroup.call(this, descriptor);
  };
  try {
    for (let i = 0; i < steps; i++) await lossesOf(ready.run);
  } finally {
    Object.assign(device, { createBuffer, createBindGroup });
  }
  ready.dispose();
  // One program of a step is tfjs' own, which binds anew whenever it runs.
  expect(made).toEqual({ buffers: 0, groups: steps });
});

test.each(STEP_CASES)("$name within its dispatches", async (stepCase) => {
  const ready = readyStep(stepCase, 1);
  let reading: Promise<number[]> | undefined;
  const dispatches = countedDispatches(() => {
    reading = lossesOf(ready.run);
  })!;
  await reading;
  const labels = JSON.stringify(dispatches.byLabel);
  expect(dispatches.total, labels).toBeLessThanOrEqual(MOST[stepCase.name]!);
  ready.dispose();
});

test("losses of several steps are read in one go, without a dispatch", async () => {
  const pending = createPendingLosses();
  for (let step = 1; step <= 3; step++) {
    const scalars = [1, 2, 3, 4].map((x) => tf.square(tf.scalar(x * step)));
    pending.add({
      step,
      learningRate: 0.1,
      scalars: [...scalars, tf.scalar(7)],
    });
  }
  const { prototype } = GPUBuffer;
  const { mapAsync } = prototype;
  let reads = 0;
  prototype.mapAsync = function (...range) {
    reads++;
    return mapAsync.apply(this, range);
  };
  let reading: ReturnType<typeof pending.read> | undefined;
  const dispatches = countedDispatches(() => {
    reading = pending.read();
  });
  const metrics = await reading!;
  prototype.mapAsync = mapAsync;
  expect([reads, dispatches!.total]).toEqual([1, 0]);
  expect(metrics.map(({ losses }) => Object.values(losses))).toEqual([
    [1, 4, 9, 16, 7],
    [4, 16, 36, 64, 7],
    [9, 36, 81, 144, 7],
  ]);
});
