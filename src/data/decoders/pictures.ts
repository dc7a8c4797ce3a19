/** What a picture file says of itself in its first bytes: read before anything is decoded. */
import type { Picture } from "./picture.ts";
import { IMPORT_LIMITS } from "./importLimits.ts";
import { isTurned, jpegOrientation } from "./orientation.ts";
import { firstBytes, tooLarge, unreadable } from "./refusal.ts";

/**
 * Decodes a PNG, JPEG or WebP file whose header has been checked, upright: in Node a pair of packages, in a browser `createImageBitmap`.
 *
 * @throws {EngineError} `import-unreadable` if it is damaged.
 */
export type DecodePicture = (
  bytes: Uint8Array,
  name: string,
) => Promise<Picture>;

export type PictureHeader = {
  format: "png" | "jpeg" | "webp";
  /** Of the upright picture. */
  width: number;
  height: number;
};

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Names that are taken for pictures, whatever lies behind them. */
export const PICTURE_NAME = /\.(png|jpe?g|webp|gif|bmp|svg|tiff?|avif|heic)$/i;

/**
 * Format and size of a picture, which is whole as far as its structure shows.
 *
 * @throws {EngineError} `import-unreadable` if it is something else or cut short; `import-too-large`.
 */
export function pictureHeader(name: string, bytes: Uint8Array): PictureHeader {
  if (bytes.length > IMPORT_LIMITS.pictureBytes) {
    throw tooLarge(
      name,
      `a picture of at most ${IMPORT_LIMITS.pictureBytes} bytes`,
      `${bytes.length}`,
    );
  }
  const header = readHeader(name, bytes);
  const { width, height } = header;
  if (width < 1 || height < 1) {
    throw unreadable(name, "a picture with pixels", `${width} x ${height}`);
  }
  const { pictureSide, picturePixels } = IMPORT_LIMITS;
  if (Math.max(width, height) > pictureSide) {
    throw tooLarge(
      name,
      `at most ${pictureSide} pixels wide and high`,
      `${width} x ${height}`,
    );
  }
  if (width * height > picturePixels) {
    throw tooLarge(
      name,
      `at most ${picturePixels} pixels`,
      `${width * height}`,
    );
  }
  return header;
}

function readHeader(name: string, bytes: Uint8Array): PictureHeader {
  if (PNG_SIGNATURE.every((byte, i) => bytes[i] === byte)) {
    return pngHeader(name, bytes);
  }
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return jpegHeader(name, bytes);
  if (ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 4) === "WEBP") {
    return webpHeader(name, bytes);
  }
  throw unreadable(
    name,
    "a PNG, JPEG or WebP picture",
    otherContent(name, bytes),
  );
}

const ascii = (bytes: Uint8Array, start: number, length: number) =>
  String.fromCharCode(...bytes.subarray(start, start + length));

function otherContent(name: string, bytes: Uint8Array): string {
  if (bytes.length === 0) return "an empty file";
  const start = ascii(bytes, 0, 256);
  if (/<svg|<!DOCTYPE svg/i.test(start)) {
    const disguise = /\.svg$/i.test(name) ? "SVG" : "SVG by another name";
    return `${disguise}, which may carry scripts and is never opened`;
  }
  if (/^\s*<(!DOCTYPE html|html)/i.test(start)) return "a web page";
  if (start.startsWith("GIF8")) return "GIF";
  if (start.startsWith("BM")) return "BMP";
  if (start.startsWith("II*\0") || start.startsWith("MM\0*")) return "TIFF";
  if (start.slice(4, 8) === "ftyp") return "AVIF or HEIC";
  if (/^[\t\n\r\x20-\x7e]*$/.test(start)) {
    return `text beginning ${JSON.stringify(start.slice(0, 24))}`;
  }
  return `a file beginning with ${firstBytes(bytes, 8)}`;
}

function pngHeader(name: string, bytes: Uint8Array): PictureHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 33 || ascii(bytes, 12, 4) !== "IHDR") {
    throw unreadable(name, "PNG that begins with IHDR", "another beginning");
  }
  const header = { width: view.getUint32(16), height: view.getUint32(20) };
  for (let at = 8; at + 12 <= bytes.length;) {
    if (ascii(bytes, at + 4, 4) === "IEND") return { format: "png", ...header };
    at += 12 + view.getUint32(at);
  }
  throw unreadable(
    name,
    "a whole PNG file",
    `one cut short after ${bytes.length} bytes`,
  );
}

const START_OF_SCAN = 0xda;

/** Every block of 8 x 8 pixels takes a Huffman code of at least one bit; less makes a few bytes claim to be a huge picture. */
const JPEG_PIXELS_PER_BYTE = 8 * 64;

function jpegHeader(name: string, bytes: Uint8Array): PictureHeader {
  let size: { width: number; height: number } | null = null;
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const length = 256 * bytes[at + 2]! + bytes[at + 3]!;
    const isFrame =
      marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame && at + 9 <= bytes.length) {
      size = {
        height: 256 * bytes[at + 5]! + bytes[at + 6]!,
        width: 256 * bytes[at + 7]! + bytes[at + 8]!,
      };
    }
    if (marker === START_OF_SCAN) break;
    at += 2 + length;
  }
  if (!size) {
    throw unreadable(name, "JPEG with a frame header", "one without");
  }
  if (!endsAfter(bytes, at)) {
    throw unreadable(
      name,
      "a whole JPEG file",
      `one cut short after ${bytes.length} bytes`,
    );
  }
  const { width, height } = size;
  const least = Math.ceil((width * height) / JPEG_PIXELS_PER_BYTE);
  if (bytes.length < least) {
    throw unreadable(
      name,
      `JPEG of at least ${least} bytes for ${width} x ${height} pixels`,
      `${bytes.length}`,
    );
  }
  return isTurned(jpegOrientation(bytes))
    ? { format: "jpeg", width: height, height: width }
    : { format: "jpeg", width, height };
}

/** Whether the end-of-image marker follows position `at`; some cameras put data behind it. */
function endsAfter(bytes: Uint8Array, at: number): boolean {
  for (let end = bytes.length - 2; end > at; end--) {
    if (bytes[end] === 0xff && bytes[end + 1] === 0xd9) return true;
  }
  return false;
}

function webpHeader(name: string, bytes: Uint8Array): PictureHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 30 || view.getUint32(4, true) + 8 > bytes.length) {
    throw unreadable(
      name,
      "a whole WebP file",
      `one cut short after ${bytes.length} bytes`,
    );
  }
  const kind = ascii(bytes, 12, 4);
  if (kind === "VP8 ") {
    const width = view.getUint16(26, true) & 0x3fff;
    const height = view.getUint16(28, true) & 0x3fff;
    return { format: "webp", width, height };
  }
  if (kind === "VP8L") {
    const bits = view.getUint32(21, true);
    const width = 1 + (bits & 0x3fff);
    return { format: "webp", width, height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  if (kind === "VP8X") {
    const width = 1 + (view.getUint32(24, true) & 0xffffff);
    return {
      format: "webp",
      width,
      height: 1 + (view.getUint32(26, true) >>> 8),
    };
  }
  throw unreadable(name, "WebP of a known kind", JSON.stringify(kind));
}
