import type { MethodSummary } from "../../protocol/arena.ts";
import type { ArenaMeasure } from "../../protocol/arenaMeasures.ts";

/** By mean of a measure. Null: the arena's own order. */
export type Sorting = {
  id: string;
  direction: "ascending" | "descending";
} | null;

/** What pressing a column's head does: the best on top, then the other way round, then the arena's order again. */
export function nextSorting(
  now: Sorting,
  { id, better }: Pick<ArenaMeasure, "id" | "better">,
): Sorting {
  const first = better === "lower" ? "ascending" : "descending";
  if (now?.id !== id) return { id, direction: first };
  if (now.direction !== first) return null;
  return { id, direction: first === "ascending" ? "descending" : "ascending" };
}

/** A copy in order; rows without the measure stay last either way. */
export function sortRows(
  summary: readonly MethodSummary[],
  sorting: Sorting,
): MethodSummary[] {
  if (!sorting) return [...summary];
  const sign = sorting.direction === "ascending" ? 1 : -1;
  const mean = ({ measures }: MethodSummary) => measures[sorting.id]?.mean;
  return [...summary].sort((a, b) => {
    const [left, right] = [mean(a), mean(b)];
    if (left === undefined || right === undefined) {
      return Number(left === undefined) - Number(right === undefined);
    }
    return sign * (left - right);
  });
}
