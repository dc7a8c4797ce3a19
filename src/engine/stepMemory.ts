/** What a training step will take of memory, told before a run begins, and how a run would fit: running out in its midst costs more than a refusal. */
import { IMAGE_SIDE } from "../data/image32.ts";
import { gpuDevice } from "../kernels/gpuKernel.ts";
import { tokenGrid } from "../models/studentSizes.ts";
import {
  isBundledTeacher,
  type BundledTeacherId,
  type RunConfig,
} from "../protocol/config.ts";
import { configDifference, setPath } from "../protocol/configPaths.ts";
import { differenceWords } from "../protocol/differenceWords.ts";
import { EngineError } from "../protocol/engineError.ts";
import type { BackendName } from "../protocol/messages.ts";
import type { OwnTeacher } from "../protocol/teachers.ts";
import { studentSizes } from "./trainer.ts";

/** Bytes. */
export type MemoryBudget = {
  total: number;
  /** Of one tensor; Infinity where there is no such limit. */
  tensor: number;
};

const GIGABYTE = 2 ** 30;

/** WASM addresses 4 GB, and tfjs' heap is never without gaps. */
const WASM_BYTES = 3 * GIGABYTE;

/** Where the browser does not say; it says 8 for anything above, at most. */
const USUAL_DEVICE_GIGABYTES = 8;

/** Of the machine's memory, which page, browser and system want as well. */
const SHARE = 0.5;

/**
 * @param limits Of the GPU's device; null elsewhere.
 * @param machineBytes Memory of the machine; absent: what the browser says of it.
 */
export function memoryBudget(
  backend: BackendName,
  limits: Pick<GPUSupportedLimits, "maxStorageBufferBindingSize"> | null,
  machineBytes: number = GIGABYTE * deviceGigabytes(),
): MemoryBudget {
  const most = SHARE * machineBytes;
  return {
    total: backend === "wasm" ? Math.min(most, WASM_BYTES) : most,
    tensor: limits?.maxStorageBufferBindingSize ?? Infinity,
  };
}

/** Of the backend that this thread has. @param machineBytes As of `memoryBudget`. */
export const budgetHere = (
  backend: BackendName,
  machineBytes?: number,
): MemoryBudget =>
  memoryBudget(
    backend,
    backend === "webgpu" ? gpuDevice().limits : null,
    machineBytes,
  );

function deviceGigabytes(): number {
  const { navigator } = globalThis as {
    navigator?: { deviceMemory?: number };
  };
  return navigator?.deviceMemory ?? USUAL_DEVICE_GIGABYTES;
}

/** Numbers in a token of the bundled teachers (src/models/bundledTeacher.ts). */
const BUNDLED_WIDTHS: Record<BundledTeacherId, number> = {
  "mobilenet-v2-fast": 576,
  "mobilenet-v2-fine": 736,
};

/** A teacher that is neither bundled nor here is refused elsewhere. */
function bundledWidth({ teacher: { id } }: RunConfig): number {
  return BUNDLED_WIDTHS[isBundledTeacher(id) ? id : "mobilenet-v2-fast"];
}

/** Weights, gradients, two moments, and what the update makes of them. */
const PARAMETER_COPIES = 6;

/** Of a token in a block, in widths of the student, kept for the backward pass: norms, queries, keys, values, attention, and a hidden layer of 4 with value and slope. */
const BLOCK_WIDTHS = 24;

/** Of a token beside the blocks: positions, last norm, losses and their gradients, in widths. */
const TOKEN_WIDTHS = 16;

const FLOAT_BYTES = 4;

/** What a step holds, largest parts first named in a refusal; bytes each. */
type StepTerms = Record<keyof typeof TERM_WORDS, number>;

const TERM_WORDS = {
  pairs: "pairs of tokens, in attention and losses",
  activations: "what the student's blocks keep for the backward pass",
  teacher: "the teacher's tokens",
  images: "the batch's images",
  parameters: "weights, their gradients and moments",
} as const;

export type StepMemory = {
  /** Bytes of everything. */
  total: number;
  /** Bytes of the largest single tensor. */
  tensor: number;
  terms: StepTerms;
};

/**
 * Bytes that the tensors of a training step take at their peak, to about a factor of two: measured beside `tf.profile` in the test.
 *
 * @param teacherWidth Numbers in a token of the teacher; absent: of the bundled one that the config names.
 */
export function stepMemory(
  config: RunConfig,
  teacherWidth: number = bundledWidth(config),
): StepMemory {
  const { batchSize } = config.optimiser;
  const { width, depth, heads } = config.student;
  const tokens = 1 + tokenGrid(studentSizes(config)) ** 2;
  const rows = batchSize * tokens;
  const numbers: StepTerms = {
    // Attention is kept for the backward pass; the losses compare the tokens of an image with each other, for teacher and student.
    pairs: rows * tokens * (heads * depth + 4),
    activations: rows * width * (BLOCK_WIDTHS * depth + TOKEN_WIDTHS),
    teacher: 3 * rows * teacherWidth,
    images: 4 * batchSize * IMAGE_SIDE ** 2 * 3,
    parameters:
      PARAMETER_COPIES *
      (12 * width ** 2 * depth + width * (teacherWidth + tokens + IMAGE_SIDE)),
  };
  const terms = mapValues(numbers, (count) => FLOAT_BYTES * count);
  const tensor = Math.max(
    rows * Math.max(4 * width, teacherWidth),
    rows * tokens * heads,
  );
  return {
    total: Object.values(terms).reduce((sum, bytes) => sum + bytes, 0),
    tensor: FLOAT_BYTES * tensor,
    terms,
  };
}

const mapValues = (terms: StepTerms, change: (value: number) => number) =>
  Object.fromEntries(
    Object.entries(terms).map(([name, value]) => [name, change(value)]),
  ) as StepTerms;

/**
 * @param teachers Brought ones that are here: how wide the config's is, only its manifest knows.
 * @throws {EngineError} `bad-config`, if a step would not fit; says what takes most, and brings along the change with which it would.
 */
export function requireMemory(
  caller: string,
  config: RunConfig,
  budget: MemoryBudget,
  teachers: readonly OwnTeacher[] = [],
): void {
  const teacherWidth = teachers.find(
    ({ id }) => id === config.teacher.id,
  )?.width;
  if (fits(config, budget, teacherWidth)) return;
  const { total, tensor, terms } = stepMemory(config, teacherWidth);
  const [largest] = Object.entries(terms).toSorted(([, a], [, b]) => b - a);
  const [name, bytes] = largest as [keyof StepTerms, number];
  const needs =
    total > budget.total
      ? `a step takes about ${inGigabytes(total)}, of which ${inGigabytes(bytes)} are ${TERM_WORDS[name]}, and ${inGigabytes(budget.total)} may be used here`
      : `the largest tensor of a step takes about ${inGigabytes(tensor)}, and one may take ${inGigabytes(budget.tensor)} here`;
  const fitting = fitToMemory(config, budget, teacherWidth);
  const changes = fitting && configDifference(config, fitting);
  const remedy = changes
    ? `it fits with ${differenceWords(changes)}`
    : "no batch, patch, depth or width makes it fit";
  const [path = "optimiser.batchSize"] = Object.keys(changes ?? {});
  const message = `${needs}; ${remedy}`;
  throw new EngineError(
    "bad-config",
    `${caller}: ${path}: ${message}`,
    [{ path, message }],
    changes ?? undefined,
  );
}

function fits(
  config: RunConfig,
  budget: MemoryBudget,
  teacherWidth: number | undefined,
): boolean {
  const { total, tensor } = stepMemory(config, teacherWidth);
  return total <= budget.total && tensor <= budget.tensor;
}

/** Batches below it compare too few pairs to learn angles from; only where nothing else is left. */
const USEFUL_BATCH = 16;
const SMALLEST_BATCH = 2;
/** A larger patch leaves fewer than 4 x 4 tokens. */
const LARGEST_PATCH = 8;
const SMALLEST_WIDTH = 16;

/**
 * The config with the least change that makes a step fit: the batch alone where that is enough, else larger patches with it, then fewer blocks, then a
 * narrower student. None of the changes could be smaller while the others stay.
 *
 * @param teacherWidth As of `stepMemory`.
 * @returns Null where nothing of that is enough.
 */
export function fitToMemory(
  config: RunConfig,
  budget: MemoryBudget,
  teacherWidth?: number,
): RunConfig | null {
  for (const smallestBatch of [USEFUL_BATCH, SMALLEST_BATCH]) {
    const ladders = laddersOf(config, smallestBatch);
    for (let last = 0; last < ladders.length; last++) {
      // The last one that has to change at all, with all before it at their ends.
      let fitting: RunConfig | null = ladders
        .slice(0, last)
        .reduce(
          (made, { path, values }) => setPath(made, path, values.at(-1)!),
          config,
        );
      for (const { path, values } of ladders.slice(0, last + 1).toReversed()) {
        fitting =
          fitting && firstFitting(fitting, path, values, budget, teacherWidth);
      }
      if (fitting) return fitting;
    }
  }
  return null;
}

/** Values from the present one on, each a larger change than the one before it. */
type Ladder = { path: string; values: number[] };

function laddersOf(config: RunConfig, smallestBatch: number): Ladder[] {
  const { patch, depth, heads, width } = config.student;
  const { batchSize } = config.optimiser;
  const down = (from: number, to: number, by = 1) =>
    Array.from(
      { length: 1 + Math.max(0, Math.floor((from - to) / by)) },
      (_, i) => from - i * by,
    );
  const patches = [patch];
  while (2 * patches.at(-1)! <= LARGEST_PATCH) {
    patches.push(2 * patches.at(-1)!);
  }
  return [
    { path: "optimiser.batchSize", values: down(batchSize, smallestBatch) },
    { path: "student.patch", values: patches },
    { path: "student.depth", values: down(depth, 1) },
    // Heads must divide it.
    {
      path: "student.width",
      values: down(width, Math.max(heads, SMALLEST_WIDTH), heads),
    },
  ];
}

function firstFitting(
  config: RunConfig,
  path: string,
  values: readonly number[],
  budget: MemoryBudget,
  teacherWidth: number | undefined,
): RunConfig | null {
  for (const value of values) {
    const changed = setPath(config, path, value);
    if (fits(changed, budget, teacherWidth)) return changed;
  }
  return null;
}

const inGigabytes = (bytes: number) => `${(bytes / GIGABYTE).toFixed(1)} GB`;
