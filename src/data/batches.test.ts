import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createBatches } from "./batches.ts";

const images = Uint32Array.from({ length: 103 }, (_, i) => 1000 + i * 3);
const batches = (changes: { seed?: number; views?: number } = {}) =>
  createBatches({ images, batchSize: 10, views: 1, seed: 1, ...changes });

test("shows every image at most once an epoch and drops the incomplete last batch", () => {
  const some = batches();
  expect(some.stepsPerEpoch).toBe(10);
  const seen = Array.from({ length: 10 }, (_, i) => some.at(i + 1)).flat();
  expect(seen.length).toBe(100);
  expect(new Set(seen.map(({ image }) => image)).size).toBe(100);
  for (const { image } of seen) expect(images).toContain(image);
});

test("drops other images in another epoch, so that all are seen in time", () => {
  const some = batches();
  const seen = new Set<number>();
  for (let step = 1; step <= 50; step++) {
    for (const { image } of some.at(step)) seen.add(image);
  }
  expect(seen.size).toBe(103);
});

test("gives a step's batch in any order of asking, so that a restored run goes on where it was", () => {
  const inOrder = batches({ views: 4 });
  const expected = Array.from({ length: 45 }, (_, i) => inOrder.at(i + 1));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 45 }), (step) => {
      expect(batches({ views: 4 }).at(step)).toEqual(expected[step - 1]);
      expect(inOrder.at(step)).toEqual(expected[step - 1]);
    }),
    { numRuns: 60 },
  );
});

test("counts epochs from 0 and steps from 1", () => {
  const some = batches();
  expect([1, 10, 11, 20, 21].map(some.epochOf)).toEqual([0, 0, 1, 1, 2]);
  expect(some.at(1)).not.toEqual(some.at(11));
  expect(some.at(1)).not.toEqual(batches({ seed: 2 }).at(1));
});

test("shows each image under each of its views once in as many epochs as there are views", () => {
  const all = createBatches({
    images: images.subarray(0, 100),
    batchSize: 10,
    views: 3,
    seed: 8,
  });
  const seen = new Map<number, number[]>();
  for (let step = 1; step <= 30; step++) {
    for (const { image, view } of all.at(step)) {
      seen.set(image, [...(seen.get(image) ?? []), view].sort());
    }
  }
  expect(seen.size).toBe(100);
  for (const views of seen.values()) expect(views).toEqual([0, 1, 2]);
  expect(new Set(all.at(1).map(({ view }) => view)).size).toBe(3);
});

test("refuses less than one batch, and a step before the first", () => {
  expect(() =>
    createBatches({ images, batchSize: 104, views: 1, seed: 1 }),
  ).toThrow("createBatches: needs at least one batch of 104 images, got 103");
  expect(() => batches().at(0)).toThrow(
    "batches.at: 'step' must be 1 or more, got 0",
  );
});
