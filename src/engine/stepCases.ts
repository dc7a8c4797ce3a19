/**
 * The training steps on which speed is measured: as data, and made ready on the present backend with seeded random numbers in place of images and teacher.
 *
 * What runs is the engine's own trainer, from a batch in this thread's memory to updated parameters.
 */
import { IMAGE_SIDE } from "../data/image32.ts";
import { initialStudent, studentTokens } from "../models/student.ts";
import { tokenGrid, type StudentSizes } from "../models/studentSizes.ts";
import { toVariables } from "../models/parameters.ts";
import { PAPER_TEMPERATURES, type RunConfig } from "../protocol/config.ts";
import { presetById } from "../protocol/presets.ts";
import { seededRng } from "../tensor/rng.ts";
import * as tf from "../tensor/tf.ts";
import { learningRateAt } from "./learningRate.ts";
import { createTrainer, type Trainer } from "./trainer.ts";

/** Classes of the random labels; CosPress does not look at them. */
const CLASSES = 6;

/** Width of MobileNetV2's tokens in `emoji-quick`. */
const MOBILE_NET_WIDTH = 576;

/** The vision transformer that stands for a foundation teacher. */
const STANDARD_TEACHER: StudentSizes = {
  image: IMAGE_SIDE,
  patch: 4,
  width: 192,
  depth: 6,
  heads: 3,
  stem: "linear",
};

export type StepCase = {
  name: string;
  /** Its `method`, `student` and `optimiser` are used, and the seed; the batch size is only where measuring starts. */
  config: RunConfig;
  /** Width of the teacher's tokens. */
  dTeacher: number;
  /** The network whose forward pass is part of the step; null where its tokens come from the cache. */
  teacher: StudentSizes | null;
};

/** What of the standard step may differ from it. */
type StandardSizes = {
  patch: number;
  width: number;
  heads: number;
  temperatures: readonly number[];
};

/**
 * The standard step: student 96 wide, 4 deep, 3 heads on patches of 4 pixels, the paper's objective, AdamW at a constant rate, batches of 64,
 * against tokens of a teacher that is 192 wide.
 *
 * @param teacher Null where its tokens come from the cache.
 */
export function standardStep(
  name: string,
  teacher: StudentSizes | null,
  {
    patch = 4,
    width = 96,
    heads = 3,
    temperatures = PAPER_TEMPERATURES,
  }: Partial<StandardSizes> = {},
): StepCase {
  const { config } = presetById("paper");
  return {
    name,
    config: {
      ...config,
      student: { width, depth: 4, heads, patch, stem: "linear" },
      method: { ...config.method, temperatures: [...temperatures] },
      optimiser: {
        ...config.optimiser,
        ...{ learningRate: 1e-3, minLearningRate: 1e-3, warmupSteps: 0 },
        ...{ batchSize: 64, schedule: "step" },
      },
    },
    dTeacher: STANDARD_TEACHER.width,
    teacher,
  };
}

/** In the order in which they are reported. */
export const STEP_CASES: readonly StepCase[] = [
  standardStep("standard-cached", null),
  standardStep("standard-teacher", STANDARD_TEACHER),
  {
    name: "emoji-quick",
    config: presetById("emoji-quick").config,
    dTeacher: MOBILE_NET_WIDTH,
    teacher: null,
  },
];

/** A step that can be run again and again, always on the same batch. */
export type ReadyStep = {
  trainer: Trainer;
  /** One update, from uploading the batch on. Returns the losses by `LOSS_NAMES`; the caller disposes of them. */
  run(): tf.Scalar[];
  /** The teacher's forward pass alone, [batch, tokens, dTeacher]; null where the step has none. The caller disposes of it. */
  teacherTokens: (() => tf.Tensor3D) | null;
  /** The batch, and the teacher's parameters by name, as plain numbers. */
  numbers: {
    images: Float32Array;
    /** From the cache; empty where the step computes them. */
    teacherTokens: Float32Array;
    teacher: ReturnType<typeof initialStudent>;
  };
  dispose(): void;
};

/**
 * Makes a step ready on the present backend. Same case and batch size, same numbers on every backend.
 *
 * @param batchSize The case's own by default.
 * @throws {RangeError} If the teacher's tokens do not lie on the student's grid.
 */
export function readyStep(
  stepCase: StepCase,
  batchSize = stepCase.config.optimiser.batchSize,
): ReadyStep {
  const { config, dTeacher, teacher } = stepCase;
  const trainer = createTrainer(config, dTeacher, CLASSES);
  if (teacher && tokenGrid(teacher) !== tokenGrid(trainer.sizes)) {
    trainer.dispose();
    throw new RangeError(
      `readyStep: the teacher's token grid must be the student's, ${tokenGrid(trainer.sizes)}, got ${tokenGrid(teacher)}`,
    );
  }
  const random = (purpose: string) => seededRng(config.seed, `case/${purpose}`);
  const drawn = (n: number, draw: () => number) =>
    Float32Array.from({ length: n }, draw);
  const pixels = random("images");
  const images = drawn(batchSize * IMAGE_SIDE ** 2 * 3, pixels.uniform);
  const cached = drawn(
    teacher ? 0 : batchSize * trainer.tokens * dTeacher,
    random("tokens").normal,
  );
  const labels = random("labels");
  const initialTeacher = teacher
    ? initialStudent(teacher, random("teacher"))
    : {};
  const frozen = toVariables(initialTeacher);
  const batch = {
    size: batchSize,
    labels: Array.from({ length: batchSize }, () => labels.intBelow(CLASSES)),
  };
  const onDevice = () =>
    tf.tensor4d(images, [batchSize, IMAGE_SIDE, IMAGE_SIDE, 3]);
  let step = 0;

  return {
    trainer,
    run() {
      step += 1;
      const { optimiser } = config;
      return tf.tidy(() => {
        const pixels = onDevice();
        const tokens = teacher
          ? studentTokens(frozen, teacher, pixels)
          : cached;
        return trainer.step(
          { ...batch, images: pixels, teacherTokens: tokens, step },
          config.method,
          learningRateAt(step, optimiser, 1),
          optimiser.weightDecay,
        );
      });
    },
    teacherTokens:
      teacher &&
      (() => tf.tidy(() => studentTokens(frozen, teacher, onDevice()))),
    numbers: { images, teacherTokens: cached, teacher: initialTeacher },
    dispose() {
      trainer.dispose();
      tf.dispose(Object.values(frozen));
    },
  };
}
