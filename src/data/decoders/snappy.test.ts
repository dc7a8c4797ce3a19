import { expect, test } from "vitest";
import { textBytes } from "./files.fixture.ts";
import { snappyInto } from "./snappy.ts";

const inflated = (size: number, ...stored: number[]) => {
  const out = new Uint8Array(size);
  snappyInto("x", Uint8Array.from(stored), out);
  return new TextDecoder().decode(out);
};

/** "abc" as it stands. */
const ABC = [2 << 2, ...textBytes("abc")];

test("makes texts, and copies that run over what they write", () => {
  expect(inflated(3, 3, ...ABC)).toBe("abc");
  expect(inflated(9, 9, ...ABC, (2 << 2) | 1, 3)).toBe("abcabcabc");
  expect(inflated(8, 8, ...ABC, (4 << 2) | 2, 1, 0)).toBe("abcccccc");
  expect(inflated(5, 5, ...ABC, (1 << 2) | 3, 3, 0, 0, 0)).toBe("abcab");
  expect(inflated(3, 3, 60 << 2, 2, ...textBytes("abc"))).toBe("abc");
});

test.each<[string, number, number[]]>([
  ["an end within a text", 3, [3, 2 << 2, 97]],
  ["an end within a tag", 9, [9, ...ABC, 1]],
  ["a copy of nothing", 9, [9, ...ABC, 1, 4]],
  ["a copy of nothing", 9, [9, ...ABC, 2, 0, 0]],
  ["more than its page", 2, [2, ...ABC]],
  ["more than its page", 4, [4, ...ABC, 1, 3]],
  ["3 bytes in place of 4", 4, [4, ...ABC]],
  // Negative where lengths are 32 bits with a sign.
  ["an end within a text", 9, [9, ...ABC, 63 << 2, 255, 255, 255, 255]],
])("refuses %s", (says, size, stored) => {
  expect(() => inflated(size, ...stored)).toThrow(says);
});
