import { describe, expect, test } from "vitest";
import {
  classBand,
  colourPlace,
  matrixColour,
  paintValues,
  RUN_ROLES,
  SERIES,
} from "./colorScale.ts";

describe("cosine colours", () => {
  test("run from the dark end at -1 to the light end at 1", () => {
    expect(matrixColour("cosine", -1)).toEqual([0x44, 0x01, 0x54]);
    expect(matrixColour("cosine", 1)).toEqual([0xfd, 0xe7, 0x25]);
  });

  test("give a quarter of the map to cosines below zero", () => {
    expect(colourPlace("cosine", 0)).toBe(0.25);
    expect(colourPlace("cosine", -0.5)).toBe(0.125);
    expect(colourPlace("cosine", 0.5)).toBe(0.625);
  });

  test("stay at the ends beyond the scale, where rounding puts 1.0000001", () => {
    expect(matrixColour("cosine", 1.0000001)).toEqual(
      matrixColour("cosine", 1),
    );
    expect(matrixColour("cosine", -3)).toEqual(matrixColour("cosine", -1));
  });

  test("get lighter with every step of the cosine", () => {
    const lightness = Array.from({ length: 41 }, (_, i) => {
      const [r, g, b] = matrixColour("cosine", -1 + i / 20) ?? [0, 0, 0];
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    });
    const steps = lightness.slice(1).map((y, i) => y - (lightness[i] ?? 0));
    expect(Math.min(...steps)).toBeGreaterThan(0);
  });
});

describe("difference colours", () => {
  test("are neutral at zero, blue below and orange above", () => {
    const [r0, g0, b0] = matrixColour("difference", 0) ?? [0, 0, 0];
    expect(Math.max(r0, g0, b0) - Math.min(r0, g0, b0)).toBeLessThan(8);
    const [rBelow, , bBelow] = matrixColour("difference", -0.3) ?? [0, 0, 0];
    expect(bBelow).toBeGreaterThan(rBelow + 50);
    const [rAbove, , bAbove] = matrixColour("difference", 0.3) ?? [0, 0, 0];
    expect(rAbove).toBeGreaterThan(bAbove + 50);
  });

  test("reach their ends at half a cosine and stay there", () => {
    expect(colourPlace("difference", 0.5)).toBe(1);
    expect(colourPlace("difference", 1.7)).toBe(1);
    expect(colourPlace("difference", -0.5)).toBe(0);
  });
});

test("values that are not finite have no colour and stay transparent", () => {
  expect(matrixColour("cosine", Number.NaN)).toBeNull();
  const rgba = paintValues("cosine", [1, Number.NaN]);
  expect([...rgba]).toEqual([0xfd, 0xe7, 0x25, 255, 0, 0, 0, 0]);
});

test("no two series that share an axis look alike without colour", () => {
  const groups = [
    ["teacher", "compressed", "student"],
    ["id", "near", "far"],
    ["global", "local"],
    ["feature", "classToken"],
    RUN_ROLES,
  ] as const;
  for (const group of groups) {
    const dashes = group.map((role) => SERIES[role].dash);
    expect(new Set(dashes).size).toBe(group.length);
  }
});

test("twelve classes get twelve different bands", () => {
  const bands = Array.from({ length: 12 }, (_, i) => {
    const { color, isHatched } = classBand(i);
    return `${color} ${isHatched}`;
  });
  expect(new Set(bands).size).toBe(12);
});
