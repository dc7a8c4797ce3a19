import type { SetImage } from "../measure/useSetImages.ts";
import { oodImageAt, type ScoredSpace } from "./scoredSpaces.ts";

/** An image, its score, and whether it is one of the known ones. */
export type Pick = SetImage & { score: number; isId: boolean };

export type ThresholdPicks = {
  /** Around the threshold, by rising score. */
  nearest: Pick[];
  /** Known images that are rejected, the lowest scores first. */
  lost: Pick[];
  /** Foreign images that are let in, the highest scores first. */
  letIn: Pick[];
};

/**
 * The images that say most about a threshold. An image is let in when its score lies above it.
 *
 * @param count Images of each kind, at most.
 */
export function thresholdPicks(
  scored: ScoredSpace,
  threshold: number,
  count: number,
): ThresholdPicks {
  const picks: Pick[] = [
    ...Array.from(scored.id, (score, index) => ({
      ...{ set: "id", index, score, isId: true },
    })),
    ...Array.from(scored.ood, (score, position) => ({
      ...oodImageAt(scored, position)!,
      ...{ score, isId: false },
    })),
  ].sort((a, b) => a.score - b.score);
  const above = picks.findIndex(({ score }) => score > threshold);
  const border = above < 0 ? picks.length : above;
  const start = Math.max(
    0,
    Math.min(picks.length - count, border - Math.ceil(count / 2)),
  );
  return {
    nearest: picks.slice(start, start + count),
    lost: picks
      .slice(0, border)
      .filter(({ isId }) => isId)
      .slice(0, count),
    letIn: picks
      .slice(border)
      .filter(({ isId }) => !isId)
      .reverse()
      .slice(0, count),
  };
}
