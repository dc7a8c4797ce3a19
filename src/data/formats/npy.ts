/** NumPy's files, written: .npy holds one array, .npz a zip of them. */
import { Zip, ZipPassThrough } from "fflate";

/** Types that are written, by NumPy's name. */
export type NpyType = "<f4" | "|u1";

const BYTES: Record<NpyType, number> = { "<f4": 4, "|u1": 1 };

/** The header is filled up to a multiple of this, so that the values can be mapped into memory. */
const ALIGNMENT = 64;
const MAGIC_LENGTH = 10;

/** Zip without its 64-bit extension ends here. */
const MOST_BYTES = 2 ** 32 - 2 ** 20;

/** What comes before an array's values in C's order, format version 1.0. */
export function npyHeader(
  type: NpyType,
  shape: readonly number[],
): Uint8Array<ArrayBuffer> {
  const dims = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${dims}), }`;
  const unpadded = MAGIC_LENGTH + text.length + 1;
  const length = Math.ceil(unpadded / ALIGNMENT) * ALIGNMENT;
  const padded = `${text.padEnd(length - MAGIC_LENGTH - 1)}\n`;
  const bytes = new Uint8Array(length);
  bytes.set([0x93, ...new TextEncoder().encode("NUMPY"), 1, 0]);
  new DataView(bytes.buffer).setUint16(8, padded.length, true);
  bytes.set(new TextEncoder().encode(padded), MAGIC_LENGTH);
  return bytes;
}

export type NpyPart = Float32Array | Uint8Array;

/** Values as they lie in a file: little-endian, as every machine here has them. */
export const valueBytes = (part: NpyPart): Uint8Array =>
  new Uint8Array(part.buffer, part.byteOffset, part.byteLength);

export type NpzArray = {
  type: NpyType;
  shape: readonly number[];
  /** Values in C's order, in as many parts as one likes. */
  parts: AsyncIterable<NpyPart> | Iterable<NpyPart>;
};

/**
 * Writes named arrays as npz, uncompressed, never more than a part of them in memory.
 *
 * @param write Takes the file's bytes in order.
 * @throws {RangeError} If an array has other values than its shape says, or all of them make more than a zip holds.
 */
export async function writeNpz(
  arrays: Readonly<Record<string, NpzArray>>,
  write: (bytes: Uint8Array) => void,
): Promise<void> {
  const total = Object.values(arrays).reduce(
    (sum, { type, shape }) => sum + byteCount(type, shape),
    0,
  );
  if (total > MOST_BYTES) {
    throw new RangeError(
      `writeNpz: the arrays must make at most ${MOST_BYTES} bytes, got ${total}; write .npy, or class tokens alone`,
    );
  }
  let failure: Error | null = null;
  const zip = new Zip((error, bytes) => {
    if (error) failure = error;
    else write(bytes);
  });
  for (const [name, { type, shape, parts }] of Object.entries(arrays)) {
    const file = new ZipPassThrough(`${name}.npy`);
    zip.add(file);
    file.push(npyHeader(type, shape));
    let written = 0;
    for await (const part of parts) {
      written += part.byteLength;
      file.push(valueBytes(part));
    }
    file.push(new Uint8Array(0), true);
    checkWritten(name, byteCount(type, shape), written);
  }
  zip.end();
  // Only the callback sets it.
  if (failure) throw failure as Error;
}

/** Bytes of an array's values. */
export const byteCount = (type: NpyType, shape: readonly number[]): number =>
  shape.reduce((product, size) => product * size, BYTES[type]);

/** @throws {RangeError} If an array came out shorter or longer than its header says. */
export function checkWritten(
  name: string,
  expected: number,
  written: number,
): void {
  if (written === expected) return;
  throw new RangeError(
    `writeNpz: '${name}' must have ${expected} bytes, as its shape says, got ${written}`,
  );
}
