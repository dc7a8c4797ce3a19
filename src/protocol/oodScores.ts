/** The OOD scores that the bench knows. Higher always means more in-distribution. The code of each is in src/evaluation/ood/, one file per family. */

export const OOD_SCORE_IDS = [
  "knn",
  "mahalanobis",
  "relative-mahalanobis",
  "residual",
  "vim",
  "msp",
  "max-logit",
  "energy",
  "gen",
  "kl-matching",
  "nnguide",
  "she",
  "fdbd",
  "react",
  "ash",
] as const;

export type OodScoreId = (typeof OOD_SCORE_IDS)[number];

export type OodScoreText = {
  label: string;
  /** In a sentence, for a visitor; of higher scores. */
  meaning: string;
  /** f: embedding, f^ = f / |f|, z = W f + b: logits of a linear probe, p = softmax(z), bank: ID training images. */
  formula: string;
  source: string;
};

export const OOD_SCORE_TEXTS: Record<OodScoreId, OodScoreText> = {
  knn: {
    label: "k-nearest neighbour",
    meaning: "How near the nearest training image lies.",
    formula: "cosine of f to its k-th nearest bank image, k = 1",
    source: "Sun et al. 2022, arXiv 2204.06507; k = 1 as the CosPress script",
  },
  mahalanobis: {
    label: "Mahalanobis",
    meaning:
      "How far from the nearest class mean, measured in the spread that the classes share.",
    formula: "max_c -(f - mu_c)' S^-1 (f - mu_c), S shared by the classes",
    source: "Lee et al. 2018, arXiv 1807.03888",
  },
  "relative-mahalanobis": {
    label: "Relative Mahalanobis",
    meaning:
      "The same, less how far from the mean of all images: what is unusual for every image does not count.",
    formula: "Mahalanobis + (f - mu)' S0^-1 (f - mu), mu and S0 of all classes",
    source: "Ren et al. 2021, arXiv 2106.09022",
  },
  residual: {
    label: "Residual",
    meaning:
      "How much of the embedding lies outside of the directions that the training images use.",
    formula:
      "-|N'(f - u)|, u = -W+ b, N: bank's directions beyond the first d / 2",
    source: "Wang et al. 2022, arXiv 2203.10807",
  },
  vim: {
    label: "ViM",
    meaning: "The residual as one more class beside the probe's logits.",
    formula:
      "log sum exp z - a |N'(f - u)|, a = mean max logit / mean residual of the bank",
    source: "Wang et al. 2022, arXiv 2203.10807",
  },
  msp: {
    label: "Maximum softmax probability",
    meaning: "How sure the probe is of its first choice.",
    formula: "max_c p_c",
    source: "Hendrycks and Gimpel 2017, arXiv 1610.02136",
  },
  "max-logit": {
    label: "Maximum logit",
    meaning:
      "How strongly the probe speaks for its first choice, before its answers are made to add up to one.",
    formula: "max_c z_c",
    source: "Hendrycks et al. 2022, arXiv 1911.11132",
  },
  energy: {
    label: "Energy",
    meaning: "How strongly the probe speaks for any class at all.",
    formula: "log sum_c exp z_c",
    source: "Liu et al. 2020, arXiv 2010.03759",
  },
  gen: {
    label: "GEN",
    meaning: "How little the probe hesitates between its classes.",
    formula: "-sum over the M largest p of p^0.1 (1 - p)^0.1, M = 100",
    source: "Liu et al. 2023, CVPR",
  },
  "kl-matching": {
    label: "KL matching",
    meaning:
      "How much the probe's answer looks like its usual answer for some class.",
    formula:
      "-min_c KL(p, mean p of the validation images that are taken for c)",
    source: "Hendrycks et al. 2022, arXiv 1911.11132",
  },
  nnguide: {
    label: "NNGuide",
    meaning: "The energy, weighed by how near confident training images lie.",
    formula:
      "energy(f) times the mean of the 100 largest cos(f, f_j) energy(f_j) over the bank",
    source: "Park et al. 2023, arXiv 2309.14888",
  },
  she: {
    label: "SHE",
    meaning: "How well the embedding matches the mean of its class.",
    formula:
      "f' times the mean of the bank images that are rightly taken for the class that f is taken for",
    source: "Zhang et al. 2023, ICLR",
  },
  fdbd: {
    label: "fDBD",
    meaning:
      "How far from the probe's borders to the other classes, as the image lies off the mean.",
    formula: "sum_c |z_c - z_max| / |w_c - w_max|, over |f - mu|",
    source: "Liu and Qin 2024, arXiv 2312.11536",
  },
  react: {
    label: "ReAct",
    meaning: "The energy after the largest activations were cut off.",
    formula: "energy of f clipped at the bank's 90 % quantile",
    source: "Sun et al. 2021, arXiv 2111.12797",
  },
  ash: {
    label: "ASH-B",
    meaning:
      "The energy of the largest tenth of the activations, all made equal.",
    formula:
      "energy of f with its largest tenth set to sum(f) over their number, the rest to 0",
    source: "Djurisic et al. 2023, arXiv 2209.09858",
  },
};
