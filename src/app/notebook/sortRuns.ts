/** Which runs a list shows, and in which order. */
import type { RunSummary } from "../../store/notebook/runRecord.ts";

export const RUN_COLUMNS = [
  { id: "steps", first: "descending" },
  { id: "knn", first: "descending" },
  { id: "error", first: "ascending" },
  { id: "near", first: "descending" },
  { id: "far", first: "descending" },
  { id: "begun", first: "descending" },
  { id: "bytes", first: "descending" },
] as const;
export type RunColumn = (typeof RUN_COLUMNS)[number]["id"];

export type RunOrder = {
  column: RunColumn;
  direction: "ascending" | "descending";
};

export const NEWEST_FIRST: RunOrder = {
  ...{ column: "begun", direction: "descending" },
};

/** What pressing a head does: what is looked for on top, then the other way round. */
export function nextOrder(now: RunOrder, column: RunColumn): RunOrder {
  const { first } = RUN_COLUMNS.find(({ id }) => id === column)!;
  if (now.column !== column) return { column, direction: first };
  const direction = now.direction === "ascending" ? "descending" : "ascending";
  return { column, direction };
}

function columnValue(
  { step, measures, startedAt, bytes }: RunSummary,
  column: RunColumn,
): number | null {
  switch (column) {
    case "steps":
      return step;
    case "knn":
      return measures?.knn.accuracy ?? null;
    case "error":
      return measures?.angles.meanErrorDegrees ?? null;
    case "near":
      return measures?.near?.auroc ?? null;
    case "far":
      return measures?.far?.auroc ?? null;
    case "begun":
      return startedAt;
    case "bytes":
      return bytes;
  }
}

/** Runs without a value come last whichever way one sorts; the newest first where values are equal. */
export function sortRuns(
  runs: readonly RunSummary[],
  { column, direction }: RunOrder,
): RunSummary[] {
  const sign = direction === "ascending" ? 1 : -1;
  return runs.toSorted((a, b) => {
    const [left, right] = [columnValue(a, column), columnValue(b, column)];
    if (left === null || right === null) {
      return Number(left === null) - Number(right === null);
    }
    return sign * (left - right) || b.startedAt - a.startedAt;
  });
}

/** Whether every word that is looked for stands in one of the texts. */
export function isFound(wanted: string, texts: readonly string[]): boolean {
  const all = texts.join(" ").toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
