import { expect, test } from "vitest";
import {
  cosineAxisStart,
  paintCounts,
  SCATTER_BINS,
  scatterBins,
} from "./scatterBins.ts";

const cell = (row: number, column: number) => row * SCATTER_BINS + column;

test("pairs are counted from the lower left corner to the upper right", () => {
  const { counts, highest } = scatterBins(
    [0, 1, 0, 0.999],
    [0, 1, 1, 0.999],
    0,
  );
  const last = SCATTER_BINS - 1;
  expect(counts[cell(last, 0)]).toBe(1);
  expect(counts[cell(0, 0)]).toBe(1);
  expect(counts[cell(0, last)]).toBe(2);
  expect(highest).toBe(2);
});

test("what lies outside counts at the edge, what is no number nowhere", () => {
  const { counts } = scatterBins([-3, Number.NaN], [0.5, 0.5], 0);
  expect(counts.reduce((a, b) => a + b, 0)).toBe(1);
  expect(counts[cell(SCATTER_BINS / 2 - 1, 0)]).toBe(1);
});

test("more pairs are lighter, and no pair leaves the ground to be seen", () => {
  const bins = scatterBins([0, 0, 0, 1], [0, 0, 0, 1], 0);
  const rgba = paintCounts(bins);
  const light = (at: number) =>
    rgba[at * 4]! + rgba[at * 4 + 1]! + rgba[at * 4 + 2]!;
  const crowded = cell(SCATTER_BINS - 1, 0);
  const alone = cell(0, SCATTER_BINS - 1);
  expect(light(crowded)).toBeGreaterThan(light(alone));
  expect([rgba[alone * 4 + 3], rgba[cell(5, 5) * 4 + 3]]).toEqual([255, 0]);
});

test("the axis starts at a round number below all values", () => {
  expect(cosineAxisStart([0.2, 0.9], [0.1])).toBe(0);
  expect(cosineAxisStart([0.2], [-0.01])).toBe(-0.25);
  expect(cosineAxisStart([-0.7])).toBe(-1);
});
