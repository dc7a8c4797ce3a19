/** What an import may cost at most. Each limit has one error, and that error names the limit. */

const MIB = 2 ** 20;

export const IMPORT_LIMITS = {
  /** Files of a folder, or entries of an archive. */
  files: 100_000,
  /** Bytes handed in, all files together. */
  storedBytes: 512 * MIB,
  /** One network as an ONNX file: WASM addresses 4 GB, and holds it twice while it is opened. */
  modelBytes: 1024 * MIB,
  /** Bytes that one archive or compressed file may inflate to; all entries of an archive count together. */
  inflatedBytes: 512 * MIB,
  /** Inflated bytes for each stored one, once more than `ratioFrom` came out. Pixels and labels stay far below; deflate itself ends at 1032. */
  ratio: 200,
  ratioFrom: 16 * MIB,
  /** One PNG, JPEG or WebP file. */
  pictureBytes: 32 * MIB,
  /** Longest side of a picture, in pixels, and its area: 64 MiB once decoded. */
  pictureSide: 8192,
  picturePixels: 16 * MIB,
  /** Longest side of the images of an array, in pixels. */
  arraySide: 1024,
  images: 100_000,
  /** A label is a byte. */
  classes: 256,
} as const;
