import { gzipSync } from "fflate";
import { expect, test } from "vitest";
import { nodePictures } from "../../cli/nodePictures.ts";
import { seededRng } from "../../tensor/rng.ts";
import { readFeatures } from "../features/readFeatures.ts";
import { importImages } from "../importImages.ts";
import { concatenated, fileOf, pngOf, zipOf } from "./files.fixture.ts";
import {
  ARROW_FILES,
  bytesColumn,
  classLabel,
  lists,
  numbers,
  parquetOf,
  pictures,
  texts,
} from "./parquet.fixture.ts";
import type { SourceFile } from "./sourceFile.ts";

const options = { decodePicture: nodePictures, resize: "cover" } as const;
const imported = (...files: SourceFile[]) =>
  importImages("mine", files, options);

const COLOURS = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
] as const;
const pngs = COLOURS.map((colour) => pngOf(32, 32, () => colour));
const first = (images: Uint8Array, i: number) => [
  ...images.subarray(i * 3072, i * 3072 + 3),
];

test("reads Hugging Face's pictures with the names of their classes, in the order in which they are named", async () => {
  const file = parquetOf(
    {
      image: pictures(
        "image",
        pngs.map((bytes, i) => ({ bytes, path: `${i}.png` })),
      ),
      label: numbers("label", [2n, 0n, 2n]),
    },
    classLabel("label", ["ship", "never", "cat"]),
  );
  const set = await imported(fileOf("train-00000-of-00001.parquet", file));
  expect(set).toMatchObject({ height: 32, width: 32, channels: 3 });
  expect(set.classTitles).toEqual(["ship", "cat"]);
  expect([...set.labels]).toEqual([1, 0, 1]);
  expect(set.names).toEqual(["0.png", "1.png", "2.png"]);
  COLOURS.forEach((colour, i) => expect(first(set.images, i)).toEqual(colour));
});

test("reads a column of bytes with texts as labels, from several files, of which some test", async () => {
  const part = (labels: readonly string[]) =>
    parquetOf({
      id: numbers("id", [1, 2, 3], "INT32"),
      img: bytesColumn("img", [...pngs]),
      label: texts("label", labels),
    });
  const files = {
    "data/train-0.parquet": part(["dog", "cat", "dog"]),
    "data/test-0.parquet": part(["cat", "cat", "dog"]),
  };
  for (const set of [
    await imported(
      ...Object.entries(files).map(([name, bytes]) => fileOf(name, bytes)),
    ),
    await imported(fileOf("both.zip", zipOf(files))),
  ]) {
    expect(set.classTitles).toEqual(["cat", "dog"]);
    expect([...set.labels]).toEqual([0, 0, 1, 1, 0, 1]);
    expect([...set.splits]).toEqual([2, 2, 2, 0, 0, 0]);
    expect(set.names).toBeUndefined();
    expect(first(set.images, 4)).toEqual([0, 255, 0]);
  }
});

test("counts labels without names, and takes dictionaries and small pages", async () => {
  const n = 500;
  const file = parquetOf(
    {
      image: bytesColumn(
        "image",
        Array.from({ length: n }, (_, i) => pngs[i % 3]!),
      ),
      fine_label: numbers(
        "fine_label",
        Array.from({ length: n }, (_, i) => BigInt(i % 3)),
      ),
    },
    { rowGroupSize: 70, pageSize: 200 },
  );
  const set = await imported(fileOf("x.parquet", file));
  expect(set.classTitles).toEqual(["Class 0", "Class 1", "Class 2"]);
  for (let i = 0; i < n; i++) {
    expect(set.labels[i]).toBe(i % 3);
    expect(first(set.images, i)).toEqual(COLOURS[i % 3]);
  }
});

const rng = seededRng(3, "features");
const row = (length: number) =>
  Array.from({ length }, () => Math.fround(rng.uniform()));
const ROWS = Array.from({ length: 40 }, () => row(5));

/** One frame of raw blocks: what no compressor would write, and every decompressor reads. */
function zstdOf(bytes: Uint8Array): Uint8Array {
  const head = new DataView(new ArrayBuffer(9));
  head.setUint32(0, 0xfd2fb528, true);
  head.setUint8(4, 0b1010_0000);
  head.setUint32(5, bytes.length, true);
  const size = 2 ** 16;
  const blocks = Array.from(
    { length: Math.max(1, Math.ceil(bytes.length / size)) },
    (_, i) => {
      const part = bytes.subarray(i * size, (i + 1) * size);
      const isLast = (i + 1) * size >= bytes.length;
      const header = (part.length << 3) | (isLast ? 1 : 0);
      return concatenated(
        Uint8Array.of(header & 255, (header >> 8) & 255, header >> 16),
        part,
      );
    },
  );
  return concatenated(new Uint8Array(head.buffer), ...blocks);
}

const compressors = {
  GZIP: (bytes: Uint8Array) => gzipSync(bytes),
  ZSTD: zstdOf,
};

test.each(["UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD"] as const)(
  "reads lists of numbers as features, with names and labels: %s",
  async (codec) => {
    const file = parquetOf(
      {
        embedding: lists("embedding", ROWS),
        label: numbers(
          "label",
          ROWS.map((_, i) => BigInt(i % 2)),
        ),
        id: texts(
          "id",
          ROWS.map((_, i) => `${i}.png`),
        ),
      },
      { codec, compressors, rowGroupSize: 7, pageSize: 64 },
    );
    const features = await readFeatures(fileOf("f.parquet", file));
    expect(features).toMatchObject({ n: 40, tokens: 1, width: 5 });
    expect([...features.values]).toEqual(ROWS.flat());
    expect(features.ids).toEqual(ROWS.map((_, i) => `${i}.png`));
    expect(features.labels).toEqual(ROWS.map((_, i) => String(i % 2)));
  },
);

test.each(Object.entries(ARROW_FILES))(
  "reads pages of version 1, as Arrow writes them: %s",
  async (_, file) => {
    const features = await readFeatures(fileOf("f.parquet", file));
    expect([...features.values]).toEqual([0, 1, 2, 4, 5, 7]);
    expect(features).toMatchObject({
      ...{ n: 3, ids: ["0", "1", "2"], labels: ["0", "1", "0"] },
    });
  },
);

test.each([
  ["FLOAT", undefined],
  ["DOUBLE", undefined],
  ["FLOAT", "BYTE_STREAM_SPLIT"],
] as const)("reads tokens of %s, encoded %s", async (type, encoding) => {
  const tokens = Array.from({ length: 9 }, () => [row(4), row(4), row(4)]);
  const column = lists("features", tokens, 2, type);
  const file = parquetOf(
    { features: { ...column, ...(encoding && { encoding }) } },
    { rowGroupSize: 4, pageSize: 50 },
  );
  const features = await readFeatures(fileOf("f.parquet", file));
  expect(features).toMatchObject({ n: 9, tokens: 3, width: 4, ids: null });
  expect([...features.values]).toEqual(tokens.flat(2));
});

test("reads a file in parts, never more than a page at a time", async () => {
  const wide = Array.from({ length: 600 }, () => row(256));
  const file = parquetOf(
    { features: lists("features", wide) },
    { codec: "UNCOMPRESSED", rowGroupSize: 600, pageSize: 2 ** 15 },
  );
  let largest = 0;
  const features = await readFeatures({
    ...{ path: "f.parquet", size: file.length },
    read: () => {
      throw new Error("must not be read as a whole");
    },
    slice(start, end) {
      largest = Math.max(largest, end - start);
      return file.subarray(start, end);
    },
  });
  expect(features.n).toBe(600);
  expect(features.values[600 * 256 - 1]).toBe(wide[599]![255]);
  // The footer is looked for in the last half megabyte.
  expect(file.length).toBeGreaterThan(2 ** 19);
  expect(largest).toBeLessThanOrEqual(2 ** 19);
});
