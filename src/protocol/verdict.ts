import type { MeasureSummary } from "./arena.ts";
import type { ArenaMeasure } from "./arenaMeasures.ts";
import type { Interval } from "./measures.ts";

/** How a method stands beside the reference in one measure. */
export type Verdict = "leads" | "loses" | "ties" | "unknown";

/**
 * Never stronger than the intervals: a lead or a loss only where both of them, bootstrap and Student's, lie on one side of 0.
 *
 * @returns `unknown` without an interval, or for a measure without a better direction.
 */
export function verdict(
  { better }: Pick<ArenaMeasure, "better">,
  difference: MeasureSummary["difference"],
): Verdict {
  if (!difference || !better) return "unknown";
  const { bootstrap, student } = difference;
  const isAll = (test: (interval: Interval) => boolean) =>
    [bootstrap, student].every(test);
  if (isAll(({ low }) => low > 0)) {
    return better === "higher" ? "leads" : "loses";
  }
  if (isAll(({ high }) => high < 0)) {
    return better === "lower" ? "leads" : "loses";
  }
  return "ties";
}
