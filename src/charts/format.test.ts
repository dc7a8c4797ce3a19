import { describe, expect, test } from "vitest";
import {
  cosineToDegrees,
  formatBytes,
  formatCount,
  formatDegrees,
  inColumn,
  formatDuration,
  formatLoss,
  formatPercent,
  formatTick,
  formatUnit,
} from "./format.ts";

/** No-break spaces read as spaces, to keep the expectations legible. */
const plain = (text: string) => text.replaceAll("\u00a0", " ");

test.each([
  [123.456, "123.5"],
  [12.3456, "12.35"],
  [1.23456, "1.235"],
  [0.123456, "0.1235"],
  [0.0000123, "1.2e−5"],
  [-0.25, "−0.2500"],
  [0, "0.0000"],
  [250000, "2.5e+5"],
])("loss %d reads %s", (value, text) => {
  expect(formatLoss(value)).toBe(text);
});

test.each([
  [0.05, "0.05"],
  [20, "20"],
  [0.30000000000000004, "0.3"],
  [0.00001, "1e−5"],
  [-0.5, "−0.5"],
])("axis tick %d reads %s", (value, text) => {
  expect(formatTick(value)).toBe(text);
});

test.each([
  [0, "0.0 s"],
  [432, "0.4 s"],
  [9960, "10 s"],
  [59499, "59 s"],
  [59999, "1 min 00 s"],
  [125000, "2 min 05 s"],
  [3599600, "1 h 00 min"],
  [3780000, "1 h 03 min"],
])("%d ms reads %s", (ms, text) => {
  expect(plain(formatDuration(ms))).toBe(text);
});

test.each([
  [640, "640 B"],
  [999, "999 B"],
  [1000, "1.0 kB"],
  [2_712_345, "2.7 MB"],
  [999_600, "1.0 MB"],
  [700_000_000, "700 MB"],
])("%d bytes read %s", (bytes, text) => {
  expect(plain(formatBytes(bytes))).toBe(text);
});

test("fractions, angles and counts carry their units", () => {
  expect(plain(formatPercent(0.6843))).toBe("68.4 %");
  expect(plain(formatPercent(0.6843, 0))).toBe("68 %");
  expect(formatDegrees(18.46)).toBe("18.5°");
  expect(formatUnit(-0.12345)).toBe("−0.123");
  expect(formatCount(12345)).toBe("12,345");
});

describe("what is not a number", () => {
  const formats = [
    formatLoss,
    formatPercent,
    formatUnit,
    formatDegrees,
    formatDuration,
    formatCount,
    formatBytes,
  ];

  test("is a dash before there is a value", () => {
    expect(formats.map((format) => format(null))).toEqual(
      formats.map(() => "–"),
    );
  });

  test("is said out loud once there is one", () => {
    expect(formats.map((format) => format(Number.NaN))).toEqual(
      formats.map(() => "not a number"),
    );
    expect(formatLoss(-Infinity)).toBe("−∞");
  });
});

test("cosines become angles, and rounding past 1 becomes 0°", () => {
  expect(cosineToDegrees(0)).toBeCloseTo(90, 10);
  expect(cosineToDegrees(0.5)).toBeCloseTo(60, 10);
  expect(cosineToDegrees(1.0000001)).toBe(0);
  expect(cosineToDegrees(-1.0000001)).toBe(180);
});

test("fills a number in a column up with spaces as wide as digits", () => {
  expect(inColumn(formatDegrees(9.24), 5)).toBe("\u20079.2°");
  expect(inColumn(formatDegrees(19.24), 5)).toBe("19.2°");
  expect(inColumn(formatDegrees(119.24), 5)).toBe("119.2°");
});
