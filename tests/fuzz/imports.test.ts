import { takeAllocated } from "./allocations.ts";
import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { encode as encodeJpeg } from "jpeg-js";
import { expect, test } from "vitest";
import { nodePictures } from "../../src/cli/nodePictures.ts";
import {
  cifarOf,
  concatenated,
  fileOf,
  gzipOf,
  idxOf,
  npyOf,
  orientedJpeg,
  pngOf,
  tarOf,
  zipOf,
} from "../../src/data/decoders/files.fixture.ts";
import {
  ARROW_FILES,
  classLabel,
  lists,
  numbers,
  parquetOf,
  pictures as pictureColumn,
  texts,
} from "../../src/data/decoders/parquet.fixture.ts";
import { makeFeatureTeacher } from "../../src/data/features/featureTeacher.ts";
import { readFeatures } from "../../src/data/features/readFeatures.ts";
import { writeSafetensors } from "../../src/data/formats/safetensors.ts";
import { packOf } from "../../src/data/packOf.fixture.ts";
import { jpegOrientation } from "../../src/data/decoders/orientation.ts";
import { pictureHeader } from "../../src/data/decoders/pictures.ts";
import type { SourceFile } from "../../src/data/decoders/sourceFile.ts";
import { importImages } from "../../src/data/importImages.ts";
import {
  makeOwnPack,
  withContentId,
  type OwnPack,
} from "../../src/data/ownPack.ts";
import { imageCount, loadPack } from "../../src/data/pack.ts";
import { packFileBytes } from "../../src/data/packFile.ts";
import type { PackStore } from "../../src/data/packStore.ts";
import { createImports } from "../../src/data/serveImports.ts";
import { seededRng } from "../../src/tensor/rng.ts";
import { campaign, INPUTS, type Reader } from "./campaign.ts";
import { damagedBytes, damagedValue, jsonText, textBytes } from "./damage.ts";

const rng = seededRng(7, "whole files");
const noise = (length: number) =>
  Uint8Array.from({ length }, () => rng.intBelow(256));
const jpegOf = (side: number) =>
  encodeJpeg({ width: side, height: side, data: noise(side * side * 4) }, 60)
    .data;

const png = pngOf(12, 12, () => [rng.intBelow(256), rng.intBelow(256), 0]);
const pictures = { "a/1.png": png, "b/1.jpg": jpegOf(16) };
const labels = Uint8Array.of(0, 1, 0);
const pixels = Float32Array.from(noise(12), (x) => x / 255);
const arrays = {
  "x.npy": npyOf("<f4", [3, 2, 2], pixels),
  "y.npy": npyOf("|u1", [3], labels),
};
const records = cifarOf(
  Array.from({ length: 10 }, (_, k) => ({ labels: [k], pixels: noise(3072) })),
);
const marks = fileOf("labels-idx1-ubyte", idxOf([3], labels));
const idx = idxOf([3, 2, 2], noise(12));
const other = fileOf("b/1.png", png);

/** A whole file of each kind, with what must lie beside it. */
const WHOLE: Partial<
  Record<Reader, { path: string; bytes: Uint8Array; beside?: SourceFile }>
> = {
  png: { path: "a/1.png", bytes: png, beside: other },
  jpeg: { path: "a/1.jpg", bytes: jpegOf(24), beside: other },
  webp: {
    path: "a/1.webp",
    bytes: new Uint8Array(
      Buffer.from(
        "UklGRngAAABXRUJQVlA4IGwAAACwAwCdASoGAAQAAIAIJbACdLoB+AFGAtQD+AeoBeAH6AAwNP4OAAD+/fb6e/7+l8tgfjM/e5oFBC5NUaP/qij+tA307+JQ/xvuiV/E0/dfQH+d/Nx+8sfJyPeP2db/GiZlv5TPzVDyciadAAA=",
        "base64",
      ),
    ),
    beside: other,
  },
  "JPEG with EXIF": {
    path: "a/1.jpg",
    bytes: orientedJpeg(jpegOf(24), 6, true),
    beside: other,
  },
  zip: { path: "x.zip", bytes: zipOf(pictures) },
  tar: { path: "x.tar", bytes: tarOf(pictures) },
  parquet: {
    path: "x.parquet",
    bytes: parquetOf(
      {
        image: pictureColumn(
          "image",
          [png, png, jpegOf(8)].map((bytes, i) => ({ bytes, path: `${i}` })),
        ),
        label: numbers("label", [0n, 1n, 0n]),
      },
      classLabel("label", ["a", "b"]),
    ),
  },
  "tar.gz": { path: "x.tgz", bytes: gzipOf(tarOf(pictures)) },
  npz: { path: "x.npz", bytes: zipOf(arrays) },
  npy: {
    path: "x.npy",
    bytes: arrays["x.npy"],
    beside: fileOf("y.npy", arrays["y.npy"]),
  },
  cifar: { path: "data_batch_1.bin", bytes: records },
  idx: { path: "images-idx3-ubyte", bytes: idx, beside: marks },
  "idx.gz": {
    path: "images-idx3-ubyte.gz",
    bytes: gzipOf(idx),
    beside: marks,
  },
};

test("takes at least 100,000 inputs in all", () => {
  const all = Object.values(INPUTS).reduce((sum, count) => sum + count, 0);
  expect(all).toBeGreaterThanOrEqual(100_000);
});

test("sees what is asked for in typed arrays", () => {
  takeAllocated();
  expect(new Float32Array(250)).toHaveLength(250);
  expect(Uint8Array.from({ length: 24 }, () => 1)).toHaveLength(24);
  expect(takeAllocated()).toBe(1024);
});

test.each(Object.keys(WHOLE) as Reader[])(
  "reads or refuses damaged %s",
  async (kind) => {
    const { path, bytes, beside } = WHOLE[kind]!;
    const imported = (file: Uint8Array) =>
      importImages("mine", [fileOf(path, file), ...(beside ? [beside] : [])], {
        decodePicture: nodePictures,
        resize: "cover",
      });
    await imported(bytes);
    await campaign(kind, damagedBytes(bytes), async (file) => {
      const set = await imported(file);
      const { length } = set.labels;
      const values = set.height * set.width * set.channels;
      if (set.images.length !== length * values || set.splits.length !== length)
        throw new Error("must be whole");
      if (set.labels.some((label) => label >= set.classTitles.length))
        throw new Error("must have labels that name a class");
    });
  },
);

const heads = [
  ...[png, jpegOf(8), orientedJpeg(jpegOf(8), 8, false)],
  ...["VP8 ", "VP8L", "VP8X"].map((kind) =>
    concatenated(
      textBytes("RIFF"),
      Uint8Array.of(40, 0, 0, 0),
      textBytes(`WEBP${kind}`),
      noise(40),
    ),
  ),
];

test("reads or refuses the heads of damaged pictures, WebP among them", async () => {
  const inputs = fc.oneof(...heads.map(damagedBytes));
  await campaign("heads of pictures", inputs, (bytes) => {
    const orientation = jpegOrientation(bytes);
    if (!(orientation >= 1 && orientation <= 8))
      throw new Error("must be one of eight orientations");
    pictureHeader("a/1", bytes);
  });
});

test("divides any labelled images into a pack, or says why not", async () => {
  const inputs = fc
    .record({
      n: fc.integer({ min: 1, max: 60 }),
      titles: fc.array(fc.string({ unit: "grapheme" }), {
        minLength: 2,
        maxLength: 5,
      }),
      kinds: fc.integer({ min: 1, max: 60 }),
      seed: fc.nat(),
      tests: fc.nat(4),
    })
    .map(({ n, titles, kinds, seed, tests }) => {
      const from = seededRng(seed, "images");
      const bytes = (below: number) =>
        Uint8Array.from({ length: n }, () => from.intBelow(below));
      return {
        ...{ height: 1, width: 1, channels: 1, images: bytes(kinds) },
        ...{ labels: bytes(titles.length), classTitles: titles },
        splits: bytes(5).map((value) => (value < tests ? 2 : value % 2)),
      };
    });
  await campaign("own packs", inputs, async (source) => {
    const { manifest, files } = await makeOwnPack(
      { title: "mine", seed: 1 },
      source,
    );
    const stored = files.get("packs/own/images.bin");
    const isWhole =
      imageCount(manifest) === source.labels.length &&
      stored?.length === source.labels.length &&
      new Set(manifest.classes).size === source.classTitles.length;
    if (!isWhole)
      throw new Error("must keep every image and tell classes apart");
  });
});

/** As a page opens files that it was given, keeps what they hold, and reads it again. */
async function opened(file: Uint8Array<ArrayBuffer>): Promise<void> {
  let kept: Pick<OwnPack, "manifest" | "files"> | null = null;
  const store: PackStore = {
    manifests: () => Promise.resolve([]),
    file: () => Promise.resolve(undefined),
    write(pack) {
      kept = pack;
      return Promise.resolve();
    },
    remove: () => Promise.resolve(),
    teachers: () => Promise.resolve([]),
    writeTeacher: () => Promise.resolve(),
    removeTeacher: () => Promise.resolve(),
  };
  const imports = createImports(store, nodePictures, () => {});
  const content = new Blob([file]);
  await imports({
    ...{ type: "read", title: "mine", seed: 1, resize: "cover" },
    files: [{ path: "mine.zip", content }],
  });
  await imports({ type: "keep" });
  const { manifest, files } = kept!;
  await loadPack((path) => Promise.resolve(files.get(path)!), manifest);
}

/** Two classes, each with three images. */
async function smallPack(): Promise<OwnPack> {
  const source = {
    ...{ height: 2, width: 2, channels: 1, images: noise(24) },
    ...{ labels: Uint8Array.of(0, 0, 0, 1, 1, 1), classTitles: ["A", "B"] },
    splits: new Uint8Array(6),
  };
  return withContentId(await makeOwnPack({ title: "mine", seed: 1 }, source));
}

/** A pack's files by name, beside its manifest. */
const contentsOf = ({ manifest, files }: OwnPack) =>
  Object.fromEntries(
    ["images.bin", "labels.bin", "sources.json"].map((name) => [
      name,
      files.get(`packs/${manifest.id}/${name}`)!,
    ]),
  );

const fileOfPack = (pack: OwnPack) =>
  packFileBytes(pack.manifest, contentsOf(pack));

test("opens or refuses a damaged pack file", async () => {
  const whole = fileOfPack(await smallPack());
  await opened(whole);
  await campaign("bytes of a pack file", damagedBytes(whole), opened);
});

test("opens or refuses a pack file with any manifest, whose images know of their damage or not", async () => {
  const pack = await smallPack();
  const { files, ...manifest } = pack.manifest;
  const images = pack.files.get(`packs/${manifest.id}/images.bin`)!;
  const withManifest = (value: unknown) =>
    new Uint8Array(
      zipOf({
        "manifest.json": textBytes(jsonText(value)),
        ...contentsOf(pack),
      }),
    );
  await opened(withManifest(pack.manifest));
  const zipped = gzipOf(images);
  const gzipped = (stored: Uint8Array) => ({
    ...{ path: "images.bin", bytes: stored.length, rawBytes: images.length },
    encoding: "gzip" as const,
    sha256: createHash("sha256").update(stored).digest("hex"),
  });
  const withImages = (stored: Uint8Array) =>
    new Uint8Array(
      zipOf({
        "manifest.json": textBytes(
          jsonText({
            ...manifest,
            files: { ...files, images: gzipped(stored) },
          }),
        ),
        ...contentsOf(pack),
        "images.bin": stored,
      }),
    );
  await opened(withImages(zipped));
  const inputs = fc.oneof(
    damagedValue(pack.manifest).map(withManifest),
    damagedBytes(zipped).map(withImages),
  );
  await campaign("manifest of a pack file", inputs, opened);
});

/** Three images, and a row of two numbers for each. */
const few = packOf(
  { height: 1, width: 1, channels: 1 },
  Uint8Array.of(1, 2, 3),
  [0, 1, 0],
  [],
  { train: 1, validation: 1, test: 1 },
);
const rows = Float32Array.of(0, 1, 2, 4, 5, 7);
const FEATURES = {
  npz: zipOf({
    "tokens.npy": npyOf("<f4", [3, 2], rows),
    "labels.npy": npyOf("|u1", [3], labels),
    "ids.npy": npyOf("<U1", [3], Uint32Array.of(48, 49, 50)),
  }),
  safetensors: writeSafetensors({
    tensors: { features: { shape: [3, 2], values: rows } },
    metadata: { ids: '["0","1","2"]', labels: "[0,1,0]" },
  }),
  parquet: parquetOf({
    id: texts("id", ["0", "1", "2"]),
    features: lists("features", [
      [0, 1],
      [2, 4],
      [5, 7],
    ]),
    label: numbers("label", [0n, 1n, 0n]),
  }),
  csv: textBytes('id,"a",b,label\r\n0,0,1,0\r\n1,2,"4",1\r\n2,5,7,0\r\n'),
};

test.each(["npz", "safetensors", "csv", "parquet"] as const)(
  "takes or refuses damaged features as %s",
  async (format) => {
    const name = `mine.${format}`;
    const taken = async (bytes: Uint8Array) => {
      const whole = new Uint8Array(bytes);
      const features = await readFeatures(fileOf(name, whole));
      await makeFeatureTeacher(
        { name, bytes: whole.length, sha256: "0".repeat(64) },
        ...([features, few, null] as const),
      );
    };
    await taken(FEATURES[format]);
    const inputs =
      format === "parquet"
        ? fc.oneof(
            damagedBytes(FEATURES.parquet),
            damagedBytes(ARROW_FILES.UNCOMPRESSED),
          )
        : damagedBytes(FEATURES[format]);
    await campaign(`features as ${format}`, inputs, taken);
  },
);
