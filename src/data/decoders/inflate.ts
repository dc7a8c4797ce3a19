/** Inflates step by step, so that a small file cannot fill the memory before somebody looks. */
import { Inflate } from "fflate";
import { crc32 } from "./crc32.ts";
import { IMPORT_LIMITS } from "./importLimits.ts";
import { firstBytes, tooLarge, unreadable } from "./refusal.ts";

/** Stored bytes inflated at a time: at deflate's worst ratio they become 33 MB. */
const SLICE_BYTES = 2 ** 15;

const GZIP_TRAILER = 8;

/**
 * Inflates a raw deflate stream.
 *
 * @param size What must come out, in bytes; stated by zip and gzip.
 * @param most At most so many bytes, whatever `size` says.
 * @throws {EngineError} `import-too-large` over `most` or the limit on the ratio; `import-unreadable` if the stream is damaged, cut short or not `size` long.
 */
export function inflateBounded(
  name: string,
  stored: Uint8Array,
  size: number,
  most: number = IMPORT_LIMITS.inflatedBytes,
): Uint8Array {
  checkInflatedSize(name, stored.length, size, most);
  const out = new Uint8Array(size);
  let at = 0;
  const stream = new Inflate((chunk) => {
    if (at + chunk.length > size) {
      throw unreadable(
        name,
        `${size} bytes after inflating, as it says`,
        "more",
      );
    }
    out.set(chunk, at);
    at += chunk.length;
  });
  try {
    for (let start = 0; start < stored.length; start += SLICE_BYTES) {
      const end = Math.min(start + SLICE_BYTES, stored.length);
      stream.push(stored.slice(start, end), end === stored.length);
    }
  } catch (cause) {
    // fflate's own errors have a number as code; ours pass.
    if (!(cause instanceof Error) || !("code" in cause)) throw damaged(name);
    if (typeof cause.code === "string") throw cause;
    throw unreadable(name, "whole deflate data", cause.message);
  }
  if (at !== size) {
    throw unreadable(
      name,
      `${size} bytes after inflating, as it says`,
      `${at}`,
    );
  }
  return out;
}

const damaged = (name: string) =>
  unreadable(name, "whole deflate data", "data that does not inflate");

function checkInflatedSize(
  name: string,
  stored: number,
  size: number,
  most: number,
): void {
  if (size > most) {
    throw tooLarge(
      name,
      `at most ${most} bytes after inflating`,
      `${size}; or is the file cut short?`,
    );
  }
  const { ratio, ratioFrom } = IMPORT_LIMITS;
  if (size > ratioFrom && size > ratio * stored) {
    throw tooLarge(
      name,
      `at most ${ratio} times its stored size after inflating`,
      `${Math.round(size / Math.max(stored, 1))} times`,
    );
  }
}

export const isGzip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * Inflates a gzip file of one member, and checks its CRC.
 *
 * @param most At most so many bytes come out.
 * @throws {EngineError} As `inflateBounded`.
 */
export function gunzipBounded(
  name: string,
  bytes: Uint8Array,
  most: number = IMPORT_LIMITS.inflatedBytes,
): Uint8Array {
  const start = gzipHeaderEnd(name, bytes);
  const end = bytes.length - GZIP_TRAILER;
  // Not a number where the header is cut short.
  if (!(start <= end)) {
    throw unreadable(name, "a whole gzip file", `${bytes.length} bytes`);
  }
  const trailer = new DataView(bytes.buffer, bytes.byteOffset + end);
  const stored = bytes.subarray(start, end);
  const out = inflateBounded(name, stored, trailer.getUint32(4, true), most);
  if (crc32(out) !== trailer.getUint32(0, true)) {
    throw unreadable(name, "gzip whose checksum fits", "another checksum");
  }
  return out;
}

/** Where the deflate data begins (RFC 1952, section 2.3). */
function gzipHeaderEnd(name: string, bytes: Uint8Array): number {
  if (!isGzip(bytes) || bytes[2] !== 8) {
    throw unreadable(name, "gzip (0x1f8b08)", firstBytes(bytes, 3));
  }
  const flags = bytes[3]!;
  let at = 10;
  if (flags & 4) at += 2 + bytes[at]! + 256 * bytes[at + 1]!;
  for (const flag of [8, 16]) {
    if (!(flags & flag)) continue;
    const end = bytes.indexOf(0, at);
    if (end < 0) throw unreadable(name, "gzip with a whole header", "its end");
    at = end + 1;
  }
  return flags & 2 ? at + 2 : at;
}
