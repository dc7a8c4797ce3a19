/** Corruptions that mix a pixel with its surroundings. Constants: CIFAR-10-C, make_cifar_c.py of hendrycks/robustness. */
import { IMAGE_SIDE } from "../image32.ts";
import {
  bilinear,
  clamped,
  mirrored,
  paint,
  type Pixels,
  withSettings,
} from "./corruption.ts";

/** A Gaussian is cut off after this many standard deviations, as SciPy does. */
const GAUSSIAN_REACH = 4;

/** Gaussian blur with this standard deviation in pixels, the edge repeated. */
export const gaussianBlur = withSettings([0.4, 0.6, 0.7, 0.8, 1], blurred);

/** Out of focus: a disc of a radius, itself softened by a Gaussian in a 3 x 3 window; mirrored at the edge. */
export const defocusBlur = withSettings(
  [
    { radius: 0.3, softening: 0.4 },
    { radius: 0.4, softening: 0.5 },
    { radius: 0.5, softening: 0.6 },
    { radius: 1, softening: 0.2 },
    { radius: 1.5, softening: 0.1 },
  ],
  (pixels, { radius, softening }) => {
    const soft = [-1, 0, 1].map((t) =>
      Math.exp(-(t ** 2) / (2 * softening ** 2)),
    );
    const softTotal = soft[0]! + soft[1]! + soft[2]!;
    const reach = Math.floor(radius) + 1;
    const taps: Tap[] = [];
    let total = 0;
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        let weight = 0;
        for (let v = -1; v <= 1; v++) {
          for (let u = -1; u <= 1; u++) {
            const isInside = (dy + v) ** 2 + (dx + u) ** 2 <= radius ** 2;
            if (isInside)
              weight += (soft[v + 1]! * soft[u + 1]!) / softTotal ** 2;
          }
        }
        taps.push({ dy, dx, weight });
        total += weight;
      }
    }
    const normalised = taps.map((tap) => ({
      ...tap,
      weight: tap.weight / total,
    }));
    return filtered(pixels, normalised, mirrored);
  },
);

/**
 * Seen through frosted glass: blurred, every pixel overwritten by a near one, blurred again.
 *
 * The published code means to exchange the two, but its assignment between views of one array overwrites the first before it is read, which copies.
 * Exchanging, from the last pixel to the first and always backwards, would drag single pixels across the whole image.
 */
export const glassBlur = withSettings(
  [
    { deviation: 0.05, reach: 1, rounds: 1 },
    { deviation: 0.25, reach: 1, rounds: 1 },
    { deviation: 0.4, reach: 1, rounds: 1 },
    { deviation: 0.25, reach: 1, rounds: 2 },
    { deviation: 0.4, reach: 1, rounds: 2 },
  ],
  (pixels, { deviation, reach, rounds }, { rng }) => {
    const out = blurred(pixels, deviation);
    // Offsets from -reach to reach - 1: the published code draws them with an upper end that is left out.
    const offset = () => rng.intBelow(2 * reach) - reach;
    for (let round = 0; round < rounds; round++) {
      for (let y = IMAGE_SIDE - reach; y > reach; y--) {
        for (let x = IMAGE_SIDE - reach; x > reach; x--) {
          const [dx, dy] = [offset(), offset()];
          overwrite(out, y, x, y + dy, x + dx);
        }
      }
    }
    return blurred(out, deviation);
  },
);

/**
 * Moved while exposed: the half of a Gaussian trailing in a direction within 45 degrees of horizontal, sampled at whole pixels, the edge repeated.
 *
 * Source: ImageMagick's motion blur, which the published code calls: 2 r + 1 weights exp(-i^2 / 2 s^2) at i pixels along the direction.
 */
export const motionBlur = withSettings(
  [
    { radius: 6, deviation: 1 },
    { radius: 6, deviation: 1.5 },
    { radius: 6, deviation: 2 },
    { radius: 8, deviation: 2 },
    { radius: 9, deviation: 2.5 },
  ],
  (pixels, { radius, deviation }, { rng }) => {
    const angle = ((rng.uniform() - 0.5) * Math.PI) / 2;
    const weights = Array.from({ length: 2 * radius + 1 }, (_, i) =>
      Math.exp(-(i ** 2) / (2 * deviation ** 2)),
    );
    const total = weights.reduce((sum, w) => sum + w, 0);
    const taps = weights.map((weight, i) => ({
      dy: Math.round(i * Math.sin(angle)),
      dx: Math.round(i * Math.cos(angle)),
      weight: weight / total,
    }));
    return filtered(pixels, taps, clamped);
  },
);

/**
 * Zoomed while exposed: the mean of the image and its enlargements by 1.00, 1.01, ... below this factor. As in the published code, rounding lets
 * 1.06 and 1.11 themselves in.
 */
export const zoomBlur = withSettings(
  [1.06, 1.11, 1.16, 1.21, 1.26],
  (pixels, largest) => {
    const steps = Math.ceil((largest - 1) / 0.01);
    const sum = pixels.slice();
    for (let step = 0; step < steps; step++) {
      const zoomed = enlarged(pixels, 1 + step * 0.01);
      for (let i = 0; i < sum.length; i++) sum[i]! += zoomed[i]!;
    }
    return sum.map((value) => value / (steps + 1));
  },
);

/** The image's middle, enlarged to at least its full size and cut back to it. */
function enlarged(pixels: Pixels, factor: number): Pixels {
  const part = Math.ceil(IMAGE_SIDE / factor);
  const start = (IMAGE_SIDE - part) >> 1;
  const side = Math.round(part * factor);
  const cut = (side - IMAGE_SIDE) >> 1;
  // Corners lie on corners.
  const from = (i: number) => start + ((i + cut) * (part - 1)) / (side - 1);
  return paint((y, x, c) => bilinear(pixels, from(y), from(x), c, clamped));
}

/** Gaussian blur of any image, the edge repeated; none at all below a few hundredths of a pixel. */
export function blurred(pixels: Pixels, deviation: number): Pixels {
  const reach = Math.floor(GAUSSIAN_REACH * deviation + 0.5);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * Math.max(deviation, 1e-9) ** 2)),
  );
  const total = weights.reduce((sum, w) => sum + w, 0);
  const along = (axis: "dy" | "dx") =>
    weights.map((weight, i) => ({
      dy: 0,
      dx: 0,
      [axis]: i - reach,
      weight: weight / total,
    }));
  return filtered(filtered(pixels, along("dy"), clamped), along("dx"), clamped);
}

/** One weight of a filter, and where it looks. */
type Tap = { dy: number; dx: number; weight: number };

function filtered(
  pixels: Pixels,
  taps: readonly Tap[],
  place: (index: number) => number,
): Pixels {
  return paint((y, x, c) => {
    let sum = 0;
    for (const { dy, dx, weight } of taps) {
      const at = place(y + dy) * IMAGE_SIDE + place(x + dx);
      sum += weight * pixels[at * 3 + c]!;
    }
    return sum;
  });
}

/** Pixel (y, x) takes the colour of another. */
function overwrite(
  pixels: Pixels,
  y: number,
  x: number,
  fromY: number,
  fromX: number,
): void {
  const to = (y * IMAGE_SIDE + x) * 3;
  const from = (fromY * IMAGE_SIDE + fromX) * 3;
  pixels.copyWithin(to, from, from + 3);
}
