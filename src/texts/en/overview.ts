/** The four panels of the first view, what they say in words, and their tables. */
import { room } from "../rooms.ts";

export const overview = room("overview", {
  heatmaps: "Angles between images",
  heatmapsCaption:
    "The cosine of each pair of images: the student's map should come to look like the teacher's. Point at a cell, or move by arrow keys, to see its pair.",
  losses: "Losses",
  lossesCaption: "What head and student are asked to make small.",
  agreement: "Accuracy and agreement",
  agreementCaption: "On images the student has never seen.",
  known: "Known and foreign images",
  knownCaption: "Known images should score high, foreign ones low.",
  sources: { "held-out": "Held-out images", training: "Training images" },
  browse: "Browse images",
  source: "Images in the heatmaps",
  equation: "Equation",
  smoothing: "Smoothing",
  scale: "Scale of the losses",
  log: "Log",
  linear: "Linear",

  noStep: "No step has been made yet.",
  lossSummary: (step: string, loss: string, first: string, before: string) =>
    `Step ${step}: total loss ${loss}, ${before} at step ${first}.`,
  bothNetworks: "Both networks",
  step: "Step",
  total: "Total",
  global: "Global",
  local: "Local",
  feature: "Feature",
  classToken: "Class token",

  noAngles: "No angles have been measured yet.",
  heatmapSummary: (step: string, r: string, pairs: string, training: string) =>
    `Step ${step}, Pearson with the teacher's cosines: student ${r} held out (${pairs} pairs), ${training} training; `,
  compressedR: (r: string) => `compressed teacher ${r} held out.`,
  noCompressed: "this method has no compressed teacher.",
  classes: "Classes",
  teacher: "Teacher",
  compressed: "Compressed",
  compressedTeacher: "Compressed teacher",
  student: "Student",
  within: (name: string) => `within ${name}`,

  noScores: "No scores have been measured yet.",
  detection: (set: string, auroc: string, fpr95: string) =>
    `${set}-OOD AUROC ${auroc}, FPR95 ${fpr95}`,
  noSet: (set: string) => `no ${set}-OOD set`,
  near: "near",
  far: "far",
  oodSummary: (step: string, near: string, far: string, images: string) =>
    `Student at step ${step}: ${near}; ${far} (${images} in-distribution images`,
  firstSample: ", a first sample",
  network: "Network",
  set: "Set",
  idImages: "ID images",
  oodImages: "OOD images",
  nearMean: "near, mean",
  farMean: "far, mean",

  noAccuracy: "No accuracy has been measured yet.",
  agreementSummary: (
    step: string,
    accuracy: string,
    teacher: string,
    images: string,
    bank: string,
    error: string,
  ) =>
    `Step ${step}: kNN accuracy ${accuracy} (teacher ${teacher}; ${images} held-out images, bank of ${bank}), angle error ${error}`,
  moreFollows: "; a first sample, more follows",
  knn: "kNN accuracy",
  angleError: "Angle error",
  pearson: "Pearson, held out",
  spearman: "Spearman, held out",
  trainingPearson: "Pearson, training",
});
