/**
 * One row for each setting of a run: the form, the messages that refuse a value, the links and the documentation read it.
 * `config.ts` holds the schema; a test keeps the two in step.
 */

import { METHODS, type MethodId } from "./methods.ts";
import { RULE_TEXTS as t } from "./ruleTexts.ts";

/** Headings of the form, in the order in which they are shown. */
export const FIELD_GROUPS = [
  "data",
  "teacher",
  "student",
  "method",
  "optimiser",
  "evaluation",
  "run",
] as const;
export type FieldGroup = (typeof FIELD_GROUPS)[number];

type FieldBase = {
  /** Dotted path into `RunConfig`; also the name in `--set` and in saved results. */
  path: string;
  group: FieldGroup;
  label: string;
  /** One sentence for someone who meets the word for the first time. */
  explanation: string;
  /** Hidden until the visitor asks for all settings. */
  advanced?: true;
  /** Methods that read this setting; absent where all do. The form hides it under any other. */
  methods?: readonly MethodId[];
};

export type NumberField = FieldBase & {
  kind: "integer" | "real";
  unit?: string;
  min: number;
  max: number;
  /** Increment of the arrow keys; values between are allowed. */
  step: number;
  /** What a config without this setting means; absent where every config states it. */
  initial?: number;
};
export type NumberListField = FieldBase & {
  kind: "reals";
  unit?: string;
  /** Range of each entry. */
  min: number;
  max: number;
  minLength: number;
  maxLength: number;
};
export type ChoiceField = FieldBase & {
  kind: "choice";
  choices: readonly { value: string; label: string }[];
  /** As of `NumberField`. */
  initial?: string;
};
export type ToggleField = FieldBase & { kind: "toggle" };
/** A slug, or a list of slugs, whose choices depend on the packs present. */
export type SlugField = FieldBase & { kind: "slug" | "slugs" };
/** Not for the visitor to change. */
export type FixedField = FieldBase & { kind: "fixed"; value: number };

export type ConfigField =
  | NumberField
  | NumberListField
  | ChoiceField
  | ToggleField
  | SlugField
  | FixedField;

/** The student's cosine losses against a map on the teacher's side. */
const TEACHER_SIDE: readonly MethodId[] = [
  "cospress",
  "svd",
  "pca",
  "gaussian",
  "orthonormal",
];
const STUDENT_SIDE: readonly MethodId[] = ["proteus", "mse", "vkd"];
const RELATIONAL: readonly MethodId[] = [
  "rkd-distance",
  "rkd-angle",
  "sp",
  "pkt",
  "cka",
  "gram",
  "relational",
];
const COSPRESS: readonly MethodId[] = ["cospress"];

export const CONFIG_FIELDS = [
  {
    path: "version",
    group: "run",
    kind: "fixed",
    label: "Format version",
    value: 1,
    explanation:
      "Says how the settings are written down, so that old links can be told apart.",
    advanced: true,
  },
  {
    path: "seed",
    group: "run",
    kind: "integer",
    label: "Seed",
    min: 0,
    max: 2 ** 31 - 1,
    step: 1,
    explanation:
      "Everything random follows from this number: same seed, same backend, same curve.",
  },
  {
    path: "data.pack",
    group: "data",
    kind: "slug",
    label: "Images",
    explanation:
      "The image collection that the student learns from: in-distribution (ID).",
  },
  {
    path: "data.heldOut",
    group: "data",
    kind: "slugs",
    label: "Held-out classes",
    explanation:
      "Classes that are never trained on; their test images are the near-OOD sets.",
  },
  {
    path: "data.far",
    group: "data",
    kind: "slugs",
    label: "Far-OOD packs",
    explanation:
      "Other image collections that the student should find unlike its training images.",
  },
  {
    path: "data.images",
    group: "data",
    kind: "integer",
    label: "Training images",
    unit: "images",
    min: 64,
    max: 60000,
    step: 100,
    explanation:
      "How many in-distribution images are trained on, chosen by the seed with every class in its share.",
  },
  {
    path: "data.views",
    group: "data",
    kind: "integer",
    label: "Views of each image",
    unit: "views",
    min: 1,
    max: 8,
    step: 1,
    explanation:
      "1 keeps the original, 2 adds its mirror image, more add random crops; teacher and student always see the same view.",
    advanced: true,
  },
  {
    path: "data.colourChange",
    group: "data",
    kind: "real",
    label: "Colour changes",
    min: 0,
    max: 1,
    step: 0.1,
    explanation:
      "How strongly random crops change in brightness, contrast and saturation; some become grey or negatives. 0 leaves colours alone.",
    advanced: true,
  },
  {
    path: "teacher.id",
    group: "teacher",
    kind: "choice",
    label: "Teacher",
    choices: [
      { value: "mobilenet-v2-fast", label: "MobileNetV2, 4 x 4 tokens" },
      { value: "mobilenet-v2-fine", label: "MobileNetV2, 8 x 8 tokens" },
    ],
    explanation:
      "The pretrained network whose angles between images are to be kept; it is never changed.",
  },
  {
    path: "teacher.meanFraction",
    group: "teacher",
    kind: "real",
    label: "Mean subtracted",
    min: 0,
    max: 1,
    step: 0.1,
    explanation:
      "Share of the average training token taken away from the teacher's tokens; without it almost all its angles are small.",
    advanced: true,
  },
  {
    path: "student.width",
    group: "student",
    kind: "integer",
    label: "Width",
    unit: "numbers",
    min: 3,
    max: 384,
    step: 1,
    explanation:
      "How many numbers the student has for each token: the dimension the teacher is compressed to. At 3 (with 1 or 3 heads) the globe of Angles shows every angle as it is.",
  },
  {
    path: "student.depth",
    group: "student",
    kind: "integer",
    label: "Depth",
    unit: "blocks",
    min: 1,
    max: 12,
    step: 1,
    explanation: "How many transformer blocks follow each other.",
  },
  {
    path: "student.heads",
    group: "student",
    kind: "integer",
    label: "Attention heads",
    unit: "heads",
    min: 1,
    max: 12,
    step: 1,
    explanation:
      "How many attention patterns each block has; the width is shared out among them.",
    advanced: true,
  },
  {
    path: "student.patch",
    group: "student",
    kind: "integer",
    label: "Patch side",
    unit: "pixels",
    min: 2,
    max: 32,
    step: 1,
    explanation:
      "Each image of 32 x 32 pixels is cut into squares of this side; smaller squares mean more tokens and more work.",
  },
  {
    path: "student.stem",
    group: "student",
    kind: "choice",
    label: "Stem",
    choices: [
      { value: "conv", label: "Convolutions" },
      { value: "linear", label: "Linear, as in the paper" },
    ],
    explanation:
      "How pixels become tokens; a few convolutions learn in fewer steps than one linear map.",
  },
  {
    path: "method.id",
    group: "method",
    kind: "choice",
    label: "Method",
    choices: METHODS.map((method) => ({
      value: method.id,
      get label() {
        return method.title;
      },
    })),
    explanation:
      "The objective that teaches the student: CosPress, or one of the controls it has to be compared with.",
  },
  {
    path: "method.temperatures",
    group: "method",
    kind: "reals",
    label: "Temperatures",
    min: 0.005,
    max: 5,
    minLength: 1,
    maxLength: 20,
    explanation:
      "Kernel widths in units of cosine: small ones keep the nearest neighbours, large ones the wide angles.",
    methods: COSPRESS,
  },
  {
    path: "method.affinities",
    group: "method",
    kind: "choice",
    label: "Affinities",
    choices: [
      { value: "joint", label: "Joint, as in the paper" },
      { value: "conditional", label: "Conditional" },
    ],
    explanation:
      "Whether neighbour probabilities are made symmetric over all pairs, or compared row by row.",
    advanced: true,
    methods: COSPRESS,
  },
  {
    path: "method.weights.global",
    group: "method",
    kind: "real",
    label: "Global weight",
    min: 0,
    max: 100,
    step: 0.1,
    explanation:
      "Keeps the angles between images: class tokens of the whole batch.",
    methods: ["cospress", "svd", "pca", ...RELATIONAL],
  },
  {
    path: "method.weights.local",
    group: "method",
    kind: "real",
    label: "Local weight",
    min: 0,
    max: 100,
    step: 0.1,
    explanation: "Keeps the angles inside an image: the tokens of each image.",
    methods: ["cospress", "svd", "pca"],
  },
  {
    path: "method.weights.feature",
    group: "method",
    kind: "real",
    label: "Feature weight",
    min: 0,
    max: 100,
    step: 0.1,
    explanation:
      "Pulls all tokens of the student to the compressed teacher's: one cosine for each image.",
    methods: [...TEACHER_SIDE, ...STUDENT_SIDE],
  },
  {
    path: "method.weights.classToken",
    group: "method",
    kind: "real",
    label: "Class-token weight",
    min: 0,
    max: 100,
    step: 0.1,
    explanation:
      "Pulls the student's class token to the compressed teacher's, once more by itself.",
    methods: [...TEACHER_SIDE, ...STUDENT_SIDE, "kd"],
  },
  {
    path: "method.weights.centred",
    group: "method",
    kind: "real",
    label: "Centred weight",
    min: 0,
    max: 100,
    step: 0.1,
    explanation:
      "A variant, not in the paper: the two student losses again after the batch mean is removed; 0 switches it off.",
    methods: TEACHER_SIDE,
  },
  {
    path: "method.stopHeadGradient",
    group: "method",
    kind: "toggle",
    label: "Head ignores the student",
    explanation:
      "On, as in the paper: the head feels only the compression losses, so it cannot make the student's task easier.",
    advanced: true,
    methods: COSPRESS,
  },
  {
    path: "method.weights.anchor",
    group: "method",
    kind: "real",
    label: "Anchor weight",
    min: 0,
    max: 100,
    step: 1,
    explanation:
      "A variant, not in the paper: ties the head's cosines to the teacher's own, which the other losses leave free to shift together; 0 switches it off.",
    advanced: true,
    methods: COSPRESS,
  },
  {
    path: "method.weights.gram",
    group: "method",
    kind: "real",
    label: "Gram weight",
    min: 0,
    max: 100,
    step: 1,
    explanation:
      "A variant, not in the paper: asks the student for the teacher's own cosines between the images of a batch, past the head; 0 switches it off.",
    advanced: true,
    methods: TEACHER_SIDE,
  },
  {
    path: "method.weights.patch",
    group: "method",
    kind: "real",
    label: "Hidden-patch weight",
    min: 0,
    max: 100,
    step: 0.1,
    explanation:
      "Has the student predict the teacher's tokens of patches that were hidden from it.",
    advanced: true,
    methods: ["proteus"],
  },
  {
    path: "method.weights.label",
    group: "method",
    kind: "real",
    label: "Label weight",
    min: 0,
    max: 100,
    step: 0.1,
    explanation: "Adds the true label to the teacher's class probabilities.",
    advanced: true,
    methods: ["kd"],
  },
  {
    path: "method.relationTemperature",
    group: "method",
    kind: "real",
    label: "Relation temperature",
    min: 0.005,
    max: 5,
    step: 0.01,
    explanation:
      "Kernel width in units of cosine: a small one looks at the nearest neighbours alone.",
    methods: ["relational"],
  },
  {
    path: "method.logitTemperature",
    group: "method",
    kind: "real",
    label: "Logit temperature",
    min: 0.1,
    max: 20,
    step: 0.5,
    explanation:
      "How much the class probabilities are softened before they are compared.",
    methods: ["kd"],
  },
  {
    path: "method.headNorm",
    group: "method",
    kind: "toggle",
    label: "LayerNorm in the head",
    explanation:
      "On, as in the paper: the head brings every teacher token to mean 0 and variance 1 first.",
    advanced: true,
    methods: COSPRESS,
  },
  {
    path: "method.headBias",
    group: "method",
    kind: "toggle",
    label: "Bias in the head",
    explanation:
      "On, as in the paper: the head may shift all compressed tokens, and so all their cosines.",
    advanced: true,
    methods: COSPRESS,
  },
  {
    path: "method.headSteps",
    group: "method",
    kind: "integer",
    label: "Head fitted first",
    unit: "steps",
    min: 0,
    max: 100_000,
    step: 50,
    explanation:
      "Updates of the head before the student's first, after which it is frozen; 0 trains both together, as in the paper.",
    advanced: true,
    methods: COSPRESS,
  },
  {
    path: "method.studentLoss",
    group: "method",
    kind: "choice",
    label: "Student's loss",
    choices: [
      { value: "cosine", label: "Cosine, as in the paper" },
      { value: "mse", label: "Mean squared error" },
    ],
    explanation:
      "How the student is compared with the compressed teacher: by direction alone, or number by number.",
    advanced: true,
    methods: TEACHER_SIDE,
  },
  {
    path: "method.headCondition",
    group: "method",
    kind: "real",
    label: "Head bent by",
    min: 1,
    max: 1000,
    step: 1,
    explanation:
      "A control: stretches the compressed teacher by up to this factor more in one direction than in another, which loses no information but changes its angles; 1 leaves it alone.",
    advanced: true,
    methods: ["svd"],
  },
  {
    path: "method.biasCorrection",
    group: "method",
    kind: "toggle",
    label: "Bias correction",
    explanation:
      "A variant, not in the paper: takes the share of the mean training token that fits the training angles best off the student before it is measured.",
    advanced: true,
  },
  {
    path: "optimiser.learningRate",
    group: "optimiser",
    kind: "real",
    label: "Learning rate",
    min: 0,
    max: 1,
    step: 0.001,
    explanation: "Size of the largest steps, reached after the warm-up.",
  },
  {
    path: "optimiser.minLearningRate",
    group: "optimiser",
    kind: "real",
    label: "Final learning rate",
    min: 0,
    max: 1,
    step: 0.0001,
    explanation: "Where the cosine schedule ends.",
    advanced: true,
  },
  {
    path: "optimiser.warmupLearningRate",
    group: "optimiser",
    kind: "real",
    label: "First learning rate",
    min: 0,
    max: 1,
    step: 0.0001,
    explanation: "Where the warm-up begins.",
    advanced: true,
  },
  {
    path: "optimiser.weightDecay",
    group: "optimiser",
    kind: "real",
    label: "Weight decay",
    min: 0,
    max: 1,
    step: 0.01,
    explanation:
      "How strongly AdamW pulls weight matrices towards zero; biases and norms are left alone.",
    advanced: true,
  },
  {
    path: "optimiser.warmupSteps",
    group: "optimiser",
    kind: "integer",
    label: "Warm-up",
    unit: "steps",
    min: 0,
    max: 1_000_000,
    step: 10,
    explanation: "Steps during which the learning rate rises to its full size.",
    advanced: true,
  },
  {
    path: "optimiser.batchSize",
    group: "optimiser",
    kind: "integer",
    label: "Batch size",
    unit: "images",
    min: 2,
    max: 512,
    step: 8,
    explanation:
      "Images in one step; the global loss compares all pairs among them.",
  },
  {
    path: "optimiser.steps",
    group: "optimiser",
    kind: "integer",
    label: "Steps",
    unit: "steps",
    min: 1,
    max: 1_000_000,
    step: 50,
    explanation: "How many updates the run makes in all.",
  },
  {
    path: "optimiser.schedule",
    group: "optimiser",
    kind: "choice",
    label: "Schedule moves",
    choices: [
      { value: "step", label: "Every step" },
      { value: "epoch", label: "Every epoch, as in the reference" },
    ],
    explanation:
      "How often the learning rate is recalculated; an epoch is one pass over the training images.",
    advanced: true,
  },
  {
    path: "evaluation.every",
    group: "evaluation",
    kind: "integer",
    label: "Evaluate every",
    unit: "steps",
    min: 1,
    max: 1_000_000,
    step: 10,
    explanation:
      "Steps between two looks at held-out images; evaluation itself takes time.",
  },
  {
    path: "evaluation.split",
    group: "evaluation",
    kind: "choice",
    label: "Measured on",
    choices: [
      { value: "test", label: "Test images" },
      { value: "validation", label: "Validation images" },
    ],
    explanation:
      "Choose settings on validation images, and look at test images once, at the end. A far pack without validation images is measured on its test images.",
    advanced: true,
  },
  {
    path: "evaluation.heatmapImages",
    group: "evaluation",
    kind: "integer",
    label: "Heatmap images",
    unit: "images",
    min: 8,
    max: 128,
    step: 8,
    explanation: "How many images, sorted by class, each heatmap compares.",
    advanced: true,
  },
  {
    path: "evaluation.knnK",
    group: "evaluation",
    kind: "integer",
    label: "Voting neighbours",
    unit: "images",
    min: 1,
    max: 200,
    step: 1,
    explanation:
      "How many nearest training images vote on a test image's class (k of kNN).",
    advanced: true,
  },
  {
    path: "evaluation.knnTemperature",
    group: "evaluation",
    kind: "real",
    label: "Vote temperature",
    min: 0.005,
    max: 5,
    step: 0.01,
    explanation:
      "How much more a closer neighbour's vote counts; smaller means much more.",
    advanced: true,
  },
  {
    path: "evaluation.measures",
    group: "evaluation",
    kind: "choice",
    label: "Final measures",
    choices: [
      { value: "basic", label: "Basic" },
      { value: "full", label: "Full bench" },
    ],
    initial: "basic",
    explanation:
      "Full adds geometry, a linear probe and every OOD score to the last evaluation, which then takes longer.",
    advanced: true,
  },
  {
    path: "evaluation.corruptedImages",
    group: "evaluation",
    kind: "integer",
    label: "Corrupted images",
    unit: "images",
    min: 0,
    max: 5000,
    step: 50,
    initial: 0,
    explanation:
      "How many held-out images the full bench corrupts in 16 ways at 5 severities; 0 leaves robustness out.",
    advanced: true,
  },
  {
    path: "evaluation.tokenImages",
    group: "evaluation",
    kind: "integer",
    label: "Images with tokens",
    unit: "images",
    min: 0,
    max: 2000,
    step: 50,
    initial: 0,
    explanation:
      "Of how many held-out images the full bench compares the patch tokens with the teacher's; 0 leaves them out.",
    advanced: true,
  },
] as const satisfies readonly ConfigField[];

/** Every dotted path there is. */
export type ConfigPath = (typeof CONFIG_FIELDS)[number]["path"];

const FIELD_BY_PATH: ReadonlyMap<string, ConfigField> = new Map(
  CONFIG_FIELDS.map((field): [string, ConfigField] => [field.path, field]),
);

/** The row of a path, or undefined when there is no such setting. */
export function fieldAt(path: string): ConfigField | undefined {
  return FIELD_BY_PATH.get(path);
}

/** Whether a method reads this setting. */
export function isFieldOf(field: ConfigField, method: MethodId): boolean {
  return field.methods === undefined || field.methods.includes(method);
}

/** What a value of this field must be, in words: "must be a whole number from 1 to 12". */
export function fieldRule(field: ConfigField): string {
  switch (field.kind) {
    case "integer":
      return t.whole(field.min, field.max);
    case "real":
      return t.number(field.min, field.max);
    case "reals": {
      const { minLength, maxLength, min, max } = field;
      return t.numbers(minLength, maxLength, min, max);
    }
    case "choice":
      return t.choice(field.choices.map(({ value }) => value).join(", "));
    case "toggle":
      return t.toggle;
    case "slug":
      return t.slug;
    case "slugs":
      return t.slugs;
    case "fixed":
      return t.fixed(field.value);
  }
}
