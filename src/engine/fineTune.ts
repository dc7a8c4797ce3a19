/** Supervised training of a whole student on few labelled images, its learning rate and length chosen on validation images. */
import type { ImageView } from "../data/batches.ts";
import { createBatches } from "../data/batches.ts";
import { IMAGE_VALUES } from "../data/image32.ts";
import {
  linearLogits,
  predictedClasses,
} from "../evaluation/probe/linearProbe.ts";
import { chooseMethod } from "../protocol/chooseMethod.ts";
import type { RunConfig } from "../protocol/config.ts";
import * as tf from "../tensor/tf.ts";
import { checkFinite } from "./checkFinite.ts";
import { learningRateAt } from "./learningRate.ts";
import { createTrainer, type Trainer, type TrainerState } from "./trainer.ts";

/** Images, and their classes from 0 on. */
export type LabelledImages = {
  n: number;
  labels: ArrayLike<number>;
  /** [count, 32, 32, 3], 0 to 1, of images `start` to `start + count`. */
  pixels(start: number, count: number): Float32Array;
};

export type FineTuneOptions = {
  /** Sizes of the student, seed, views and weight decay are the run's own. */
  config: RunConfig;
  classes: number;
  /** Weights to start from; null: those of step 0. */
  student: TrainerState["student"] | null;
  /** Positions in a pack and class of each labelled image. */
  images: Uint32Array;
  labelOf: (image: number) => number;
  /** Pixels [32, 32, 3] of a training view. */
  viewPixels: (key: ImageView) => Float32Array;
  validation: LabelledImages;
  held: LabelledImages;
  pause: () => Promise<void>;
  progress?: (done: number, total: number) => void;
  rates?: readonly number[];
  steps?: number;
};

export type FineTuned = {
  /** Of the images in `held`. */
  accuracy: number;
  learningRate: number;
  step: number;
  validationAccuracy: number;
};

/** Peak learning rates that are tried: those of scratch training here (3e-3), a third and a tenth. */
const RATES: readonly number[] = [0.0003, 0.001, 0.003];

/** Updates at each rate, and how often the student is looked at on the way. */
const STEPS = 200;
const CHECKS = 8;

/** Images of an update; fewer where there are fewer. */
const BATCH = 32;

/** Share of the updates that warm up, and last rate over the first. */
const WARMUP_SHARE = 0.1;
const LAST_RATE = 0.01;

/**
 * Trains at every rate, keeps the step with the highest validation accuracy (of equals the first), and measures that one.
 *
 * Cross-entropy, AdamW, cosine schedule, the views of the run's own preset; the same batches whatever the student began as.
 */
export async function fineTune(options: FineTuneOptions): Promise<FineTuned> {
  const { config, classes, images, validation, held, pause } = options;
  const { rates = RATES, steps = STEPS, progress = () => {} } = options;
  const batchSize = Math.min(BATCH, images.length);
  const { seed } = config;
  const { views } = config.data;
  const batches = createBatches({ images, batchSize, views, seed });
  const every = Math.max(1, Math.floor(steps / CHECKS));
  const supervised = chooseMethod(config, "scratch");
  let best: (Omit<FineTuned, "accuracy"> & { state: TrainerState }) | null =
    null;
  const open = async (state: TrainerState | null) => {
    const trainer = createTrainer(supervised, 1, classes);
    const { student } = options;
    if (state) trainer.restore(state);
    else if (student) trainer.restore({ ...(await trainer.state()), student });
    return trainer;
  };

  for (const [turn, learningRate] of rates.entries()) {
    const trainer = await open(null);
    const schedule: RunConfig["optimiser"] = {
      ...{ ...config.optimiser, steps, batchSize, schedule: "step" },
      ...{ learningRate, minLearningRate: LAST_RATE * learningRate },
      warmupLearningRate: LAST_RATE * learningRate,
      warmupSteps: Math.floor(WARMUP_SHARE * steps),
    };
    try {
      for (let step = 1; step <= steps; step++) {
        const keys = batches.at(step);
        await update(
          trainer,
          options,
          keys,
          step,
          learningRateAt(step, schedule, batches.stepsPerEpoch),
        );
        progress(turn * steps + step, rates.length * steps);
        await pause();
        if (step % every > 0 && step < steps) continue;
        const validationAccuracy = await accuracyOn(trainer, validation, pause);
        if (best && validationAccuracy <= best.validationAccuracy) continue;
        const state = structuredClone(await trainer.state());
        best = { learningRate, step, validationAccuracy, state };
      }
    } finally {
      trainer.dispose();
    }
  }
  const { state, ...chosen } = best!;
  const trainer = await open(state);
  try {
    return { accuracy: await accuracyOn(trainer, held, pause), ...chosen };
  } finally {
    trainer.dispose();
  }
}

async function update(
  trainer: Trainer,
  { config, labelOf, viewPixels }: FineTuneOptions,
  keys: readonly ImageView[],
  step: number,
  learningRate: number,
): Promise<void> {
  const images = new Float32Array(keys.length * IMAGE_VALUES);
  keys.forEach((key, i) => images.set(viewPixels(key), i * IMAGE_VALUES));
  const scalars = trainer.step(
    {
      ...{ size: keys.length, images, step },
      // Supervised: nobody looks at a teacher.
      teacherTokens: new Float32Array(keys.length * trainer.tokens),
      labels: keys.map(({ image }) => labelOf(image)),
    },
    config.method,
    learningRate,
    config.optimiser.weightDecay,
  );
  const [total, global, local, feature, classToken] = (await Promise.all(
    scalars.map(async (scalar) => (await scalar.data())[0]!),
  )) as [number, number, number, number, number];
  tf.dispose(scalars);
  const losses = { total, global, local, feature, classToken };
  checkFinite({ step, learningRate, losses });
}

async function accuracyOn(
  trainer: Trainer,
  { n, labels, pixels }: LabelledImages,
  pause: () => Promise<void>,
): Promise<number> {
  const d = trainer.sizes.width;
  const values = await trainer.embed(n, pixels, pause);
  const { head } = await trainer.state();
  const weight = head["weight"]!;
  const bias = Float64Array.from(head["bias"]!.values);
  const classes = bias.length;
  // [d, classes] -> [classes, d]
  const weights = Float64Array.from(
    { length: classes * d },
    (_, i) => weight.values[(i % d) * classes + Math.floor(i / d)]!,
  );
  const logits = linearLogits({ weights, bias, classes, d }, { values, n, d });
  const predicted = predictedClasses(logits, classes);
  return predicted.filter((c, i) => c === labels[i]).length / n;
}
