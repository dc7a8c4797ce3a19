/** What a visitor has done of the lessons, as this browser keeps it. */
import type { RunFact } from "./evidence.ts";

/** Of one lesson. */
export type LessonProgress = {
  /** Id of the chosen option. */
  predicted: string | null;
  /** Ids of tasks. */
  done: readonly string[];
  runs: readonly RunFact[];
};

export type Progress = Readonly<Record<string, LessonProgress>>;

export const NOTHING_DONE: LessonProgress = {
  ...{ predicted: null, done: [], runs: [] },
};

const KEY = "cospress-lab.lessons";
const FORMAT = 1;

/** Storage may be forbidden, or hold what another version wrote: then nothing has been done. */
export function readProgress(): Progress {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? "null") as {
      format?: unknown;
      lessons?: Progress;
    } | null;
    if (stored?.format !== FORMAT || !stored.lessons) return {};
    return Object.fromEntries(
      Object.entries(stored.lessons).filter(([, lesson]) => isProgress(lesson)),
    );
  } catch {
    return {};
  }
}

export function keepProgress(lessons: Progress): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ format: FORMAT, lessons }));
  } catch {
    // Forbidden storage only means that progress ends with the page.
  }
}

function isProgress(value: LessonProgress | null): boolean {
  return (
    value !== null &&
    Array.isArray(value.done) &&
    Array.isArray(value.runs) &&
    (value.predicted === null || typeof value.predicted === "string")
  );
}
