import type { Cell } from "../../charts/heatmapCursor.ts";
import type { SpaceDetails } from "../../protocol/measures.ts";

/** Positions of the held-out images of one class that the probe takes for another (or for what they are). */
export function imagesTakenFor(
  { labels, predicted }: Pick<SpaceDetails, "labels" | "predicted">,
  label: number,
  takenFor: number,
): number[] {
  const found: number[] = [];
  labels.forEach((own, i) => {
    if (own === label && predicted[i] === takenFor) found.push(i);
  });
  return found;
}

/** The cell off the diagonal with the highest count, the first of equals; null when nothing is confused. */
export function mostConfused(counts: readonly number[]): Cell | null {
  const k = Math.round(Math.sqrt(counts.length));
  let worst: Cell | null = null;
  let most = 0;
  counts.forEach((count, i) => {
    const cell = { row: Math.floor(i / k), column: i % k };
    if (cell.row === cell.column || count <= most) return;
    [worst, most] = [cell, count];
  });
  return worst;
}
