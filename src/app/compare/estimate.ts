import type { MeasuredRow } from "../../protocol/arena.ts";
import type { RunStatus } from "../../protocol/messages.ts";

export type Estimate = { ms: number; basis: "runs" | "steps" };

/** Steps before the page's own pace is worth showing. */
const FEWEST_STEPS = 5;

/**
 * Time that runs will take: from finished runs of the same plan on this backend, or, before there is one, from the steps of the page's own run,
 * which leaves loading and the full bench out.
 *
 * @param steps Optimiser steps of all runs to come.
 * @returns Null where nothing has been measured here.
 */
export function estimateMs(
  runs: number,
  steps: number,
  rows: readonly MeasuredRow[],
  backend: string,
  status: Pick<RunStatus, "step" | "trainingMs">,
): Estimate | null {
  const times = rows.flatMap((row) =>
    row.timing && row.backend === backend ? [row.timing.totalMs] : [],
  );
  if (times.length > 0) {
    const mean = times.reduce((sum, ms) => sum + ms, 0) / times.length;
    return { ms: runs * mean, basis: "runs" };
  }
  if (status.step < FEWEST_STEPS) return null;
  return { ms: (steps * status.trainingMs) / status.step, basis: "steps" };
}
