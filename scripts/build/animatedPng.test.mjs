import { PNG } from "pngjs";
import { expect, test } from "vitest";
import { animatedPng } from "./animatedPng.mjs";

/** A grey picture, with white points at the given [x, y]. */
function picture(...points) {
  const png = new PNG({ width: 6, height: 4 });
  png.data.fill(100);
  for (let i = 3; i < png.data.length; i += 4) png.data[i] = 255;
  for (const [x, y] of points)
    png.data.fill(255, 4 * (6 * y + x), 4 * (6 * y + x) + 4);
  return PNG.sync.write(png);
}

function chunksOf(file) {
  const chunks = [];
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    chunks.push({
      type: file.toString("latin1", at + 4, at + 8),
      data: file.subarray(at + 8, at + 8 + length),
    });
    at += 12 + length;
  }
  return chunks;
}

test("a reader without animation sees the first picture, checksums and all", () => {
  const first = picture([1, 1]);
  const shown = PNG.sync.read(animatedPng([first, picture()], [100, 100]));
  expect(shown.data.equals(PNG.sync.read(first).data)).toBe(true);
});

test("a later picture holds the rectangle that changed, in its place, for its time", () => {
  const chunks = chunksOf(
    animatedPng([picture(), picture([2, 1], [4, 2])], [100, 250]),
  );
  expect(chunks.map(({ type }) => type)).toEqual([
    ...["IHDR", "acTL", "fcTL", "IDAT", "fcTL", "fdAT", "IEND"],
  ]);
  const control = chunks[4].data;
  const words = [0, 4, 8, 12, 16].map((at) => control.readUInt32BE(at));
  expect(words).toEqual([1, 3, 2, 2, 1]);
  expect([control.readUInt16BE(20), control.readUInt16BE(22)]).toEqual([
    250, 1000,
  ]);
});

test("pictures that are alike cost one pixel", () => {
  const chunks = chunksOf(animatedPng([picture(), picture()], [100, 100]));
  const control = chunks[4].data;
  expect([control.readUInt32BE(4), control.readUInt32BE(8)]).toEqual([1, 1]);
});

test("fewer bits leave black and white as they are", () => {
  const white = picture([0, 0]);
  const shown = PNG.sync.read(animatedPng([white], [100], 5));
  expect([...shown.data.subarray(0, 8)]).toEqual([
    ...[255, 255, 255, 255],
    ...[99, 99, 99, 255],
  ]);
});
