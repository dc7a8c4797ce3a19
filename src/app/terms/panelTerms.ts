import { OOD_SCORE_IDS } from "../../protocol/oodScores.ts";

/** Which terms a figure or table of the page is made of, by its title or name. */
export const PANEL_TERMS = {
  "Angles between images": [
    ...["spaces.cosine", "spaces.difference", "spaces.pearson"],
    "spaces.trainingPearson",
  ],
  Losses: [
    ...["losses.total", "losses.global", "losses.local", "losses.feature"],
    ...["losses.classToken", "controls.smoothing", "controls.scale"],
    "controls.equation",
  ],
  "Accuracy and agreement": [
    ...["spaces.knn", "angles.meanDegrees", "spaces.pearson"],
    ...["spaces.trainingPearson", "spaces.spearman"],
  ],
  "Known and foreign images": [
    ...["spaces.score", "spaces.threshold", "detection.auroc"],
    "detection.fpr95",
  ],
  "Scores and ROC": [
    ...["spaces.score", "spaces.threshold", "detection.auroc"],
    ...["detection.fpr95", "detection.fpr95OodPositive"],
    ...["detection.auprIn", "detection.auprOut"],
  ],
  Accuracy: ["spaces.knn", "spaces.probe"],
  Confusion: ["spaces.probe", "spaces.confusion"],
  "Vendor styles": ["spaces.styles", "spaces.knn", "spaces.probe"],
  Corruption: [
    ...["spaces.corruption", "robustness.corruptionError", "robustness.mCe"],
    "robustness.relativeMCe",
  ],
  "Angle errors": [
    ...["angles.meanDegrees", "angles.medianDegrees", "angles.p95Degrees"],
    ...["spaces.pearson", "spaces.spearman", "neighbours.mutualKnn"],
    "neighbours.nullMean",
  ],
  "Cosines of all pairs": ["spaces.cosine", "spaces.difference"],
  "Pinned pairs": ["spaces.cosine"],
  "Against the teacher’s cosines": ["spaces.cosine", "spaces.pearson"],
  "Nearest images": [
    ...["neighbours.mutualKnn", "neighbours.trustworthiness"],
    "neighbours.continuity",
  ],
  "Temperature microscope": [
    ...["method.temperatures", "method.affinities", "losses.global"],
  ],
  "On a globe": ["student.width", "spectrum.effectiveRank", "spaces.cosine"],
  "The head’s spectrum": [
    ...["map.singularValues", "map.condition", "map.orthogonalityDeviation"],
  ],
  scores: [
    ...["detection.auroc", "detection.fpr95", "detection.fpr95OodPositive"],
    ...["detection.auprIn", "detection.auprOut"],
    ...OOD_SCORE_IDS.map((id) => `scores.${id}`),
  ],
  comparison: [
    ...["angles.meanDegrees", "spaces.spearman", "neighbours.mutualKnn"],
    ...["spaces.knn", "spaces.probe", "detection.auroc", "detection.fpr95"],
    ...["spaces.corruption", "robustness.mCe", "robustness.relativeMCe"],
    ...["geometry.cka", "geometry.procrustes", "spectrum.effectiveRank"],
    ...["neighbours.trustworthiness", "neighbours.continuity"],
    "controls.compareSeeds",
  ],
  runs: [
    ...["spaces.knn", "angles.meanDegrees", "spaces.pearson"],
    "detection.auroc",
  ],
  "Losses of runs": ["losses.total"],
  "kNN accuracy of runs": ["spaces.knn"],
  "Angle error of runs": ["angles.meanDegrees"],
  "OOD scores of runs": ["spaces.score", "detection.auroc"],
} as const satisfies Record<string, readonly string[]>;

export const panelTerms = (title: string): readonly string[] =>
  Object.entries(PANEL_TERMS).find(([name]) => name === title)?.[1] ?? [];
