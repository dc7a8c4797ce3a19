/** What came of the claims: shape of `claims.json`, which command line and page share. Sentences are made where the numbers are, once. */
import * as z from "zod/mini";
import { parseConfig, type RunConfig } from "./config.ts";
import { isSameValue } from "./configPaths.ts";
import { PRESETS } from "./presets.ts";

/**
 * `undecided`: the intervals allow neither, or there are too few seeds. `not-run`: nothing that it rests on has been run.
 */
export type ClaimVerdict =
  "supported" | "weakened" | "contradicted" | "undecided" | "not-run";

export const VERDICT_WORDS: Readonly<Record<ClaimVerdict, string>> = {
  supported: "Supported here",
  weakened: "Weakened here",
  contradicted: "Contradicted here",
  undecided: "Not decided by this",
  "not-run": "Not run yet",
};

/** Numbers behind a verdict, ready to be shown. */
export type ClaimTable = {
  caption: string;
  columns: string[];
  /** As many cells as columns; the first names the row. */
  rows: string[][];
};

/** A mean over seeds with Student's 95 % interval, null for one seed. */
export type CurvePoint = {
  images: number;
  mean: number;
  low: number | null;
  high: number | null;
};

/** Accuracy over the number of unlabelled images. */
export type LowDataCurve = {
  method: string;
  readout: "probe" | "fineTune";
  labelsPerClass: number;
  /** One point where the student never saw them (from scratch), with `images` 0. */
  points: CurvePoint[];
};

export type ClaimOutcome = {
  id: number;
  verdict: ClaimVerdict;
  /** Sentences that say why, never stronger than both intervals allow. */
  because: string;
  tables: ClaimTable[];
  curves?: LowDataCurve[];
  /** Runs that the claim rests on, and those of them that are there. */
  planned: number;
  found: number;
  /** What made this outcome, where it is not the command of the whole file. */
  command?: string;
};

export type ClaimsResult = {
  format: 1;
  preset: string;
  /** What all runs have in common. */
  config: RunConfig;
  seeds: number[];
  /** What made this file, and makes it again. */
  command: string;
  claims: ClaimOutcome[];
};

const outcomeSchema = z.object({
  id: z.int(),
  verdict: z.enum([
    "supported",
    "weakened",
    "contradicted",
    "undecided",
    "not-run",
  ]),
  because: z.string(),
  tables: z.array(
    z.object({
      caption: z.string(),
      columns: z.array(z.string()),
      rows: z.array(z.array(z.string())),
    }),
  ),
  curves: z.optional(
    z.array(
      z.object({
        method: z.string(),
        readout: z.enum(["probe", "fineTune"]),
        labelsPerClass: z.int(),
        points: z.array(
          z.object({
            images: z.int(),
            mean: z.number(),
            low: z.nullable(z.number()),
            high: z.nullable(z.number()),
          }),
        ),
      }),
    ),
  ),
  planned: z.int(),
  found: z.int(),
  command: z.optional(z.string()),
});

const resultSchema = z.object({
  format: z.literal(1),
  preset: z.string(),
  config: z.unknown(),
  seeds: z.array(z.int()),
  command: z.string(),
  claims: z.array(outcomeSchema),
});

/**
 * One file of outcomes out of two: of each claim that which rests on more runs, `later`'s where they are as many.
 *
 * @throws {RangeError} If preset, settings or seeds differ: their outcomes do not belong on one page.
 */
export function joinedClaims(
  earlier: ClaimsResult,
  later: ClaimsResult,
): ClaimsResult {
  const sameRuns = (["preset", "config", "seeds"] as const).every((part) =>
    isSameValue(earlier[part], later[part]),
  );
  if (!sameRuns) {
    throw new RangeError(
      `joinedClaims: both must have the same preset, settings and seeds, got those of '${earlier.command}' and '${later.command}'`,
    );
  }
  const kept = earlier.claims
    .filter(({ id, found }) => {
      const again = later.claims.find((claim) => claim.id === id);
      return !again || again.found < found;
    })
    .map((claim) => ({ command: earlier.command, ...claim }));
  const claims = [
    ...kept,
    ...later.claims.filter(({ id }) => kept.every((claim) => claim.id !== id)),
  ];
  return { ...later, claims: claims.sort((a, b) => a.id - b.id) };
}

/** A file's value as results of claims; null where it is none, or of a preset or settings that there are not any more. */
export function readClaimsResult(value: unknown): ClaimsResult | null {
  const parsed = z.safeParse(resultSchema, value);
  if (!parsed.success) return null;
  const config = parseConfig(parsed.data.config);
  const isKnown = PRESETS.some(({ id }) => id === parsed.data.preset);
  if (!config.ok || !isKnown) return null;
  const claims = parsed.data.claims.map(
    ({ curves, command, ...outcome }): ClaimOutcome => ({
      ...outcome,
      ...(curves && { curves }),
      ...(command !== undefined && { command }),
    }),
  );
  return { ...parsed.data, config: config.config, claims };
}
