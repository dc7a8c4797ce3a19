/**
 * Tries a reader on damaged inputs: it must read each or refuse it in its own way, within a second, without asking for much memory and without
 * touching what all objects share. `FUZZ_SEED=7 FUZZ_TIMES=20 npx vitest run tests/fuzz` tries others, and more of them.
 */
import * as fc from "fast-check";
import { takeAllocated } from "./allocations.ts";
import { EngineError } from "../../src/protocol/engineError.ts";

/** Inputs for each reader: more than 100,000 in all. */
export const INPUTS = {
  // Images and archives that a visitor brings along.
  tar: 10000,
  "tar.gz": 3000,
  zip: 4000,
  npz: 3000,
  npy: 10000,
  cifar: 2000,
  idx: 8000,
  "idx.gz": 3000,
  parquet: 4000,
  png: 2000,
  jpeg: 1500,
  "JPEG with EXIF": 1500,
  webp: 2000,
  "heads of pictures": 6000,
  "own packs": 1000,
  "features as npz": 1500,
  "features as safetensors": 3000,
  "features as csv": 4000,
  "features as parquet": 6000,
  "bytes of a pack file": 4000,
  "manifest of a pack file": 1500,
  // Files of the site.
  "list of packs": 4000,
  "files of a pack": 2000,
  teacher: 2000,
  // What the page reads.
  "text of a link": 8000,
  "content of a link": 3000,
  "parameters of an address": 2000,
  config: 6000,
  "pasted settings": 4000,
  "list of values": 2000,
  "form of an arena": 1500,
  arena: 2000,
  comparison: 2000,
  claims: 2000,
  "result of a run": 2000,
  "summary of a run": 3000,
  "body of a run": 2000,
  // Runs that were interrupted.
  "bytes of a checkpoint": 6000,
  "content of a checkpoint": 2500,
  // Students taken home.
  safetensors: 10000,
  "header of safetensors": 4000,
  student: 2000,
  "student from ONNX": 4000,
  "student from TensorFlow.js": 1500,
} as const;

export type Reader = keyof typeof INPUTS;

const SEED = Number(process.env["FUZZ_SEED"] ?? 20_261_126);
const TIMES = Number(process.env["FUZZ_TIMES"] ?? 1);

const LONGEST_MS = 1000;
/** Readers get a few kilobytes; a picture of the most pixels that are taken needs 64 MiB, and as much again on its way. */
const MOST_BYTES = 256 * 2 ** 20;
/** For all inputs of one reader; some take two seconds. */
const BOX_MS = 60_000 * TIMES;

/** An error that the page or the command line can branch on; `bug` would mean us. */
const isCoded = (cause: unknown): boolean =>
  cause instanceof EngineError && cause.code !== "bug";

/** For readers that answer with a value whatever comes. */
export const neverThrows = (): boolean => false;

/**
 * @param read Must settle on every input; what it returns is its own affair.
 * @param isRefusal Whether it may throw this.
 * @throws {Error} With the smallest input found that breaks a promise.
 */
export async function campaign<T>(
  reader: Reader,
  inputs: fc.Arbitrary<T>,
  read: (input: T) => unknown,
  isRefusal: (cause: unknown) => boolean = isCoded,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(inputs, async (input) => {
      const ms = await timed(read, input, isRefusal);
      // A busy machine may take a second over nothing, but hardly twice.
      if (ms > LONGEST_MS && (await timed(read, input, isRefusal)) > LONGEST_MS)
        throw new Error(`must take at most ${LONGEST_MS} ms, got ${ms}`);
      if ("polluted" in {})
        throw new Error("all objects must stay as they are");
    }),
    {
      seed: SEED,
      numRuns: INPUTS[reader] * TIMES,
      interruptAfterTimeLimit: BOX_MS,
      markInterruptAsFailure: true,
    },
  );
}

async function timed<T>(
  read: (input: T) => unknown,
  input: T,
  isRefusal: (cause: unknown) => boolean,
): Promise<number> {
  takeAllocated();
  const started = performance.now();
  try {
    await read(input);
  } catch (cause) {
    if (!isRefusal(cause)) throw cause;
  }
  const ms = performance.now() - started;
  const bytes = takeAllocated();
  if (bytes > MOST_BYTES) {
    throw new Error(`must ask for at most ${MOST_BYTES} bytes, got ${bytes}`);
  }
  return ms;
}
