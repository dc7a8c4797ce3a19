import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  readSafetensors,
  writeSafetensors,
  type NamedTensors,
} from "./safetensors.ts";

const TENSORS: NamedTensors = {
  a: { shape: [2, 3], values: Float32Array.of(1, -2, 3.5, 0, 1e-30, 6) },
  "b.bias": { shape: [], values: Float32Array.of(-7) },
  empty: { shape: [0, 4], values: new Float32Array(0) },
};
const METADATA = { format: "pt", note: "angles, ångström" };

const file = () => writeSafetensors({ tensors: TENSORS, metadata: METADATA });

/** A file with a header of one's own. */
function fileOf(header: unknown, dataBytes = 0): Uint8Array {
  const text = typeof header === "string" ? header : JSON.stringify(header);
  const json = new TextEncoder().encode(text);
  const bytes = new Uint8Array(8 + json.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}

const entry = (changes: object = {}) => ({
  ...{ dtype: "F32", shape: [2], data_offsets: [0, 8] },
  ...changes,
});

test("reads back what it wrote", () => {
  expect(readSafetensors(file())).toEqual({
    tensors: TENSORS,
    metadata: METADATA,
  });
});

test("aligns the values and writes them little-endian", () => {
  const bytes = file();
  const view = new DataView(bytes.buffer);
  const start = 8 + Number(view.getBigUint64(0, true));
  expect(start % 8).toBe(0);
  expect(view.getFloat32(start + 8, true)).toBe(3.5);
  expect(bytes.length).toBe(start + 7 * 4);
});

test("reads from the middle of a buffer", () => {
  const bytes = file();
  const shifted = new Uint8Array(bytes.length + 3);
  shifted.set(bytes, 3);
  expect(readSafetensors(shifted.subarray(3)).tensors).toEqual(TENSORS);
});

test("reads tensors in any order of their bytes, and a tensor called __proto__", () => {
  const header = `{"second":${JSON.stringify(entry({ data_offsets: [8, 16] }))},"__proto__":${JSON.stringify(entry())}}`;
  const { tensors } = readSafetensors(fileOf(header, 16));
  expect(Object.keys(tensors)).toEqual(["second", "__proto__"]);
});

test.each([
  { name: "nothing", bytes: new Uint8Array(0), says: "0 bytes in all" },
  {
    name: "a header beyond all measure",
    bytes: new Uint8Array(16).fill(255),
    says: "a header of at most 1048576 bytes, got 18446744073709551615",
  },
  {
    name: "a header cut off",
    bytes: file().subarray(0, 20),
    says: "hold its whole header",
  },
  {
    name: "a header of other bytes",
    bytes: Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xfe),
    says: "a header in UTF-8",
  },
  { name: "no JSON", bytes: fileOf("{a: 1}"), says: 'JSON, got "{a: 1}"' },
  {
    name: "a list",
    bytes: fileOf([1]),
    says: "JSON object as header, got [1]",
  },
  { name: "a number for a tensor", bytes: fileOf({ a: 3 }), says: "an object" },
  {
    name: "half floats",
    bytes: fileOf({ a: entry({ dtype: "F16" }) }, 8),
    says: 'hold F32 in tensor "a", got "F16"',
  },
  {
    name: "a negative side",
    bytes: fileOf({ a: entry({ shape: [-2] }) }, 8),
    says: "whole numbers from 0, got [-2]",
  },
  {
    name: "nine axes",
    bytes: fileOf({ a: entry({ shape: Array(9).fill(1) }) }, 8),
    says: "a shape of at most 8",
  },
  {
    name: "one offset",
    bytes: fileOf({ a: entry({ data_offsets: [0] }) }, 8),
    says: "two offsets, whole numbers from 0, got [0]",
  },
  {
    name: "a tensor past the end",
    bytes: fileOf({ a: entry() }, 4),
    says: "within 4 bytes of values, got 0 to 8",
  },
  {
    name: "a tensor that ends before it begins",
    bytes: fileOf({ a: entry({ data_offsets: [8, 0] }) }, 8),
    says: "got 8 to 0",
  },
  {
    name: "a shape of more values",
    bytes: fileOf({ a: entry({ shape: [3] }) }, 8),
    says: "of shape [3] 12 bytes, got 8",
  },
  {
    name: "a shape whose product overflows",
    bytes: fileOf({ a: entry({ shape: [2 ** 52, 2 ** 52] }) }, 8),
    says: "bytes, got 8",
  },
  {
    name: "two tensors on the same bytes",
    bytes: fileOf({ a: entry(), b: entry() }, 8),
    says: "where the one before ends, at 8, got 0",
  },
  {
    name: "a gap",
    bytes: fileOf({ a: entry({ data_offsets: [4, 12] }) }, 12),
    says: "ends, at 0, got 4",
  },
  {
    name: "bytes behind the last tensor",
    bytes: fileOf({ a: entry() }, 12),
    says: "after 8 bytes of values, got 12",
  },
  {
    name: "metadata that is a text",
    bytes: fileOf({ __metadata__: "pt" }),
    says: "an object of texts",
  },
  {
    name: "a number in the metadata",
    bytes: fileOf({ __metadata__: { epoch: 3 } }),
    says: 'a text in __metadata__ at "epoch", got 3',
  },
  {
    name: "too many tensors",
    bytes: fileOf(
      Object.fromEntries(
        Array.from({ length: 10_001 }, (_, i) => [
          i,
          { dtype: "F32", shape: [0], data_offsets: [0, 0] },
        ]),
      ),
    ),
    says: "at most 10000 tensors, got 10001",
  },
])("refuses $name", ({ bytes, says }) => {
  expect(() => readSafetensors(bytes)).toThrow(
    expect.objectContaining({
      code: "import-unreadable",
      message: expect.stringContaining(says) as string,
    }),
  );
});

test("refuses to write what it could not read", () => {
  const values = Float32Array.of(1);
  const write = (tensors: NamedTensors) => () =>
    writeSafetensors({ tensors, metadata: {} });
  expect(write({ a: { shape: [2], values } })).toThrow(
    "'a' must have as many values as its shape [2], got 1",
  );
  expect(write({ __metadata__: { shape: [1], values } })).toThrow(
    "must not be called __metadata__",
  );
});

test("reads back any tensors, bit by bit", () => {
  const tensor = fc.array(fc.nat(3), { maxLength: 4 }).chain((shape) => {
    const length = shape.reduce((a, b) => a * b, 1);
    return fc
      .float32Array({ minLength: length, maxLength: length })
      .map((values) => ({ shape, values }));
  });
  const name = fc.string().filter((text) => text !== "__metadata__");
  fc.assert(
    fc.property(
      fc.dictionary(name, tensor, { noNullPrototype: true }),
      fc.dictionary(fc.string(), fc.string(), { noNullPrototype: true }),
      (tensors, metadata) => {
        const read = readSafetensors(writeSafetensors({ tensors, metadata }));
        expect(read).toEqual({ tensors, metadata });
      },
    ),
    { numRuns: 200 },
  );
});
