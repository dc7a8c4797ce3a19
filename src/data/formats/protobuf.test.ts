import { expect, test } from "vitest";
import {
  floatField,
  intField,
  messageBytes,
  messageField,
  textField,
} from "./protobuf.ts";

// Examples of https://protobuf.dev/programming-guides/encoding.
test("encodes a number, a text and a message in a message as the guide does", () => {
  expect([...messageBytes([intField(1, 150)])]).toEqual([0x08, 0x96, 0x01]);
  expect([...messageBytes([textField(2, "testing")])]).toEqual([
    ...[0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67],
  ]);
  expect([...messageBytes([messageField(3, [intField(1, 150)])])]).toEqual([
    ...[0x1a, 0x03, 0x08, 0x96, 0x01],
  ]);
});

test("encodes large field numbers, large values and floats", () => {
  expect([...messageBytes([intField(20, 2 ** 35)])]).toEqual([
    ...[0xa0, 0x01, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
  ]);
  expect([...messageBytes([floatField(2, 1)])]).toEqual([
    ...[0x15, 0x00, 0x00, 0x80, 0x3f],
  ]);
});

test.each([-1, 0.5, NaN, 2 ** 53])("refuses the varint %d", (value) => {
  expect(() => intField(1, value)).toThrow(/whole number from 0, got/);
});
