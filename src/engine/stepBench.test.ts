import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { useTestBackend } from "../../tests/testBackend.ts";
import { withPlainForms } from "../kernels/plainForms.ts";
import type { BackendReport } from "../protocol/messages.ts";
import { stepMeasuresSchema } from "../protocol/stepBench.ts";
import * as tf from "../tensor/tf.ts";
import { measureStep, median } from "./stepBench.ts";
import { readyStep, STEP_CASES } from "./stepCases.ts";

/** A step of the CPU backend takes seconds, and more on a busy machine. */
const LIMIT_MS = 240_000;

/** Fused and plain forms differ by rounding alone, 1e-6 here. */
const TOLERANCE = 1e-4;

const reportOf = (backend: BackendReport["backend"]): BackendReport => ({
  ...{ backend, adapter: "test", isSoftwareAdapter: false, threads: 1 },
  ...{ passedOver: [], selfTestError: 0, versions: {} },
});

describe.each([
  { backend: "cpu", batch: 1 },
  { backend: "wasm", batch: 2 },
] as const)("on $backend", ({ backend, batch }) => {
  beforeAll(async () => {
    await useTestBackend(backend);
  });
  afterAll(() => useTestBackend("cpu"));

  test.each(STEP_CASES)(
    "$name is measured, as the schema says",
    { timeout: LIMIT_MS },
    async (of) => {
      const before = tf.memory().numTensors;
      const measured = await measureStep(of, reportOf(backend), {
        ...{ batch, steps: 1, naiveSteps: 1, stepsPerRead: 1, warmUp: false },
      });
      expect(tf.memory().numTensors).toBe(before);
      expect(stepMeasuresSchema.parse(measured)).toEqual(measured);
      const { stepMs, naive, kernels } = measured;
      expect(measured).toMatchObject({ batch, isTinyBatch: true });
      expect(stepMs.parts.teacher > 0).toBe(of.teacher !== null);
      expect(naive.lossDifference).toBeLessThan(TOLERANCE);
      expect(measured.ratioToNaive).toBe(naive.medianMs / stepMs.median);
      expect(kernels).toHaveProperty(
        backend === "wasm" ? "adamW" : "typescript",
      );
      expect(measured.liveTensors).toBeGreaterThan(0);
    },
  );
});

test("the plain form of a step calls no kernel of ours", async () => {
  await useTestBackend("wasm");
  const { countedKernels } = await import("../kernels/kernelCounts.ts");
  for (const of of STEP_CASES) {
    const ready = readyStep(of, 1);
    let losses: tf.Scalar[] = [];
    const called = countedKernels(() => {
      losses = withPlainForms(ready.run);
    });
    expect(called).toEqual({});
    tf.dispose(losses);
    ready.dispose();
  }
  await useTestBackend("cpu");
});

test("the median of an even number of values lies between the middle two", () => {
  expect(median([4, 1, 3, 10])).toBe(3.5);
  expect(median([9, 1, 2])).toBe(2);
});
