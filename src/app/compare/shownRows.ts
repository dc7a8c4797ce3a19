import type { MeasuredRow } from "../../protocol/arena.ts";

/** The last step, or the evaluation with the highest kNN accuracy. */
export type ShownStep = "last" | "best";

/** Rows with the values of that step; what was not trained has one step only. */
export function rowsAt(
  rows: readonly MeasuredRow[],
  step: ShownStep,
): MeasuredRow[] {
  if (step === "last") return [...rows];
  return rows.map((row) =>
    row.best ? { ...row, values: row.best.values } : row,
  );
}
