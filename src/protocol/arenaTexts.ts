/** How an arena's methods and measures are written, in tables and in sentences. */
import type { ArenaMethod } from "./arena.ts";
import { ARENA_MEASURES, type ArenaMeasure } from "./arenaMeasures.ts";
import { methodById } from "./methods.ts";

/** Columns of the table; the rest is in arena.json. */
export const TABLE_MEASURES: readonly ArenaMeasure[] = [
  "angles.meanErrorDegrees",
  "angles.spearman",
  "measures.geometry.neighbours.mutualKnn",
  "knn.accuracy",
  "measures.probe.accuracy",
  "ood.near.auroc",
  "ood.near.fpr95",
  "ood.far.auroc",
  "ood.far.fpr95",
  "measures.corruption.meanError",
  "againstScratch.mCe",
  "againstScratch.relativeMCe",
].map((id) => ARENA_MEASURES.find((measure) => measure.id === id)!);

/** A value as tables and sentences have it: one digit for degrees, three for shares. */
export function measureText({ unit }: ArenaMeasure, value: number): string {
  return value.toFixed(unit === "degrees" ? 1 : unit === "share" ? 3 : 2);
}

export function methodTitle(method: ArenaMethod): string {
  return method === "teacher" ? "Teacher" : methodById(method).title;
}
