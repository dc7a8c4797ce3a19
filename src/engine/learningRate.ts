import type { RunConfig } from "../protocol/config.ts";

export type CosineSchedule = {
  /** Length of the whole schedule, in the unit of `t`. */
  duration: number;
  /** Length of the linear warm-up at its beginning, in the same unit. */
  warmup: number;
  learningRate: number;
  minLearningRate: number;
  warmupLearningRate: number;
};

/**
 * Learning rate of a cosine schedule with linear warm-up, at time `t` (epochs or steps, from 0).
 *
 * The cosine starts at t = 0, not after the warm-up, which covers its beginning; from `duration` on it is the minimum.
 *
 * Source: timm 0.9.0, CosineLRScheduler with `warmup_prefix` false.
 */
export function cosineLearningRate(
  t: number,
  schedule: CosineSchedule,
): number {
  const { duration, warmup, learningRate, minLearningRate } = schedule;
  const { warmupLearningRate } = schedule;
  if (t < warmup) {
    return (
      warmupLearningRate + (t / warmup) * (learningRate - warmupLearningRate)
    );
  }
  if (t >= duration) return minLearningRate;
  const cosine = Math.cos((Math.PI * t) / duration);
  return (
    minLearningRate + ((learningRate - minLearningRate) * (1 + cosine)) / 2
  );
}

/** The epoch whose rate the reference uses in epoch `epoch` (from 0): its scheduler moves at an epoch's end with that epoch's own number, so epochs 0 and 1 share a rate. */
function scheduledEpoch(epoch: number): number {
  return Math.max(0, epoch - 1);
}

/**
 * Learning rate of a step.
 *
 * @param step From 1.
 * @param optimiser With `schedule: "epoch"` the rate moves once an epoch, as in the reference; with `"step"` every step.
 * @param stepsPerEpoch Steps in one pass over the training images, at least 1.
 * @throws {RangeError} If `step` or `stepsPerEpoch` is below 1.
 */
export function learningRateAt(
  step: number,
  optimiser: RunConfig["optimiser"],
  stepsPerEpoch: number,
): number {
  if (!(step >= 1)) {
    throw new RangeError(`learningRateAt: 'step' counts from 1, got ${step}`);
  }
  if (!(stepsPerEpoch >= 1)) {
    throw new RangeError(
      `learningRateAt: 'stepsPerEpoch' must be at least 1, got ${stepsPerEpoch}`,
    );
  }
  const { steps, warmupSteps, schedule, ...rates } = optimiser;
  if (schedule === "step") {
    return cosineLearningRate(step - 1, {
      ...rates,
      duration: steps,
      warmup: warmupSteps,
    });
  }
  const epoch = Math.floor((step - 1) / stepsPerEpoch);
  return cosineLearningRate(scheduledEpoch(epoch), {
    ...rates,
    duration: steps / stepsPerEpoch,
    warmup: warmupSteps / stepsPerEpoch,
  });
}
