import { expect, test } from "vitest";
import { decodeHalfFloats } from "../../src/data/formats/halfFloats.ts";
import { encodeHalfFloats } from "./halfFloats.mjs";

const bytesOf = (bits) => new Uint8Array(new Uint16Array(bits).buffer);

test("reads every finite number back to the bits that were written", () => {
  const bits = Array.from({ length: 0x10000 }, (_, i) => i).filter(
    (i) => (i & 0x7c00) !== 0x7c00,
  );
  const written = encodeHalfFloats(decodeHalfFloats(bytesOf(bits)));
  expect([...new Uint16Array(new Uint8Array(written).buffer)]).toEqual(bits);
});

test("rounds to the nearest number, and ties to the even one", () => {
  const ulp = 2 ** -10; // between 1 and 2
  const values = new Float32Array([
    1 + 0.5 * ulp,
    1 + 1.5 * ulp,
    1 + 0.51 * ulp,
    2 - 0.25 * ulp,
    0.5 * 2 ** -24,
    1.5 * 2 ** -24,
  ]);
  expect([
    ...decodeHalfFloats(new Uint8Array(encodeHalfFloats(values))),
  ]).toEqual([1, 1 + 2 * ulp, 1 + ulp, 2, 0, 2 * 2 ** -24]);
});

test("refuses to write what the format cannot hold", () => {
  expect(() => encodeHalfFloats(new Float32Array([65520]))).toThrow(
    "encodeHalfFloats: values must be finite and at most 65504, got 65520",
  );
});
