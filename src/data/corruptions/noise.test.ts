import { expect, test } from "vitest";
import { seededRng } from "../../tensor/rng.ts";
import type { Corruption, Pixels } from "./corruption.ts";
import {
  gaussianNoise,
  impulseNoise,
  poisson,
  shotNoise,
  speckleNoise,
} from "./noise.ts";
import { flat } from "./pictures.fixture.ts";

const noisy = (
  corruption: Corruption,
  pixels: Pixels,
  severity: number,
  isGrey = false,
) => corruption(pixels, severity - 1, { rng: seededRng(1, "noise"), isGrey });

function moments(values: Pixels) {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance =
    values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) };
}

// 3,072 draws know a standard deviation to 1.3 %: within 5 %.
test.each([
  ["gaussian", gaussianNoise, 0.4, [0.04, 0.06, 0.08, 0.09, 0.1]],
  [
    "speckle",
    speckleNoise,
    0.4,
    [0.06, 0.1, 0.12, 0.16, 0.2].map((s) => 0.4 * s),
  ],
  [
    "shot",
    shotNoise,
    0.4,
    [500, 250, 100, 75, 50].map((n) => Math.sqrt(0.4 / n)),
  ],
] as const)(
  "%s noise has the mean of the image and its severity's deviation",
  (_, corruption, value, deviations) => {
    deviations.forEach((expected, i) => {
      const { mean, deviation } = moments(
        noisy(corruption, flat(value), i + 1),
      );
      expect(Math.abs(mean - value)).toBeLessThan(
        4 * (expected / Math.sqrt(3072)),
      );
      expect(deviation / expected).toBeGreaterThan(0.95);
      expect(deviation / expected).toBeLessThan(1.05);
    });
  },
);

test("impulse noise turns its share of the values black or white, and no other", () => {
  [0.01, 0.02, 0.03, 0.05, 0.07].forEach((share, i) => {
    const values = noisy(impulseNoise, flat(0.4), i + 1);
    const black = values.filter((x) => x === 0).length / 3072;
    const white = values.filter((x) => x === 1).length / 3072;
    expect(values.every((x) => x === 0 || x === 1 || x === 0.4)).toBe(true);
    const deviation = Math.sqrt(share / 2 / 3072);
    expect(Math.abs(black - share / 2)).toBeLessThan(4 * deviation);
    expect(Math.abs(white - share / 2)).toBeLessThan(4 * deviation);
  });
});

test("black has no shot or speckle noise", () => {
  expect(noisy(shotNoise, flat(0), 5)).toEqual(flat(0));
  expect(noisy(speckleNoise, flat(0), 5)).toEqual(flat(0));
});

test("grey images stay grey, coloured ones get noise of their own in every channel", () => {
  for (const corruption of [
    gaussianNoise,
    shotNoise,
    impulseNoise,
    speckleNoise,
  ]) {
    const grey = noisy(corruption, flat(0.5), 5, true);
    const colored = noisy(corruption, flat(0.5), 5);
    const isGrey = (values: Pixels) =>
      values.every((x, i) => x === values[i - (i % 3)]);
    expect(isGrey(grey)).toBe(true);
    expect(isGrey(colored)).toBe(false);
    expect(new Set(grey).size).toBeGreaterThan(2);
  }
});

test("a Poisson quantile is the least number whose distribution passes it", () => {
  const mean = 2.5;
  let share = Math.exp(-mean);
  let below = 0;
  for (let k = 0; k < 12; k++) {
    expect(poisson(mean, below + 1e-9)).toBe(k);
    below += share;
    expect(poisson(mean, below - 1e-9)).toBe(k);
    share *= mean / (k + 1);
  }
  expect(poisson(0, 0.999)).toBe(0);
  expect(poisson(500, 0.5)).toBe(500);
  expect(poisson(500, 1 - 2 ** -53)).toBeLessThan(800);
});
