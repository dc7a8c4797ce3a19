/** What a browser has kept of a run, believed only as far as the page walks into it. */
import * as z from "zod/mini";
import { parseConfig } from "../../protocol/config.ts";
import type { RunBody, RunSummary } from "./runRecord.ts";

/** A measure may be NaN. */
const number = z.custom<number>((value) => typeof value === "number");
const detection = z.nullable(
  z.looseObject({ auroc: number, nId: number, nOod: number }),
);

const summarySchema = z.looseObject({
  format: z.literal(1),
  ...{ id: z.string(), name: z.string(), note: z.string() },
  ...{ number, startedAt: number, updatedAt: number },
  ...{ step: number, steps: number, bytes: number },
  ...{ isHidden: z.boolean(), presetId: z.string(), backend: z.string() },
  end: z.enum(["unfinished", "finished", "failed"]),
  since: z.nullable(
    z.looseObject({
      ...{ id: z.string(), name: z.string() },
      changes: z.array(z.looseObject({ path: z.string() })),
    }),
  ),
  updatedPaths: z.array(z.string()),
  measures: z.nullable(
    z.looseObject({
      ...{ step: number, isSubset: z.boolean() },
      knn: z.looseObject({ accuracy: number, n: number }),
      angles: z.looseObject({
        ...{ meanErrorDegrees: number, pearson: number, n: number },
      }),
      ...{ near: detection, far: detection },
    }),
  ),
});

const evaluation = z.looseObject({
  knn: z.looseObject({ accuracy: number }),
  angles: z.looseObject({ pearson: number, meanErrorDegrees: number }),
  ood: z.looseObject({
    near: z.nullable(z.looseObject({ auroc: number })),
    far: z.nullable(z.looseObject({ auroc: number })),
  }),
});
const column = z.instanceof(Float64Array);
const scores = z.instanceof(Float32Array);

const bodySchema = z.looseObject({
  format: z.literal(1),
  id: z.string(),
  losses: z
    .looseObject({
      ...{ step: column, total: column, global: column, local: column },
      ...{ feature: column, classToken: column },
    })
    .check(
      z.refine((columns) =>
        Object.values(columns).every(
          (each) => (each as Float64Array).length === columns.step.length,
        ),
      ),
    ),
  evaluations: z.array(z.looseObject({ step: number, student: evaluation })),
  updates: z.array(z.looseObject({ step: number, path: z.string() })),
  scores: z.nullable(
    z.looseObject({
      student: z.looseObject({ id: scores, near: scores, far: scores }),
    }),
  ),
  result: z.nullable(
    z.looseObject({ final: z.looseObject({ student: evaluation }) }),
  ),
  failure: z.nullable(z.string()),
  left: z.array(z.string()),
});

/** A stored summary in today's form; null where there is no telling what it is. */
export function readSummary(stored: unknown): RunSummary | null {
  const read = z.safeParse(summarySchema, stored);
  if (!read.success) return null;
  const config = parseConfig(read.data["config"]);
  return {
    ...(stored as RunSummary),
    config: config.ok ? config.config : null,
  };
}

/** A stored body, as it is; null where charts could not draw it. */
export function readBody(stored: unknown): RunBody | null {
  return z.safeParse(bodySchema, stored).success ? (stored as RunBody) : null;
}
