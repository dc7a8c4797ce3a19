import { gzipSync } from "fflate";
import { expect, test } from "vitest";
import { gzipOf, textBytes } from "./files.fixture.ts";
import { gunzipBounded } from "./inflate.ts";

const text = textBytes("twelve bytes".repeat(10_000));

test("inflates what several slices hold", () => {
  expect(gunzipBounded("x", gzipOf(text))).toEqual(text);
  // Stored without compression, it takes four slices.
  expect(gunzipBounded("x", gzipSync(text, { level: 0 }))).toEqual(text);
});

test("passes over the name in a header", () => {
  const named = gzipSync(text, { filename: "a name.txt" });
  expect(gunzipBounded("x", named)).toEqual(text);
});

test("gives no more than what is left of a budget", () => {
  expect(() => gunzipBounded("x", gzipOf(text), text.length - 1)).toThrow(
    "x: must be at most 119999 bytes after inflating, got 120000",
  );
});
