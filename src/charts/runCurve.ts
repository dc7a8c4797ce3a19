/** One run's values over its steps, as charts of several runs take it. */
import type { RunRole } from "./colorScale.ts";

export type RunCurve = {
  role: RunRole;
  /** The run's name. */
  label: string;
  /** Where there is no room for the name. */
  shortLabel: string;
  /** Ascending. */
  steps: ArrayLike<number>;
  /** One for each step; what is not finite is a gap. */
  values: ArrayLike<number>;
};

/** The value at the last step up to `step`; null before the first and beyond the last. */
export function valueAt(
  { steps, values }: Pick<RunCurve, "steps" | "values">,
  step: number,
): number | null {
  const last = steps.length - 1;
  if (last < 0 || step < steps[0]! || step > steps[last]!) return null;
  let low = 0;
  let high = last;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (steps[middle]! <= step) low = middle;
    else high = middle - 1;
  }
  const value = values[low]!;
  return Number.isFinite(value) ? value : null;
}

/** Every step at which one of the curves has a value, ascending, each once. */
export function allSteps(curves: readonly RunCurve[]): number[] {
  const steps = new Set(curves.flatMap((each) => Array.from(each.steps)));
  return [...steps].sort((a, b) => a - b);
}

/**
 * The curve as an SVG path; a gap wherever a value has no place.
 *
 * @param yOf Place of a value, NaN where the axis has none.
 */
export function curvePath(
  { steps, values }: Pick<RunCurve, "steps" | "values">,
  xOf: (step: number) => number,
  yOf: (value: number) => number,
): string {
  let path = "";
  let isDrawing = false;
  for (let i = 0; i < steps.length; i++) {
    const y = yOf(values[i]!);
    if (Number.isFinite(y)) {
      path += `${isDrawing ? "L" : "M"}${xOf(steps[i]!).toFixed(1)} ${y.toFixed(1)}`;
    }
    isDrawing = Number.isFinite(y);
  }
  return path;
}
