/** Every kind of golden file and what checks it. A file of a kind that is not here fails. */
import { checkCosPressStep } from "./checkCosPress.ts";
import { checkDetection, checkKnn } from "./checkEvaluation.ts";
import { checkCosineLoss, checkProteusStep, checkSimilarities } from "./checkLosses.ts";
import { checkAdamW, checkLearningRate, checkTrajectory } from "./checkTraining.ts";
import type { Checker } from "./comparison.ts";

export const CHECKERS: Record<string, Checker> = {
  cospress_step: checkCosPressStep,
  cosine_loss: checkCosineLoss,
  masked_cosine_similarities: checkSimilarities,
  proteus_step: checkProteusStep,
  knn: checkKnn,
  ood_knn: checkDetection,
  lr_schedule: checkLearningRate,
  adamw: checkAdamW,
  trajectory: checkTrajectory,
  // REGISTRATION POINT: the student's checker goes here.
  vit: () => {
    throw new Error("vit: no checker is registered for the student in kinds.ts");
  },
};
