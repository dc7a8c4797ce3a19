import type { Rng } from "../../tensor/rng.ts";
import { IMAGE_SIDE } from "../image32.ts";
import { withSettings } from "./corruption.ts";

/** Spread of the first displacements; only its fall from level to level shows, because the map is scaled to 0 to 1. */
const FIRST_SPREAD = 100;

/**
 * Fog: a cloud of `density` laid over the image, which is darkened so that its brightest value stays the brightest.
 *
 *     (x + density * cloud) * max / (max + density)
 *
 * Source: make_cifar_c.py of hendrycks/robustness, with its constants.
 */
export const fog = withSettings(
  [
    { density: 0.2, decay: 3 },
    { density: 0.5, decay: 3 },
    { density: 0.75, decay: 2.5 },
    { density: 1, decay: 2 },
    { density: 1.5, decay: 1.75 },
  ],
  (pixels, { density, decay }, { rng }) => {
    const cloud = plasma(decay, rng);
    const most = pixels.reduce((a, b) => Math.max(a, b), 0);
    const scale = most / (most + density);
    return pixels.map(
      (x, i) => (x + density * cloud[Math.floor(i / 3)]!) * scale,
    );
  },
);

/**
 * A fractal height map [32, 32], 0 to 1, by diamond and square steps on a torus: each new point is the mean of four neighbours plus a uniform
 * displacement of up to spread^2, and the spread falls by `decay` from level to level.
 */
export function plasma(decay: number, rng: Rng): Float64Array {
  const side = IMAGE_SIDE;
  const map = new Float64Array(side * side);
  const at = (y: number, x: number) =>
    ((y + side) % side) * side + ((x + side) % side);
  let spread = FIRST_SPREAD;
  const displaced = (neighbours: number) =>
    neighbours / 4 + spread ** 2 * (2 * rng.uniform() - 1);
  for (let step = side; step >= 2; step /= 2) {
    const half = step / 2;
    for (let y = 0; y < side; y += step) {
      for (let x = 0; x < side; x += step) {
        map[at(y + half, x + half)] = displaced(
          map[at(y, x)]! +
            map[at(y + step, x)]! +
            map[at(y, x + step)]! +
            map[at(y + step, x + step)]!,
        );
      }
    }
    for (let y = 0; y < side; y += half) {
      for (let x = y % step === 0 ? half : 0; x < side; x += step) {
        map[at(y, x)] = displaced(
          map[at(y - half, x)]! +
            map[at(y + half, x)]! +
            map[at(y, x - half)]! +
            map[at(y, x + half)]!,
        );
      }
    }
    spread /= decay;
  }
  const least = map.reduce((a, b) => Math.min(a, b), Infinity);
  const most = map.reduce((a, b) => Math.max(a, b), -Infinity);
  return map.map((height) => (height - least) / (most - least));
}
