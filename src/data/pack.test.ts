import { createHash } from "node:crypto";
import * as fs from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { EngineError } from "../protocol/engineError.ts";
import { SPLITS, type PackManifest } from "../protocol/packs.ts";
import { imageCount, loadPack, loadPackIndex } from "./pack.ts";
import { MissingFileError, type ReadFile } from "./readFile.ts";

type Files = Record<string, Uint8Array>;

const readerOf =
  (files: Files): ReadFile =>
  (path, onProgress) => {
    const bytes = files[path];
    if (!bytes) {
      return Promise.reject(
        new MissingFileError("expected a file, got status 404"),
      );
    }
    onProgress?.(bytes.length, bytes.length);
    return Promise.resolve(Uint8Array.from(bytes));
  };

const stored = (path: string, raw: Uint8Array) => {
  const bytes = gzipSync(raw);
  const file = {
    path,
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    encoding: "gzip" as const,
    rawBytes: raw.length,
  };
  return { bytes, file };
};

/** A pack of six 2 x 2 grey images in two classes and two domains, and its files. */
function smallPack(): { manifest: PackManifest; files: Files } {
  const images = stored(
    "images.bin",
    Uint8Array.from({ length: 24 }, (_, i) => i * 10),
  );
  const labels = stored("labels.bin", Uint8Array.of(0, 1, 0, 1, 0, 1));
  const domains = stored("domains.bin", Uint8Array.of(0, 0, 1, 1, 0, 1));
  return {
    manifest: {
      format: 1,
      id: "small",
      title: "Small",
      description: "Made for this test",
      image: { height: 2, width: 2, channels: 1 },
      classes: ["even", "odd"],
      classTitles: ["Even", "Odd"],
      domains: ["first", "second"],
      counts: { train: 3, validation: 1, test: 2 },
      classCounts: { train: [2, 1], validation: [0, 1], test: [1, 1] },
      files: {
        images: images.file,
        labels: labels.file,
        domains: domains.file,
      },
      sources: [],
      licence: "CC0-1.0",
    },
    files: {
      "packs/small/images.bin": images.bytes,
      "packs/small/labels.bin": labels.bytes,
      "packs/small/domains.bin": domains.bytes,
    },
  };
}

async function failureOf(files: Files, manifest: PackManifest) {
  try {
    await loadPack(readerOf(files), manifest);
  } catch (error) {
    expect(error).toBeInstanceOf(EngineError);
    return error as EngineError;
  }
  return expect.unreachable("loadPack should have refused");
}

test("inflates images, labels and domains and knows where each split lies", async () => {
  const { manifest, files } = smallPack();
  const progress: number[][] = [];
  const pack = await loadPack(readerOf(files), manifest, (done, total) =>
    progress.push([done, total]),
  );
  expect([...pack.images]).toEqual(
    Array.from({ length: 24 }, (_, i) => i * 10),
  );
  expect([...pack.labels]).toEqual([0, 1, 0, 1, 0, 1]);
  expect([...pack.domains]).toEqual([0, 0, 1, 1, 0, 1]);
  expect(SPLITS.map((split) => pack.splitRange(split))).toEqual([
    { start: 0, end: 3 },
    { start: 3, end: 4 },
    { start: 4, end: 6 },
  ]);
  const total = Object.values(files).reduce((sum, f) => sum + f.length, 0);
  expect(progress[0]).toEqual([0, total]);
  expect(progress.at(-1)).toEqual([total, total]);
});

test("names a missing file and what was expected there", async () => {
  const { manifest, files } = smallPack();
  delete files["packs/small/labels.bin"];
  const failure = await failureOf(files, manifest);
  expect(failure.code).toBe("pack-missing");
  expect(failure.message).toBe(
    `loadPack: packs/small/labels.bin (${manifest.files.labels.bytes} bytes) must be there; expected a file, got status 404`,
  );
});

test("names a file that was cut short, with both sizes", async () => {
  const { manifest, files } = smallPack();
  files["packs/small/images.bin"] = files["packs/small/images.bin"]!.subarray(
    0,
    20,
  );
  const failure = await failureOf(files, manifest);
  expect(failure.code).toBe("pack-corrupt");
  expect(failure.message).toBe(
    `loadPack: packs/small/images.bin must be ${manifest.files.images.bytes} bytes, got 20 bytes`,
  );
});

test("names a file with one changed bit, with both checksums", async () => {
  const { manifest, files } = smallPack();
  const changed = Uint8Array.from(files["packs/small/images.bin"]!);
  changed[15]! ^= 1;
  files["packs/small/images.bin"] = changed;
  const failure = await failureOf(files, manifest);
  expect(failure.code).toBe("pack-corrupt");
  const got = createHash("sha256").update(changed).digest("hex");
  expect(failure.message).toBe(
    `loadPack: packs/small/images.bin must be ${changed.length} bytes with SHA-256 ${manifest.files.images.sha256}, got ${changed.length} bytes with SHA-256 ${got}`,
  );
});

test("passes a network failure on as it is", async () => {
  const { manifest } = smallPack();
  const offline: ReadFile = () =>
    Promise.reject(new EngineError("network", "fetchReader: offline"));
  await expect(loadPack(offline, manifest)).rejects.toMatchObject({
    code: "network",
    message: "fetchReader: offline",
  });
});

test("refuses a manifest whose sizes contradict each other, before fetching", async () => {
  const { manifest } = smallPack();
  manifest.counts.test = 3;
  const failure = await failureOf({}, manifest);
  expect(failure.code).toBe("pack-corrupt");
  expect(failure.message).toBe(
    "loadPack: packs/small/manifest.json must be consistent: 7 images make 28 bytes of images, got 24",
  );
});

test("refuses images that the networks cannot see whole", async () => {
  const { manifest } = smallPack();
  manifest.image.height = 64;
  const failure = await failureOf({}, manifest);
  expect(failure.message).toBe(
    "loadPack: packs/small/manifest.json must be of images up to 32 x 32 with 1 or 3 channels, got 64 x 2 x 1",
  );
});

test("refuses what does not inflate, or inflates to another size", async () => {
  const { manifest, files } = smallPack();
  const plain = Uint8Array.from({ length: 40 }, (_, i) => i);
  files["packs/small/images.bin"] = plain;
  manifest.files.images.bytes = plain.length;
  manifest.files.images.sha256 = createHash("sha256")
    .update(plain)
    .digest("hex");
  expect((await failureOf(files, manifest)).message).toMatch(
    /^loadPack: packs\/small\/images\.bin must be gzip, got an error from inflating/,
  );

  const short = stored("images.bin", new Uint8Array(23));
  files["packs/small/images.bin"] = short.bytes;
  manifest.files.images = { ...short.file, rawBytes: 24 };
  const failure = await failureOf(files, manifest);
  expect(failure.code).toBe("pack-corrupt");
  expect(failure.message).toBe(
    "loadPack: packs/small/images.bin must be 24 bytes after inflating, got 23 bytes",
  );
});

test("refuses a label that is not the index of a class", async () => {
  const { manifest, files } = smallPack();
  const labels = stored("labels.bin", Uint8Array.of(0, 1, 0, 2, 0, 1));
  manifest.files.labels = labels.file;
  files["packs/small/labels.bin"] = labels.bytes;
  expect((await failureOf(files, manifest)).message).toBe(
    "loadPack: packs/small/labels.bin must be indices below 2, got 2 at position 3",
  );
});

test("refuses labels that the manifest counts otherwise", async () => {
  const { manifest, files } = smallPack();
  const classCounts = { ...manifest.classCounts, train: [1, 2] };
  const failure = await failureOf(files, { ...manifest, classCounts });
  expect(failure.code).toBe("pack-corrupt");
  expect(failure.message).toBe(
    "loadPack: packs/small/labels.bin must be labels of which the train images count 1, 2, as the manifest says, got 2, 1",
  );
});

test("reads the list of packs, and says what is wrong with a bad one", async () => {
  const { manifest } = smallPack();
  const indexOf = (text: string) =>
    loadPackIndex(
      readerOf({ "packs/index.json": new TextEncoder().encode(text) }),
    );
  expect(await indexOf(JSON.stringify({ packs: [manifest] }))).toEqual({
    packs: [manifest],
  });
  await expect(indexOf("<!doctype html>")).rejects.toMatchObject({
    code: "pack-corrupt",
    message:
      'loadPackIndex: packs/index.json must be JSON, got 15 bytes beginning "<!doctype html>"',
  });
  await expect(
    indexOf(JSON.stringify({ packs: [{ ...manifest, format: 2 }] })),
  ).rejects.toMatchObject({
    code: "pack-corrupt",
    message: expect.stringMatching(/mistake at 'packs\.0\.format'/) as string,
  });
  await expect(loadPackIndex(readerOf({}))).rejects.toMatchObject({
    code: "pack-missing",
  });
});

const COMMITTED = ["emoji8", "fashion-mnist", "crops"];

test.each(COMMITTED)("the committed pack %s is whole", async (id) => {
  const folder = new URL("../../public/", import.meta.url);
  const readFile: ReadFile = (path) =>
    fs.promises
      .readFile(new URL(path, folder))
      .then((bytes) => new Uint8Array(bytes));
  const manifest = JSON.parse(
    new TextDecoder().decode(await readFile(`packs/${id}/manifest.json`)),
  ) as PackManifest;
  const index = await loadPackIndex(
    readerOf({
      "packs/index.json": new TextEncoder().encode(
        JSON.stringify({ packs: [manifest] }),
      ),
    }),
  );
  const pack = await loadPack(readFile, index.packs[0]!);
  expect(pack.labels.length).toBe(imageCount(manifest));
  expect(new Set(pack.labels).size).toBe(manifest.classes.length);
  expect(manifest.classTitles.length).toBe(manifest.classes.length);
  for (const slug of manifest.classes) {
    expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  }
});
