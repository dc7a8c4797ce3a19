/** Images as students and teachers see them: 32 x 32 with three channels, whatever the pack's own size. */
import type { ImageBatch } from "../protocol/results.ts";
import type { Pack } from "./pack.ts";

/** Side in pixels. */
export const IMAGE_SIDE = 32;

/** Values of one image [32, 32, 3]. */
export const IMAGE_VALUES = IMAGE_SIDE * IMAGE_SIDE * 3;

export type ImageOptions = {
  /** Turns colours to grey: far-OOD images of a colour pack beside a grey ID pack must not be told apart by colour alone. */
  grey: boolean;
};

/** Luminance of Rec. 601, which is what most software calls grey, to the nearest byte. */
export const greyByte = (red: number, green: number, blue: number): number =>
  Math.round(0.299 * red + 0.587 * green + 0.114 * blue);

/**
 * One image in bytes [32, 32, 3]: centred on black when it is smaller (28 x 28 becomes 32 x 32, as is usual for MNIST),
 * its grey value repeated when it has one channel.
 *
 * @throws {RangeError} If the pack has no image `index`.
 */
export function imageBytes(
  pack: Pack,
  index: number,
  { grey }: ImageOptions,
): Uint8Array {
  const { height, width, channels } = pack.manifest.image;
  const size = height * width * channels;
  if (!(index >= 0 && (index + 1) * size <= pack.images.length)) {
    throw new RangeError(
      `imageBytes: 'index' must be an image of ${pack.manifest.id} (0 to ${pack.images.length / size - 1}), got ${index}`,
    );
  }
  const top = (IMAGE_SIDE - height) >> 1;
  const left = (IMAGE_SIDE - width) >> 1;
  const out = new Uint8Array(IMAGE_VALUES);
  let from = index * size;
  for (let y = 0; y < height; y++) {
    let to = ((top + y) * IMAGE_SIDE + left) * 3;
    for (let x = 0; x < width; x++, from += channels, to += 3) {
      const red = pack.images[from]!;
      if (channels === 1) {
        out.fill(red, to, to + 3);
        continue;
      }
      const green = pack.images[from + 1]!;
      const blue = pack.images[from + 2]!;
      if (grey) {
        out.fill(greyByte(red, green, blue), to, to + 3);
      } else {
        out[to] = red;
        out[to + 1] = green;
        out[to + 2] = blue;
      }
    }
  }
  return out;
}

/** Images for the networks: float32 [n, 32, 32, 3], 0 to 1. */
export function imageFloats(
  pack: Pack,
  indices: ArrayLike<number>,
  options: ImageOptions,
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(indices.length * IMAGE_VALUES);
  for (let i = 0; i < indices.length; i++) {
    const bytes = imageBytes(pack, indices[i]!, options);
    for (let k = 0; k < IMAGE_VALUES; k++) {
      out[i * IMAGE_VALUES + k] = bytes[k]! / 255;
    }
  }
  return out;
}

/** Images for the page, with their labels and domains; the pixels are those the networks see. */
export function imageBatch(
  pack: Pack,
  indices: ArrayLike<number>,
  options: ImageOptions,
): ImageBatch {
  const n = indices.length;
  const rgba = new Uint8ClampedArray(n * IMAGE_SIDE * IMAGE_SIDE * 4);
  for (let i = 0, to = 0; i < n; i++) {
    const bytes = imageBytes(pack, indices[i]!, options);
    for (let from = 0; from < IMAGE_VALUES; from += 3, to += 4) {
      rgba[to] = bytes[from]!;
      rgba[to + 1] = bytes[from + 1]!;
      rgba[to + 2] = bytes[from + 2]!;
      rgba[to + 3] = 255;
    }
  }
  const chosen = (values: Uint8Array) =>
    Uint8Array.from({ length: n }, (_, i) => values[indices[i]!]!);
  return {
    n,
    height: IMAGE_SIDE,
    width: IMAGE_SIDE,
    rgba,
    labels: chosen(pack.labels),
    domains: pack.domains.length > 0 ? chosen(pack.domains) : new Uint8Array(0),
  };
}
