/** What a command must look like before anybody acts on it: types and names. Whether its values make sense is the session's to say, and paces, rules and parts are `engine/checkTransport.ts`'. */
import * as z from "zod/mini";
import { brief } from "./brief.ts";
import { runResultSchema } from "./matchResult.ts";
import { BACKENDS, type CommandType } from "./messages.ts";
import { METHOD_IDS } from "./methods.ts";
import { SPLITS } from "./packs.ts";

const { string, number } = z;
const run = { runId: string() };
const method = z.enum(METHOD_IDS);
const anyMethod = z.enum([...METHOD_IDS, "teacher"]);
const factor = z.nullable(z.object({ path: string(), value: z.unknown() }));
const values = z.record(string(), number());

const SCHEMAS: Record<CommandType, z.ZodMiniType> = {
  init: z.object({
    protocolVersion: number(),
    backend: z.enum([...BACKENDS, "auto"]),
    baseUrl: string(),
  }),
  prepare: z.object({ ...run, config: z.looseObject({}) }),
  start: z.object(run),
  pause: z.object(run),
  resume: z.object(run),
  step: z.object({ ...run, count: number() }),
  update: z.object({ ...run, path: string(), value: z.unknown() }),
  pace: z.unknown(),
  "stop-rules": z.unknown(),
  reset: z.object(run),
  stop: z.object(run),
  save: z.object(run),
  "keep-panels": z.object({ ...run, panels: z.unknown() }),
  "saved-runs": z.unknown(),
  restore: z.object({ ...run, key: string(), slower: z.optional(number()) }),
  "forget-run": z.object({ key: string() }),
  evaluate: z.object(run),
  arena: z.object({
    arenaId: string(),
    runs: z.array(
      z.object({
        ...{ name: string(), method, seed: number(), factor },
        config: z.looseObject({}),
      }),
    ),
  }),
  "stop-arena": z.object({ arenaId: string() }),
  compare: z.object({
    runs: z.array(z.object({ factor, result: runResultSchema })),
  }),
  summarise: z.object({
    rows: z.array(
      z.object({
        ...{ method: anyMethod, seed: number(), factor, values },
        best: z.nullable(z.object({ values })),
      }),
    ),
    reference: anyMethod,
  }),
  measure: z.object({ ...run, corruptedImages: z.optional(number()) }),
  "set-images": z.object({ ...run, set: string(), images: z.array(number()) }),
  browse: z.object({
    ...{ pack: string(), split: z.enum(SPLITS), offset: number() },
    ...{ classIndex: z.nullable(number()), count: number() },
  }),
};

/** What is wrong with the form of a command, in one sentence; null where nothing is. */
export function commandProblem(command: { type: string }): string | null {
  const { type } = command;
  if (!Object.hasOwn(SCHEMAS, type)) {
    return `command: 'type' must be one of ${Object.keys(SCHEMAS).join(", ")}, got ${brief(type)}`;
  }
  const read = z.safeParse(SCHEMAS[type as CommandType], command);
  if (read.success) return null;
  const path = read.error.issues[0]?.path ?? [];
  const got = path.reduce<unknown>(
    (node, key) => (node as Record<PropertyKey, unknown> | undefined)?.[key],
    command,
  );
  return `${type}: '${path.map(String).join(".")}' must be as messages.ts says, got ${brief(got)}`;
}
