/** Corruptions that move or merge pixels. Constants: CIFAR-10-C, make_cifar_c.py of hendrycks/robustness. */
import type { Rng } from "../../tensor/rng.ts";
import { IMAGE_SIDE } from "../image32.ts";
import { blurred } from "./blur.ts";
import {
  bilinear,
  mirrored,
  paint,
  type Pixels,
  withSettings,
} from "./corruption.ts";

/**
 * Stretched: an affine map that moves three points around the centre, then a smooth displacement of every pixel; mirrored at the edge.
 *
 * In shares of the image's side: `amplitude` of the displacement before its smoothing, `deviation` of the smoothing, and `shift` of the points.
 */
export const elastic = withSettings(
  [
    { amplitude: 0, deviation: 0, shift: 0.08 },
    { amplitude: 0.05, deviation: 0.2, shift: 0.07 },
    { amplitude: 0.08, deviation: 0.06, shift: 0.06 },
    { amplitude: 0.1, deviation: 0.04, shift: 0.05 },
    { amplitude: 0.1, deviation: 0.03, shift: 0.03 },
  ],
  (pixels, { amplitude, deviation, shift }, { rng }) => {
    const back = randomAffine(shift * IMAGE_SIDE, rng);
    const moved = paint((y, x, c) => {
      const [fromX, fromY] = back(x, y);
      return bilinear(pixels, fromY, fromX, c, mirrored);
    });
    if (amplitude === 0) return moved;
    // Two channels of one smoothed picture are the displacements along x and y.
    const noise = paint(() => 2 * rng.uniform() - 1);
    const field = blurred(noise, deviation * IMAGE_SIDE);
    const reach = amplitude * IMAGE_SIDE;
    return paint((y, x, c) => {
      const at = (y * IMAGE_SIDE + x) * 3;
      const [dx, dy] = [reach * field[at]!, reach * field[at + 1]!];
      return bilinear(moved, y + dy, x + dx, c, mirrored);
    });
  },
);

/**
 * The inverse of the affine map that takes three corners of a square around the centre to places up to `shift` pixels away along each axis:
 * where a pixel's value comes from.
 */
function randomAffine(
  shift: number,
  rng: Rng,
): (x: number, y: number) => [number, number] {
  const centre = IMAGE_SIDE >> 1;
  const reach = Math.floor(IMAGE_SIDE / 3);
  const corners = [
    [centre + reach, centre + reach],
    [centre + reach, centre - reach],
    [centre - reach, centre - reach],
  ] as const;
  const draw = () => (2 * rng.uniform() - 1) * shift;
  const [a, b, c] = corners.map(([x, y]) => [x + draw(), y + draw()] as const);
  const [p, q, r] = corners;
  // Coordinates of (x, y) in the moved triangle are those of its origin in the first.
  const [abX, abY] = [a![0] - b![0], a![1] - b![1]];
  const [cbX, cbY] = [c![0] - b![0], c![1] - b![1]];
  const area = abX * cbY - abY * cbX;
  return (x, y) => {
    const [dx, dy] = [x - b![0], y - b![1]];
    const s = (dx * cbY - dy * cbX) / area;
    const t = (abX * dy - abY * dx) / area;
    return [
      q[0] + s * (p[0] - q[0]) + t * (r[0] - q[0]),
      q[1] + s * (p[1] - q[1]) + t * (r[1] - q[1]),
    ];
  };
}

/** Shrunk to this share of the side (whole pixels) and enlarged again, each by box averages. */
export const pixelate = withSettings(
  [0.95, 0.9, 0.85, 0.75, 0.65],
  (pixels, share) => {
    const side = Math.floor(IMAGE_SIDE * share);
    const small = Array.from({ length: side }, (_, i) => covered(i, side));
    // Enlarging by a box is taking the pixel that lies under the centre.
    const under = Array.from({ length: IMAGE_SIDE }, (_, i) =>
      Math.floor(((i + 0.5) * side) / IMAGE_SIDE),
    );
    return paint((y, x, c) =>
      boxMean(pixels, small[under[y]!]!, small[under[x]!]!, c),
    );
  },
);

/** The pixels whose centres lie in the i-th of `side` equal parts of the image's side: first, and one past the last. */
function covered(i: number, side: number): { start: number; end: number } {
  const width = IMAGE_SIDE / side;
  return {
    start: Math.floor(i * width + 0.5),
    end: Math.floor((i + 1) * width + 0.5),
  };
}

function boxMean(
  pixels: Pixels,
  rows: { start: number; end: number },
  columns: { start: number; end: number },
  channel: number,
): number {
  let sum = 0;
  for (let y = rows.start; y < rows.end; y++) {
    for (let x = columns.start; x < columns.end; x++) {
      sum += pixels[(y * IMAGE_SIDE + x) * 3 + channel]!;
    }
  }
  return sum / ((rows.end - rows.start) * (columns.end - columns.start));
}
