import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { areaDownsample, loadResvg, rasterise } from "./rasterise.mjs";
import { hashOrder, reproducibleGzip } from "./writePack.mjs";

test("packs the same bytes to the same file, without a time in it", () => {
  const raw = Uint8Array.from({ length: 5000 }, (_, i) => (i * i) % 97);
  const packed = reproducibleGzip(raw);
  expect(Buffer.from(packed.subarray(4, 8)).readUInt32LE()).toBe(0);
  expect(gunzipSync(packed).equals(raw)).toBe(true);
});

test("orders by seed alone, and keeps every item", () => {
  const items = Array.from({ length: 50 }, (_, i) => i);
  const order = hashOrder(items, "a");
  expect(hashOrder(items, "a")).toEqual(order);
  expect(hashOrder(items, "b")).not.toEqual(order);
  expect([...order].sort((x, y) => x - y)).toEqual(items);
});

test("averages blocks, channel by channel", () => {
  const pixels = Uint8Array.of(0, 10, 100, 30, 50, 20, 51, 40);
  // Two rows of two pixels with two channels: (0 + 100 + 50 + 51) / 4 and (10 + 30 + 20 + 40) / 4.
  expect([
    ...areaDownsample(pixels, { height: 2, width: 2, channels: 2 }, 2),
  ]).toEqual([50, 25]);
});

test("draws an SVG on white", async () => {
  await loadResvg();
  const { width, height, rgb } = rasterise(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1" width="2" height="1"><rect width="1" height="1" fill="#f00"/></svg>',
    4,
  );
  expect([width, height]).toEqual([4, 2]);
  expect([...rgb.subarray(0, 12)]).toEqual([
    255, 0, 0, 255, 0, 0, 255, 255, 255, 255, 255, 255,
  ]);
});
