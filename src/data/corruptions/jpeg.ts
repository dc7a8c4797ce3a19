import { IMAGE_SIDE } from "../image32.ts";
import { type Pixels, withSettings } from "./corruption.ts";

const BLOCK = 8;

/** Example tables K.1 and K.2 of the JPEG standard (ITU-T T.81), row major; what encoders scale by their quality. */
const LUMINANCE_STEPS = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16,
  24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109,
  103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101,
  72, 92, 95, 98, 112, 100, 103, 99,
];
const COLOR_STEPS = [
  17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56,
  99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
  99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
  99, 99, 99, 99, 99, 99, 99,
];

/** COSINES[u][x]: the orthonormal DCT of eight values. */
const COSINES = Array.from({ length: BLOCK }, (_, u) =>
  Array.from(
    { length: BLOCK },
    (_, x) =>
      Math.sqrt((u === 0 ? 1 : 2) / BLOCK) *
      Math.cos(((2 * x + 1) * u * Math.PI) / (2 * BLOCK)),
  ),
);

/**
 * JPEG at this quality: everything of it that loses, and nothing that does not (no file is written).
 *
 * Luminance and, at half the resolution, colour are cut into 8 x 8 blocks, whose cosine coefficients are rounded to multiples of the quality's
 * steps. Browsers' own encoders differ from each other; this does not. Colour is enlarged by repetition, where libjpeg interpolates.
 *
 * Source: ITU-T T.81 and JFIF; the Independent JPEG Group's scaling of the tables; CIFAR-10-C's qualities.
 */
export const jpeg = withSettings([80, 65, 58, 50, 40], (pixels, quality) => {
  const planes = toLumaChroma(pixels);
  const luma = coded(
    planes[0],
    IMAGE_SIDE,
    scaledSteps(LUMINANCE_STEPS, quality),
  );
  const colorSteps = scaledSteps(COLOR_STEPS, quality);
  const half = IMAGE_SIDE / 2;
  const [blue, red] = [planes[1], planes[2]].map((plane) =>
    coded(halved(plane), half, colorSteps),
  );
  const out = new Float64Array(pixels.length);
  for (let i = 0; i < luma.length; i++) {
    const [y, x] = [Math.floor(i / IMAGE_SIDE), i % IMAGE_SIDE];
    const at = (y >> 1) * half + (x >> 1);
    const [l, b, r] = [luma[i]!, blue![at]!, red![at]!];
    out[i * 3] = l + 1.402 * r;
    out[i * 3 + 1] = l - 0.344136 * b - 0.714136 * r;
    out[i * 3 + 2] = l + 1.772 * b;
  }
  return out.map((value) => (value + 128) / 255);
});

/** Steps at a quality from 1 to 100, at 50 the table itself; whole numbers from 1 to 255. */
function scaledSteps(table: readonly number[], quality: number): number[] {
  const percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  return table.map((step) =>
    Math.min(255, Math.max(1, Math.floor((step * percent + 50) / 100))),
  );
}

/** Luminance minus 128, and blue and red minus luminance (scaled): three planes [32, 32] around 0, in steps of bytes. */
function toLumaChroma(
  pixels: Pixels,
): [Float64Array, Float64Array, Float64Array] {
  const plane = (f: (r: number, g: number, b: number) => number) =>
    Float64Array.from({ length: pixels.length / 3 }, (_, i) =>
      f(
        255 * pixels[i * 3]!,
        255 * pixels[i * 3 + 1]!,
        255 * pixels[i * 3 + 2]!,
      ),
    );
  return [
    plane((r, g, b) => 0.299 * r + 0.587 * g + 0.114 * b - 128),
    plane((r, g, b) => -0.168736 * r - 0.331264 * g + 0.5 * b),
    plane((r, g, b) => 0.5 * r - 0.418688 * g - 0.081312 * b),
  ];
}

/** Means of 2 x 2 pixels: [32, 32] -> [16, 16]. */
function halved(plane: Float64Array): Float64Array {
  const half = IMAGE_SIDE / 2;
  return Float64Array.from({ length: half * half }, (_, i) => {
    const at = 2 * Math.floor(i / half) * IMAGE_SIDE + 2 * (i % half);
    return (
      (plane[at]! +
        plane[at + 1]! +
        plane[at + IMAGE_SIDE]! +
        plane[at + IMAGE_SIDE + 1]!) /
      4
    );
  });
}

/** A plane [side, side] after its blocks' coefficients were rounded to multiples of `steps`. */
function coded(
  plane: Float64Array,
  side: number,
  steps: readonly number[],
): Float64Array {
  const out = new Float64Array(plane.length);
  const block = new Float64Array(BLOCK * BLOCK);
  for (let top = 0; top < side; top += BLOCK) {
    for (let left = 0; left < side; left += BLOCK) {
      for (let i = 0; i < block.length; i++) {
        block[i] = plane[(top + (i >> 3)) * side + left + (i & 7)]!;
      }
      const rounded = transformed(block, "forward").map(
        (value, i) => Math.round(value / steps[i]!) * steps[i]!,
      );
      transformed(rounded, "back").forEach((value, i) => {
        out[(top + (i >> 3)) * side + left + (i & 7)] = value;
      });
    }
  }
  return out;
}

/** Two-dimensional DCT of a block, or its inverse. */
function transformed(
  block: Float64Array,
  direction: "forward" | "back",
): Float64Array {
  const factor = (to: number, from: number) =>
    direction === "forward" ? COSINES[to]![from]! : COSINES[from]![to]!;
  const alongRows = block.map((_, i) => {
    const row = i & ~7;
    let sum = 0;
    for (let k = 0; k < BLOCK; k++) sum += factor(i & 7, k) * block[row + k]!;
    return sum;
  });
  return alongRows.map((_, i) => {
    let sum = 0;
    for (let k = 0; k < BLOCK; k++) {
      sum += factor(i >> 3, k) * alongRows[k * BLOCK + (i & 7)]!;
    }
    return sum;
  });
}
