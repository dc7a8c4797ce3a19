import { zlibSync } from "fflate";
import { encode as encodeJpeg } from "jpeg-js";
import { expect, test } from "vitest";
import { nodePictures } from "../cli/nodePictures.ts";
import {
  cifarOf,
  concatenated,
  fileOf,
  gzipOf,
  idxOf,
  npyOf,
  pngChunk,
  pngHeaderOf,
  pngOf,
  tarHeader,
  tarOf,
  textBytes,
  zipOf,
} from "./decoders/files.fixture.ts";
import type { SourceFile } from "./decoders/sourceFile.ts";
import { importImages } from "./importImages.ts";

const options = { decodePicture: nodePictures, resize: "cover" } as const;
const imported = (...files: SourceFile[]) =>
  importImages("mine", files, options);

const bytes = (length: number, f = (i: number) => i % 251) =>
  Uint8Array.from({ length }, (_, i) => f(i));

const red = pngOf(40, 40, () => [255, 0, 0]);
const green = pngOf(20, 64, () => [0, 255, 0]);
const grey = (value: number) => pngOf(8, 8, () => [value, value, value]);

/** [n, 2, 2] and labels. */
const small = bytes(12);
const labels = Uint8Array.of(0, 1, 0);

test("reads pictures in a folder for each class, and shrinks them", async () => {
  const set = await imported(
    fileOf("pets/dog/2.png", green),
    fileOf("pets/cat/1.png", red),
    fileOf("pets/.DS_Store", bytes(4)),
    fileOf("pets/LICENSE.txt", textBytes("CC0")),
  );
  expect(set).toMatchObject({ height: 32, width: 32, channels: 3 });
  expect(set.classTitles).toEqual(["cat", "dog"]);
  expect([...set.labels]).toEqual([0, 1]);
  expect([...set.images.subarray(0, 3)]).toEqual([255, 0, 0]);
  expect([...set.images.subarray(-3)]).toEqual([0, 255, 0]);
});

test("marks pictures below folders named test and val, and keeps grey ones grey", async () => {
  const set = await imported(
    fileOf("train/a/1.png", grey(10)),
    fileOf("train/b/1.png", grey(20)),
    fileOf("test/a/1.png", grey(30)),
    fileOf("Val/b/1.png", grey(40)),
  );
  expect(set.channels).toBe(1);
  expect(set.classTitles).toEqual(["a", "b"]);
  const marked = [...set.splits].map((mark, i) => [set.images[i * 1024], mark]);
  expect(marked).toEqual([
    [40, 1],
    [30, 2],
    [10, 0],
    [20, 0],
  ]);
});

test("reads JPEG within what its compression leaves", async () => {
  const pixels = bytes(48 * 48 * 4, (i) => [200, 100, 50, 255][i % 4]!);
  const jpeg = encodeJpeg({ width: 48, height: 48, data: pixels }, 95).data;
  const set = await imported(fileOf("a/1.jpg", jpeg), fileOf("b/1.jpeg", jpeg));
  [200, 100, 50].forEach((value, c) =>
    expect(Math.abs(set.images[c]! - value)).toBeLessThanOrEqual(4),
  );
});

test("reads interlaced PNG", async () => {
  /** Columns and rows of Adam7's passes over 8 x 8 pixels. */
  const passes = [
    [1, 1],
    [1, 1],
    [2, 1],
    [2, 2],
    [4, 2],
    [4, 4],
    [8, 4],
  ];
  const rows = passes.flatMap(([columns, count]) =>
    Array.from({ length: count! }, () => [
      0,
      ...Array.from({ length: columns! }, () => [70, 80, 90]).flat(),
    ]),
  );
  const png = concatenated(
    pngHeaderOf(8, 8, 1),
    pngChunk("IDAT", zlibSync(Uint8Array.from(rows.flat()))),
    pngChunk("IEND", new Uint8Array(0)),
  );
  const set = await imported(fileOf("a/1.png", png), fileOf("b/1.png", red));
  expect([...set.images.subarray(0, 3)]).toEqual([70, 80, 90]);
});

test("puts transparent pixels on white", async () => {
  const { PNG } = await import("pngjs");
  const data = new Uint8Array(16);
  const clear = PNG.sync.write({ width: 2, height: 2, data });
  const set = await imported(fileOf("a/1.png", clear), fileOf("b/1.png", red));
  expect([...set.images.subarray(0, 3)]).toEqual([255, 255, 255]);
});

test("reads the same from a folder, a zip, a tar and a tar.gz", async () => {
  const files = { "pets/a/1.png": red, "pets/b/1.png": green };
  const expected = await imported(
    ...Object.entries(files).map(([path, file]) => fileOf(path, file)),
  );
  expect(await imported(fileOf("x.zip", zipOf(files)))).toEqual(expected);
  expect(await imported(fileOf("x.tar", tarOf(files)))).toEqual(expected);
  expect(await imported(fileOf("x.tgz", gzipOf(tarOf(files))))).toEqual(
    expected,
  );
});

test("takes long names of pax and GNU from a tar", async () => {
  const long = `${"deep/".repeat(30)}a/1.png`;
  const record = ` path=${long}\n`;
  const length = record.length + 3;
  const pad = (part: Uint8Array) =>
    concatenated(part, new Uint8Array((512 - (part.length % 512)) % 512));
  const kind = (header: Uint8Array, letter: string) => {
    const sum = header.reduce((total, byte) => total + byte, 0) - header[156]!;
    header[156] = letter.charCodeAt(0);
    const old = header
      .subarray(148, 156)
      .reduce((total, byte) => total + byte, 0);
    const fresh = sum + header[156] - old + 8 * 32;
    header.set(textBytes(`${fresh.toString(8).padStart(6, "0")}\0 `), 148);
    return header;
  };
  const pax = textBytes(`${length}${record}`);
  const gnu = textBytes(`${long.replace("/a/", "/b/")}\0`);
  const tar = concatenated(
    ...[kind(tarHeader("pax", pax.length), "x"), pad(pax)],
    ...[tarHeader("short", red.length), pad(red)],
    ...[kind(tarHeader("gnu", gnu.length), "L"), pad(gnu)],
    ...[tarHeader("short", green.length), pad(green)],
    new Uint8Array(1024),
  );
  expect((await imported(fileOf("x.tar", tar))).classTitles).toEqual([
    "a",
    "b",
  ]);
});

test("reads IDX pairs, gzip or not, and MNIST's test files as such", async () => {
  const images = idxOf([3, 2, 2], small);
  const marks = idxOf([3], labels);
  const set = await imported(
    fileOf("train-images-idx3-ubyte.gz", gzipOf(images)),
    fileOf("train-labels-idx1-ubyte.gz", gzipOf(marks)),
    fileOf("t10k-images-idx3-ubyte", images),
    fileOf("t10k-labels-idx1-ubyte", marks),
  );
  expect(set).toMatchObject({ height: 2, width: 2, channels: 1 });
  expect(set.images).toEqual(concatenated(small, small));
  expect([...set.labels]).toEqual([0, 1, 0, 0, 1, 0]);
  expect([...set.splits]).toEqual([0, 0, 0, 2, 2, 2]);
  expect(set.classTitles).toEqual(["Class 0", "Class 1"]);
});

test("reads CIFAR-10 and CIFAR-100, with the names of their classes", async () => {
  const pixels = bytes(3072);
  const ten = [...Array(10).keys()];
  const names = ten.map((k) => `name ${k}`).join("\n");
  const set = await imported(
    fileOf(
      "cifar.tar.gz",
      gzipOf(
        tarOf({
          "c/data_batch_1.bin": cifarOf(
            ten.map((k) => ({ labels: [k], pixels })),
          ),
          "c/test_batch.bin": cifarOf([{ labels: [7], pixels }]),
          "c/batches.meta.txt": textBytes(`${names}\n\n`),
        }),
      ),
    ),
  );
  expect(set).toMatchObject({ height: 32, width: 32, channels: 3 });
  expect([...set.labels]).toEqual([...ten, 7]);
  expect([...set.splits]).toEqual([...ten.map(() => 0), 2]);
  expect(set.classTitles[3]).toBe("name 3");
  expect([...set.images.subarray(0, 3)]).toEqual([
    pixels[0],
    pixels[1024],
    pixels[2048],
  ]);
  const hundred = Array.from({ length: 100 }, (_, k) => ({
    labels: [k % 20, k],
    pixels,
  }));
  const fine = await imported(fileOf("train.bin", cifarOf(hundred)));
  expect(fine.classTitles).toHaveLength(100);
  expect(fine.labels[57]).toBe(57);
});

test("reads arrays of bytes or floats, channels first or last, one pair or several", async () => {
  const marks = npyOf("<i8", [2], BigInt64Array.of(0n, 1n));
  const last = bytes(2 * 2 * 2 * 3);
  /** The same with channels first. */
  const first = bytes(24, (i) => {
    const image = Math.floor(i / 12);
    const channel = Math.floor(i / 4) % 3;
    return last[image * 12 + (i % 4) * 3 + channel]!;
  });
  const expected = await imported(
    fileOf("images.npy", npyOf("|u1", [2, 2, 2, 3], last)),
    fileOf("labels.npy", marks),
  );
  expect(expected.images).toEqual(last);
  const planar = zipOf({
    "images.npy": npyOf("|u1", [2, 3, 2, 2], first),
    "labels.npy": marks,
  });
  expect(await imported(fileOf("set.npz", planar))).toEqual(expected);
  const floats = zipOf({
    "x_train.npy": npyOf(
      "<f4",
      [2, 2, 2, 3],
      Float32Array.from(last, (x) => x / 255),
    ),
    "y_train.npy": npyOf("<f8", [2, 1], Float64Array.of(0, 1)),
    "x_test.npy": npyOf(
      "<f8",
      [2, 2, 2, 3],
      Float64Array.from(last, (x) => x / 255),
    ),
    "y_test.npy": marks,
  });
  const both = await imported(fileOf("set.npz", floats));
  expect(both.images).toEqual(concatenated(last, last));
  expect([...both.splits]).toEqual([0, 0, 2, 2]);
});

test("shrinks arrays of large images", async () => {
  const set = await imported(
    fileOf(
      "x.npy",
      npyOf(
        "|u1",
        [2, 64, 64],
        bytes(2 * 64 * 64, (i) => (i < 4096 ? 9 : 8)),
      ),
    ),
    fileOf("y.npy", npyOf("|u1", [2], Uint8Array.of(0, 1))),
  );
  expect(set).toMatchObject({ height: 32, width: 32, channels: 1 });
  expect(set.images.every((value, i) => value === (i < 1024 ? 9 : 8))).toBe(
    true,
  );
});
