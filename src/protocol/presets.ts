/** Named starting points. A preset is a whole config; a link or command line states only what differs from it. */
import {
  CONFIG_VERSION,
  PAPER_TEMPERATURES,
  type RunConfig,
} from "./config.ts";

export type Preset = {
  id: string;
  title: string;
  /** One sentence for the picker. */
  summary: string;
  /** Where it leaves the paper, one clause each; empty lists are not shown. */
  departures: readonly string[];
  config: RunConfig;
};

/** Weights of the paper; of the baselines' own terms, each method's usual ones. */
const PAPER_WEIGHTS: RunConfig["method"]["weights"] = {
  global: 1,
  local: 1,
  feature: 1,
  classToken: 1,
  centred: 0,
  anchor: 0,
  gram: 0,
  patch: 1,
  label: 0.1,
};

const EMOJI_QUICK: RunConfig = {
  version: CONFIG_VERSION,
  seed: 1,
  data: {
    pack: "emoji8",
    heldOut: ["animals-nature", "food-drink"],
    far: ["crops"],
    images: 3000,
    views: 8,
    colourChange: 0.25,
  },
  teacher: { id: "mobilenet-v2-fast", meanFraction: 0.6 },
  student: { width: 64, depth: 3, heads: 4, patch: 8, stem: "conv" },
  method: {
    id: "cospress",
    temperatures: [...PAPER_TEMPERATURES],
    affinities: "joint",
    stopHeadGradient: true,
    headNorm: true,
    headBias: true,
    headSteps: 0,
    studentLoss: "cosine",
    headCondition: 1,
    biasCorrection: false,
    relationTemperature: 0.1,
    logitTemperature: 4,
    weights: {
      ...PAPER_WEIGHTS,
      centred: 1,
    },
  },
  optimiser: {
    learningRate: 0.01,
    minLearningRate: 0.0001,
    warmupLearningRate: 0.0001,
    weightDecay: 0.05,
    warmupSteps: 20,
    batchSize: 64,
    steps: 600,
    schedule: "step",
  },
  evaluation: {
    every: 50,
    split: "test",
    heatmapImages: 96,
    knnK: 20,
    knnTemperature: 0.07,
  },
};

/** Changes to a base config, one level deep in each group, weights included. */
type Changes = {
  [G in keyof RunConfig]?: RunConfig[G] extends object
    ? Partial<RunConfig[G]>
    : RunConfig[G];
};

function variant(base: RunConfig, changes: Changes): RunConfig {
  return {
    ...base,
    ...changes,
    data: { ...base.data, ...changes.data },
    teacher: { ...base.teacher, ...changes.teacher },
    student: { ...base.student, ...changes.student },
    method: { ...base.method, ...changes.method },
    optimiser: { ...base.optimiser, ...changes.optimiser },
    evaluation: { ...base.evaluation, ...changes.evaluation },
  } as RunConfig;
}

const VARIANT_DEPARTURES = [
  "learning rate 1e-2 for a few hundred steps instead of 5e-4 for 300 epochs",
  "centred cosine term added (variant, not in the paper)",
  "bundled MobileNetV2 teacher instead of DINOv2",
  "32-pixel images",
];

/** Of the presets with `data.colourChange`. */
const MILD_COLOURS = "mild colour changes instead of RandAugment";

export const PRESETS: readonly Preset[] = [
  {
    id: "emoji-quick",
    title: "Emoji, quick",
    summary:
      "Six kinds of emoji in four drawing styles; animals and food are held out. About two minutes without a GPU.",
    departures: [...VARIANT_DEPARTURES, MILD_COLOURS],
    config: EMOJI_QUICK,
  },
  {
    id: "emoji-full",
    title: "Emoji, full",
    summary:
      "All training emoji, eight cached views of each, a wider student and more steps.",
    departures: [...VARIANT_DEPARTURES, MILD_COLOURS],
    config: variant(EMOJI_QUICK, {
      data: { images: 3400 },
      student: { width: 128, depth: 4, heads: 4 },
      optimiser: { steps: 3000, warmupSteps: 50 },
      evaluation: { every: 250 },
    }),
  },
  {
    id: "fashion-holdout",
    title: "Fashion-MNIST, two classes held out",
    summary:
      "Eight kinds of clothing in grey; sandals and bags are the near-OOD sets.",
    departures: [...VARIANT_DEPARTURES],
    config: variant(EMOJI_QUICK, {
      data: {
        pack: "fashion-mnist",
        heldOut: ["sandal", "bag"],
        far: ["crops", "emoji8"],
        images: 3200,
        colourChange: 0,
      },
      optimiser: { steps: 1500 },
      evaluation: { every: 150 },
    }),
  },
  {
    id: "cifar10-holdout",
    title: "CIFAR-10, cat and dog held out",
    summary:
      "Eight classes of small photographs; needs the pack made by `npm run assets -- cifar10`.",
    departures: [...VARIANT_DEPARTURES],
    config: variant(EMOJI_QUICK, {
      data: {
        pack: "cifar10",
        heldOut: ["cat", "dog"],
        far: ["crops", "emoji8"],
        images: 8000,
        views: 4,
        colourChange: 0,
      },
      teacher: { meanFraction: 0.7 },
      optimiser: { steps: 1500 },
      evaluation: { every: 150 },
    }),
  },
  {
    id: "paper",
    title: "Paper settings",
    summary:
      "Objective, weights, optimiser and 300-epoch schedule as released. Hours without a GPU.",
    departures: [
      "batch 64 instead of 1,024",
      "32-pixel images instead of 224",
      "crops and flips only: no RandAugment, colour jitter or random erasing",
      "bundled MobileNetV2 teacher instead of DINOv2",
    ],
    config: variant(EMOJI_QUICK, {
      data: { images: 3400, colourChange: 0 },
      teacher: { id: "mobilenet-v2-fine", meanFraction: 0.7 },
      student: { width: 192, depth: 12, heads: 3, patch: 4, stem: "linear" },
      method: { weights: PAPER_WEIGHTS },
      optimiser: {
        learningRate: 0.0005,
        minLearningRate: 0.00001,
        warmupLearningRate: 0.000001,
        weightDecay: 0.05,
        warmupSteps: 265,
        steps: 15900,
        schedule: "epoch",
      },
      evaluation: { every: 500 },
    }),
  },
];

export const DEFAULT_PRESET = "emoji-quick";

/** @throws {RangeError} If there is no preset of that name; the message lists those there are. */
export function presetById(id: string): Preset {
  const preset = PRESETS.find((candidate) => candidate.id === id);
  if (!preset) {
    const known = PRESETS.map((candidate) => candidate.id).join(", ");
    throw new RangeError(
      `presetById: 'id' must be one of ${known}, got ${JSON.stringify(id)}`,
    );
  }
  return preset;
}
