import "./allocations.ts";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { test } from "vitest";
import { loadPack, loadPackIndex } from "../../src/data/pack.ts";
import { MissingFileError, type ReadFile } from "../../src/data/readFile.ts";
import { sha256Hex } from "../../src/data/sha256.ts";
import { readTeacherFiles } from "../../src/models/teacherFiles.ts";
import type { PackManifest } from "../../src/protocol/packs.ts";
import * as fc from "fast-check";
import { campaign } from "./campaign.ts";
import { damagedBytes, damagedJson, jsonText, textBytes } from "./damage.ts";

const PUBLIC = new URL("../../public/", import.meta.url);
const jsonAt = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(path, PUBLIC), "utf8"));

/** A site of these files and no others. */
const siteOf =
  (files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>): ReadFile =>
  async (path) => {
    const bytes = Object.hasOwn(files, path) ? files[path] : undefined;
    if (!bytes) throw new MissingFileError(`nothing at ${path}`);
    return bytes;
  };

test("reads or refuses a damaged list of packs", async () => {
  const packs = ["crops", "emoji8"].map((id) =>
    jsonAt(`packs/${id}/manifest.json`),
  );
  const readList = (text: string) =>
    loadPackIndex(siteOf({ "packs/index.json": textBytes(text) }));
  await readList(jsonText({ packs }));
  const texts = fc.oneof(
    damagedJson({ packs }),
    damagedBytes(textBytes(jsonText({ packs }))).map((bytes) =>
      new TextDecoder().decode(bytes),
    ),
  );
  await campaign("list of packs", texts, readList);
});

const raw = {
  "images.bin": Uint8Array.from({ length: 24 }, (_, i) => i),
  "labels.bin": Uint8Array.of(0, 1, 0, 1, 0, 1),
};
const stored = {
  "images.bin": new Uint8Array(gzipSync(raw["images.bin"])),
  "labels.bin": raw["labels.bin"],
};

async function packFile(name: keyof typeof raw) {
  const bytes = stored[name];
  return {
    ...{ path: name, bytes: bytes.length, rawBytes: raw[name].length },
    encoding: name === "images.bin" ? ("gzip" as const) : ("none" as const),
    sha256: await sha256Hex(bytes),
  };
}

test("reads or refuses damaged files of a pack, and a manifest that fits or not", async () => {
  const manifest: PackManifest = {
    ...{ format: 1, id: "small", title: "Small", description: "" },
    ...{ image: { height: 2, width: 2, channels: 1 }, domains: [] },
    ...{ classes: ["a", "b"], classTitles: ["A", "B"], sources: [] },
    counts: { train: 2, validation: 2, test: 2 },
    classCounts: { train: [1, 1], validation: [1, 1], test: [1, 1] },
    files: {
      images: await packFile("images.bin"),
      labels: await packFile("labels.bin"),
    },
    licence: "CC0-1.0",
  };
  const site = (images: Uint8Array<ArrayBuffer>, list: string) =>
    siteOf({
      "packs/index.json": textBytes(list),
      "packs/small/images.bin": images,
      "packs/small/labels.bin": stored["labels.bin"],
    });
  const read = async (images: Uint8Array<ArrayBuffer>, list: string) => {
    const readFile = site(images, list);
    const { packs } = await loadPackIndex(readFile);
    for (const each of packs) await loadPack(readFile, each);
  };
  const whole = { packs: [manifest] };
  await read(stored["images.bin"], jsonText(whole));
  const inputs = fc.oneof(
    damagedJson(whole).map((list) => ({ list, images: stored["images.bin"] })),
    // The manifest knows of the damage, as that of a hostile site would.
    damagedBytes(stored["images.bin"]).map((images) => ({
      list: null,
      images,
    })),
  );
  await campaign("files of a pack", inputs, async ({ list, images }) => {
    const { files } = manifest;
    const sha256 = await sha256Hex(images);
    const fitting = { ...files.images, bytes: images.length, sha256 };
    const knowing = {
      packs: [{ ...manifest, files: { ...files, images: fitting } }],
    };
    await read(images, list ?? jsonText(knowing));
  });
});

test("reads or refuses a damaged teacher", async () => {
  const weights = Uint8Array.from({ length: 60 }, (_, i) => i % 60);
  const real = jsonAt("teachers/mobilenet-v2-coco/manifest.json") as object;
  const layer = (name: string, input: string | null) => ({
    ...{ name, kind: "conv", stride: 2, padding: "same", input },
    ...{ activation: "relu6", addFrom: null, file: "t.bin" },
    filter: { shape: [1, 1, 3, 2], offset: 0 },
    bias: { shape: [2], offset: 12 },
  });
  const manifest = {
    ...real,
    files: [
      {
        path: "t.bin",
        bytes: weights.length,
        sha256: await sha256Hex(weights),
      },
    ],
    taps: [{ name: "t", layer: "b", file: "t.bin", width: 2 }],
    layers: [layer("a", null), layer("b", "a")],
  };
  const folder = "teachers/mobilenet-v2-coco";
  const read = async (text: string) => {
    const teacher = await readTeacherFiles(
      ["t"],
      siteOf({
        [`${folder}/manifest.json`]: textBytes(text),
        [`${folder}/t.bin`]: weights,
      }),
    );
    const names = teacher.layers.map(({ name }) => name);
    if (teacher.taps.some(({ layer }) => !names.includes(layer)))
      throw new Error("must have the layers of its taps");
    for (const each of teacher.layers) {
      const { filter } = teacher.weightsOf(each);
      const size = each.filter.shape.reduce((a, b) => a * b, 1);
      if (filter.length !== size) throw new Error("must be as its shape says");
    }
  };
  await read(jsonText(manifest));
  await campaign("teacher", damagedJson(manifest), read);
});
