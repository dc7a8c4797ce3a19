import { beforeAll, expect, test } from "vitest";
import { useTestBackend } from "../../tests/testBackend.ts";
import type { RunConfig } from "../protocol/config.ts";
import { PRESETS, presetById } from "../protocol/presets.ts";
import * as tf from "../tensor/tf.ts";
import { readyStep, STEP_CASES } from "./stepCases.ts";
import { memoryBudget, requireMemory, stepMemory } from "./stepMemory.ts";

beforeAll(() => useTestBackend("wasm"));

/** The preset's config with other sizes. */
function sized(
  student: Partial<RunConfig["student"]>,
  batchSize: number,
): RunConfig {
  const { config } = presetById("emoji-quick");
  return {
    ...config,
    student: { ...config.student, ...student },
    optimiser: { ...config.optimiser, batchSize },
  };
}

const NARROW = { width: 24, depth: 1, heads: 2, patch: 8 } as const;

test.each([
  ["a narrow student", sized(NARROW, 16)],
  ["twice the batch", sized(NARROW, 32)],
  ["a deep one", sized({ ...NARROW, depth: 4 }, 8)],
  ["many tokens", sized({ ...NARROW, heads: 4, patch: 4 }, 8)],
  ["a wide one", sized({ ...NARROW, width: 192 }, 4)],
])("%s takes what is estimated, to a factor of two", async (_, config) => {
  const quick = STEP_CASES.find(({ name }) => name === "emoji-quick")!;
  const step = { ...quick, config };
  const size = config.optimiser.batchSize;
  const before = tf.memory().numBytes;
  const ready = readyStep(step, size);
  tf.dispose(ready.run());
  let held = 0;
  const { peakBytes } = await tf.profile(() => {
    held = tf.memory().numBytes;
    tf.dispose(ready.run());
    return Promise.resolve();
  });
  expect(held).toBeGreaterThan(before);
  ready.dispose();
  const ratio = stepMemory(config).total / (peakBytes - before);
  expect(ratio).toBeGreaterThan(0.5);
  expect(ratio).toBeLessThan(2);
});

test("every preset fits where a phone has 4 GB, and the largest student nowhere", () => {
  const budget = { total: 2 * 2 ** 30, tensor: 128 * 2 ** 20 };
  for (const { id, config } of PRESETS) {
    expect(() => requireMemory(id, config, budget), id).not.toThrow();
  }
  const largest = sized({ width: 384, depth: 12, heads: 12, patch: 2 }, 512);
  const here = memoryBudget("wasm", null);
  expect(() => requireMemory("prepare", largest, here)).toThrow(
    /^prepare: optimiser.batchSize: a step takes about \d+\.\d GB, and 3.0 GB may be used here: take \d+ images at most/,
  );
});

test("the batch that is named fits, and one image more does not", () => {
  const config = sized({ width: 384, depth: 12, heads: 12, patch: 4 }, 512);
  const budget = memoryBudget("wasm", null);
  let named = 0;
  try {
    requireMemory("prepare", config, budget);
  } catch (cause) {
    named = Number(/take (\d+) images/.exec(String(cause))?.[1]);
  }
  expect(named).toBeGreaterThan(2);
  const withBatch = (batchSize: number): RunConfig => ({
    ...config,
    optimiser: { ...config.optimiser, batchSize },
  });
  requireMemory("prepare", withBatch(named), budget);
  expect(() =>
    requireMemory("prepare", withBatch(named + 1), budget),
  ).toThrow();
});

test("one tensor must not be larger than the GPU binds", () => {
  const config = sized({ patch: 2, heads: 8 }, 256);
  const { tensor, total } = stepMemory(config);
  expect(() =>
    requireMemory("prepare", config, { total, tensor: tensor - 1 }),
  ).toThrow("optimiser.batchSize");
  requireMemory("prepare", config, { total, tensor });
  const tight = { total: 1000, tensor: 1000 };
  expect(() => requireMemory("prepare", config, tight)).toThrow(
    "even a batch of 2 images does not fit",
  );
});
