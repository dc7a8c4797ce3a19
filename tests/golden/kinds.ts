/** Every kind of golden file and what checks it. A file of a kind that is not here fails. */
import { checkCosPressStep } from "../../src/engine/golden/checkCosPress.ts";
import { checkDetection, checkKnn } from "./checkEvaluation.ts";
import { checkCosineLoss, checkProteusStep, checkSimilarities } from "./checkLosses.ts";
import { checkStudent } from "../../src/engine/golden/checkStudent.ts";
import { checkAdamW, checkLearningRate, checkTrajectory } from "../../src/engine/golden/checkTraining.ts";
import type { Checker } from "../../src/engine/golden/comparison.ts";

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
  vit: checkStudent,
};
