/** Cameras store pictures as the sensor lay, and say in EXIF how to turn them. Browsers obey; so does the command line. */
import type { Picture } from "./picture.ts";

const EXIF_SEGMENT = 0xe1;
const ORIENTATION_TAG = 0x0112;
const UPRIGHT = 1;

/**
 * EXIF's orientation of a JPEG file.
 *
 * @returns 1 (upright, also where nothing or nonsense is said) to 8; from 5 on width and height change places.
 */
export function jpegOrientation(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 2; at + 18 <= bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1]!;
    const length = view.getUint16(at + 2);
    // "Exif", then a TIFF file.
    if (marker === EXIF_SEGMENT && view.getUint32(at + 4) === 0x45786966) {
      const start = at + 10;
      const end = Math.min(at + 2 + length, bytes.length);
      const size = Math.max(0, end - start);
      return tiffOrientation(
        new DataView(bytes.buffer, bytes.byteOffset + start, size),
      );
    }
    if (marker === 0xda) break;
    at += 2 + length;
  }
  return UPRIGHT;
}

function tiffOrientation(tiff: DataView): number {
  if (tiff.byteLength < 8) return UPRIGHT;
  const isLittle = tiff.getUint16(0) === 0x4949;
  const directory = tiff.getUint32(4, isLittle);
  if (directory + 2 > tiff.byteLength) return UPRIGHT;
  const count = tiff.getUint16(directory, isLittle);
  for (let i = 0; i < count; i++) {
    const entry = directory + 2 + 12 * i;
    if (entry + 12 > tiff.byteLength) break;
    if (tiff.getUint16(entry, isLittle) !== ORIENTATION_TAG) continue;
    const value = tiff.getUint16(entry + 8, isLittle);
    return value >= 1 && value <= 8 ? value : UPRIGHT;
  }
  return UPRIGHT;
}

/** Whether width and height change places. */
export const isTurned = (orientation: number): boolean => orientation >= 5;

/** The picture upright. */
export function upright(picture: Picture, orientation: number): Picture {
  if (orientation === UPRIGHT) return picture;
  const { width, height, rgba } = picture;
  const turned = isTurned(orientation);
  const [columns, rows] = turned ? [height, width] : [width, height];
  // What a column or row of the result is read from, after the axes changed places: from its end, or not.
  const flipsX = [2, 3, 7, 8].includes(orientation);
  const flipsY = [3, 4, 6, 7].includes(orientation);
  const from = new Uint32Array(rgba.slice().buffer);
  const out = new Uint32Array(columns * rows);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const [column, row] = turned ? [y, x] : [x, y];
      const sourceX = flipsX ? width - 1 - column : column;
      const sourceY = flipsY ? height - 1 - row : row;
      out[y * columns + x] = from[sourceY * width + sourceX]!;
    }
  }
  return { width: columns, height: rows, rgba: new Uint8Array(out.buffer) };
}
