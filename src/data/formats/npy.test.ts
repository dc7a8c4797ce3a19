import { unzipSync } from "fflate";
import { expect, test } from "vitest";
import { npyArray } from "../decoders/npy.ts";
import { npyHeader, writeNpz, type NpzArray } from "./npy.ts";

async function written(arrays: Record<string, NpzArray>) {
  const parts: Uint8Array[] = [];
  await writeNpz(arrays, (bytes) => parts.push(bytes.slice()));
  return new Uint8Array(Buffer.concat(parts));
}

test("writes arrays in parts that the lab's own reader reads back", async () => {
  const bytes = await written({
    tokens: {
      ...{ type: "<f4", shape: [3, 2] },
      parts: [Float32Array.of(1, 2, 3), Float32Array.of(4, 0.5, -6)],
    },
    labels: { type: "|u1", shape: [3], parts: [Uint8Array.of(7, 8, 255)] },
  });
  const files = unzipSync(bytes);
  const tokens = npyArray("tokens.npy", files["tokens.npy"]!);
  expect(tokens.shape).toEqual([3, 2]);
  expect([...(tokens.values as Float32Array)]).toEqual([1, 2, 3, 4, 0.5, -6]);
  const labels = npyArray("labels.npy", files["labels.npy"]!);
  expect(labels.shape).toEqual([3]);
  expect([...(labels.values as Uint8Array)]).toEqual([7, 8, 255]);
});

test("a header takes a multiple of 64 bytes and ends in a line break", () => {
  for (const shape of [[1], [60_000, 17, 576], [0, 3]]) {
    const header = npyHeader("<f4", shape);
    expect(header.length % 64).toBe(0);
    expect(header.at(-1)).toBe(0x0a);
  }
});

test("refuses arrays of another length than their shape's, and more than a zip holds", async () => {
  const parts = [Float32Array.of(1, 2)];
  await expect(
    written({ short: { type: "<f4", shape: [3], parts } }),
  ).rejects.toThrow("'short' must have 12 bytes, as its shape says, got 8");
  await expect(
    written({ large: { type: "<f4", shape: [2 ** 30, 2], parts } }),
  ).rejects.toThrow("at most 4293918720 bytes");
});
