import { expect, test } from "vitest";
import { createRunClock } from "./runClock.ts";

function clockAt() {
  const time = { ms: 1000 };
  return { time, clock: createRunClock(undefined, () => time.ms) };
}

test("counts from the start, without pauses", () => {
  const { time, clock } = clockAt();
  expect(clock.elapsedMs()).toBe(0);
  clock.start();
  time.ms += 300;
  expect(clock.elapsedMs()).toBe(300);
  clock.stop();
  time.ms += 5000;
  clock.stop();
  expect(clock.elapsedMs()).toBe(300);
  clock.start();
  time.ms += 100;
  expect(clock.elapsedMs()).toBe(400);
});

test("keeps the moment of the first loss", () => {
  const { time, clock } = clockAt();
  expect(clock.firstLossMs()).toBeNaN();
  clock.start();
  time.ms += 20;
  clock.noteFirstLoss();
  time.ms += 20;
  clock.noteFirstLoss();
  expect(clock.firstLossMs()).toBe(20);
});

test("averages the speed over the last ten steps, from anew after a pause", () => {
  const { clock } = clockAt();
  expect(clock.stepsPerSecond()).toBe(0);
  clock.start();
  for (let i = 0; i < 5; i++) clock.addStep(1000);
  for (let i = 0; i < 10; i++) clock.addStep(100);
  expect(clock.stepsPerSecond()).toBe(10);
  expect(clock.trainingMs()).toBe(6000);
  clock.start();
  expect(clock.stepsPerSecond()).toBe(0);
});

test("goes on from the times of a saved run", () => {
  const { time, clock } = clockAt();
  clock.start();
  time.ms += 20;
  clock.noteFirstLoss();
  clock.addStep(15);
  time.ms += 30;
  clock.stop();
  const later = createRunClock(clock.times(), () => time.ms);
  time.ms += 1e6;
  expect(later.times()).toEqual({
    ...{ trainingMs: 15, elapsedMs: 50, firstLossMs: 20 },
  });
  later.start();
  time.ms += 7;
  later.noteFirstLoss();
  later.addStep(5);
  expect(later.times()).toEqual({
    ...{ trainingMs: 20, elapsedMs: 57, firstLossMs: 20 },
  });
});
