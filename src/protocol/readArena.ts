/** An `arena.json` from anywhere: believed only as far as it was checked. */
import * as z from "zod/mini";
import type { ArenaResult, ArenaRow, Comparison } from "./arena.ts";
import { measuredRow } from "./arenaMeasures.ts";
import { parseConfig } from "./config.ts";
import { METHOD_IDS } from "./methods.ts";

const method = z.enum(METHOD_IDS);
const anyMethod = z.enum([...METHOD_IDS, "teacher"]);
/** What a setting can be: nothing that lies deep enough to overflow the stack of whoever writes it out. */
const settingValue = z.union([
  z.number(),
  z.string(),
  z.boolean(),
  z.array(z.union([z.number(), z.string()])),
]);
const factor = z.nullable(z.object({ path: z.string(), value: settingValue }));
const seed = z.int();

/** What rows and arena have in common with their compact form. */
export const rowHead = {
  ...{ method: anyMethod, seed, factor, backend: z.string() },
  timing: z.nullable(z.object({ msPerStep: z.number(), totalMs: z.number() })),
};
export const arenaHead = {
  preset: z.string(),
  config: z.unknown(),
  methods: z.array(method),
  seeds: z.array(seed),
  factor: z.nullable(
    z.object({ path: z.string(), values: z.array(settingValue) }),
  ),
  reference: anyMethod,
  planned: z.int(),
  failures: z.array(z.object({ method, seed, factor, message: z.string() })),
};

/** Numbers are looked for by their path, so that what is not there is left out. */
const arenaSchema = z.object({
  format: z.literal(1),
  ...arenaHead,
  rows: z.array(
    z.looseObject({
      ...rowHead,
      best: z.nullable(z.looseObject({ step: z.int(), subset: z.boolean() })),
    }),
  ),
});

/** A value that was read, or why it was not: the first thing wrong, with its place. */
export type Reading<T> = { ok: true; value: T } | { ok: false; reason: string };

/** @param value The parsed JSON of a file that `lab arena` or the page has written. */
export function readArena(value: unknown): Reading<Comparison> {
  const parsed = z.safeParse(arenaSchema, value);
  if (!parsed.success) return refusal(parsed.error.issues[0]);
  const { rows, format: _, ...head } = parsed.data;
  const config = parseConfig(head.config);
  if (!config.ok) {
    const { path, message } = config.issues[0]!;
    return { ok: false, reason: `config.${path} ${message}` };
  }
  if (rows.length === 0) return { ok: false, reason: "rows: there are none" };
  return {
    ok: true,
    value: {
      ...(head as Omit<ArenaResult, "format" | "rows" | "summary">),
      config: config.config,
      rows: rows.map((row) => measuredRow(row as unknown as ArenaRow)),
      summary: [],
    },
  };
}

/** The first issue of a schema, as "rows.3.seed: …". */
export function refusal(
  issue: { path: PropertyKey[]; message: string } | undefined,
): { ok: false; reason: string } {
  const place = issue?.path.map(String).join(".");
  const reason = `${place ? `${place}: ` : ""}${issue?.message ?? "is not right"}`;
  return { ok: false, reason };
}
