/** Scores of two sides, ID and OOD, as the view compares them; from full measures, or from what a run streams. */
import {
  MEASURED_SPACES,
  type MeasuredSpace,
} from "../../protocol/measures.ts";
import type { OodScoreId } from "../../protocol/oodScores.ts";
import type {
  EmbeddingName,
  Evaluation,
  OodScores,
} from "../../protocol/results.ts";
import type { SpaceMeasures } from "../../store/runStore.ts";
import type { SetImage } from "../measure/useSetImages.ts";

/** `near` or `far`: all sets of the group together; else the name of one set. */
export type SetChoice = string;

/** Scores of one space. */
export type ScoredSpace = {
  id: ArrayLike<number>;
  ood: ArrayLike<number>;
  /** The sets that `ood` consists of, in order. */
  parts: readonly { set: string; n: number }[];
};

/** Results name held-out classes `class:` and far packs `pack:`. */
export function groupOf(set: string): "near" | "far" {
  return set.startsWith("class:") ? "near" : "far";
}

const isChosen = (choice: SetChoice) => (set: string) =>
  choice === set || choice === groupOf(set);

/** One score of a fully measured space; null where the score does not suit, or nothing is chosen. */
export function measuredScores(
  { details }: SpaceMeasures,
  score: OodScoreId,
  choice: SetChoice,
): ScoredSpace | null {
  const scores = details.scores[score];
  if (!scores) return null;
  const chosen = Object.entries(scores.sets).filter(([set]) =>
    isChosen(choice)(set),
  );
  if (chosen.length === 0) return null;
  return {
    id: scores.id,
    ood: Float64Array.from(chosen.flatMap(([, values]) => [...values])),
    parts: chosen.map(([set, { length }]) => ({ set, n: length })),
  };
}

/** The 1-NN cosines that a run streams; groups only. Null before the first, and where a method has no such space. */
export function streamedScores(
  space: EmbeddingName,
  scores: OodScores | null,
  evaluation: Evaluation | null,
  choice: SetChoice,
): ScoredSpace | null {
  const own = scores?.[space];
  const sets = evaluation?.[space]?.ood.sets;
  if (!own || !sets || (choice !== "near" && choice !== "far")) return null;
  const parts = Object.entries(sets)
    .filter(([set]) => groupOf(set) === choice)
    .map(([set, { nOod }]) => ({ set, n: nOod }));
  const ood = own[choice];
  const n = parts.reduce((sum, part) => sum + part.n, 0);
  // Scores and evaluation of another step may differ in their number of images for a moment.
  return ood.length > 0 && n === ood.length ? { id: own.id, ood, parts } : null;
}

/** Which image of which set stands at a position of `ood`. */
export function oodImageAt(
  { parts }: ScoredSpace,
  position: number,
): SetImage | null {
  let start = 0;
  for (const { set, n } of parts) {
    if (position < start + n) return { set, index: position - start };
    start += n;
  }
  return null;
}

/** A space of the run that is shown, or `other`: the student of a kept run beside it. */
export type SeparatedSpace = MeasuredSpace | "other";
export const SEPARATED_SPACES: readonly SeparatedSpace[] = [
  ...MEASURED_SPACES,
  "other",
];

export type ScoredSpaces = Readonly<
  Partial<Record<SeparatedSpace, ScoredSpace | null>>
>;
