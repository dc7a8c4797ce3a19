import { expect, test } from "vitest";
import { configDifference } from "../protocol/configPaths.ts";
import { PRESETS, presetById } from "../protocol/presets.ts";
import { decodeLink, encodeLink } from "./configLink.ts";

test("reads back what it wrote, in characters that need no escaping", () => {
  const base = presetById("emoji-quick").config;
  for (const { config } of PRESETS) {
    const difference = configDifference(base, config);
    const text = encodeLink(difference);
    if (text === "") {
      expect(difference).toEqual({});
      continue;
    }
    expect(text).toMatch(/^1\.[\w-]+$/);
    expect(decodeLink(text)).toEqual({ ok: true, difference });
  }
});

test("needs no text when nothing differs", () => {
  expect(encodeLink({})).toBe("");
});

test.each([
  ["9.abc", /format '9', this page reads '1'/],
  ["", /format 'none'/],
  ["1.@@@@", /damaged or cut off/],
  [encodeLink({ seed: 123456 }).slice(0, -6), /damaged or cut off/],
  [`1.${"A".repeat(9000)}`, /9002 characters long/],
])("explains why it cannot read %s", (text, reason) => {
  const decoded = decodeLink(text);
  expect(decoded.ok).toBe(false);
  expect(!decoded.ok && decoded.reason).toMatch(reason);
});

test("refuses JSON that is not a list of settings", () => {
  const list = encodeLink([1, 2] as never);
  expect(decodeLink(list)).toEqual({
    ok: false,
    reason: "this link holds no list of settings",
  });
});
