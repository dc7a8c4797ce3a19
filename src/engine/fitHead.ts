/** What happens to a head before step 1: computed from a sample of training images, or trained by itself. */
import type { RunConfig } from "../protocol/config.ts";
import type { Event } from "../protocol/messages.ts";
import * as tf from "../tensor/tf.ts";
import { learningRateAt } from "./learningRate.ts";
import type { RunData } from "./runData.ts";
import type { TeacherTokens } from "./teacherTokens.ts";
import type { Trainer, TrainerState } from "./trainer.ts";

/** Training images that a head is computed from, and the memory that their tokens may take. */
const SAMPLE_IMAGES = 1024;
const SAMPLE_BYTES = 128 * 2 ** 20;

/** Images between two reports of progress. */
const IMAGES_AT_ONCE = 64;

type HeadFitting = {
  trainer: Trainer;
  config: RunConfig;
  tokens: TeacherTokens;
  data: RunData;
  post: (event: Event) => void;
  /** Awaited often; a rejection gives the fit up. */
  pause: () => Promise<void>;
};

/**
 * Fits the head of a trainer at step 0; the same numbers for the same seed.
 *
 * @returns The trainer's state afterwards, or null where the method fits nothing.
 */
export async function fitHead(
  fitting: HeadFitting,
): Promise<TrainerState | null> {
  const { trainer, config } = fitting;
  const { id, headSteps } = config.method;
  if (trainer.isFitted) await trainer.fit(await sampled(fitting));
  else if (id === "cospress" && headSteps > 0) await trainHead(fitting);
  else return null;
  return trainer.state();
}

/** Teacher tokens and labels of a seeded sample. */
async function sampled({ trainer, tokens, data, post, pause }: HeadFitting) {
  const size = trainer.tokens * trainer.dTeacher;
  const most = Math.floor(SAMPLE_BYTES / (4 * size));
  const views = data.sample(Math.min(SAMPLE_IMAGES, most));
  const teacherTokens = new Float32Array(views.length * size);
  for (let start = 0; start < views.length; start += IMAGES_AT_ONCE) {
    const some = views.slice(start, start + IMAGES_AT_ONCE);
    teacherTokens.set(await tokens.batch(some, pause), start * size);
    post(progress(start + some.length, views.length));
  }
  return {
    n: views.length,
    tokens: trainer.tokens,
    teacherTokens,
    labels: data.labels(views),
  };
}

/** The run's own batches and learning rates, squeezed into `headSteps` updates. */
async function trainHead(fitting: HeadFitting): Promise<void> {
  const { trainer, config, tokens, data, post, pause } = fitting;
  const { headSteps } = config.method;
  const optimiser: RunConfig["optimiser"] = {
    ...config.optimiser,
    steps: headSteps,
    warmupSteps: Math.min(
      config.optimiser.warmupSteps,
      Math.floor(headSteps / 2),
    ),
  };
  for (let step = 1; step <= headSteps; step++) {
    const views = data.batch(step);
    const losses = trainer.step(
      {
        size: views.length,
        images: data.viewsPixels(views),
        teacherTokens: await tokens.batch(views, pause),
        labels: data.labels(views),
        step,
      },
      config.method,
      learningRateAt(step, optimiser, data.stepsPerEpoch),
      optimiser.weightDecay,
      { head: true, student: false },
    );
    tf.dispose(losses);
    post(progress(step * views.length, headSteps * views.length));
    await pause();
  }
}

const progress = (done: number, total: number) =>
  ({
    type: "progress",
    task: "teacher-tokens",
    label: "Fitting the head",
    done,
    total,
    unit: "images",
  }) as const;
