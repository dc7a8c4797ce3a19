/**
 * Pictures as the page gets them, turned into the bytes that the engine makes small: upright as EXIF says, colours as they are stored. The engine then does what
 * it does with own images (white below, middle square, area average), so that a picture of a pack and the same picture brought along come out alike; a
 * canvas may round translucent pixels by one.
 */
import type { AskedPicture } from "../../protocol/recognition.ts";

/** Larger pictures are made smaller first; a phone's camera has more pixels than 32 x 32 can tell. */
const LONGEST_SIDE = 2048;

/** @throws {Error} In words for the visitor, if it is no picture that this browser reads. */
export async function pictureOfBlob(blob: Blob): Promise<AskedPicture> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(blob, {
      imageOrientation: "from-image",
      premultiplyAlpha: "none",
      colorSpaceConversion: "none",
    });
  } catch {
    throw new Error(
      `This browser reads no picture in it (${blob.type || "unknown kind"}). PNG, JPEG and WebP work everywhere.`,
    );
  }
  try {
    return pictureOfImage(bitmap, bitmap.width, bitmap.height);
  } finally {
    bitmap.close();
  }
}

/** What can be drawn: a bitmap, or the present frame of a video. */
export function pictureOfImage(
  image: CanvasImageSource,
  width: number,
  height: number,
): AskedPicture {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  const canvas = document.createElement("canvas");
  canvas.width = side(width);
  canvas.height = side(height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("This browser draws no pictures.");
  context.imageSmoothingQuality = "high";
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return pictureOfCanvas(canvas);
}

export function pictureOfCanvas(canvas: HTMLCanvasElement): AskedPicture {
  const { width, height } = canvas;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const rgba =
    context?.getImageData(0, 0, width, height).data ??
    new Uint8ClampedArray(width * height * 4);
  return { width, height, rgba };
}
