import { deflateSync, strToU8 } from "fflate";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { configDifference } from "../protocol/configPaths.ts";
import { PRESETS, presetById } from "../protocol/presets.ts";
import { decodeLink, encodeLink } from "./configLink.ts";

const base = presetById("emoji-quick").config;
const differenceOf = (text: string) => {
  const decoded = decodeLink(text);
  return decoded.ok ? decoded.content.difference : decoded.reason;
};

test("reads back what it wrote, in characters that need no escaping", () => {
  for (const { config } of PRESETS) {
    const difference = configDifference(base, config);
    const text = encodeLink(difference);
    if (text === "") {
      expect(difference).toEqual({});
      continue;
    }
    expect(text).toMatch(/^2\.[\w-]+$/);
    expect(differenceOf(text)).toEqual(difference);
  }
});

test("reads back any difference and any runs", () => {
  const difference = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 1 }));
  const runs = fc.array(fc.record({ name: fc.string(), difference }), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(difference, runs, (own, others) => {
      const text = encodeLink(own, others);
      if (text === "" || text.length > 8192) return;
      const decoded = decodeLink(text);
      // JSON has no -0, and an object no inherited "__proto__".
      expect(decoded.ok && JSON.stringify(decoded.content)).toBe(
        JSON.stringify({
          difference: JSON.parse(JSON.stringify(own)) as unknown,
          runs: others.map((run) => ({ ...run })),
        }),
      );
    }),
    { numRuns: 200 },
  );
});

test("needs no text when nothing differs", () => {
  expect(encodeLink({})).toBe("");
  expect(encodeLink({}, [{ name: "a", difference: {} }])).not.toBe("");
});

test("still reads links of both formats as they were handed out", () => {
  const difference = { seed: 7, "student.width": 32 };
  // Recorded; a link that no longer reads the same would break what people have kept.
  expect(differenceOf("1.q1YqTk1NUbIy11EqLilNSc0r0SvPTCnJULIyNqoFAA")).toEqual(
    difference,
  );
  expect(differenceOf("2.q4bS5ogIhqupBQAsxq")).toEqual(difference);
});

test.each([
  ["9.abc", /format '9', this page reads '1' and '2'/],
  ["", /format 'none'/],
  ["1.@@@@", /damaged or cut off/],
  ["2.@@@@", /damaged or cut off/],
  ["2.", /damaged or cut off/],
  [encodeLink({ seed: 123456 }).slice(0, -6), /damaged or cut off/],
  [`1.${"A".repeat(9000)}`, /9002 characters long/],
])("explains why it cannot read %s", (text, reason) => {
  expect(differenceOf(text)).toMatch(reason);
});

test("notices a character that was changed, left out or doubled", () => {
  const text = encodeLink({ seed: 123456, "student.width": 48 });
  for (let at = 2; at < text.length; at++) {
    const [before, char, after] = [
      text.slice(0, at),
      text[at]!,
      text.slice(at + 1),
    ];
    const other = char === "A" ? "B" : "A";
    for (const wrong of [other, "", char + char]) {
      const mutated = before + wrong + after;
      if (mutated === text) continue;
      expect(differenceOf(mutated)).toMatch(/damaged or cut off/);
    }
  }
});

test("refuses JSON that is not a list of settings", () => {
  const refused = { ok: false, reason: "this link holds no list of settings" };
  for (const value of [[1, 2], "text", null, []]) {
    const packed = deflateSync(strToU8(JSON.stringify(value)));
    const text = `1.${btoa(String.fromCharCode(...packed)).replaceAll("=", "")}`;
    expect(decodeLink(text.replaceAll("+", "-").replaceAll("/", "_"))).toEqual(
      refused,
    );
  }
});

test("never throws, whatever it is given", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.base64String().map((text) => `2.${text}`),
        fc.base64String().map((text) => `1.${text}`),
      ),
      (text) => {
        const decoded = decodeLink(text);
        expect(typeof decoded.ok).toBe("boolean");
      },
    ),
    { numRuns: 1000 },
  );
});
