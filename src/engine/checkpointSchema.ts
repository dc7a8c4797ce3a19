/** What a checkpoint must look like for a run to go on from it. A whole file can hold anything: another version of the lab, or somebody else, wrote it. */
import * as z from "zod/mini";
import { embeddingSchema } from "../protocol/evaluationSchema.ts";
import type { Losses } from "../protocol/results.ts";
import { stopRuleListSchema } from "../protocol/stopRules.ts";

const count = z.int().check(z.gte(0));
const milliseconds = z.custom<number>((value) => typeof value === "number");
const floats = z.instanceof(Float32Array);
const column = z.instanceof(Float64Array);

const sizeOf = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

const tensor = z
  .object({ shape: z.array(count), values: floats })
  .check(
    z.refine(
      ({ shape, values }) => values.length === sizeOf(shape),
      "must have as many values as its shape says",
    ),
  );
const moment = z
  .object({
    step: count,
    shape: z.array(count),
    ...{ first: floats, second: floats },
  })
  .check(
    z.refine(
      ({ shape, first, second }) =>
        first.length === sizeOf(shape) && second.length === first.length,
      "must have as many values as its shape says",
    ),
  );
const tensors = z.record(z.string(), tensor);

const losses = {
  ...{ total: column, global: column, local: column },
  ...{ feature: column, classToken: column },
} satisfies Record<keyof Losses, typeof column>;

const evaluation = z.looseObject({
  ...{ step: count, subset: z.boolean() },
  teacher: embeddingSchema,
  student: embeddingSchema,
  compressed: z.nullable(embeddingSchema),
});

const history = z
  .object({
    ...{ step: column, learningRate: column },
    losses: z.object(losses),
    evaluations: z.array(z.object({ at: count, evaluation })),
  })
  .check(
    z.refine(
      ({ step, learningRate, losses: each, evaluations }) =>
        [learningRate, ...Object.values(each)].every(
          ({ length }) => length === step.length,
        ) && evaluations.every(({ at }) => at < step.length),
      "must have columns of one length",
    ),
    z.refine(
      ({ step }) => step.every((value, i) => value === i + 1),
      "must have every step once",
    ),
  );

const snapshot = z
  .object({
    format: z.literal(1),
    // Read by `parseConfig`, which says what is wrong with them.
    config: z.unknown(),
    step: count,
    trainer: z.object({
      ...{ student: tensors, head: tensors },
      optimiser: z.object({ moments: z.record(z.string(), moment) }),
    }),
    means: z.object({ classToken: floats, patchToken: floats }),
    history,
    updates: z.array(
      z.object({ step: count, path: z.string(), value: z.unknown() }),
    ),
    times: z.object({
      ...{ trainingMs: milliseconds, elapsedMs: milliseconds },
      firstLossMs: milliseconds,
    }),
  })
  .check(
    z.refine(
      ({ step, history: { step: made } }) => made.length === step,
      "must have the losses of every step",
    ),
  );

const begin = z.object({
  origin: z.object({
    ...{ file: z.string(), sha256: z.string(), hasHead: z.boolean() },
    step: z.nullable(count),
  }),
  networks: z.object({ student: tensors, head: z.optional(tensors) }),
});

/** The tree of a checkpoint file, its history in columns. */
export const checkpointSchema = z.object({
  start: z.unknown(),
  // Absent in files from before there was one.
  begin: z.optional(z.nullable(begin)),
  snapshot,
  stopWatch: z.object({ rules: stopRuleListSchema, spent: stopRuleListSchema }),
  backend: z.string(),
});
