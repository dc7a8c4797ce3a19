import { expect, test } from "vitest";
import { imageBatch, imageBytes, imageFloats, IMAGE_SIDE } from "./image32.ts";
import { packOf } from "./packOf.fixture.ts";

const at = (values: ArrayLike<number>, y: number, x: number, channels = 3) =>
  Array.from({ length: channels }, (_, c) =>
    Number(values[(y * IMAGE_SIDE + x) * channels + c]),
  );

test("centres a smaller grey image on black and repeats its value", () => {
  const pixels = Uint8Array.from({ length: 28 * 28 }, (_, i) => 1 + (i % 255));
  const pack = packOf({ height: 28, width: 28, channels: 1 }, pixels);
  const bytes = imageBytes(pack, 0, { grey: true });
  expect(at(bytes, 1, 16)).toEqual([0, 0, 0]);
  expect(at(bytes, 16, 1)).toEqual([0, 0, 0]);
  expect(at(bytes, 30, 16)).toEqual([0, 0, 0]);
  expect(at(bytes, 2, 2)).toEqual(Array(3).fill(pixels[0]));
  expect(at(bytes, 29, 29)).toEqual(Array(3).fill(pixels[783]));
  expect(at(bytes, 12, 7)).toEqual(Array(3).fill(pixels[10 * 28 + 5]));
});

test("keeps colours, or turns them to their luminance", () => {
  const pixels = new Uint8Array(32 * 32 * 3);
  pixels.set([255, 0, 0, 0, 255, 0, 0, 0, 255, 200, 200, 200]);
  const pack = packOf({ height: 32, width: 32, channels: 3 }, pixels);
  const colour = imageBytes(pack, 0, { grey: false });
  expect(at(colour, 0, 1)).toEqual([0, 255, 0]);
  const grey = imageBytes(pack, 0, { grey: true });
  expect([0, 1, 2, 3].map((x) => at(grey, 0, x))).toEqual([
    [76, 76, 76],
    [150, 150, 150],
    [29, 29, 29],
    [200, 200, 200],
  ]);
});

test("gives the networks and the page the same pixels, in the order asked for", () => {
  const pixels = Uint8Array.from(
    { length: 3 * 32 * 32 * 3 },
    (_, i) => (i * 31) % 256,
  );
  const pack = packOf(
    { height: 32, width: 32, channels: 3 },
    pixels,
    [0, 1, 1],
    [1, 0, 1],
  );
  const floats = imageFloats(pack, [2, 0], { grey: false });
  const batch = imageBatch(pack, [2, 0], { grey: false });
  expect(floats.length).toBe(2 * 32 * 32 * 3);
  expect(floats[5]).toBeCloseTo(pixels[2 * 3072 + 5]! / 255, 6);
  const second = batch.rgba.subarray(32 * 32 * 4);
  expect(at(second, 3, 4, 4)).toEqual([
    ...at(pixels.subarray(0, 3072), 3, 4),
    255,
  ]);
  expect(batch).toMatchObject({ n: 2, height: 32, width: 32 });
  expect([...batch.labels]).toEqual([1, 0]);
  expect([...batch.domains]).toEqual([1, 1]);
});

test("names an image that the pack does not have", () => {
  const pack = packOf(
    { height: 32, width: 32, channels: 3 },
    new Uint8Array(2 * 3072),
    [0, 0],
  );
  expect(() => imageBytes(pack, 2, { grey: false })).toThrow(
    "imageBytes: 'index' must be an image of test (0 to 1), got 2",
  );
});
