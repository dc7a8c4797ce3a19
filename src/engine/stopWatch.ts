import type { HistoryEntry } from "../protocol/results.ts";
import {
  stopSeries,
  TARGET_MEAN_STEPS,
  type RunStop,
  type StopRule,
  type StopSeriesId,
} from "../protocol/stopRules.ts";

type Point = { step: number; value: number };

/** What a saved run brings along. */
export type StopWatchState = {
  rules: readonly StopRule[];
  /** Of `rules`: those that have stopped the run. */
  spent: readonly StopRule[];
};

/**
 * Looks after each step whether one of the rules is met.
 *
 * A rule that has stopped the run is spent until `rearm`: who goes on after a stop means it. What was logged before `begin` does not count for a
 * plateau, so that a run that goes on is given time.
 */
export function createStopWatch() {
  let rules: readonly StopRule[] = [];
  const spent = new Set<string>();
  /** Step after which training began or went on. */
  let since = 0;

  return {
    /** Rules that were there before stay spent. */
    set(next: readonly StopRule[]): void {
      rules = next;
      const keys = new Set(next.map(keyOf));
      for (const key of spent) if (!keys.has(key)) spent.delete(key);
    },

    state: (): StopWatchState => ({
      rules,
      spent: rules.filter((rule) => spent.has(keyOf(rule))),
    }),

    /** Goes on as `state` was. */
    restore(state: StopWatchState): void {
      ({ rules } = state);
      spent.clear();
      for (const rule of state.spent) spent.add(keyOf(rule));
    },

    begin(step: number): void {
      since = step;
    },

    /** All rules count again: the run is back at step 0. */
    rearm(): void {
      spent.clear();
      since = 0;
    },

    /** The first rule that is met after `step`, which is then spent; null if none is. */
    check(step: number, history: readonly HistoryEntry[]): RunStop | null {
      for (const rule of rules) {
        if (spent.has(keyOf(rule))) continue;
        const values = seenBy(rule, step, since, history);
        if (!values) continue;
        spent.add(keyOf(rule));
        return { step, rule, values };
      }
      return null;
    },
  };
}

const keyOf = (rule: StopRule) => JSON.stringify(rule);

/** What a rule that is met has seen; null if it is not met. */
function seenBy(
  rule: StopRule,
  step: number,
  since: number,
  history: readonly HistoryEntry[],
): number[] | null {
  if (rule.kind === "step") return step === rule.step ? [] : null;
  const { better, unit } = stopSeries(rule.series);
  const isBetter = (a: number, b: number) =>
    better === "lower" ? a < b : a > b;
  if (rule.kind === "target") {
    const span = unit === "loss" ? TARGET_MEAN_STEPS : 1;
    const seen = pointsAfter(history, rule.series, step - span);
    if (seen.length < span) return null;
    const value = meanOf(seen);
    return value === rule.value || isBetter(value, rule.value) ? [value] : null;
  }
  if (step < since + 2 * rule.steps) return null;
  const seen = pointsAfter(history, rule.series, step - 2 * rule.steps);
  // A measure is looked at when there is a new one.
  if (seen.at(-1)?.step !== step) return null;
  const middle = step - rule.steps;
  const earlier = meanOf(seen.filter((point) => point.step <= middle));
  const later = meanOf(seen.filter((point) => point.step > middle));
  const gain = (better === "lower" ? 1 : -1) * (earlier - later);
  // Not a number where either half is empty, and then not met.
  return gain < rule.gain * Math.abs(earlier) ? [earlier, later] : null;
}

/** Values after a step, oldest first. */
function pointsAfter(
  history: readonly HistoryEntry[],
  id: StopSeriesId,
  after: number,
): Point[] {
  const { valueOf } = stopSeries(id);
  const points: Point[] = [];
  for (let i = history.length - 1; i >= 0; i--) {
    const entry = history[i]!;
    if (entry.step <= after) break;
    const value = valueOf(entry);
    if (value !== null) points.push({ step: entry.step, value });
  }
  return points.reverse();
}

/** NaN of nothing. */
function meanOf(points: readonly Point[]): number {
  return points.reduce((sum, { value }) => sum + value, 0) / points.length;
}
