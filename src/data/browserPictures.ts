/** Pictures as the browser decodes them: PNG, JPEG and WebP, turned upright as EXIF says. */
import type { DecodePicture } from "./decoders/pictures.ts";
import { unreadable } from "./decoders/refusal.ts";

/** @returns A decoder with a canvas of its own, for one picture after the other. @throws {EngineError} As it decodes: `import-unreadable` if a picture is damaged. */
export function browserPictures(): DecodePicture {
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  return async (bytes, name) => {
    const file = new Blob([bytes as Uint8Array<ArrayBuffer>]);
    const bitmap = await createImageBitmap(file, {
      imageOrientation: "from-image",
      colorSpaceConversion: "none",
      premultiplyAlpha: "none",
    }).catch((cause: unknown) => {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw unreadable(name, "a picture that the browser can decode", why);
    });
    const { width, height } = bitmap;
    canvas.width = width;
    canvas.height = height;
    context.drawImage(bitmap, 0, 0);
    bitmap.close();
    const { data } = context.getImageData(0, 0, width, height);
    return { width, height, rgba: new Uint8Array(data.buffer) };
  };
}
