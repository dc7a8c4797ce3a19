import { OOD_SCORE_IDS } from "../../protocol/oodScores.ts";

/** Which terms a figure or table of the page is made of, by the name that it asks with. */
export const PANEL_TERMS = {
  heatmaps: [
    ...["spaces.cosine", "spaces.difference", "spaces.pearson"],
    "spaces.trainingPearson",
  ],
  losses: [
    ...["losses.total", "losses.global", "losses.local", "losses.feature"],
    ...["losses.classToken", "controls.smoothing", "controls.scale"],
    "controls.equation",
  ],
  agreement: [
    ...["spaces.knn", "angles.meanDegrees", "spaces.pearson"],
    ...["spaces.trainingPearson", "spaces.spearman"],
  ],
  known: [
    ...["spaces.score", "spaces.threshold", "detection.auroc"],
    "detection.fpr95",
  ],
  separation: [
    ...["spaces.score", "spaces.threshold", "detection.auroc"],
    ...["detection.fpr95", "detection.fpr95OodPositive"],
    ...["detection.auprIn", "detection.auprOut"],
  ],
  accuracy: ["spaces.knn", "spaces.probe"],
  confusion: ["spaces.probe", "spaces.confusion"],
  styles: ["spaces.styles", "spaces.knn", "spaces.probe"],
  corruption: [
    ...["spaces.corruption", "robustness.corruptionError", "robustness.mCe"],
    "robustness.relativeMCe",
  ],
  angleErrors: [
    ...["angles.meanDegrees", "angles.medianDegrees", "angles.p95Degrees"],
    ...["spaces.pearson", "spaces.spearman", "neighbours.mutualKnn"],
    "neighbours.nullMean",
  ],
  maps: ["spaces.cosine", "spaces.difference"],
  pins: ["spaces.cosine"],
  scatter: ["spaces.cosine", "spaces.pearson"],
  neighbours: [
    ...["neighbours.mutualKnn", "neighbours.trustworthiness"],
    "neighbours.continuity",
  ],
  microscope: [
    ...["method.temperatures", "method.affinities", "losses.global"],
  ],
  sphere: ["student.width", "spectrum.effectiveRank", "spaces.cosine"],
  spectrum: [
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
  runLosses: ["losses.total"],
  runKnn: ["spaces.knn"],
  runAngles: ["angles.meanDegrees"],
  runScores: ["spaces.score", "detection.auroc"],
} as const satisfies Record<string, readonly string[]>;

export type PanelTopic = keyof typeof PANEL_TERMS;

export const panelTerms = (topic: string): readonly string[] =>
  Object.entries(PANEL_TERMS).find(([name]) => name === topic)?.[1] ?? [];
