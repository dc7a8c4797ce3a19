import { deflateSync } from "node:zlib";
import { PNG } from "pngjs";

const SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex");

/**
 * Joins pictures of one size into an animated PNG that repeats for ever. Each picture after the first holds only the rectangle that changed.
 * @see https://www.w3.org/TR/png-3/#apng-frame-based-animation
 * @param {Buffer[]} pictures PNG files, opaque.
 * @param {number[]} delaysMs How long each is shown.
 * @param {number} bits Upper bits kept of each colour channel: 5 of 8 look alike and halve the size of what is noisy, as heatmaps are.
 * @returns {Buffer}
 */
export function animatedPng(pictures, delaysMs, bits = 8) {
  const frames = pictures.map((picture) =>
    coarse(PNG.sync.read(picture), bits),
  );
  const [{ width, height }] = frames;
  const chunks = [header(width, height), animationControl(frames.length)];
  let sequence = 0;
  frames.forEach((frame, i) => {
    const area =
      i === 0
        ? { left: 0, top: 0, width, height }
        : changedArea(frames[i - 1], frame);
    chunks.push(frameControl(sequence++, area, delaysMs[i]));
    const data = deflateSync(scanlines(frame, area), { level: 9 });
    if (i === 0) chunks.push(chunk("IDAT", data));
    else chunks.push(chunk("fdAT", Buffer.concat([uint32(sequence++), data])));
  });
  return Buffer.concat([SIGNATURE, ...chunks, chunk("IEND", Buffer.alloc(0))]);
}

/** The smallest rectangle with all pixels that differ; one pixel when none does, since a frame cannot be empty. */
function changedArea(before, after) {
  const { width, height } = after;
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x);
      if (before.data.readUInt32LE(at) === after.data.readUInt32LE(at))
        continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  if (right < 0) return { left: 0, top: 0, width: 1, height: 1 };
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** The upper bits of each channel, repeated below, so that black stays black and white white. */
function coarse(frame, bits) {
  const mask = 256 - 2 ** (8 - bits);
  const kept = frame.data.map((value) => (value & mask) | (value >> bits));
  return { width: frame.width, height: frame.height, data: Buffer.from(kept) };
}

/** RGB rows of a rectangle without any of PNG's filters: heatmaps and text deflate best as they are. */
function scanlines({ data, width: stride }, { left, top, width, height }) {
  const rows = Buffer.alloc(height * (1 + 3 * width));
  let out = 0;
  for (let y = 0; y < height; y++) {
    out += 1;
    for (let x = 0; x < width; x++) {
      const at = 4 * ((top + y) * stride + left + x);
      out += data.copy(rows, out, at, at + 3);
    }
  }
  return rows;
}

const uint32 = (value) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** 8 bits a channel, RGB, not interlaced. */
const header = (width, height) =>
  chunk(
    "IHDR",
    Buffer.concat([
      ...[uint32(width), uint32(height)],
      Buffer.from([8, 2, 0, 0, 0]),
    ]),
  );

/** Repeats for ever: 0 plays. */
const animationControl = (count) =>
  chunk("acTL", Buffer.concat([uint32(count), uint32(0)]));

function frameControl(sequence, { left, top, width, height }, delayMs) {
  const delay = Buffer.alloc(6);
  delay.writeUInt16BE(delayMs, 0);
  delay.writeUInt16BE(1000, 2);
  return chunk(
    "fcTL",
    Buffer.concat([
      ...[sequence, width, height, left, top].map(uint32),
      // The last two bytes are 0: the frame stays, and replaces what it covers.
      delay,
    ]),
  );
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  return Buffer.concat([uint32(data.length), body, uint32(crc32(body))]);
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++)
    c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/** The checksum that PNG asks for, as an unsigned 32-bit number. */
function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 255] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
