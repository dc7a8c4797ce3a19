/** Pictures, decoded and shrunk one by one into images of the size that students see. */
import type { ResizePolicy } from "../../protocol/importing.ts";
import type { LabelledImages } from "./labelledImages.ts";
import { onWhite, type Picture } from "./picture.ts";
import { pictureHeader, type DecodePicture } from "./pictures.ts";
import { unreadable } from "./refusal.ts";
import { areaResized, RESIZED_SIDE } from "./resize.ts";

export type PictureOptions = {
  decodePicture: DecodePicture;
  resize: ResizePolicy;
  /** Images so far and in all. */
  onProgress?: (done: number, total: number) => void;
};

const VALUES = RESIZED_SIDE * RESIZED_SIDE * 3;

/** @param n How many there will be. */
export function shrinkPictures(
  n: number,
  { decodePicture, resize, onProgress = () => {} }: PictureOptions,
) {
  const images = new Uint8Array(n * VALUES);
  let isGrey = true;
  let done = 0;
  return {
    /**
     * What is transparent becomes white.
     *
     * @throws {EngineError} If it is damaged or too large.
     */
    async add(name: string, bytes: Uint8Array): Promise<void> {
      const header = pictureHeader(name, bytes);
      const picture = await decodePicture(bytes, name);
      checkDecoded(name, header, picture);
      const rgb = onWhite(picture.rgba);
      const small = areaResized(rgb, { ...header, channels: 3 }, resize);
      isGrey &&= isGreyThroughout(small);
      images.set(small, done * VALUES);
      onProgress(++done, n);
    },

    /** All that were added. Grey throughout, they keep one channel. */
    images: (): Pick<
      LabelledImages,
      "height" | "width" | "channels" | "images"
    > => ({
      ...{ height: RESIZED_SIDE, width: RESIZED_SIDE },
      channels: isGrey ? 1 : 3,
      images: isGrey ? images.filter((_, k) => k % 3 === 0) : images,
    }),
  };
}

function checkDecoded(
  path: string,
  header: { width: number; height: number },
  { width, height, rgba }: Picture,
): void {
  const expected = header.width * header.height * 4;
  if (
    width === header.width &&
    height === header.height &&
    rgba.length === expected
  )
    return;
  throw unreadable(
    path,
    `${header.width} x ${header.height} pixels, as its header says`,
    `${width} x ${height}`,
  );
}

function isGreyThroughout(rgb: Uint8Array): boolean {
  for (let at = 0; at < rgb.length; at += 3) {
    if (rgb[at] !== rgb[at + 1] || rgb[at] !== rgb[at + 2]) return false;
  }
  return true;
}
