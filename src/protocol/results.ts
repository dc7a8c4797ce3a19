import type { RunConfig } from "./config.ts";
import type { BenchMeasures, MapSpectrum } from "./measures.ts";
import type { OwnTeacher } from "./teachers.ts";

/** Shapes of everything the engine measures. Fractions lie in 0 to 1, angles are in degrees, times in milliseconds. */

/**
 * Losses of one step, by role; `total` is weighted, its terms are not. A term that a method does not have is 0.
 *
 * - `global`: relations between the images of a batch (CosPress: compression loss in nats; RKD, SP, PKT, CKA, Gram, relational: their one loss).
 * - `local`: relations inside an image (CosPress, in nats); hidden patches in Proteus.
 * - `feature`: all tokens, one by one (1 - cosine; mean squared error in Proteus, MSE and VkD).
 * - `classToken`: the class token by itself, in the same unit (KD: softened divergence; from scratch: cross-entropy, both in nats).
 */
export type Losses = {
  total: number;
  global: number;
  local: number;
  feature: number;
  classToken: number;
};

/** One optimiser update, numbered from 1; the losses are those before the update. */
export type StepMetrics = {
  step: number;
  learningRate: number;
  losses: Losses;
};

/**
 * The three embeddings that every measure is taken of; `untrained` is the student at step 0.
 * `compressed` is the teacher in the student's space. Where a method has no map on the teacher's side, there is no such thing,
 * and everything measured of it is null.
 */
export type EmbeddingName = "teacher" | "compressed" | "student";

export type KnnResult = { accuracy: number; n: number; bank: number };

/** How often a saved probe is right, with Wilson's 95 % interval. */
export type ProbeAccuracy = {
  accuracy: number;
  n: number;
  low: number;
  high: number;
};

/** Agreement of pairwise angles with the teacher's, over `n` pairs of class tokens. */
export type AngleAgreement = {
  pearson: number;
  spearman: number;
  /** Mean absolute difference of the two angles of a pair. */
  meanErrorDegrees: number;
  n: number;
};

/** ID is the positive class: FPR95 is the share of OOD scores above the 5 % quantile of the ID scores. */
export type DetectionResult = {
  auroc: number;
  fpr95: number;
  nId: number;
  nOod: number;
};

/** Near and far are means over their sets; `sets` has each by name (`class:animals`, `pack:crops`). */
export type OodResult = {
  near: DetectionResult | null;
  far: DetectionResult | null;
  sets: Record<string, DetectionResult>;
};

export type EmbeddingEvaluation = {
  knn: KnnResult;
  /** Held-out ID test pairs. For the teacher itself: agreement 1, error 0. */
  angles: AngleAgreement;
  /** The same on training images (a fixed sample), so that fitting and generalising can be told apart. */
  trainingAngles: AngleAgreement;
  ood: OodResult;
};

/** What a finished run says of a space; `measures` is there when `evaluation.measures` is "full". */
export type FinalEvaluation = EmbeddingEvaluation & {
  measures?: BenchMeasures;
};

/** One evaluation of a run. `subset` says that fewer images were used than the final evaluation takes. */
export type Evaluation = {
  step: number;
  subset: boolean;
  teacher: EmbeddingEvaluation;
  compressed: EmbeddingEvaluation | null;
  student: EmbeddingEvaluation;
  /** Of the map on the teacher's side, where there is one; small values are right to 1e-7 of the largest. */
  map?: MapSpectrum;
};

export type HistoryEntry = StepMetrics & { evaluation?: Evaluation };

/** A change made while the run was going on; applies from the step after `step`. */
export type ConfigUpdate = { step: number; path: string; value: unknown };

/** Pairwise cosines of a fixed, class-sorted sample of images, row major [n, n]. */
export type SimilaritySample = {
  step: number;
  source: "held-out" | "training";
  n: number;
  /** Index of the class of each image in the pack's class list; sorted. */
  labels: Uint8Array;
  /** Columns of the embeddings. Absent in samples that were kept before they were stated. */
  widths?: { teacher: number; student: number };
  teacher: Float32Array;
  compressed: Float32Array | null;
  student: Float32Array;
};

/** Pixels of the images of a similarity sample, or of a page of the image browser. */
export type ImageBatch = {
  n: number;
  height: number;
  width: number;
  /** RGBA, uint8 [n, height, width, 4], ready for ImageData. */
  rgba: Uint8ClampedArray<ArrayBuffer>;
  labels: Uint8Array;
  /** Index into the manifest's domains for each image; empty when the pack has none. */
  domains: Uint8Array;
};

/** 1-NN cosine scores; higher means more in-distribution. */
export type ScoreSets = {
  id: Float32Array;
  near: Float32Array;
  far: Float32Array;
};

export type OodScores = {
  step: number;
  subset: boolean;
  /** Threshold = 5 % quantile of the ID scores, for each embedding. */
  teacher: ScoreSets;
  compressed: ScoreSets | null;
  student: ScoreSets;
};

/** Result file of a headless run, and what the page saves. */
export type RunResult = {
  format: 1;
  config: RunConfig;
  preset: string | null;
  backend: string;
  adapter: string;
  versions: Record<string, string>;
  /** Where the teacher is none of the bundled ones: what it was made of. */
  teacher?: OwnTeacher;
  history: HistoryEntry[];
  updates: ConfigUpdate[];
  final: {
    teacher: FinalEvaluation;
    compressed: FinalEvaluation | null;
    student: FinalEvaluation;
    untrained: FinalEvaluation;
  };
  /** The map on the teacher's side at the last step, where there is one and measures are full. */
  map?: MapSpectrum;
  timing: { firstLossMs: number; msPerStep: number; totalMs: number };
};

/** A student to take home: what its run came to, and files for PyTorch, ONNX Runtime and people, by name. */
export type TakenHome = {
  result: RunResult;
  files: Record<string, Uint8Array<ArrayBuffer> | string>;
};
