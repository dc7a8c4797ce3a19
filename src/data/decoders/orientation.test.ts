import { encode as encodeJpeg } from "jpeg-js";
import { expect, test } from "vitest";
import { orientedJpeg } from "./files.fixture.ts";
import { jpegOrientation, upright } from "./orientation.ts";
import { pictureHeader } from "./pictures.ts";

const jpeg = new Uint8Array(
  encodeJpeg({ width: 24, height: 8, data: new Uint8Array(24 * 8 * 4) }, 80)
    .data,
);

const withOrientation = (value: number, isLittle: boolean) =>
  orientedJpeg(jpeg, value, isLittle);

test("reads EXIF's orientation in both byte orders, and takes nonsense for upright", () => {
  expect(jpegOrientation(jpeg)).toBe(1);
  for (const value of [1, 3, 6, 8]) {
    expect(jpegOrientation(withOrientation(value, true))).toBe(value);
    expect(jpegOrientation(withOrientation(value, false))).toBe(value);
  }
  expect(jpegOrientation(withOrientation(99, true))).toBe(1);
});

test("gives the size of the upright picture", () => {
  const size = (value: number) => {
    const { width, height } = pictureHeader("x", withOrientation(value, true));
    return [width, height];
  };
  expect(size(3)).toEqual([24, 8]);
  expect(size(6)).toEqual([8, 24]);
});

/** How EXIF's table draws each orientation of the letters ab/cd/ef, as stored. */
const STORED: Record<number, string[]> = {
  1: ["ab", "cd", "ef"],
  2: ["ba", "dc", "fe"],
  3: ["fe", "dc", "ba"],
  4: ["ef", "cd", "ab"],
  5: ["ace", "bdf"],
  6: ["bdf", "ace"],
  7: ["fdb", "eca"],
  8: ["eca", "fdb"],
};

test.each(Object.entries(STORED))("turns orientation %s", (value, lines) => {
  const letters = lines.join("");
  const rgba = Uint8Array.from({ length: 4 * letters.length }, (_, i) =>
    letters.charCodeAt(Math.floor(i / 4)),
  );
  const stored = { width: lines[0]!.length, height: lines.length, rgba };
  const turned = upright(stored, Number(value));
  expect([turned.width, turned.height]).toEqual([2, 3]);
  const read = Array.from({ length: 6 }, (_, i) => turned.rgba[4 * i]!);
  expect(String.fromCharCode(...read)).toBe("abcdef");
});
