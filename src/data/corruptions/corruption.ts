import type { Rng } from "../../tensor/rng.ts";
import { IMAGE_SIDE, IMAGE_VALUES } from "../image32.ts";

/** Pixels [32, 32, 3] while they are worked on; 0 to 1 before and, once clipped, after. */
export type Pixels = Float64Array<ArrayBuffer>;

/** What a corruption may draw on beside the image. */
export type Chance = {
  rng: Rng;
  /** Whether the image is grey, and noise must not colour it: one draw then serves all three channels. */
  isGrey: boolean;
};

/** One constant, or tuple of constants, for each severity from 1 to 5. */
export type FiveSettings<S> = readonly [S, S, S, S, S];

export type Corruption = (
  pixels: Pixels,
  severityIndex: number,
  chance: Chance,
) => Pixels;

/** A corruption from what it does with a setting, and its settings at the five severities. */
export function withSettings<S>(
  settings: FiveSettings<S>,
  apply: (pixels: Pixels, setting: S, chance: Chance) => Pixels,
): Corruption {
  return (pixels, severityIndex, chance) =>
    apply(pixels, settings[severityIndex]!, chance);
}

/** Pixels from a function of row, column and channel. */
export function paint(
  value: (y: number, x: number, channel: number) => number,
): Pixels {
  const pixels = new Float64Array(IMAGE_VALUES);
  for (let y = 0, to = 0; y < IMAGE_SIDE; y++) {
    for (let x = 0; x < IMAGE_SIDE; x++) {
      for (let c = 0; c < 3; c++, to++) pixels[to] = value(y, x, c);
    }
  }
  return pixels;
}

/** Position of an index past the edge, the edge repeated: ... 0 0 | 0 1 2. */
export function clamped(index: number): number {
  return Math.min(Math.max(index, 0), IMAGE_SIDE - 1);
}

/** Position of an index past the edge, mirrored at the edge pixel's centre: ... 2 1 | 0 1 2. */
export function mirrored(index: number): number {
  const period = 2 * (IMAGE_SIDE - 1);
  const wrapped = ((index % period) + period) % period;
  return Math.min(wrapped, period - wrapped);
}

/** Bilinear value between pixels, with positions past the edge as `place` puts them. */
export function bilinear(
  pixels: Pixels,
  y: number,
  x: number,
  channel: number,
  place: (index: number) => number,
): number {
  const [top, left] = [Math.floor(y), Math.floor(x)];
  const [down, right] = [y - top, x - left];
  const at = (row: number, column: number) =>
    pixels[(place(row) * IMAGE_SIDE + place(column)) * 3 + channel]!;
  const upper = at(top, left) * (1 - right) + at(top, left + 1) * right;
  const lower = at(top + 1, left) * (1 - right) + at(top + 1, left + 1) * right;
  return upper * (1 - down) + lower * down;
}
