/** Pictures without a browser: PNG and JPEG. */
import { decode as decodeJpeg } from "jpeg-js";
import { PNG } from "pngjs";
import {
  pictureHeader,
  type DecodePicture,
  type Picture,
} from "../data/decoders/pictures.ts";
import { unreadable } from "../data/decoders/refusal.ts";

/** For one JPEG: its pixels, coefficients and planes, at the most pixels that an import takes. */
const JPEG_MEMORY_MB = 1024;
const JPEG_MEGAPIXELS = 17;

/** Where PNG keeps whether it is interlaced. */
const PNG_INTERLACE_AT = 28;

/** @throws {EngineError} `import-unreadable` if the picture is damaged, an interlaced PNG, or WebP. */
export const nodePictures: DecodePicture = async (bytes, name) => {
  const { format } = pictureHeader(name, bytes);
  if (format === "webp") {
    throw unreadable(
      name,
      "PNG or JPEG on the command line",
      "WebP, which only browsers decode here",
    );
  }
  // pngjs inflates interlaced pictures without a bound.
  if (format === "png" && bytes[PNG_INTERLACE_AT] !== 0) {
    throw unreadable(
      name,
      "PNG without interlacing on the command line",
      "interlaced PNG",
    );
  }
  try {
    return format === "png" ? readPng(bytes) : readJpeg(bytes);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw unreadable(name, `a whole ${format.toUpperCase()} file`, why);
  }
};

function readPng(bytes: Uint8Array): Picture {
  const { buffer, byteOffset, length } = bytes;
  const { width, height, data } = PNG.sync.read(
    Buffer.from(buffer as ArrayBuffer, byteOffset, length),
  );
  return { width, height, rgba: data };
}

function readJpeg(bytes: Uint8Array): Picture {
  const { width, height, data } = decodeJpeg(bytes, {
    useTArray: true,
    formatAsRGBA: true,
    tolerantDecoding: false,
    maxResolutionInMP: JPEG_MEGAPIXELS,
    maxMemoryUsageInMB: JPEG_MEMORY_MB,
  });
  return { width, height, rgba: data };
}
