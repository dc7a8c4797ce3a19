/** The OOD scores by id, and one way to run any of them. Formulas and sources: src/protocol/oodScores.ts and each score's own docstring. */
import { EngineError } from "../../protocol/engineError.ts";
import type { ImageScores, OodScoreResult } from "../../protocol/measures.ts";
import type { OodScoreId } from "../../protocol/oodScores.ts";
import type { Chunked } from "../chunks.ts";
import type { Rows } from "../rows.ts";
import { rectified, shaped, unsuitedActivations } from "./activationScores.ts";
import { boundaryDistance, hopfieldEnergy } from "./classScores.ts";
import { detectionMeasures, groupMeasures } from "./detectionMeasures.ts";
import { mahalanobis, relativeMahalanobis } from "./gaussianScores.ts";
import {
  energy,
  generalisedEntropy,
  klMatching,
  maxLogit,
  maxSoftmax,
} from "./logitScores.ts";
import { nearestGuide, nearestNeighbour } from "./nearestScores.ts";
import type { OodContext, PrepareScore, Scorer } from "./oodContext.ts";
import { residual, virtualLogit } from "./subspaceScores.ts";

const SCORES: Record<OodScoreId, PrepareScore> = {
  knn: nearestNeighbour,
  mahalanobis,
  "relative-mahalanobis": relativeMahalanobis,
  residual,
  vim: virtualLogit,
  msp: maxSoftmax,
  "max-logit": maxLogit,
  energy,
  gen: generalisedEntropy,
  "kl-matching": klMatching,
  nnguide: nearestGuide,
  she: hopfieldEnergy,
  fdbd: boundaryDistance,
  react: rectified,
  ash: shaped,
};

/** Why a score does not suit the embeddings of a context; null when it does. */
export function unsupportedScore(
  id: OodScoreId,
  context: OodContext,
): string | null {
  return id === "react" || id === "ash" ? unsuitedActivations(context) : null;
}

/**
 * A score made ready on ID images alone. Its results are checked: a score that is not finite is an error, not a rank.
 *
 * @throws {RangeError} If the score does not suit the context (see `unsupportedScore`), or the context is not of one piece.
 * @throws {EngineError} `diverged`, on making ready or scoring, if an embedding or a score is not finite.
 */
export function* prepareScore(
  id: OodScoreId,
  context: OodContext,
): Chunked<Scorer> {
  const { bank, labels, classifier } = context;
  if (labels.length !== bank.n || classifier.d !== bank.d) {
    throw new RangeError(
      `prepareScore: the bank's ${bank.n} embeddings of width ${bank.d} must have as many labels and a classifier of that width, got ${labels.length} and ${classifier.d}`,
    );
  }
  const scorer = yield* SCORES[id](context);
  return function* (queries) {
    const scores = yield* scorer(queries);
    const unfit = scores.findIndex((score) => !Number.isFinite(score));
    if (unfit >= 0) {
      throw new EngineError(
        "diverged",
        `prepareScore: every score must be finite, got ${scores[unfit]} of '${id}' at image ${unfit}`,
      );
    }
    return scores;
  };
}

/** ID test images, and OOD sets by name in their two groups. */
export type DetectionSets = {
  id: Rows;
  near: Record<string, Rows>;
  far: Record<string, Rows>;
};

/** What one score makes of every image, and how well that tells the sets apart; no scores where it does not suit. */
export type ScoredSets = { result: OodScoreResult; scores: ImageScores | null };

/**
 * One score's detection of every set, with the means of both groups.
 *
 * @throws As `prepareScore`, but a score that does not suit is a result.
 */
export function* measureScore(
  id: OodScoreId,
  context: OodContext,
  sets: DetectionSets,
): Chunked<ScoredSets> {
  const unsupported = unsupportedScore(id, context);
  if (unsupported) return { result: { unsupported }, scores: null };
  const scorer = yield* prepareScore(id, context);
  const scores: ImageScores = { id: yield* scorer(sets.id), sets: {} };
  const found: Extract<OodScoreResult, { sets: unknown }>["sets"] = {};
  for (const [name, rows] of [
    ...Object.entries(sets.near),
    ...Object.entries(sets.far),
  ]) {
    const oodScores = yield* scorer(rows);
    scores.sets[name] = oodScores;
    found[name] = detectionMeasures(scores.id, oodScores);
  }
  const group = (part: Record<string, Rows>) =>
    groupMeasures(Object.keys(part).map((name) => found[name]!));
  const result = {
    ...{ near: group(sets.near), far: group(sets.far) },
    sets: found,
  };
  return { result, scores };
}
