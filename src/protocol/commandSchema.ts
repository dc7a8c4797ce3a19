/** What a command must look like before anybody acts on it: types and names. Whether its values make sense is the session's to say, and paces, rules and parts are `engine/checkTransport.ts`'. */
import * as z from "zod/mini";
import { brief } from "./brief.ts";
import { runResultSchema } from "./matchResult.ts";
import { BACKENDS, type CommandType } from "./messages.ts";
import { METHOD_IDS } from "./methods.ts";
import { SPLITS } from "./packs.ts";

const run = { runId: z.string() };
const method = z.enum(METHOD_IDS);
const anyMethod = z.enum([...METHOD_IDS, "teacher"]);
const factor = z.nullable(z.object({ path: z.string(), value: z.unknown() }));
const values = z.record(z.string(), z.number());
const broughtFiles = z.array(
  z.object({ name: z.string(), bytes: z.instanceof(Uint8Array) }),
);

const SCHEMAS: Record<CommandType, z.ZodMiniType> = {
  init: z.object({
    protocolVersion: z.number(),
    backend: z.enum([...BACKENDS, "auto"]),
    baseUrl: z.string(),
    without: z.optional(z.array(z.enum(BACKENDS))),
  }),
  prepare: z.object({
    ...{ ...run, config: z.looseObject({}) },
    from: z.optional(broughtFiles),
  }),
  start: z.object(run),
  pause: z.object(run),
  resume: z.object(run),
  step: z.object({ ...run, count: z.number() }),
  update: z.object({ ...run, path: z.string(), value: z.unknown() }),
  pace: z.unknown(),
  "stop-rules": z.unknown(),
  reset: z.object(run),
  stop: z.object(run),
  save: z.object(run),
  "keep-panels": z.object({ ...run, panels: z.unknown() }),
  "saved-runs": z.unknown(),
  restore: z.object({
    ...run,
    key: z.string(),
    slower: z.optional(z.number()),
  }),
  "forget-run": z.object({ key: z.string() }),
  verify: z.unknown(),
  evaluate: z.object(run),
  arena: z.object({
    arenaId: z.string(),
    runs: z.array(
      z.object({
        ...{ name: z.string(), method, seed: z.number(), factor },
        config: z.looseObject({}),
      }),
    ),
  }),
  "stop-arena": z.object({ arenaId: z.string() }),
  compare: z.object({
    runs: z.array(z.object({ factor, result: runResultSchema })),
  }),
  summarise: z.object({
    rows: z.array(
      z.object({
        ...{ method: anyMethod, seed: z.number(), factor, values },
        best: z.nullable(z.object({ values })),
      }),
    ),
    reference: anyMethod,
  }),
  measure: z.object({ ...run, corruptedImages: z.optional(z.number()) }),
  "set-images": z.object({
    ...run,
    set: z.string(),
    images: z.array(z.number()),
  }),
  recognise: z.object({
    ...run,
    picture: z.object({
      ...{ width: z.number(), height: z.number() },
      rgba: z.instanceof(Uint8ClampedArray),
    }),
    corruption: z.nullable(z.object({ id: z.string(), severity: z.number() })),
    extent: z.enum(["sample", "all"]),
  }),
  "take-home": z.object(run),
  "read-student": z.object({ files: broughtFiles }),
  packs: z.unknown(),
  browse: z.object({
    ...{ pack: z.string(), split: z.enum(SPLITS), offset: z.number() },
    ...{ classIndex: z.nullable(z.number()), count: z.number() },
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
