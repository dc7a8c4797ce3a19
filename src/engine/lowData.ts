/**
 * Small data: a student distilled on a few unlabelled images, then a linear probe and fine-tuning with a few labels for each class.
 *
 * The labelled images are drawn from all training images of the ID classes, by seed alone: the same ones whatever the student was distilled on,
 * the fewer within the more. The baseline, method `scratch`, is fine-tuned from step 0 by the same procedure.
 */
import { imageFloats } from "../data/image32.ts";
import type { ReadFile } from "../data/readFile.ts";
import { runSplits, type ImageSet, type RunSplits } from "../data/splits.ts";
import { imageView } from "../data/views.ts";
import { runInSlices } from "../evaluation/chunks.ts";
import {
  chooseLinearProbe,
  linearLogits,
  predictedClasses,
} from "../evaluation/probe/linearProbe.ts";
import type { RunConfig } from "../protocol/config.ts";
import { EngineError } from "../protocol/engineError.ts";
import type { LowDataResult, LowDataScore } from "../protocol/lowData.ts";
import type { BackendReport, Event } from "../protocol/messages.ts";
import { seededRng, shuffledIndices } from "../tensor/rng.ts";
import {
  fineTune,
  type FineTuneOptions,
  type LabelledImages,
} from "./fineTune.ts";
import type { Packs } from "./packs.ts";
import { createRun } from "./run.ts";
import type { RunMemory } from "./runMemory.ts";
import { createTrainer, type TrainerState } from "./trainer.ts";

/** Validation images that choose rate and length of fine-tuning: a look at them every few updates must stay cheap. */
const VALIDATION_IMAGES = 240;

export type LowDataOptions = {
  config: RunConfig;
  /** Rising. */
  labelsPerClass: readonly number[];
  /** Other rates and lengths than the usual ones. */
  tuning?: Pick<FineTuneOptions, "rates" | "steps">;
  report: BackendReport;
  packs: Packs;
  readFile: ReadFile;
  post: (event: Event) => void;
  /** Awaited often; a rejection gives the run up. */
  pause: () => Promise<void>;
  memory?: RunMemory;
};

/**
 * @throws {EngineError} `bad-config` if the run is measured on validation images, or a class has fewer training images than labels are asked for;
 *   otherwise as `createRun`.
 */
export async function measureLowData(
  options: LowDataOptions,
): Promise<LowDataResult> {
  const started = performance.now();
  const { config, labelsPerClass, report, packs, pause } = options;
  if (config.evaluation.split !== "test") {
    throw new EngineError(
      "bad-config",
      "measureLowData: evaluation.split must be test, for validation images choose the settings, got validation",
    );
  }
  const splits = await allTraining(config, packs);
  const student =
    config.method.id === "scratch" ? null : await distilled(options);
  const scores: LowDataScore[] = [];
  for (const [turn, count] of labelsPerClass.entries()) {
    const images = labelledImages(splits, count, config.seed);
    const parts = labelsPerClass.length;
    scores.push(
      await score(options, splits, student, images, count, (share) =>
        options.post({
          type: "progress",
          task: "evaluation",
          label: `Fine-tuning, ${count} labels a class`,
          done: Math.round(100 * (turn + share)),
          total: 100 * parts,
          unit: "parts",
        }),
      ),
    );
    await pause();
  }
  return {
    ...{ format: 1, kind: "low-data", config, scores },
    backend: report.backend,
    totalMs: performance.now() - started,
  };
}

type SplitPair = { test: RunSplits; validation: RunSplits };

/** The run's own division of its pack, with every training image. */
async function allTraining(
  config: RunConfig,
  packs: Packs,
): Promise<SplitPair> {
  const pack = await packs.load(config.data.pack);
  const { classes, classCounts } = pack.manifest;
  const images = classCounts.train.reduce(
    (sum, count, i) =>
      sum + (config.data.heldOut.includes(classes[i]!) ? 0 : count),
    0,
  );
  const data = { ...config.data, images, far: [] };
  const loaded = new Map([[config.data.pack, pack]]);
  return {
    test: runSplits(data, config.seed, loaded, "test"),
    validation: runSplits(data, config.seed, loaded, "validation"),
  };
}

/** `count` training images of every class; the first of a seeded order. */
function labelledImages(
  { test }: SplitPair,
  count: number,
  seed: number,
): Uint32Array {
  const { idTrain, idLabels } = test;
  const chosen = idLabels.flatMap((label) => {
    const members = idTrain.indices.filter(
      (index) => idTrain.pack.labels[index] === label,
    );
    if (members.length < count) {
      throw new EngineError(
        "bad-config",
        `measureLowData: every class must have ${count} training images, class ${label} has ${members.length}`,
      );
    }
    const rng = seededRng(seed, `labelled images/${label}`);
    const order = shuffledIndices(members.length, rng);
    return Array.from(order.subarray(0, count), (i) => members[i]!);
  });
  return Uint32Array.from(chosen).sort();
}

/** The student's weights after a whole run of the config. */
async function distilled({
  config,
  report,
  packs,
  readFile,
  post,
  pause,
  memory,
}: LowDataOptions): Promise<TrainerState["student"]> {
  const run = await createRun({
    ...{ runId: "low-data", config, report, packs, readFile },
    ...{ post, pause, memory },
  });
  try {
    while (!run.isDone()) {
      await run.step();
      await pause();
    }
    await run.settle();
    return (await run.snapshot()).trainer.student;
  } finally {
    run.dispose();
  }
}

async function score(
  { config, tuning, pause }: LowDataOptions,
  { test, validation }: SplitPair,
  student: TrainerState["student"] | null,
  images: Uint32Array,
  labelsPerClass: number,
  progress: (share: number) => void,
): Promise<LowDataScore> {
  const { idTrain, idLabels } = test;
  const classes = idLabels.length;
  const { seed } = config;
  const classOf = (image: number) =>
    idLabels.indexOf(idTrain.pack.labels[image]!);
  const labelled = (set: ImageSet, order: Uint32Array): LabelledImages => ({
    n: order.length,
    labels: Int32Array.from(order, (image) =>
      idLabels.indexOf(set.pack.labels[image]!),
    ),
    pixels: (start, count) =>
      imageFloats(set.pack, order.subarray(start, start + count), set.options),
  });
  const chosen = shuffledIndices(
    validation.idHeldOut.indices.length,
    seededRng(seed, "validation images"),
  ).subarray(0, VALIDATION_IMAGES);
  const few = labelled(
    validation.idHeldOut,
    Uint32Array.from(chosen, (i) => validation.idHeldOut.indices[i]!),
  );
  const held = labelled(test.idHeldOut, test.idHeldOut.indices);
  const training = labelled(idTrain, images);

  // The teacher's width does not matter to a student on its own.
  const trainer = createTrainer(config, 1, classes);
  let probe: LowDataScore["probe"];
  try {
    if (student) trainer.restore({ ...(await trainer.state()), student });
    const rowsOf = async ({ n, pixels }: LabelledImages) => ({
      ...{ n, d: trainer.sizes.width },
      values: await trainer.embed(n, pixels, pause),
    });
    const { probe: fitted } = await runInSlices(
      chooseLinearProbe(
        { rows: await rowsOf(training), labels: training.labels },
        { rows: await rowsOf(few), labels: few.labels },
        classes,
      ),
      pause,
    );
    const logits = linearLogits(fitted, await rowsOf(held));
    const predicted = predictedClasses(logits, classes);
    const right = predicted.filter((c, i) => c === held.labels[i]).length;
    probe = { accuracy: right / held.n, strength: fitted.strength };
  } finally {
    trainer.dispose();
  }
  const tuned = await fineTune({
    ...{ config, classes, student, images, labelOf: classOf },
    viewPixels: ({ image, view }) => {
      const pixels = imageFloats(idTrain.pack, [image], idTrain.options);
      return imageView(pixels, seed, image, view, config.data.colourChange);
    },
    ...{ validation: few, held, pause, ...tuning },
    progress: (done, total) => progress(done / total),
  });
  return {
    ...{ labelsPerClass, labels: images.length, probe, fineTune: tuned },
    ...{ n: held.n, validation: few.n },
  };
}
