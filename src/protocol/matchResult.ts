/** Is a stored result one of this very run? Decides what need not be trained again. */
import * as z from "zod/mini";
import { BEGIN_PATH } from "./beginning.ts";
import { runConfigSchema, type RunConfig } from "./config.ts";
import { configDifference } from "./configPaths.ts";
import type { RunResult } from "./results.ts";

/** The result, or what it is not, in words. */
export type ResultMatch = { result: RunResult } | { unfit: string };

const evaluation = z.looseObject({
  knn: z.looseObject({}),
  angles: z.looseObject({}),
  trainingAngles: z.looseObject({}),
  ood: z.looseObject({}),
  measures: z.optional(
    z.looseObject({
      // Null where no image was corrupted.
      corruption: z.optional(
        z.nullable(
          z.looseObject({
            corrupted: z.record(z.string(), z.array(z.unknown())),
          }),
        ),
      ),
    }),
  ),
});

/** What tables and charts walk into. Numbers are not looked at: one that was not finite is null in JSON. */
export const runResultSchema = z.looseObject({
  format: z.literal(1),
  config: runConfigSchema,
  backend: z.string(),
  history: z.array(
    z.looseObject({
      step: z.int(),
      evaluation: z.optional(z.looseObject({ student: evaluation })),
    }),
  ),
  final: z.looseObject({
    teacher: evaluation,
    compressed: z.nullable(evaluation),
    student: evaluation,
    untrained: evaluation,
  }),
  updates: z.optional(z.array(z.looseObject({ path: z.string() }))),
  timing: z.looseObject({}),
});

/** A setting that the stored config does not have yet means its default. */
export function matchResult(stored: unknown, config: RunConfig): ResultMatch {
  const read = z.safeParse(runResultSchema, stored);
  if (!read.success) return { unfit: "is no result" };
  if (read.data.updates?.some(({ path }) => path === BEGIN_PATH)) {
    return { unfit: "began with a student from a file" };
  }
  const differing = Object.keys(configDifference(read.data.config, config));
  return differing.length > 0
    ? { unfit: `has another ${differing.join(", ")}` }
    : { result: stored as RunResult };
}
