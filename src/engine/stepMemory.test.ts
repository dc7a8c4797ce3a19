import * as fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { useTestBackend } from "../../tests/testBackend.ts";
import type { RunConfig } from "../protocol/config.ts";
import { configDifference, setPath } from "../protocol/configPaths.ts";
import { checkConfig } from "../protocol/configRules.ts";
import type { EngineError } from "../protocol/engineError.ts";
import { PRESETS, presetById } from "../protocol/presets.ts";
import type { OwnTeacher } from "../protocol/teachers.ts";
import * as tf from "../tensor/tf.ts";
import { readyStep, STEP_CASES } from "./stepCases.ts";
import {
  fitToMemory,
  memoryBudget,
  requireMemory,
  stepMemory,
  type MemoryBudget,
} from "./stepMemory.ts";

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

test.each<[string, RunConfig, number?]>([
  ["a narrow student", sized(NARROW, 16)],
  ["twice the batch", sized(NARROW, 32)],
  ["a deep one", sized({ ...NARROW, depth: 4 }, 8)],
  ["many tokens", sized({ ...NARROW, heads: 4, patch: 4 }, 8)],
  ["a wide one", sized({ ...NARROW, width: 192 }, 4)],
  ["one with a wide teacher", sized(NARROW, 16), 4096],
])(
  "%s takes what is estimated, to a factor of two",
  async (_, config, width) => {
    const quick = STEP_CASES.find(({ name }) => name === "emoji-quick")!;
    const step = { ...quick, config, dTeacher: width ?? quick.dTeacher };
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
    const ratio = stepMemory(config, width).total / (peakBytes - before);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  },
);

test("every preset fits where a phone has 4 GB, and the largest student nowhere", () => {
  const budget = { total: 2 * 2 ** 30, tensor: 128 * 2 ** 20 };
  for (const { id, config } of PRESETS) {
    expect(() => requireMemory(id, config, budget), id).not.toThrow();
  }
  const here = memoryBudget("wasm", null);
  expect(() => requireMemory("prepare", LARGEST, here)).toThrow(
    /^prepare: optimiser.batchSize: a step takes about \d+\.\d GB, of which \d+\.\d GB are what the student's blocks keep for the backward pass, and 3.0 GB may be used here; it fits with batch size \d+/,
  );
});

const LARGEST = sized({ width: 384, depth: 12, heads: 12, patch: 2 }, 512);

/** What the refusal says should be set. */
function adjustmentOf(config: RunConfig, budget: MemoryBudget) {
  try {
    requireMemory("prepare", config, budget);
  } catch (cause) {
    return (cause as EngineError).adjustment;
  }
  throw new Error("must be refused");
}

const budgets = fc.record({
  total: fc.double({ min: 3e7, max: 8e9, noNaN: true }),
  tensor: fc.constantFrom(Infinity, 2 ** 27, 2 ** 24),
});
const students = fc
  .record({
    heads: fc.integer({ min: 1, max: 12 }),
    perHead: fc.integer({ min: 3, max: 32 }),
    depth: fc.integer({ min: 1, max: 12 }),
    patch: fc.constantFrom(2, 4, 8, 16, 32),
    batchSize: fc.integer({ min: 2, max: 512 }),
  })
  .map(({ heads, perHead, depth, patch, batchSize }) =>
    sized({ heads, width: heads * perHead, depth, patch }, batchSize),
  );

test("a config that is too large is changed so that it fits, makes sense and is taken, by the least of each setting", () => {
  let changed = 0;
  fc.assert(
    fc.property(students, budgets, (config, budget) => {
      const fitting = fitToMemory(config, budget);
      if (!fitting) {
        const { student } = config;
        const patch = Math.max(8, student.patch);
        const width = least(config);
        const smallest = sized({ ...student, depth: 1, patch, width }, 2);
        return expect(isTaken(smallest, budget)).toBe(false);
      }
      expect(isTaken(fitting, budget)).toBe(true);
      expect(checkConfig(fitting, null)).toEqual([]);
      const difference = configDifference(config, fitting);
      if (isTaken(config, budget)) expect(difference).toEqual({});
      for (const [path, value] of Object.entries(difference)) {
        changed++;
        const less = setPath(fitting, path, oneLess(path, value, config));
        expect(isTaken(less, budget), `less change of ${path}`).toBe(false);
      }
    }),
    { seed: 20261126, numRuns: 150 },
  );
  expect(changed).toBeGreaterThan(100);
});

function isTaken(config: RunConfig, budget: MemoryBudget): boolean {
  try {
    requireMemory("prepare", config, budget);
    return true;
  } catch {
    return false;
  }
}

/** The narrowest student that is offered. */
function least({ student: { width, heads } }: RunConfig): number {
  let narrow = width;
  while (narrow - heads >= Math.max(heads, 16)) narrow -= heads;
  return narrow;
}

/** A value one notch nearer to what was asked for. */
function oneLess(path: string, value: unknown, config: RunConfig): number {
  const number = Number(value);
  if (path === "student.patch") return number / 2;
  return number + (path === "student.width" ? config.student.heads : 1);
}

test("the batch alone is made smaller where that is enough, and patches grow before it becomes useless", () => {
  const wide = sized({ width: 192, depth: 6, heads: 4, patch: 4 }, 512);
  const { total } = stepMemory(wide);
  const half = { total: total / 2, tensor: Infinity };
  expect(Object.keys(adjustmentOf(wide, half)!)).toEqual([
    "optimiser.batchSize",
  ]);
  const tight = { total: total / 40, tensor: Infinity };
  const { "optimiser.batchSize": batchSize, ...rest } = adjustmentOf(
    wide,
    tight,
  )!;
  expect(batchSize).toBeGreaterThanOrEqual(16);
  expect(rest).toEqual({ "student.patch": 8 });
});

test("one tensor must not be larger than the GPU binds", () => {
  const config = sized({ patch: 2, heads: 8 }, 256);
  const { tensor, total } = stepMemory(config);
  const bound = { total, tensor: tensor - 1 };
  expect(() => requireMemory("prepare", config, bound)).toThrow(
    "the largest tensor of a step takes about",
  );
  expect(adjustmentOf(config, bound)).toEqual({ "optimiser.batchSize": 255 });
  requireMemory("prepare", config, { total, tensor });
  const nothing = { total: 1000, tensor: 1000 };
  expect(() => requireMemory("prepare", config, nothing)).toThrow(
    "no batch, patch, depth or width makes it fit",
  );
  expect(adjustmentOf(config, nothing)).toBeUndefined();
});

test("each bundled teacher counts with its own width", () => {
  const of = (id: string) =>
    stepMemory(setPath(sized(NARROW, 64), "teacher.id", id)).terms.teacher;
  const ratio = of("mobilenet-v2-fine") / of("mobilenet-v2-fast");
  expect(ratio).toBeCloseTo(736 / 576, 12);
});

test("a brought teacher counts with its own width, a bundled one with its", () => {
  const id = "own-features-0123abcd";
  const config = setPath(sized(NARROW, 64), "teacher.id", id);
  const wide = { id, width: 4096 } as OwnTeacher;
  const others = [{ id: "own-other-0123abcd", width: 8192 } as OwnTeacher];
  const { total } = stepMemory(config, 600);
  const budget = { total, tensor: Infinity };
  requireMemory("prepare", config, budget, others);
  requireMemory("prepare", config, budget, [...others, { ...wide, width: 8 }]);
  expect(() =>
    requireMemory("prepare", config, budget, [...others, wide]),
  ).toThrow(/are the teacher's tokens, .* it fits with batch size \d+/);
  const fitting = fitToMemory(config, budget, 4096)!;
  expect(fitting.optimiser.batchSize).toBeLessThan(64);
  expect(stepMemory(fitting, 4096).total).toBeLessThanOrEqual(total);
});
