import { expect, test } from "vitest";
import { nodePictures } from "./nodePictures.ts";

/** 6 x 4 pixels [40 x, 60 y, 200], written by libwebp: without loss, and with quality 95. */
const LOSSLESS =
  "UklGRiwAAABXRUJQVlA4TCAAAAAvBcAAAJmM6H9sIqL/AYVsI0AHdv5iP8KgDHJMAERKDg==";
const LOSSY =
  "UklGRngAAABXRUJQVlA4IGwAAACwAwCdASoGAAQAAIAIJbACdLoB+AFGAtQD+AeoBeAH6AAwNP4OAAD+/fb6e/7+l8tgfjM/e5oFBC5NUaP/qij+tA307+JQ/xvuiV/E0/dfQH+d/Nx+8sfJyPeP2db/GiZlv5TPzVDyciadAAA=";
const EXPECTED = Array.from({ length: 24 }, (_, i) => [
  ...[40 * (i % 6), 60 * Math.floor(i / 6), 200, 255],
]).flat();

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, "base64"));

test("decodes WebP without a browser, exactly where it was written so", async () => {
  const exact = await nodePictures(bytesOf(LOSSLESS), "a.webp");
  expect(exact).toMatchObject({ width: 6, height: 4 });
  expect([...exact.rgba]).toEqual(EXPECTED);
  const near = await nodePictures(bytesOf(LOSSY), "b.webp");
  near.rgba.forEach((value, i) =>
    expect(Math.abs(value - EXPECTED[i]!)).toBeLessThan(48),
  );
});

test("refuses WebP whose pixels are damaged, and goes on", async () => {
  const damaged = bytesOf(LOSSY).fill(255, 36);
  await expect(nodePictures(damaged, "c.webp")).rejects.toThrow(
    "c.webp: must be a whole WEBP file, got Decoding error",
  );
  const exact = await nodePictures(bytesOf(LOSSLESS), "a.webp");
  expect([...exact.rgba]).toEqual(EXPECTED);
});
