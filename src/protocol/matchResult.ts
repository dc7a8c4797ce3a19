/** Is a stored result one of this very run? Decides what need not be trained again. */
import { parseConfig, type RunConfig } from "./config.ts";
import { configDifference } from "./configPaths.ts";
import type { RunResult } from "./results.ts";

/** The result, or what it is not, in words. */
export type ResultMatch = { result: RunResult } | { unfit: string };

/** A setting that the stored config does not have yet means its default. */
export function matchResult(stored: unknown, config: RunConfig): ResultMatch {
  const { format, config: own, final } = (stored ?? {}) as Partial<RunResult>;
  const parsed = parseConfig(own);
  if (format !== 1 || !final || !parsed.ok) return { unfit: "is no result" };
  const differing = Object.keys(configDifference(parsed.config, config));
  return differing.length > 0
    ? { unfit: `has another ${differing.join(", ")}` }
    : { result: stored as RunResult };
}
