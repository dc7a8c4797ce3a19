import { expect, test } from "vitest";
import { RESAMPLINGS, type Preprocessing } from "../../protocol/teachers.ts";
import { createPreprocessor } from "./preprocess.ts";

/** Between 0.1 and 0.9, so that nothing is cut; another in each channel. */
const pixel = (x: number, y: number, c: number) =>
  0.1 + (0.8 * ((x * 7 + y * 13 + ((x * y) % 5) * 11) % 97)) / 97 / (c + 1);
const PICTURE = Float32Array.from({ length: 32 * 32 * 3 }, (_, i) =>
  pixel(Math.floor(i / 3) % 32, Math.floor(i / 96), i % 3),
);

const PLAIN = {
  ...{ mean: [0, 0, 0], deviation: [1, 1, 1], origin: "assumed" },
} satisfies Omit<Preprocessing, "resampling">;

/** Rows 0, side / 3 and side - 1, columns 0, 1, side / 2 and side - 1 of channel 0: Pillow 12.3.0, `Image.resize` of mode F, times 0.8 plus 0.1. */
const PILLOW: Record<string, number[][]> = {
  "nearest 56": [
    [0.0, 0.0, 0.154639, 0.237113],
    [0.340206, 0.340206, 0.494845, 0.57732],
    [0.154639, 0.154639, 0.42268, 0.505155],
  ],
  "nearest 24": [
    [0.0, 0.14433, 0.154639, 0.237113],
    [0.474227, 0.845361, 0.742268, 0.824742],
    [0.154639, 0.525773, 0.42268, 0.505155],
  ],
  "bilinear 56": [
    [0.0, 0.025773, 0.139175, 0.237113],
    [0.349779, 0.378445, 0.495319, 0.594993],
    [0.154639, 0.220913, 0.382916, 0.505155],
  ],
  "bilinear 24": [
    [0.072062, 0.199485, 0.248172, 0.279485],
    [0.499344, 0.651828, 0.702479, 0.666635],
    [0.159897, 0.341753, 0.376007, 0.385464],
  ],
  "bicubic 56": [
    [-0.015642, 0.006037, 0.122287, 0.222497],
    [0.344797, 0.365594, 0.480163, 0.585071],
    [0.149837, 0.21661, 0.389576, 0.540216],
  ],
  "bicubic 24": [
    [0.043252, 0.163515, 0.212164, 0.258293],
    [0.484604, 0.701041, 0.745196, 0.717324],
    [0.109252, 0.341593, 0.356037, 0.378165],
  ],
};

test.each(
  RESAMPLINGS.flatMap((resampling) =>
    [56, 24].map((side) => ({ resampling, side })),
  ),
)("resizes as Pillow does: $resampling to $side", ({ resampling, side }) => {
  const preprocess = createPreprocessor(
    { side, layout: "channels-last" },
    { ...PLAIN, resampling },
  );
  const out = preprocess(1, PICTURE);
  const rows = [0, Math.floor(side / 3), side - 1];
  const columns = [0, 1, side / 2, side - 1];
  rows.forEach((y, i) =>
    columns.forEach((x, j) => {
      const expected = 0.1 + 0.8 * PILLOW[`${resampling} ${side}`]![i]![j]!;
      expect(out[(y * side + x) * 3]).toBeCloseTo(expected, 5);
    }),
  );
});

test("subtracts and divides channel by channel, cuts overshoot, and lays channels first where they are asked for", () => {
  const preprocessing: Preprocessing = {
    ...{ resampling: "bicubic", origin: "file" },
    ...{ mean: [0.5, 0.25, 0], deviation: [0.5, 0.25, 2] },
  };
  const of = (layout: "channels-first" | "channels-last") =>
    createPreprocessor({ side: 64, layout }, preprocessing);
  // A step from 0 to 1 overshoots on both sides; a second picture is white.
  const pixels = Float32Array.from({ length: 2 * 32 * 32 * 3 }, (_, i) =>
    i >= 32 * 32 * 3 || Math.floor(i / 3) % 32 >= 16 ? 1 : 0,
  );
  const last = of("channels-last")(2, pixels);
  const first = of("channels-first")(2, pixels);
  const area = 64 * 64;
  for (let i = 0; i < 2; i++) {
    for (let at = 0; at < area; at++) {
      for (let c = 0; c < 3; c++) {
        expect(first[(i * 3 + c) * area + at]).toBe(
          last[(i * area + at) * 3 + c],
        );
      }
    }
  }
  expect([...last.subarray(0, 3)]).toEqual([-1, -1, 0]);
  expect([...last.subarray(-3)]).toEqual([1, 3, 0.5]);
  const reds = last.filter((_, i) => i % 3 === 0);
  expect(Math.min(...reds)).toBe(-1);
  expect(Math.max(...reds)).toBe(1);
});
