import { expect, test } from "vitest";
import { learningRateAt } from "./learningRate.ts";

const OPTIMISER = {
  learningRate: 0.01,
  minLearningRate: 0.0001,
  warmupLearningRate: 0.001,
  weightDecay: 0,
  warmupSteps: 10,
  batchSize: 64,
  steps: 100,
  schedule: "step",
} as const;

test("the first step runs at the warm-up rate, and warm-up rises in a line", () => {
  const rate = (step: number) => learningRateAt(step, OPTIMISER, 40);
  expect(rate(1)).toBe(0.001);
  expect(rate(6) - rate(5)).toBeCloseTo(0.0009, 10);
  expect(rate(10)).toBeCloseTo(0.0091, 10);
});

test("after warm-up the rate only falls, down to the minimum", () => {
  const rate = (step: number) => learningRateAt(step, OPTIMISER, 40);
  for (let step = 11; step < 100; step++) {
    expect(rate(step + 1)).toBeLessThan(rate(step));
  }
  expect(rate(51)).toBeCloseTo((0.01 + 0.0001) / 2, 10);
  expect(rate(101)).toBe(0.0001);
});

test("without warm-up the first step runs at the full rate", () => {
  expect(learningRateAt(1, { ...OPTIMISER, warmupSteps: 0 }, 40)).toBe(0.01);
});

test("by epochs the rate holds within an epoch, and the first two epochs share one", () => {
  const optimiser = { ...OPTIMISER, schedule: "epoch" } as const;
  const rate = (step: number) => learningRateAt(step, optimiser, 5);
  expect(rate(1)).toBe(0.001);
  expect(rate(10)).toBe(0.001);
  expect(rate(11)).toBeCloseTo((0.001 + 0.01) / 2, 10); // half of two warm-up epochs
  expect(rate(15)).toBe(rate(11));
  expect(rate(16)).not.toBe(rate(15));
});

test("refuses a step before the first", () => {
  expect(() => learningRateAt(0, OPTIMISER, 5)).toThrow(
    "learningRateAt: 'step' counts from 1, got 0",
  );
  expect(() => learningRateAt(1, OPTIMISER, 0)).toThrow(
    "learningRateAt: 'stepsPerEpoch' must be at least 1, got 0",
  );
});
