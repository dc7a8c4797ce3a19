/** Images for the tests of this room, [32, 32, 3], 0 to 1. */
import { seededRng } from "../../tensor/rng.ts";
import { paint, type Corruption, type Pixels } from "./corruption.ts";

/** Corrupts colour images at a severity from 1 to 5, with random numbers of a purpose of their own. */
export const corrupting =
  (purpose: string) =>
  (corruption: Corruption, pixels: Pixels, severity: number, seed = 1) =>
    corruption(pixels, severity - 1, {
      rng: seededRng(seed, purpose),
      isGrey: false,
    });

export const flat = (value: number): Pixels => paint(() => value);

/** Black but for one pixel in the middle, which is 1 in all channels. */
export const dot = (): Pixels =>
  paint((y, x) => (y === 16 && x === 16 ? 1 : 0));

/** Coloured waves, in bytes / 255: the picture of which Pillow's and SciPy's values were recorded. */
export const waves = (): Pixels =>
  paint((y, x, c) => {
    const phase = 0.3 * x * (1 + 0.2 * c) + 0.2 * y - c;
    return Math.round(255 * (0.5 + 0.5 * Math.sin(phase))) / 255;
  });

export const valueAt = (pixels: Pixels, y: number, x: number, c = 0) =>
  pixels[(y * 32 + x) * 3 + c]!;

/** Root mean square difference. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let squared = 0;
  for (let i = 0; i < a.length; i++) squared += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(squared / a.length);
}
