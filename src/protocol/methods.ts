/** The ways to teach a student: ids, names, and where each starts. Formulas and sources stand with each method in `src/cospress/`. */

export type MethodDescription = {
  id: string;
  title: string;
  /** The title where there is little room. */
  label: string;
  /** One sentence, for the picker's explanation and the tables. */
  summary: string;
  /**
   * `teacher`: a map takes the teacher into the student's space, so that there is a compressed teacher to measure.
   * `student`: a map takes the student to the teacher, and is thrown away. `none`: the two are never compared vector by vector.
   */
  map: "teacher" | "student" | "none";
  /**
   * Learning rate as a multiple of CosPress' on the same preset. Of 0.3, 1 and 3 the one whose student agreed best with the teacher on validation pairs
   * (Pearson; `kd` and `scratch`, which never see angles: kNN accuracy) after 300 steps of "Emoji, quick" at width 32, seed 1: the same search for all.
   */
  learningRateFactor: number;
};

export const METHODS = [
  {
    id: "cospress",
    title: "CosPress",
    label: "CosPress",
    summary:
      "A head compresses the teacher and keeps its angles; the student copies the head.",
    map: "teacher",
    learningRateFactor: 1,
  },
  {
    id: "svd",
    title: "Uncentred SVD head",
    label: "SVD head",
    summary:
      "The student copies the teacher's tokens in their leading singular directions; nothing about the head is learned.",
    map: "teacher",
    learningRateFactor: 1,
  },
  {
    id: "pca",
    title: "Centred PCA head",
    label: "PCA head",
    summary:
      "As the SVD head, but of centred tokens, which changes their angles.",
    map: "teacher",
    learningRateFactor: 1,
  },
  {
    id: "gaussian",
    title: "Gaussian random head",
    label: "Gaussian head",
    summary: "The student copies a random projection of the teacher.",
    map: "teacher",
    learningRateFactor: 1,
  },
  {
    id: "orthonormal",
    title: "Orthonormal random head",
    label: "Orthonormal head",
    summary:
      "The student copies a random orthonormal projection of the teacher.",
    map: "teacher",
    learningRateFactor: 1,
  },
  {
    id: "proteus",
    title: "Proteus",
    label: "Proteus",
    summary:
      "Three heads on the student predict the teacher's tokens, also those of hidden patches, and are thrown away.",
    map: "student",
    learningRateFactor: 1,
  },
  {
    id: "mse",
    title: "Plain MSE (FitNets)",
    label: "Plain MSE",
    summary: "A linear head on the student predicts the teacher's tokens.",
    map: "student",
    learningRateFactor: 1,
  },
  {
    id: "vkd",
    title: "VkD",
    label: "VkD",
    summary:
      "An orthonormal projector on the student predicts the teacher's standardised tokens.",
    map: "student",
    learningRateFactor: 1,
  },
  {
    id: "rkd-distance",
    title: "RKD, distances",
    label: "RKD, distances",
    summary: "The student keeps the teacher's relative distances in a batch.",
    map: "none",
    learningRateFactor: 0.3,
  },
  {
    id: "rkd-angle",
    title: "RKD, angles",
    label: "RKD, angles",
    summary:
      "The student keeps the angles of the teacher's triangles in a batch.",
    map: "none",
    learningRateFactor: 1,
  },
  {
    id: "sp",
    title: "Similarity-preserving (SP)",
    label: "SP",
    summary: "The student keeps the rows of the teacher's similarity matrix.",
    map: "none",
    learningRateFactor: 0.3,
  },
  {
    id: "pkt",
    title: "Probabilistic knowledge transfer (PKT)",
    label: "PKT",
    summary:
      "The student keeps the teacher's neighbour probabilities, without a temperature.",
    map: "none",
    learningRateFactor: 0.3,
  },
  {
    id: "cka",
    title: "CKA",
    label: "CKA",
    summary: "The student maximises linear CKA with the teacher in a batch.",
    map: "none",
    learningRateFactor: 0.3,
  },
  {
    id: "gram",
    title: "Gram matching",
    label: "Gram matching",
    summary: "The student matches the teacher's cosines pair by pair.",
    map: "none",
    learningRateFactor: 1,
  },
  {
    id: "relational",
    title: "Relational KL (SEED-like)",
    label: "Relational KL",
    summary:
      "The student keeps the teacher's neighbour probabilities at one temperature, row by row.",
    map: "none",
    learningRateFactor: 1,
  },
  {
    id: "kd",
    title: "Logit distillation (KD)",
    label: "KD",
    summary:
      "The student copies the class probabilities of a linear probe of the teacher; needs labels.",
    map: "none",
    learningRateFactor: 0.3,
  },
  {
    id: "scratch",
    title: "From scratch, supervised",
    label: "From scratch",
    summary: "The student learns the labels and never sees the teacher.",
    map: "none",
    learningRateFactor: 0.3,
  },
  {
    id: "untrained",
    title: "Untrained student",
    label: "Untrained",
    summary: "The student as it starts: no update is made.",
    map: "none",
    learningRateFactor: 1,
  },
] as const satisfies readonly MethodDescription[];

export type MethodId = (typeof METHODS)[number]["id"];

export const METHOD_IDS: readonly MethodId[] = METHODS.map(({ id }) => id);

export function methodById(id: MethodId): MethodDescription {
  return METHODS.find((method) => method.id === id)!;
}
