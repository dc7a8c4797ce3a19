/** What a training step will take of memory, told before a run begins: running out in its midst costs more than a refusal. */
import { IMAGE_SIDE } from "../data/image32.ts";
import { tokenGrid } from "../models/studentSizes.ts";
import type { ConfigIssue, RunConfig } from "../protocol/config.ts";
import type { BackendName } from "../protocol/messages.ts";
import { badConfig } from "./badConfig.ts";
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

/** @param limits Of the GPU's device; null elsewhere. */
export function memoryBudget(
  backend: BackendName,
  limits: Pick<GPUSupportedLimits, "maxStorageBufferBindingSize"> | null,
): MemoryBudget {
  const { navigator } = globalThis as {
    navigator?: { deviceMemory?: number };
  };
  const gigabytes = navigator?.deviceMemory ?? USUAL_DEVICE_GIGABYTES;
  const most = SHARE * gigabytes * GIGABYTE;
  return {
    total: backend === "wasm" ? Math.min(most, WASM_BYTES) : most,
    tensor: limits?.maxStorageBufferBindingSize ?? Infinity,
  };
}

/** Width of MobileNetV2's tokens, of either teacher. */
const TEACHER_WIDTH = 576;

/** Weights, gradients, two moments, and what the update makes of them. */
const PARAMETER_COPIES = 6;

/** Of a token in a block, in widths of the student, kept for the backward pass: norms, queries, keys, values, attention, and a hidden layer of 4 with value and slope. */
const BLOCK_WIDTHS = 24;

/** Of a token beside the blocks: positions, last norm, losses and their gradients, in widths. */
const TOKEN_WIDTHS = 16;

const FLOAT_BYTES = 4;

/**
 * Bytes that the tensors of a training step take at their peak, to about a factor of two: measured beside `tf.profile` in the test.
 *
 * @returns Of all, and of the largest single one.
 */
export function stepMemory(config: RunConfig): {
  total: number;
  tensor: number;
} {
  const { batchSize } = config.optimiser;
  const { width, depth, heads } = config.student;
  const tokens = 1 + tokenGrid(studentSizes(config)) ** 2;
  const rows = batchSize * tokens;
  // Attention is kept for the backward pass; the losses compare the tokens of an image with each other, for teacher and student.
  const pairs = rows * tokens * (heads * depth + 4);
  const activations = rows * width * (BLOCK_WIDTHS * depth + TOKEN_WIDTHS);
  const teacher = 3 * rows * TEACHER_WIDTH;
  const images = 4 * batchSize * IMAGE_SIDE ** 2 * 3;
  const parameters =
    12 * width ** 2 * depth + width * (TEACHER_WIDTH + tokens + IMAGE_SIDE);
  const tensor = Math.max(
    rows * Math.max(4 * width, TEACHER_WIDTH),
    rows * tokens * heads,
  );
  return {
    total:
      FLOAT_BYTES *
      (pairs + activations + teacher + images + PARAMETER_COPIES * parameters),
    tensor: FLOAT_BYTES * tensor,
  };
}

/** @throws {EngineError} `bad-config`, if a step would not fit; names the batch size that would. */
export function requireMemory(
  caller: string,
  config: RunConfig,
  budget: MemoryBudget,
): void {
  if (fits(config, budget)) return;
  const { total } = stepMemory(config);
  const needs = `a step takes about ${inGigabytes(total)}, and ${inGigabytes(budget.total)} may be used here`;
  const batchSize = largestBatch(config, budget);
  const issue: ConfigIssue =
    batchSize === null
      ? {
          path: "student.width",
          message: `${needs}: even a batch of 2 images does not fit; take a narrower student, or larger patches`,
        }
      : {
          path: "optimiser.batchSize",
          message: `${needs}: take ${batchSize} images at most, a narrower student, or larger patches`,
        };
  throw badConfig(caller, [issue]);
}

function fits(config: RunConfig, budget: MemoryBudget): boolean {
  const { total, tensor } = stepMemory(config);
  return total <= budget.total && tensor <= budget.tensor;
}

/** Null where no batch fits. */
function largestBatch(config: RunConfig, budget: MemoryBudget): number | null {
  for (let size = config.optimiser.batchSize; size >= 2; size--) {
    const optimiser = { ...config.optimiser, batchSize: size };
    if (fits({ ...config, optimiser }, budget)) return size;
  }
  return null;
}

const inGigabytes = (bytes: number) => `${(bytes / GIGABYTE).toFixed(1)} GB`;
