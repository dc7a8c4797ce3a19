import type { CorruptionId } from "./corruptions.ts";
import type { OodScoreId } from "./oodScores.ts";

/** Shapes of the bench's measures. Fractions lie in 0 to 1, angles are in degrees; `n` says how many were counted. */

/** How far the angles of one space lie from the teacher's, over `n` pairs of images. */
export type AngleErrors = {
  /** Of the absolute differences of the two angles of a pair. */
  meanDegrees: number;
  medianDegrees: number;
  p95Degrees: number;
  /** Mean of cosine minus the teacher's cosine; positive where angles come out too small. */
  cosineBias: number;
  /** Mean absolute difference of cosines. */
  meanCosineError: number;
  /** The same once the bias is subtracted from every cosine. */
  offsetCorrectedCosineError: number;
  /** Mean absolute difference of angles once the bias is subtracted from every cosine. */
  offsetCorrectedDegrees: number;
  n: number;
};

/** Do the same images lie near each other in both spaces? Cosine neighbours among `n` images. */
export type NeighbourAgreement = {
  k: number;
  /** Mean share of the k nearest that both spaces have in common. */
  mutualKnn: number;
  /** The same with the images of one space shuffled: mean and standard deviation over the shuffles. */
  nullMean: number;
  nullDeviation: number;
  /** 1 when no image is a neighbour that is not one in the teacher's space. */
  trustworthiness: number;
  /** 1 when every neighbour of the teacher's space is still one. */
  continuity: number;
  n: number;
};

/** How the singular values of a space's embeddings are spread. */
export type SpectrumMeasures = {
  /** exp(entropy of the singular values): 1 on a line, the width when all are equal. */
  effectiveRank: number;
  /** (sum of eigenvalues)^2 / sum of their squares, eigenvalues being squared singular values. */
  participationRatio: number;
  /** Mean cosine of two different images; near 1 when all lie in one cone. */
  meanPairwiseCosine: number;
};

/** Agreement of two spaces up to what each measure is blind to. */
export type GeometryMeasures = {
  angles: AngleErrors;
  pearson: number;
  spearman: number;
  /** Linear CKA; the biased form is inflated when there are few images. */
  cka: { biased: number; debiased: number };
  neighbours: NeighbourAgreement;
  /** Squared Procrustes distance after centring and scaling, 0 to 2. */
  procrustes: number;
  spectrum: SpectrumMeasures;
};

/** How far a linear map is from a rotation and a scale onto its image. */
export type MapSpectrum = {
  /** Falling. */
  singularValues: number[];
  /** The first over the last; null when the last is 0. */
  condition: number | null;
  /** Root mean square of `(singular value)^2 / s^2 - 1`, s^2 being the mean square: 0 for orthonormal columns times a number. Null for a map of zeros. */
  orthogonalityDeviation: number | null;
};

/** Agreement of patch tokens with the teacher's on held-out images, each image by itself. */
export type TokenMeasures = {
  /** Pearson of the cosines between an image's patch tokens with the teacher's cosines of the same pairs, mean over images. */
  similarityCorrelation: number;
  /** Mean cosine of a patch token with the compressed teacher's; null where there is no map on the teacher's side. */
  compressedCosine: number | null;
  /** Images, and patch tokens of each. */
  n: number;
  tokens: number;
};

/** How well one score tells ID images from one OOD set. Both conventions of FPR95, by name. */
export type DetectionMeasures = {
  auroc: number;
  /** ID positive: share of OOD let in when 95 % of ID is let in. */
  fpr95: number;
  /** OOD positive, as OpenOOD's code has it: share of ID lost when 95 % of OOD is caught. */
  fpr95OodPositive: number;
  /** Area under precision and recall, ID positive; chance is nId / (nId + nOod). */
  auprIn: number;
  /** The same with OOD positive; chance is nOod / (nId + nOod). */
  auprOut: number;
  /** Chance level of `auprIn`. */
  idPrevalence: number;
  nId: number;
  nOod: number;
};

/** One OOD score's results; `unsupported` says why a score does not suit these embeddings. */
export type OodScoreResult =
  | {
      near: DetectionMeasures | null;
      far: DetectionMeasures | null;
      sets: Record<string, DetectionMeasures>;
    }
  | { unsupported: string };

/** Errors under corruption, as shares of wrong predictions. */
export type CorruptionErrors<Id extends string> = {
  /** Error on the same images, uncorrupted. */
  clean: number;
  /** Error at severities 1 to 5. */
  corrupted: Record<Id, readonly number[]>;
};

/** Corruption errors of a model beside a reference's; 1 is as robust as the reference, lower is better. */
export type RobustnessMeasures<Id extends string> = {
  /** Sum over severities over the reference's sum. Null where the reference makes no error. */
  corruptionError: Record<Id, number | null>;
  /** The same of the errors beyond the clean ones. Null where the reference does not get worse. */
  relativeCorruptionError: Record<Id, number | null>;
  /** Means over corruptions that have a value; null when none has. */
  mCe: number | null;
  relativeMCe: number | null;
  /** Plain mean error over corruptions and severities. */
  meanError: number;
};

/** What a linear classifier reads from frozen embeddings. */
export type ProbeMeasures = {
  /** Share of `n` held-out ID images that are put into the right class. */
  accuracy: number;
  n: number;
  /** Training images that the probe was fitted on, and images that its strength was chosen on. */
  bank: number;
  validation: number;
  /** L2 penalty, chosen on the validation images. */
  strength: number;
  /** The ID classes, as positions in the pack's class list, rising. */
  classes: number[];
  /** Images [classes, classes], row major; row: true class, column: predicted class. */
  confusion: number[];
};

/** Errors of the linear probe, fitted on clean images, on corrupted ones. mCE needs a reference (`RobustnessMeasures`). */
export type CorruptionMeasures = CorruptionErrors<CorruptionId> & {
  /** Mean over corruptions and severities. */
  meanError: number;
  /** Held-out ID images behind each error; the same ones for every seed of a run. */
  n: number;
};

/** Everything the bench says about one space of a run, on held-out images. */
export type BenchMeasures = {
  /** Beside the teacher's, over the first images of the seeded order (`neighbours.n`); for the teacher: beside itself. */
  geometry: GeometryMeasures;
  probe: ProbeMeasures;
  ood: Record<OodScoreId, OodScoreResult>;
  /** Null unless `evaluation.corruptedImages` asks for it. */
  corruption: CorruptionMeasures | null;
  /** Of student and compressed teacher, where `evaluation.tokenImages` asks for it. */
  tokens?: TokenMeasures;
};

/** One source of covariate shift (an emoji vendor's style) among the held-out ID images. */
export type DomainAccuracy = {
  /** Position in the pack's list of domains. */
  domain: number;
  /** Shares of `n` images that neighbours and probe put into the right class. */
  knn: number;
  probe: number;
  n: number;
  /** Training images of the same domain: without any the style is new to the bank. */
  bank: number;
};

/** Scores of images one by one, higher for more in-distribution. */
export type ImageScores = {
  id: Float64Array;
  /** By the names that results use. */
  sets: Record<string, Float64Array>;
};

/** What the views show of a space image by image, in the order of the run's sets (command `set-images`). */
export type SpaceDetails = {
  /** Null where a score does not suit these embeddings. */
  scores: Record<OodScoreId, ImageScores | null>;
  /** [n] of the held-out ID images, as positions in the pack's class list: what they are, and what the probe takes them for. */
  labels: Uint8Array;
  predicted: Uint8Array;
  /** Empty when the pack has one source only. */
  domains: DomainAccuracy[];
};

/** The spaces that full measures are taken of; `untrained` is the student at step 0. */
export const MEASURED_SPACES = [
  "teacher",
  "compressed",
  "student",
  "untrained",
] as const;
export type MeasuredSpace = (typeof MEASURED_SPACES)[number];

/** A mean and where it may lie. */
export type Interval = { mean: number; low: number; high: number };

/** Of `n` differences paired by seed, at 95 %. */
export type PairedDifference = {
  n: number;
  bootstrap: Interval;
  student: Interval;
};

/** One measure over seeds. */
export type SeedSummary = {
  n: number;
  mean: number;
  /** With n - 1; null for one seed. */
  deviation: number | null;
  least: number;
  most: number;
};
