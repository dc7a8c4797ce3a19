/** What `npm run bench -- --json` says of a training step. */
import * as z from "zod/mini";
import { BACKENDS } from "./messages.ts";

const count = z.int().check(z.gte(0));
const ms = z.number().check(z.gte(0));

export const stepMeasuresSchema = z.strictObject({
  /** `standard-cached`, `standard-teacher`, `emoji-quick`. */
  name: z.string(),
  backend: z.enum(BACKENDS),
  /** Node or the browser, with its version. */
  runtime: z.string(),
  /** The GPU's name, or how the CPU is used. */
  adapter: z.string(),
  /** A GPU computed in software: shows correctness, not speed. */
  isSoftwareAdapter: z.boolean(),
  threads: z.int().check(z.gte(1)),
  /** Images in the batch. */
  batch: z.int().check(z.gte(1)),
  /** Whether the batch is smaller than the case's own, because the backend is slow: times then say little. */
  isTinyBatch: z.boolean(),
  /** Calls of `dispatchWorkgroups` from uploading the batch to the updated parameters, tfjs' own included; null without a GPU. */
  dispatchesPerStep: z.nullable(count),
  /** Calls in one step by name: GPU pipelines, or tfjs' kernels and ours (`typescript`: our loops that have no name). */
  kernels: z.record(z.string(), count),
  /** Tensors that stay between steps. */
  liveTensors: count,
  /** On a GPU what tfjs has allocated there; else the most that tensors took within a step. */
  allocatedBytes: count,
  /** Steps that were measured. */
  steps: z.int().check(z.gte(1)),
  stepMs: z.strictObject({
    median: ms,
    min: ms,
    max: ms,
    parts: z.strictObject({
      /** The teacher's forward pass, measured alone; 0 where its tokens are cached. */
      teacher: ms,
      /** What the two others leave of the median. */
      forwardBackward: ms,
      /** AdamW on parameters of the same shapes, measured alone. */
      optimiser: ms,
    }),
  }),
  /** The same step in tfjs' plain operations, measured between the halves of the other. */
  naive: z.strictObject({
    steps: z.int().check(z.gte(1)),
    medianMs: ms,
    /** Of a first step, which also makes the optimiser's moments, two for each parameter. */
    dispatchesPerStep: z.nullable(count),
    /** Relative difference of the first step's total loss. */
    lossDifference: z.number(),
  }),
  /** How many times as long the plain step takes. */
  ratioToNaive: ms,
});

export type StepMeasures = z.infer<typeof stepMeasuresSchema>;
