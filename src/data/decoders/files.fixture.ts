/** Writers of the formats that the decoders read: for tests. */
import { gzipSync, zipSync, zlibSync } from "fflate";
import { crc32 } from "./crc32.ts";
import type { SourceFile } from "./sourceFile.ts";

export const fileOf = (path: string, bytes: Uint8Array): SourceFile => ({
  path,
  size: bytes.length,
  read: () => bytes,
});

export const textBytes = (text: string) => new TextEncoder().encode(text);

export function concatenated(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(
    parts.reduce((sum, { length }) => sum + length, 0),
  );
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

const bigEndian = (...values: readonly number[]) => {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, i) => view.setUint32(4 * i, value));
  return new Uint8Array(view.buffer);
};

export const idxOf = (
  shape: readonly number[],
  values: Uint8Array,
  type = 8,
): Uint8Array =>
  concatenated(
    Uint8Array.of(0, 0, type, shape.length),
    bigEndian(...shape),
    values,
  );

/** Records of CIFAR's layout: the label bytes before each, then planes of pixels. */
export const cifarOf = (
  records: readonly { labels: readonly number[]; pixels: Uint8Array }[],
): Uint8Array =>
  concatenated(
    ...records.flatMap(({ labels, pixels }) => [
      Uint8Array.from(labels),
      pixels,
    ]),
  );

/** An npy file of version 1; `values` are its bytes. */
export function npyOf(
  dtype: string,
  shape: readonly number[],
  values: ArrayBufferView,
  order = "False",
): Uint8Array {
  const tuple = `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;
  const header = `{'descr': '${dtype}', 'fortran_order': ${order}, 'shape': ${tuple}, }\n`;
  const start = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0);
  const length = Uint8Array.of(header.length & 255, header.length >> 8);
  const { buffer, byteOffset, byteLength } = values;
  return concatenated(
    ...[start, length, textBytes(header)],
    new Uint8Array(buffer, byteOffset, byteLength),
  );
}

/** A ustar archive. */
export function tarOf(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const blocks = Object.entries(files).flatMap(([path, bytes]) => {
    const padding = new Uint8Array((512 - (bytes.length % 512)) % 512);
    return [tarHeader(path, bytes.length), bytes, padding];
  });
  return concatenated(...blocks, new Uint8Array(1024));
}

/** @param size Bytes, or the text in their place. */
export function tarHeader(path: string, size: number | string): Uint8Array {
  const header = new Uint8Array(512);
  const put = (at: number, text: string) => header.set(textBytes(text), at);
  put(0, path);
  put(100, "0000644\0");
  const digits = typeof size === "string" ? size : size.toString(8);
  put(124, `${digits.padStart(11, "0")}\0`);
  put(148, "        ");
  put(156, "0");
  put(257, "ustar\0");
  put(263, "00");
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(148, `${sum.toString(8).padStart(6, "0")}\0 `);
  return header;
}

export const zipOf = (files: Readonly<Record<string, Uint8Array>>) =>
  zipSync({ ...files }, { level: 6 });

export const gzipOf = (bytes: Uint8Array) => gzipSync(bytes, { mtime: 0 });

export function pngChunk(kind: string, body: Uint8Array): Uint8Array {
  const named = concatenated(textBytes(kind), body);
  return concatenated(bigEndian(body.length), named, bigEndian(crc32(named)));
}

const PNG_SIGNATURE = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);

export const pngHeaderOf = (width: number, height: number, interlace = 0) =>
  concatenated(
    PNG_SIGNATURE,
    pngChunk(
      "IHDR",
      concatenated(
        bigEndian(width, height),
        Uint8Array.of(8, 2, 0, 0, interlace),
      ),
    ),
  );

/** A PNG of 8-bit RGB, without filters. `colour` [r, g, b] by position. */
export function pngOf(
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly [number, number, number],
): Uint8Array {
  const rows = new Uint8Array(height * (1 + 3 * width));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      rows.set(colour(x, y), y * (1 + 3 * width) + 1 + 3 * x);
    }
  }
  return concatenated(
    pngHeaderOf(width, height),
    pngChunk("IDAT", zlibSync(rows)),
    pngChunk("IEND", new Uint8Array(0)),
  );
}

/** A JPEG file with an EXIF segment that holds an orientation behind its first marker. */
export function orientedJpeg(
  jpeg: Uint8Array,
  orientation: number,
  isLittle: boolean,
): Uint8Array {
  const tiff = new DataView(new ArrayBuffer(26));
  tiff.setUint16(0, isLittle ? 0x4949 : 0x4d4d);
  tiff.setUint16(2, 42, isLittle);
  tiff.setUint32(4, 8, isLittle);
  tiff.setUint16(8, 1, isLittle);
  tiff.setUint16(10, 0x0112, isLittle);
  tiff.setUint16(12, 3, isLittle);
  tiff.setUint32(14, 1, isLittle);
  tiff.setUint16(18, orientation, isLittle);
  const body = concatenated(textBytes("Exif\0\0"), new Uint8Array(tiff.buffer));
  const head = Uint8Array.of(0xff, 0xe1, 0, body.length + 2);
  return concatenated(jpeg.subarray(0, 2), head, body, jpeg.subarray(2));
}
