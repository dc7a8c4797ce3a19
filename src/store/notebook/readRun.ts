/** What a browser has kept of a run, believed only as far as the page walks into it. */
import * as z from "zod/mini";
import { parseConfig } from "../../protocol/config.ts";
import { embeddingSchema } from "../../protocol/evaluationSchema.ts";
import { STEP_COLUMNS } from "../runHistory.ts";
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
  begin: z.optional(z.nullable(z.string())),
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

const column = z.instanceof(Float64Array);
const scores = z.instanceof(Float32Array);

const ofStep = { step: number };
/** Every column is as long as the first. */
const isLevel = (columns: Record<string, unknown>) =>
  new Set(Object.values(columns).map((each) => (each as Float64Array).length))
    .size === 1;
const track = (frame: z.ZodMiniType) =>
  z.looseObject({ frames: z.array(frame), span: number });

/** As far as a replay finds its moments by it. */
const historySchema = z.looseObject({
  format: z.literal(1),
  steps: number,
  columns: z
    .looseObject(Object.fromEntries(STEP_COLUMNS.map((name) => [name, column])))
    .check(z.refine(isLevel)),
  updates: z.array(z.looseObject(ofStep)),
  stops: z.array(z.looseObject(ofStep)),
  frames: z.looseObject({
    samples: z.looseObject({
      "held-out": track(z.looseObject(ofStep)),
      training: track(z.looseObject(ofStep)),
    }),
    scores: track(
      z.looseObject({
        ...ofStep,
        student: z.looseObject({ id: scores, near: scores, far: scores }),
      }),
    ),
    evaluations: track(z.looseObject({ ...ofStep, student: embeddingSchema })),
    measures: track(z.looseObject({ ...ofStep, spaces: z.looseObject({}) })),
  }),
});

const bodySchema = z.looseObject({
  format: z.literal(1),
  id: z.string(),
  losses: z
    .looseObject({
      ...{ step: column, total: column, global: column, local: column },
      ...{ feature: column, classToken: column },
    })
    .check(z.refine(isLevel)),
  evaluations: z.array(
    z.looseObject({ step: number, student: embeddingSchema }),
  ),
  updates: z.array(z.looseObject({ step: number, path: z.string() })),
  scores: z.nullable(
    z.looseObject({
      student: z.looseObject({ id: scores, near: scores, far: scores }),
    }),
  ),
  result: z.nullable(
    z.looseObject({ final: z.looseObject({ student: embeddingSchema }) }),
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

/** A stored body, without its history where that could not be replayed; null where charts could not draw it. */
export function readBody(stored: unknown): RunBody | null {
  if (!z.safeParse(bodySchema, stored).success) return null;
  const body = stored as RunBody;
  const isWhole = z.safeParse(historySchema, body.history).success;
  return isWhole ? body : { ...body, history: null };
}
