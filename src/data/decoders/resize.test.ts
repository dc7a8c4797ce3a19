import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { ResizePolicy } from "../../protocol/importing.ts";
import { areaResized } from "./resize.ts";

const SIDE = 32;

/** Samples the picture on a fine grid inside each target pixel: slow, and with another formula. */
function slowly(
  pixels: Uint8Array,
  height: number,
  width: number,
  policy: ResizePolicy,
): number[] {
  const shortest = Math.min(height, width);
  const longest = Math.max(height, width);
  const boxOf = (side: number) => {
    if (policy === "cover")
      return {
        from: (side - shortest) / 2,
        size: shortest,
        to: 0,
        count: SIDE,
      };
    const count = Math.max(1, Math.round((side * SIDE) / longest));
    return { from: 0, size: side, to: Math.floor((SIDE - count) / 2), count };
  };
  const rows = boxOf(height);
  const columns = boxOf(width);
  /** Length of [start, start + scale] that lies in source pixel p. */
  const overlap = (box: typeof rows, i: number, p: number) => {
    const scale = box.size / box.count;
    const start = box.from + (i - box.to) * scale;
    return (
      Math.max(0, Math.min(start + scale, p + 1) - Math.max(start, p)) / scale
    );
  };
  const out: number[] = [];
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const isBar =
        y < rows.to ||
        y >= rows.to + rows.count ||
        x < columns.to ||
        x >= columns.to + columns.count;
      let sum = 0;
      for (let py = 0; !isBar && py < height; py++) {
        const share = overlap(rows, y, py);
        if (share === 0) continue;
        for (let px = 0; px < width; px++) {
          sum += share * overlap(columns, x, px) * pixels[py * width + px]!;
        }
      }
      out.push(sum);
    }
  }
  return out;
}

test("equals a loop over all source pixels, for both policies and any size", () => {
  const side = fc.integer({ min: 1, max: 70 });
  const policies = fc.constantFrom<ResizePolicy>("cover", "fit");
  fc.assert(
    fc.property(
      side,
      side,
      policies,
      fc.nat(),
      (height, width, policy, seed) => {
        const pixels = Uint8Array.from(
          { length: height * width },
          (_, i) => ((i + 1) * 7919 + seed * 31) % 256,
        );
        const expected = slowly(pixels, height, width, policy);
        const got = areaResized(pixels, { height, width, channels: 1 }, policy);
        got.forEach((value, i) =>
          expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(
            0.5 + 1e-6,
          ),
        );
      },
    ),
    { numRuns: 25 },
  );
});

test("keeps a picture of the right size as it is, channel by channel", () => {
  const pixels = Uint8Array.from({ length: 32 * 32 * 3 }, (_, i) => i % 251);
  const size = { height: 32, width: 32, channels: 3 };
  expect(areaResized(pixels, size, "cover")).toEqual(pixels);
  expect(areaResized(pixels, size, "fit")).toEqual(pixels);
});

test("cuts the middle out, or keeps all and leaves black bars", () => {
  // 32 high, 96 wide: black, white, grey.
  const pixels = Uint8Array.from(
    { length: 32 * 96 },
    (_, i) => [0, 255, 100][Math.floor((i % 96) / 32)]!,
  );
  const size = { height: 32, width: 96, channels: 1 };
  expect(areaResized(pixels, size, "cover").every((v) => v === 255)).toBe(true);
  const fitted = areaResized(pixels, size, "fit");
  const row = (y: number) => fitted.subarray(32 * y, 32 * y + 32);
  expect(row(9).every((v) => v === 0)).toBe(true);
  expect(row(22).every((v) => v === 0)).toBe(true);
  expect([row(15)[5], row(15)[15], row(15)[30]]).toEqual([0, 255, 100]);
});
