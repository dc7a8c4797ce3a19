/** Reads single files out of an npm tarball, without unpacking the rest to disk. */
import * as fs from "node:fs";
import { gunzipSync } from "node:zlib";

const BLOCK = 512;

/** @param {Buffer} header @param {number} start @param {number} length */
const field = (header, start, length) =>
  header.toString("utf8", start, start + length).replace(/\0[\s\S]*$/, "");

/**
 * @param {string} tarball Path of a .tgz whose names fit the classic header (npm's own do).
 * @param {readonly string[]} names Files wanted, without the leading `package/`.
 * @returns {Map<string, Buffer>} Every one of them.
 * @throws {Error} If one is not in the tarball.
 */
export function filesOfTarball(tarball, names) {
  const bytes = gunzipSync(fs.readFileSync(tarball));
  /** @type {Map<string, Buffer>} */
  const found = new Map();
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0;) {
    const header = bytes.subarray(at, at + BLOCK);
    const name = field(header, 0, 100).replace(/^[^/]*\//, "");
    const size = Number.parseInt(field(header, 124, 12), 8);
    if (names.includes(name)) {
      found.set(name, bytes.subarray(at + BLOCK, at + BLOCK + size));
    }
    at += BLOCK * (1 + Math.ceil(size / BLOCK));
  }
  for (const name of names) {
    if (!found.has(name)) {
      throw new Error(`filesOfTarball: ${name} is not in ${tarball}`);
    }
  }
  return found;
}
