/** Images of the test set as a bad camera, the weather or a bad file would show them; never used in training. */
import {
  CORRUPTION_IDS,
  SEVERITIES,
  type CorruptionId,
  type Severity,
} from "../../protocol/corruptions.ts";
import { seededRng } from "../../tensor/rng.ts";
import { IMAGE_VALUES } from "../image32.ts";
import {
  defocusBlur,
  gaussianBlur,
  glassBlur,
  motionBlur,
  zoomBlur,
} from "./blur.ts";
import { brightness, contrast, saturate } from "./color.ts";
import type { Corruption } from "./corruption.ts";
import { fog } from "./fog.ts";
import { jpeg } from "./jpeg.ts";
import {
  gaussianNoise,
  impulseNoise,
  shotNoise,
  speckleNoise,
} from "./noise.ts";
import { elastic, pixelate } from "./shape.ts";

const CORRUPTIONS: Record<CorruptionId, Corruption> = {
  "gaussian-noise": gaussianNoise,
  "shot-noise": shotNoise,
  "impulse-noise": impulseNoise,
  "speckle-noise": speckleNoise,
  "gaussian-blur": gaussianBlur,
  "defocus-blur": defocusBlur,
  "glass-blur": glassBlur,
  "motion-blur": motionBlur,
  "zoom-blur": zoomBlur,
  fog,
  brightness,
  contrast,
  saturate,
  elastic,
  pixelate,
  jpeg,
};

export type CorruptionRequest = {
  corruption: CorruptionId;
  severity: Severity;
  /** Integer; one seed for all runs, so that all see the same corrupted images. */
  seed: number;
  /** Position of the image in its pack. */
  image: number;
  /** Whether noise must not colour the image. */
  isGrey: boolean;
};

/**
 * One image, corrupted; depends on nothing but the arguments. Values are those of a stored image: multiples of 1/255 in 0 to 1,
 * the nearest (CIFAR-10-C's were cut off instead).
 *
 * Not here: frost, which needs photographs; snow and spatter.
 *
 * Source: Hendrycks and Dietterich 2019, arXiv 1903.12261; the constants for 32 pixels of CIFAR-10-C, at each corruption's own file.
 *
 * @param pixels [32, 32, 3], 0 to 1; left as they are.
 * @throws {RangeError} If `pixels` has another size, or there is no such corruption or severity.
 */
export function corruptedImage(
  pixels: Float32Array,
  { corruption, severity, seed, image, isGrey }: CorruptionRequest,
): Float32Array<ArrayBuffer> {
  if (pixels.length !== IMAGE_VALUES) {
    throw new RangeError(
      `corruptedImage: 'pixels' must have shape [32, 32, 3], got ${pixels.length} values`,
    );
  }
  if (!CORRUPTION_IDS.includes(corruption) || !SEVERITIES.includes(severity)) {
    throw new RangeError(
      `corruptedImage: needs a known corruption and a severity from 1 to 5, got '${corruption}' and ${severity}`,
    );
  }
  const rng = seededRng(seed, `corruption/${corruption}/${severity}/${image}`);
  const changed = CORRUPTIONS[corruption](
    Float64Array.from(pixels),
    severity - 1,
    { rng, isGrey },
  );
  return Float32Array.from(
    changed,
    (x) => Math.round(255 * Math.min(1, Math.max(0, x))) / 255,
  );
}
