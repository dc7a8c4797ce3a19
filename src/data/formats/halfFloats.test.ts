import { expect, test } from "vitest";
import { decodeHalfFloats, fromHalf, toHalf } from "./halfFloats.ts";

/** Bits and values of the binary16 format's examples (IEEE 754-2008, 3.6). */
const KNOWN: [bits: number, value: number][] = [
  [0x0000, 0],
  [0x8000, -0],
  [0x0001, 2 ** -24],
  [0x03ff, 1023 * 2 ** -24],
  [0x0400, 2 ** -14],
  [0x3555, 0.333251953125],
  [0x3c00, 1],
  [0x3c01, 1 + 2 ** -10],
  [0xc000, -2],
  [0x7bff, 65504],
  [0x7c00, Infinity],
  [0xfc00, -Infinity],
];

const bytesOf = (bits: number[]) =>
  new Uint8Array(new Uint16Array(bits).buffer);

test("reads normal, subnormal, signed and infinite numbers", () => {
  const values = decodeHalfFloats(bytesOf(KNOWN.map(([bits]) => bits)));
  expect([...values]).toEqual(KNOWN.map(([, value]) => value));
});

test("reads not-a-number as such", () => {
  expect([...decodeHalfFloats(bytesOf([0x7e00]))]).toEqual([NaN]);
});

test("refuses half a value", () => {
  expect(() => decodeHalfFloats(new Uint8Array(3))).toThrow(
    "decodeHalfFloats: 'bytes' must hold two bytes a value, got 3",
  );
});

test("rounds to half precision within one part in 2048, and back", () => {
  const values = Float32Array.from(
    { length: 2000 },
    (_, i) => Math.sin(i) * 10 ** ((i % 9) - 4),
  );
  const back = fromHalf([toHalf(values)]);
  values.forEach((value, i) => {
    const bound = Math.max(Math.abs(value) / 2048, 2 ** -25);
    expect(Math.abs(back[i]! - value)).toBeLessThanOrEqual(bound);
  });
});

test("keeps every finite half-precision number as it is", () => {
  const bits = Uint16Array.from({ length: 65536 }, (_, i) => i).filter(
    (half) => (half & 0x7c00) !== 0x7c00,
  );
  expect(toHalf(fromHalf([bits]))).toEqual(bits);
});
