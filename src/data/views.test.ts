import * as fc from "fast-check";
import { expect, test } from "vitest";
import { IMAGE_SIDE, IMAGE_VALUES } from "./image32.ts";
import { imageView } from "./views.ts";

/** An image that is a function of position; red is `f`, green and blue its double and its negative. */
const picture = (f: (x: number, y: number) => number) =>
  Float32Array.from({ length: IMAGE_VALUES }, (_, i) => {
    const pixel = Math.floor(i / 3);
    const value = f(pixel % IMAGE_SIDE, Math.floor(pixel / IMAGE_SIDE));
    return value * [1, 2, -1][i % 3]!;
  });

const red = (pixels: Float32Array, x: number, y: number) =>
  pixels[(y * IMAGE_SIDE + x) * 3]!;

const ramp = picture((x, y) => 1 + x + 100 * y);

test("begins with the image itself and its mirror image", () => {
  expect(imageView(ramp, 1, 0, 0, 0)).toBe(ramp);
  const mirrored = imageView(ramp, 1, 0, 1, 0);
  expect(mirrored).toEqual(picture((x, y) => 32 - x + 100 * y));
  expect(imageView(mirrored, 1, 0, 1, 0)).toEqual(ramp);
});

test("repeats a crop for the same seed, image and view, and for nothing else", () => {
  const crop = imageView(ramp, 7, 20, 2, 0);
  expect(imageView(ramp, 7, 20, 2, 0)).toEqual(crop);
  for (const [seed, image, view] of [
    [8, 20, 2],
    [7, 21, 2],
    [7, 20, 3],
  ] as const) {
    expect(imageView(ramp, seed, image, view, 0)).not.toEqual(crop);
  }
});

test("crops a rectangle of 15 % to all of the area, within the usual ratios, inside the image", () => {
  const horizontal = picture((x) => x);
  const vertical = picture((_x, y) => y);
  const ratios: number[] = [];
  fc.assert(
    fc.property(
      fc.nat(),
      fc.nat(5000),
      fc.integer({ min: 2, max: 7 }),
      (seed, image, view) => {
        // On a ramp, a crop is a ramp: its slope is the crop's side over 32. The border is clamped, so look inside.
        const across = imageView(horizontal, seed, image, view, 0);
        const down = imageView(vertical, seed, image, view, 0);
        const width =
          (Math.abs(red(across, 20, 9) - red(across, 11, 9)) / 9) * 32;
        const height = ((red(down, 9, 20) - red(down, 9, 11)) / 9) * 32;
        expect(width * height).toBeGreaterThan(0.149 * 1024);
        expect(width * height).toBeLessThan(1.001 * 1024);
        expect(width / height).toBeGreaterThan(0.749);
        expect(width / height).toBeLessThan(1.335);
        ratios.push(width / height);
        expect(
          Math.min(...across.filter((_, i) => i % 3 === 0)),
        ).toBeGreaterThanOrEqual(0);
        expect(
          Math.max(...across.filter((_, i) => i % 3 === 0)),
        ).toBeLessThanOrEqual(31);
      },
    ),
    { numRuns: 100 },
  );
  expect(Math.min(...ratios)).toBeLessThan(0.9);
  expect(Math.max(...ratios)).toBeGreaterThan(1.1);
});

test("mirrors about half of the crops", () => {
  const horizontal = picture((x) => x);
  let mirrored = 0;
  for (let image = 0; image < 300; image++) {
    const crop = imageView(horizontal, 3, image, 2, 0);
    if (red(crop, 20, 9) < red(crop, 11, 9)) mirrored++;
  }
  expect(Math.abs(mirrored - 150)).toBeLessThan(40);
});

test("interpolates: a flat image stays flat and colours stay apart", () => {
  const flat = picture(() => 0.25);
  expect(imageView(flat, 5, 6, 3, 0)).toEqual(flat);
  const crop = imageView(ramp, 5, 6, 3, 0);
  for (let i = 0; i < IMAGE_VALUES; i += 3) {
    expect(crop[i + 1]).toBeCloseTo(2 * crop[i]!, 1);
    expect(crop[i + 2]).toBeCloseTo(-crop[i]!, 1);
  }
});

test("names a wrong size", () => {
  expect(() => imageView(new Float32Array(12), 1, 0, 1, 0)).toThrow(
    "imageView: 'pixels' must have shape [32, 32, 3], got 12 values",
  );
});

/** Random colours between 0 and 1. */
const colourful = Float32Array.from(
  { length: IMAGE_VALUES },
  (_, i) => ((i * 7919) % 1000) / 999,
);

const isGrey = (pixels: Float32Array) =>
  pixels.every((value, i) => Math.abs(value - pixels[i - (i % 3)]!) < 1e-6);

/** Correlation of a view's values with those of the crop it was made of: negative in a negative. */
function correlation(a: Float32Array, b: Float32Array): number {
  const mean = (x: Float32Array) => x.reduce((sum, v) => sum + v, 0) / x.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  return a.reduce((sum, v, i) => sum + (v - meanA) * (b[i]! - meanB), 0);
}

test("changes the colours of crops alone, the same way every time, and within 0 to 1", () => {
  for (const view of [0, 1]) {
    expect(imageView(colourful, 3, 5, view, 1)).toEqual(
      imageView(colourful, 3, 5, view, 0),
    );
  }
  for (let view = 2; view < 8; view++) {
    const changed = imageView(colourful, 3, 5, view, 0.7);
    expect(changed).toEqual(imageView(colourful, 3, 5, view, 0.7));
    expect(changed).not.toEqual(imageView(colourful, 3, 5, view, 0));
    expect(Math.min(...changed)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...changed)).toBeLessThanOrEqual(1);
  }
});

test("makes three in ten crops grey and two in ten negatives at full strength, half as many at half", () => {
  for (const strength of [1, 0.5]) {
    const count = 600;
    let [grey, negative] = [0, 0];
    for (let image = 0; image < count; image++) {
      const changed = imageView(colourful, 3, image, 2, strength);
      if (isGrey(changed)) grey++;
      const crop = imageView(colourful, 3, image, 2, 0);
      if (correlation(changed, crop) < 0) negative++;
    }
    expect(grey / count).toBeGreaterThan(0.24 * strength);
    expect(grey / count).toBeLessThan(0.36 * strength);
    expect(negative / count).toBeGreaterThan(0.15 * strength);
    expect(negative / count).toBeLessThan(0.25 * strength);
  }
});
