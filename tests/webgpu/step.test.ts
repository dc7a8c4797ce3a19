/** Whole training steps on WebGPU, from uploading the batch to updated parameters: what they cost, and that they compute what the CPU computes. */
import { beforeAll, describe, expect, test } from "vitest";
import { countedDispatches } from "../../src/engine/gpuDispatches.ts";
import { createPendingLosses } from "../../src/engine/pendingLosses.ts";
import { readyStep, STEP_CASES } from "../../src/engine/stepCases.ts";
import { readScalars } from "../../src/tensor/readScalars.ts";
import * as tf from "../../src/tensor/tf.ts";
import { useBackend } from "../../src/tensor/useBackend.ts";
import { useWebGpu } from "./support.ts";

/** Enough images for the batch to leave a choice of neighbours; a software adapter is slow. */
const BATCH = 3;

/** Most dispatches of a step. */
const MOST: Record<string, number> = {
  "standard-cached": 120,
  "standard-teacher": 180,
  "emoji-quick": 110,
};

/** Updates whose losses are compared; each follows from the gradients of the ones before. */
const COMPARED = 3;
const TOLERANCE = 1e-3;

const expected = new Map<string, number[][]>();

/** Losses of the first updates. */
async function firstLosses(run: () => tf.Scalar[]): Promise<number[][]> {
  const losses: number[][] = [];
  for (let step = 0; step < COMPARED; step++) {
    const scalars = run();
    losses.push([...(await readScalars(scalars))]);
    tf.dispose(scalars);
  }
  return losses;
}

beforeAll(async () => {
  await useBackend("cpu");
  for (const stepCase of STEP_CASES) {
    const ready = readyStep(stepCase, BATCH);
    expected.set(stepCase.name, await firstLosses(ready.run));
    ready.dispose();
  }
  await useWebGpu();
});

describe.each(STEP_CASES)("$name", (stepCase) => {
  test("computes what the CPU computes, within its dispatches, tensors and bytes", async () => {
    const tensorsBefore = tf.memory().numTensors;
    const ready = readyStep(stepCase, BATCH);
    const losses = await firstLosses(ready.run);
    expected.get(stepCase.name)!.forEach((values, step) =>
      values.forEach((value, i) => {
        const off = Math.abs(losses[step]![i]! - value);
        expect(off, `update ${step}, loss ${i}`).toBeLessThan(
          TOLERANCE * Math.max(1, Math.abs(value)),
        );
      }),
    );

    const memory = tf.memory();
    for (let step = 0; step < 2; step++) {
      let scalars: tf.Scalar[] = [];
      const dispatches = countedDispatches(() => {
        scalars = ready.run();
      })!;
      const labels = JSON.stringify(dispatches.byLabel);
      expect(dispatches.total, labels).toBeLessThanOrEqual(
        MOST[stepCase.name]!,
      );
      await readScalars(scalars);
      tf.dispose(scalars);
      expect(tf.memory()).toEqual(memory);
    }
    ready.dispose();
    expect(tf.memory().numTensors).toBe(tensorsBefore);
  });
});

test("losses of several steps are read in one go, without a dispatch", async () => {
  const pending = createPendingLosses();
  for (let step = 1; step <= 3; step++) {
    const scalars = [1, 2, 3, 4].map((x) => tf.square(tf.scalar(x * step)));
    pending.add({ step, learningRate: 0.1, scalars: [...scalars, tf.scalar(7)] });
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
