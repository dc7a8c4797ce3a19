import { expect, test } from "vitest";
import {
  floatField,
  intField,
  messageBytes,
  messageField,
  readFields,
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

test("reads fields as they were written, and skips over those of any kind", () => {
  const inner = [intField(1, 150), floatField(2, 1)];
  const bytes = messageBytes([
    intField(20, 2 ** 35),
    textField(2, "testing"),
    messageField(3, inner),
  ]);
  expect([...readFields(bytes)]).toEqual([
    { field: 20, value: 2 ** 35 },
    { field: 2, value: new TextEncoder().encode("testing") },
    { field: 3, value: messageBytes(inner) },
  ]);
  const fixed64 = Uint8Array.of(0x09, 1, 2, 3, 4, 5, 6, 7, 8, 0x08, 5);
  expect([...readFields(fixed64)]).toEqual([
    { field: 1, value: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) },
    { field: 1, value: 5 },
  ]);
});

test.each<[string, number[], RegExp]>([
  ["a number without an end", [0x08, 0x80], /a number must end within/],
  ["a number of eleven bytes", Array<number>(11).fill(0x80), /must end within/],
  ["a text past the end", [0x12, 0x05, 0x74], /got 5 bytes of 1 left/],
  ["a float past the end", [0x15, 0, 0], /got 4 bytes of 2 left/],
  ["a group", [0x0b], /a wire type must be 0, 1, 2 or 5, got 3/],
])("refuses %s", (_, bytes, says) => {
  expect(() => [...readFields(Uint8Array.from(bytes))]).toThrow(says);
});
