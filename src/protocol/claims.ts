/**
 * What the paper, its method or its lineage claims, and what is run here to see each claim hold or break. In our own words; no result of the paper is in it.
 * Small students and 32-pixel images: every outcome speaks about the mechanism, not about ImageNet.
 */
import type { ArenaFactor } from "./arena.ts";
import type { ConfigDifference } from "./configPaths.ts";
import { METHOD_IDS, type MethodId } from "./methods.ts";

/** Where a claim comes from. */
export type ClaimStatus =
  | "stated in the paper's abstract"
  | "stated in an earlier version of the paper"
  | "rationale, exact algebra"
  | "choice of the released code, no ablation known";

/** An arena of one claim. Runs that two claims share are trained once. */
export type ClaimArena = {
  id: string;
  /** One sentence. */
  what: string;
  methods: readonly MethodId[];
  /** Beyond preset and command line. */
  settings: ConfigDifference;
  factor: { path: string; values: readonly unknown[] } | null;
  /** The head alone, fitted for as many steps as the preset's student learns; its student is not looked at. */
  headOnly?: true;
};

export type Claim = {
  /** 1 to 12, as in the numbering of `--only`. */
  id: number;
  title: string;
  claim: string;
  status: ClaimStatus;
  supports: string;
  falsifies: string;
  arenas: readonly ClaimArena[];
  /** Beside the arenas: something that is calculated, or students that are trained further. */
  beside?: "same-loss" | "low-data";
  /** What the outcome does not say. */
  caution: string;
};

/** Whom CosPress is compared with: the paper's baseline, the plain form of it, closed-form and random maps, and labels alone. */
const MAIN: readonly MethodId[] = [
  "cospress",
  "svd",
  "orthonormal",
  "gaussian",
  "proteus",
  "mse",
  "scratch",
];

const HEADS: readonly MethodId[] = [
  "cospress",
  "svd",
  "pca",
  "gaussian",
  "orthonormal",
];

/** All ten of the paper, as a value of its own; the others are single ones. */
const TEMPERATURE_LISTS: readonly (readonly number[])[] = [
  [0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1],
  [0.01],
  [0.03],
  [0.1],
];

const students: ClaimArena = {
  id: "students",
  what: "Students of the main methods, on the same images, batches and first weights for each seed.",
  methods: MAIN,
  settings: {},
  factor: null,
};

const heads: ClaimArena = {
  id: "heads",
  what: "Heads alone, each fitted on the teacher's tokens of the training images and measured on held-out ones.",
  methods: HEADS,
  settings: {},
  factor: null,
  headOnly: true,
};

const temperatures: ClaimArena = {
  id: "temperatures",
  what: "CosPress with the paper's ten temperatures and with single ones.",
  methods: ["cospress"],
  settings: {},
  factor: {
    path: "method.temperatures",
    values: TEMPERATURE_LISTS.filter((list) => list[0] !== 0.03),
  },
};

export const CLAIMS: readonly Claim[] = [
  {
    id: 1,
    title: "The head keeps the teacher's angles",
    claim:
      "A learned linear head compresses the teacher and keeps the angles between its embeddings.",
    status: "stated in the paper's abstract",
    supports:
      "On held-out pairs the learned head has a smaller angle error than random projections, and beside the closed forms it is ahead somewhere and behind nowhere, in angles and neighbours.",
    falsifies:
      "A random projection keeps angles as well; or a closed form (SVD), which needs no training, keeps them better.",
    arenas: [heads],
    caution:
      "Width and spectrum of the teacher decide how hard compressing is; a teacher of low rank makes it easy for every head.",
  },
  {
    id: 2,
    title: "The head is nearly orthogonal",
    claim: "The learned head comes out as an approximately orthogonal map.",
    status: "stated in an earlier version of the paper",
    supports:
      "Its condition number lies below 1.5, and its student keeps angles better than one behind an exactly orthonormal head.",
    falsifies:
      "The singular values stay spread, or an exactly orthonormal random head does as well downstream.",
    arenas: [heads, students],
    caution:
      "The bound of 1.5 is ours. The LayerNorm in front of the head centres tokens, so that even equal singular values make no exact similarity.",
  },
  {
    id: 3,
    title: "A head on the student's side lets geometry drift",
    claim:
      "With the linear map on the student's side (Proteus) the loss does not fix the angles of the student's embeddings.",
    status: "rationale, exact algebra",
    supports:
      "Trained with a map on their own side (Proteus, plain MSE), students have larger angle errors than CosPress' on the same seeds.",
    falsifies:
      "After training the angles agree: what the optimiser finds by itself is enough.",
    arenas: [
      students,
      {
        ...heads,
        id: "same-information",
        what: "The SVD head alone, bent by invertible maps: the best linear reconstruction of the teacher is the same behind each.",
        methods: ["svd"],
        factor: { path: "method.headCondition", values: [1, 10, 100] },
      },
    ],
    beside: "same-loss",
    caution:
      "The algebra is certain; how far a trained student drifts is not, and depends on its optimiser.",
  },
  {
    id: 4,
    title: "More accurate students",
    claim:
      "Students distilled with CosPress are more accurate than those of earlier feature distillation.",
    status: "stated in the paper's abstract",
    supports:
      "A lead over Proteus and plain MSE in kNN and in the linear probe, outside both intervals.",
    falsifies:
      "A lead in kNN alone, which follows from the loss by construction, or none.",
    arenas: [students],
    caution:
      "Short training rewards fast methods; with more steps the lead may shrink.",
  },
  {
    id: 5,
    title: "Better detection of unknown inputs",
    claim:
      "Embeddings of CosPress' students tell in-distribution images from others better.",
    status: "stated in the paper's abstract",
    supports:
      "A lead over Proteus and plain MSE in most scores, near and far, by AUROC and FPR95.",
    falsifies:
      "A lead in the nearest-neighbour score alone or on far images alone; or none.",
    arenas: [students],
    caution:
      "The head is fitted on ID images: directions in which they hardly vary may be lost, and with them what tells others apart.",
  },
  {
    id: 6,
    title: "More robust students",
    claim: "CosPress' students are more robust to changes of their input.",
    status: "stated in the paper's abstract",
    supports:
      "A lower relative mCE than Proteus' and plain MSE's students: less is lost beyond the clean error.",
    falsifies:
      "A lower mCE alone, which a better clean accuracy explains; or none.",
    arenas: [students],
    caution:
      "Views with changed colours resemble some corruptions (brightness, contrast, saturation) and help all methods alike. The reference is the student trained from scratch.",
  },
  {
    id: 7,
    title: "Faithful angles bring the other properties",
    claim:
      "The closer a student's angles are to the teacher's, the better it detects unknown inputs and withstands corruption.",
    status: "stated in the paper's abstract",
    supports:
      "A monotone relation across methods, and within one method whose head is bent on purpose while its information stays.",
    falsifies:
      "The relation vanishes within a method: then capacity or clean accuracy explains it across methods.",
    arenas: [
      {
        id: "all-methods",
        what: "Students of every method.",
        methods: METHOD_IDS.filter((id) => id !== "untrained"),
        settings: {},
        factor: null,
      },
      {
        id: "bent-heads",
        what: "The SVD head bent by an invertible map of rising condition: the same information at other angles.",
        methods: ["svd"],
        settings: {},
        factor: { path: "method.headCondition", values: [1, 3, 10, 30] },
      },
      temperatures,
    ],
    caution:
      "A correlation over a few methods; methods are not a sample of anything.",
  },
  {
    id: 8,
    title: "Useful on small data",
    claim:
      "Distilling on a small data set and then fine-tuning makes light models that compete with other ways to train on it.",
    status: "stated in the paper's abstract",
    supports:
      "With the fewest labels the distilled student beats the one from scratch at most sizes of the unlabelled set, and beats one distilled with plain MSE.",
    falsifies:
      "Training from scratch with the same labels and effort matches it; or distilling with plain MSE does.",
    arenas: [],
    beside: "low-data",
    caution:
      "The same labelled images for all students of a seed; they need not be among the unlabelled ones.",
  },
  {
    id: 9,
    title: "A list of temperatures matters",
    claim:
      "Several temperatures at once keep both wide angles and near neighbourhoods.",
    status: "choice of the released code, no ablation known",
    supports:
      "The list lies on the Pareto front of angle error and mutual kNN: ahead of every single temperature in one of them, behind none in both.",
    falsifies: "A single temperature is ahead in one and behind in neither.",
    arenas: [
      {
        ...heads,
        id: "head-temperatures",
        what: "CosPress' head alone, with ten temperatures and with single ones.",
        methods: ["cospress"],
        factor: { path: "method.temperatures", values: TEMPERATURE_LISTS },
      },
      {
        ...heads,
        id: "head-affinities",
        what: "CosPress' head alone, with joint and with conditional affinities.",
        methods: ["cospress"],
        factor: {
          path: "method.affinities",
          values: ["joint", "conditional"],
        },
      },
      temperatures,
    ],
    caution: "Temperatures act on cosines, whose spread is the teacher's.",
  },
  {
    id: 10,
    title: "The cosine loss is part of it",
    claim:
      "The student is better compared with the compressed teacher by cosine than by squared error.",
    status: "choice of the released code, no ablation known",
    supports:
      "In a square of {cosine, squared error} and {CosPress head, SVD head} both have a main effect on the angle error.",
    falsifies:
      "The whole gain comes from the cosine loss: then an angle-preserving head is not needed.",
    arenas: [
      {
        id: "losses",
        what: "CosPress' and the SVD head, each with the cosine loss and with squared error.",
        methods: ["cospress", "svd"],
        settings: {},
        factor: { path: "method.studentLoss", values: ["cosine", "mse"] },
      },
    ],
    caution:
      "Both losses have the same learning rate; squared error might want another.",
  },
  {
    id: 11,
    title: "No labels are needed",
    claim:
      "The objective never sees a label; what it shows does not depend on labels choosing a checkpoint.",
    status: "choice of the released code, no ablation known",
    supports:
      "Choosing the step with the best labelled kNN changes no comparison with CosPress.",
    falsifies: "A lead turns into a loss when labels choose the step.",
    arenas: [students],
    caution:
      "The best step is chosen on the images it is measured on, and is measured on a part of them: optimistic, and noisier.",
  },
  {
    id: 12,
    title: "The local term helps patch tokens",
    claim:
      "Keeping relations between the tokens of an image makes the student's tokens more like the teacher's.",
    status: "choice of the released code, no ablation known",
    supports:
      "Patch tokens of the student agree better with the teacher's with local weight 1 than with 0.",
    falsifies: "They agree as well without it.",
    arenas: [
      {
        id: "local-weight",
        what: "CosPress with the local weight at 1, as in the paper, and at 0.",
        methods: ["cospress"],
        settings: {
          "evaluation.tokenImages": 256,
          "evaluation.corruptedImages": 0,
        },
        factor: { path: "method.weights.local", values: [1, 0] },
      },
    ],
    caution:
      "Sixteen tokens of an image, and their cosines: no segmentation is measured.",
  },
];

/** Claim 8: each student of `methods` is distilled on so many images, then given so many labels of each class; `scratch` is the baseline. */
export const LOW_DATA = {
  methods: ["cospress", "mse"],
  images: [100, 300, 1000, 3000],
  labelsPerClass: [5, 10, 25],
} as const satisfies {
  methods: readonly MethodId[];
  images: readonly number[];
  labelsPerClass: readonly number[];
};

/**
 * What a run of an arena changes, in this order, after its method was chosen.
 *
 * @param steps Of the preset's student; a head alone is fitted for as many.
 */
export function claimSettings(
  { settings, headOnly }: ClaimArena,
  method: MethodId,
  steps: number,
  factor: ArenaFactor | null,
): [path: string, value: unknown][] {
  return [
    ...(headOnly
      ? ([
          ["optimiser.steps", 1],
          ["evaluation.corruptedImages", 0],
          ...(method === "cospress" ? [["method.headSteps", steps]] : []),
        ] as [string, unknown][])
      : []),
    ...Object.entries(settings),
    ...(factor ? ([[factor.path, factor.value]] as [string, unknown][]) : []),
  ];
}
