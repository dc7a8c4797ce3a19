import { expect, test } from "vitest";
import type { SimilaritySample } from "../protocol/results.ts";
import { sharingTeacher, withFrame } from "./sampleFrames.ts";

const sampleAt = (step: number, cosine = 0.5): SimilaritySample => ({
  ...{ step, source: "held-out", n: 2 },
  labels: Uint8Array.of(0, 1),
  teacher: Float32Array.of(1, cosine, cosine, 1),
  compressed: null,
  student: Float32Array.of(1, 0, 0, 1),
});

const steps = (frames: readonly SimilaritySample[]) =>
  frames.map(({ step }) => step);

test("samples are kept by step, and one of the same step replaces the earlier", () => {
  const later = sampleAt(20);
  const frames = [0, 10, 20]
    .map((step) => sampleAt(step))
    .reduce(withFrame, []);
  expect(steps(frames)).toEqual([0, 10, 20]);
  expect(withFrame(frames, later).at(-1)).toBe(later);
  expect(steps(withFrame(frames, sampleAt(10)))).toEqual([0, 10]);
});

test("many are thinned, the first and the latest stay", () => {
  let frames: readonly SimilaritySample[] = [];
  for (let step = 0; step < 1000; step++) {
    frames = withFrame(frames, sampleAt(step));
    expect(frames.length).toBeLessThanOrEqual(64);
    expect(frames[0]?.step).toBe(0);
    expect(frames.at(-1)?.step).toBe(step);
  }
  expect(frames.length).toBeGreaterThan(30);
});

test("the same teacher is kept once, another one as it is", () => {
  const first = sampleAt(0);
  const later = sharingTeacher(sampleAt(5), first);
  expect(later.teacher).toBe(first.teacher);
  expect(later.labels).toBe(first.labels);
  expect(later.step).toBe(5);
  expect(sharingTeacher(sampleAt(5, 0.4), first).teacher).not.toBe(
    first.teacher,
  );
  expect(sharingTeacher(first, null)).toBe(first);
});
