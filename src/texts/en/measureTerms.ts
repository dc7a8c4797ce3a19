/** Every measure: one sentence, and its formula. Typed by the results themselves, so that none can be forgotten. */
import type {
  AngleErrors,
  DetectionMeasures,
  GeometryMeasures,
  MapSpectrum,
  NeighbourAgreement,
  RobustnessMeasures,
  SpectrumMeasures,
  TokenMeasures,
} from "../../protocol/measures.ts";
import { room } from "../rooms.ts";
import type { Losses } from "../../protocol/results.ts";

export type TermText = { name: string; sentence: string; formula: string };

const text = (name: string, sentence: string, formula: string): TermText => ({
  ...{ name, sentence, formula },
});

/** Counts say how much a number rests on; they are shown beside it and need no words of their own. */
type Counted<T> = Exclude<keyof T, "n" | "k" | "nId" | "nOod" | "tokens">;

const LOSS_TERMS: Readonly<Record<keyof Losses, TermText>> = {
  total: text(
    "Total loss",
    "What training makes small: all terms times their weights.",
    "total = Σ w · term, with centred, anchor and Gram terms where they have a weight.",
  ),
  global: text(
    "Global loss",
    "How much neighbourhoods between the images of a batch change under the head.",
    "mean over τ of KL(P_τ ‖ Q_τ) = Σ_i≠j P_ij log(P_ij / Q_ij), class tokens of the batch, in nats.",
  ),
  local: text(
    "Local loss",
    "The same inside each image, between its tokens.",
    "mean over images and τ of KL(P_τ ‖ Q_τ), tokens of one image, in nats.",
  ),
  feature: text(
    "Feature loss",
    "How far all tokens of the student are from the compressed teacher’s.",
    "mean_b [1 − cos(vec S_b, vec H_b)]; with a head on the student: mean squared error.",
  ),
  classToken: text(
    "Class-token loss",
    "The same of the class token alone, which stands for the whole image.",
    "mean_b [1 − cos(s_b, h_b)]; KD: T² KL; from scratch: cross-entropy.",
  ),
};

const SPACE_TERMS = {
  cosine: text(
    "Cosine and angle",
    "How much two embeddings point the same way, whatever their lengths.",
    "c = ⟨x, y⟩ / (|x| |y|), angle θ = arccos c: 1 ↔ 0°, 0.5 ↔ 60°, 0 ↔ 90°.",
  ),
  difference: text(
    "Difference map",
    "Where the student’s cosines are larger or smaller than the teacher’s.",
    "c^s_ij − c^t_ij, colours end at ±0.5.",
  ),
  knn: text(
    "kNN accuracy",
    "Share of held-out images whose class their nearest training images vote for.",
    "argmax_c Σ over the k nearest of class c of exp(cos / T); k and T are settings.",
  ),
  probe: text(
    "Linear probe",
    "Share of held-out images that a linear classifier on the frozen embedding gets right.",
    "min_W,b cross-entropy(W x + b) + λ |W|², λ chosen on images that the fit does not see.",
  ),
  pearson: text(
    "Pearson, held out",
    "Whether the student’s cosines rise and fall with the teacher’s, over pairs of images that it has never seen.",
    "r = cov(c^s, c^t) / (sd c^s · sd c^t) over all pairs i < j; blind to a common shift and scale.",
  ),
  spearman: text(
    "Spearman, held out",
    "The same of ranks: whether the order of the pairs is kept.",
    "Pearson’s r of the ranks of c^s and c^t.",
  ),
  trainingPearson: text(
    "Pearson, training",
    "The same over pairs of training images: what was fitted, whether or not it generalises.",
    "As Pearson, over pairs of up to 400 training images.",
  ),
  trainingAngleError: text(
    "Angle error, training",
    "Mean angle error over pairs of training images.",
    "mean |θ^s_ij − θ^t_ij| over pairs of up to 400 training images.",
  ),
  confusion: text(
    "Confusion",
    "What the linear probe takes the images of each class for.",
    "count[true, predicted] over held-out images.",
  ),
  styles: text(
    "Accuracy by style",
    "Accuracy on each vendor’s drawings by themselves: a change of style with the same content.",
    "share right among the held-out images of one domain, with Wilson’s 95 % interval.",
  ),
  corruption: text(
    "Error when corrupted",
    "Share of wrong answers after noise, blur, weather and compression.",
    "mean over 16 corruptions and 5 severities of the probe’s error; the probe is fitted on clean images.",
  ),
  score: text(
    "OOD score",
    "One number for each image, higher for more like the training images.",
    "In the run: cosine to the nearest training image. OOD has fourteen others.",
  ),
  threshold: text(
    "Threshold",
    "The score from which on an image counts as known.",
    "The 5 % quantile of the known images’ scores lets 95 % of them in.",
  ),
} as const satisfies Record<string, TermText>;

const ANGLE_TERMS: Readonly<Record<Counted<AngleErrors>, TermText>> = {
  meanDegrees: text(
    "Angle error",
    "How far the student’s angles are from the teacher’s, on average.",
    "mean over pairs of |θ^s_ij − θ^t_ij|, in degrees, held-out images.",
  ),
  medianDegrees: text(
    "Median angle error",
    "Half of the pairs are closer than this.",
    "median of |θ^s_ij − θ^t_ij|.",
  ),
  p95Degrees: text(
    "95 % angle error",
    "All but one pair in twenty are closer than this.",
    "95 % quantile of |θ^s_ij − θ^t_ij|.",
  ),
  cosineBias: text(
    "Cosine bias",
    "Whether cosines come out too large (angles too small) as a whole.",
    "mean of c^s_ij − c^t_ij.",
  ),
  meanCosineError: text(
    "Cosine error",
    "How far cosines are off, on average.",
    "mean of |c^s_ij − c^t_ij|.",
  ),
  offsetCorrectedCosineError: text(
    "Cosine error without bias",
    "What is left of it once the common shift is taken away.",
    "mean of |c^s_ij − bias − c^t_ij|.",
  ),
  offsetCorrectedDegrees: text(
    "Angle error without bias",
    "The angle error once the common shift of cosines is taken away.",
    "mean of |arccos(c^s_ij − bias) − θ^t_ij|.",
  ),
};

const NEIGHBOUR_TERMS: Readonly<Record<Counted<NeighbourAgreement>, TermText>> =
  {
    mutualKnn: text(
      "Mutual kNN",
      "Share of an image’s nearest images that teacher and student agree on.",
      "mean_i |N_k^s(i) ∩ N_k^t(i)| / k; by chance k / (n − 1).",
    ),
    nullMean: text(
      "Mutual kNN, shuffled",
      "What mutual kNN would be if the two had nothing to do with each other.",
      "mean over shuffles of the images of one space.",
    ),
    nullDeviation: text(
      "… and its spread",
      "How much that varies from shuffle to shuffle.",
      "standard deviation over the shuffles.",
    ),
    trustworthiness: text(
      "Trustworthiness",
      "1 when no image becomes a neighbour that is none for the teacher.",
      "1 − 2 / (n k (2n − 3k − 1)) · Σ over false neighbours of (teacher’s rank − k).",
    ),
    continuity: text(
      "Continuity",
      "1 when no neighbour of the teacher’s is lost.",
      "Trustworthiness with teacher and student exchanged.",
    ),
  };

const SPECTRUM_TERMS: Readonly<Record<keyof SpectrumMeasures, TermText>> = {
  effectiveRank: text(
    "Effective rank",
    "How many directions the embeddings really use.",
    "exp(−Σ p log p), p_k = σ_k / Σ σ, σ singular values.",
  ),
  participationRatio: text(
    "Participation ratio",
    "The same with more weight on the large directions.",
    "(Σ σ²)² / Σ σ⁴.",
  ),
  meanPairwiseCosine: text(
    "Mean cosine",
    "Near 1 when all embeddings lie in one narrow cone.",
    "mean of c_ij over i ≠ j.",
  ),
};

const GEOMETRY_TERMS: Readonly<
  Record<
    Exclude<
      keyof GeometryMeasures,
      "angles" | "pearson" | "spearman" | "neighbours" | "spectrum"
    >,
    TermText
  >
> = {
  cka: text(
    "CKA, debiased",
    "Likeness of two spaces as a whole, blind to rotation and scale; large directions count most.",
    "⟨K, L⟩ / (|K| |L|), K and L centred Gram matrices, with the unbiased estimate of the products.",
  ),
  procrustes: text(
    "Procrustes",
    "What is left between the two spaces after the best rotation and scale.",
    "2 − 2 |SᵀT|_* after centring and scaling to length 1: 0 is the same shape, 2 nothing in common.",
  ),
};

const MAP_TERMS: Readonly<Record<keyof MapSpectrum, TermText>> = {
  singularValues: text(
    "Singular values of the head",
    "How much the head stretches each of its directions.",
    "σ₁ ≥ σ₂ ≥ … of its matrix; all equal: a rotation with a scale.",
  ),
  condition: text(
    "Condition",
    "How unequally it stretches.",
    "σ₁ / σ_last; 1 is best.",
  ),
  orthogonalityDeviation: text(
    "Off orthonormal",
    "How far it is from a rotation with a scale.",
    "√ mean (σ² / mean σ² − 1)².",
  ),
};

const TOKEN_TERMS: Readonly<Record<Counted<TokenMeasures>, TermText>> = {
  similarityCorrelation: text(
    "Token relations",
    "Whether the parts of an image are as alike for the student as for the teacher.",
    "Pearson of c_ab over an image’s patch tokens, mean over images.",
  ),
  compressedCosine: text(
    "Token cosine with the head",
    "How close patch tokens are to what they were asked to be.",
    "mean cos(S_b,a, H_b,a).",
  ),
};

const DETECTION_TERMS: Readonly<Record<Counted<DetectionMeasures>, TermText>> =
  {
    auroc: text(
      "AUROC",
      "Chance that a known image scores higher than a foreign one.",
      "P(score_known > score_foreign) + ½ P(equal): 0.5 is guessing, 1 perfect.",
    ),
    fpr95: text(
      "FPR95, ID positive",
      "Share of foreign images let in when 95 % of the known ones are.",
      "share of foreign scores above the 5 % quantile of known scores. The number in runs and tables.",
    ),
    fpr95OodPositive: text(
      "FPR95, OOD positive",
      "Share of known images lost when 95 % of the foreign ones are caught.",
      "share of known scores at or below the lowest threshold that catches 95 % of foreign ones; OpenOOD’s convention.",
    ),
    auprIn: text(
      "AUPR-in",
      "Precision over recall, known images being what is looked for.",
      "∫ precision d recall; by chance the share of known images.",
    ),
    auprOut: text(
      "AUPR-out",
      "The same, foreign images being what is looked for.",
      "∫ precision d recall; by chance the share of foreign images.",
    ),
    idPrevalence: text(
      "Share of known images",
      "What AUPR-in is by chance.",
      "n_known / (n_known + n_foreign).",
    ),
  };

const ROBUSTNESS_TERMS: Readonly<
  Record<keyof RobustnessMeasures<never>, TermText>
> = {
  corruptionError: text(
    "Corruption error",
    "Errors under one corruption, beside those of a student trained from scratch.",
    "Σ_severity error / Σ_severity error of the reference; below 1 is more robust.",
  ),
  relativeCorruptionError: text(
    "Relative corruption error",
    "The same of what was added to the clean error.",
    "Σ (error − clean) / Σ (reference’s error − its clean).",
  ),
  mCe: text(
    "mCE",
    "Corruption error, mean over corruptions.",
    "mean of the corruption errors.",
  ),
  relativeMCe: text(
    "Relative mCE",
    "Relative corruption error, mean over corruptions: what is lost, not what was lacking before.",
    "mean of the relative corruption errors.",
  ),
  meanError: text(
    "Mean error",
    "Plain error over all corruptions and severities.",
    "mean of errors.",
  ),
};

export const measureTerms = room("measureTerms", {
  losses: LOSS_TERMS,
  spaces: SPACE_TERMS,
  angles: ANGLE_TERMS,
  neighbours: NEIGHBOUR_TERMS,
  spectrum: SPECTRUM_TERMS,
  geometry: GEOMETRY_TERMS,
  map: MAP_TERMS,
  tokens: TOKEN_TERMS,
  detection: DETECTION_TERMS,
  robustness: ROBUSTNESS_TERMS,
});
