/** What few labels are worth on a student that was distilled without any. Plain data. */
import type { RunConfig } from "./config.ts";

/** One student with one number of labels. Accuracies are of `n` held-out ID images; what was chosen, was chosen on `validation` others. */
export type LowDataScore = {
  labelsPerClass: number;
  /** Labelled training images in all. */
  labels: number;
  /** A linear classifier on the frozen student. */
  probe: { accuracy: number; strength: number };
  /** All weights trained further, with a linear classifier on the class token. */
  fineTune: {
    accuracy: number;
    learningRate: number;
    step: number;
    validationAccuracy: number;
  };
  n: number;
  validation: number;
};

/** Result file of a low-data run. */
export type LowDataResult = {
  format: 1;
  kind: "low-data";
  /** Decides the student: distilled as in a run of its own, or as it starts where the method is `scratch`. */
  config: RunConfig;
  backend: string;
  scores: LowDataScore[];
  totalMs: number;
};
