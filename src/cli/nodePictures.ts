/** Pictures without a browser: PNG, JPEG, and WebP by libwebp in WASM. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { inflateSync } from "node:zlib";
import { decode as decodeJpeg } from "jpeg-js";
import { PNG } from "pngjs";
import { jpegOrientation, upright } from "../data/decoders/orientation.ts";
import type { Picture } from "../data/decoders/picture.ts";
import {
  pictureHeader,
  type DecodePicture,
} from "../data/decoders/pictures.ts";
import { unreadable } from "../data/decoders/refusal.ts";

/** For one JPEG: its pixels, coefficients and planes, at the most pixels that an import takes. */
const JPEG_MEMORY_MB = 1024;
const JPEG_MEGAPIXELS = 17;

/** Samples of a pixel by PNG's colour type. */
const PNG_SAMPLES: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Adam7's passes: first column and row, and the steps between columns and rows. */
const PNG_PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** @throws {EngineError} `import-unreadable` if the picture is damaged. */
export const nodePictures: DecodePicture = async (bytes, name) => {
  const { format } = pictureHeader(name, bytes);
  try {
    if (format === "webp") return await readWebp(bytes);
    return format === "png" ? readPng(bytes) : readJpeg(bytes);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw unreadable(name, `a whole ${format.toUpperCase()} file`, why);
  }
};

let webp: Promise<(bytes: ArrayBuffer) => Promise<ImageData>> | null = null;

async function readWebp(bytes: Uint8Array): Promise<Picture> {
  webp ??= openWebp();
  const decode = await webp;
  const { width, height, data } = await decode(bytes.slice().buffer);
  return { width, height, rgba: new Uint8Array(data.buffer) };
}

async function openWebp() {
  const { default: decode, init } = await import("@jsquash/webp/decode.js");
  const { resolve } = createRequire(import.meta.url);
  const wasm = readFileSync(resolve("@jsquash/webp/codec/dec/webp_dec.wasm"));
  // What the decoder answers with, and Node does not have.
  globalThis.ImageData ??= PlainImageData as unknown as typeof ImageData;
  // Its types leave out the module that may come first.
  const start = init as (module: WebAssembly.Module) => Promise<void>;
  await start(new WebAssembly.Module(wasm));
  return decode;
}

class PlainImageData {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;

  constructor(data: Uint8ClampedArray, width: number, height: number) {
    this.data = data;
    this.width = width;
    this.height = height;
  }
}

/** pngjs takes missing rows for black, and inflates interlaced pictures without a bound: their size is checked before. */
function readPng(bytes: Uint8Array): Picture {
  checkPngPixels(bytes);
  const { buffer, byteOffset, length } = bytes;
  const { width, height, data } = PNG.sync.read(
    Buffer.from(buffer as ArrayBuffer, byteOffset, length),
  );
  return { width, height, rgba: data };
}

function checkPngPixels(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const expected = pngPixelBytes(view);
  const parts: Uint8Array[] = [];
  // pictureHeader found IEND by the same steps.
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    const kind = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (kind === "IEND") break;
    if (kind === "IDAT") parts.push(bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const pixels = inflateSync(Buffer.concat(parts), {
    maxOutputLength: expected,
  });
  if (pixels.length !== expected) {
    throw new Error(`${pixels.length} bytes of pixels instead of ${expected}`);
  }
}

/** Bytes of all rows with their filters (PNG specification, sections 7 and 8). */
function pngPixelBytes(view: DataView): number {
  const width = view.getUint32(16);
  const height = view.getUint32(20);
  const depth = view.getUint8(24);
  const samples = PNG_SAMPLES[view.getUint8(25)];
  if (samples === undefined) throw new Error("an unknown colour type");
  const bytesOf = (columns: number, rows: number) =>
    columns > 0 ? rows * (1 + Math.ceil((columns * depth * samples) / 8)) : 0;
  if (view.getUint8(28) === 0) return bytesOf(width, height);
  return PNG_PASSES.reduce(
    (sum, [x, y, stepX, stepY]) =>
      sum +
      bytesOf(
        Math.max(0, Math.ceil((width - x) / stepX)),
        Math.max(0, Math.ceil((height - y) / stepY)),
      ),
    0,
  );
}

function readJpeg(bytes: Uint8Array): Picture {
  const { width, height, data } = decodeJpeg(bytes, {
    useTArray: true,
    formatAsRGBA: true,
    tolerantDecoding: false,
    maxResolutionInMP: JPEG_MEGAPIXELS,
    maxMemoryUsageInMB: JPEG_MEMORY_MB,
  });
  return upright({ width, height, rgba: data }, jpegOrientation(bytes));
}
