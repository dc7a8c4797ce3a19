import { expect, test } from "vitest";
import type { SimilaritySample } from "../protocol/results.ts";
import {
  isPinned,
  MOST_PINS,
  pairTrail,
  withoutPin,
  withPin,
} from "./pairTrail.ts";

const cosine = (degrees: number) => Math.cos((degrees * Math.PI) / 180);

const frame = (step: number, degrees: number, n = 2): SimilaritySample => ({
  ...{ step, source: "held-out", n },
  labels: new Uint8Array(n),
  teacher: new Float32Array(n * n).fill(cosine(60)),
  compressed: null,
  student: new Float32Array(n * n).fill(cosine(degrees)),
});

test("a pair is followed through the samples that hold it", () => {
  const trail = pairTrail([frame(0, 90), frame(10, 80, 1), frame(20, 70)], {
    row: 0,
    column: 1,
  });
  expect(trail.map(({ step }) => step)).toEqual([0, 20]);
  expect(trail.map(({ angles }) => Math.round(angles.student!))).toEqual([
    90, 70,
  ]);
  expect(trail[0]?.angles.compressed).toBeNull();
  expect(trail[0]?.angles.teacher).toBeCloseTo(60, 3);
});

test("six pairs can be pinned, each once in either direction, none of an image with itself", () => {
  let pins = withPin([], { row: 1, column: 0 });
  expect(withPin(pins, { row: 0, column: 1 })).toBe(pins);
  expect(withPin(pins, { row: 3, column: 3 })).toBe(pins);
  for (let column = 2; column < 12; column++) {
    pins = withPin(pins, { row: 0, column });
  }
  expect(pins).toHaveLength(MOST_PINS);
  expect(isPinned(pins, { row: 2, column: 0 })).toBe(true);
  const fewer = withoutPin(pins, { row: 0, column: 1 });
  expect(fewer).toHaveLength(MOST_PINS - 1);
  expect(isPinned(fewer, { row: 1, column: 0 })).toBe(false);
});
