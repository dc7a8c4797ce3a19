import { figure as t } from "../texts/en/figure.ts";

/** Images `start` (included) to `end` (excluded) share the class `classIndex`. */
export type ClassRun = { classIndex: number; start: number; end: number };

/** Splits sorted labels [n] into runs of one class each; labels that are not sorted give more runs, not an error. */
export function classRuns(labels: ArrayLike<number>): ClassRun[] {
  const runs: ClassRun[] = [];
  for (let i = 0; i < labels.length; i++) {
    const classIndex = labels[i] ?? 0;
    const last = runs.at(-1);
    if (last && last.classIndex === classIndex) last.end = i + 1;
    else runs.push({ classIndex, start: i, end: i + 1 });
  }
  return runs;
}

/** Position of each class that occurs, by rising label: what its colour follows, in whatever order images stand. */
export function classPositions(
  labels: ArrayLike<number>,
): ReadonlyMap<number, number> {
  const present = [...new Set(Array.from(labels))].sort((a, b) => a - b);
  return new Map(present.map((label, position) => [label, position]));
}

/** The name of a class, or its number where the pack has no such name. */
export function className(
  classNames: readonly string[],
  classIndex: number | undefined,
): string {
  if (classIndex === undefined) return t.unknownClass;
  return classNames[classIndex] ?? t.classNumber(classIndex);
}

/** Counts in words: "12 activities, 8 objects". */
export function classCounts(
  labels: ArrayLike<number>,
  classNames: readonly string[],
): string {
  const counts = new Map<number, number>();
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] ?? 0;
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...counts]
    .map(([label, count]) => `${count} ${className(classNames, label)}`)
    .join(", ");
}
