import { expect, test } from "vitest";
import { SPLITS, type Split } from "../protocol/packs.ts";
import type { LabelledImages } from "./decoders/labelledImages.ts";
import {
  classSlugs,
  makeOwnPack,
  OWN_PACK_ID,
  withOwnPack,
} from "./ownPack.ts";
import { loadPack, loadPackIndex, PACK_INDEX_PATH } from "./pack.ts";
import { MissingFileError, type ReadFile } from "./readFile.ts";

const [TRAIN, VALIDATION, TEST] = [0, 1, 2];

/** One-pixel images: the value is the picture. */
const pixels = (
  values: readonly number[],
  labels: readonly number[],
  splits: readonly number[] = values.map(() => 0),
): LabelledImages => ({
  ...{ height: 1, width: 1, channels: 1 },
  images: Uint8Array.from(values),
  labels: Uint8Array.from(labels),
  splits: Uint8Array.from(splits),
  classTitles: ["Cats", "Hot dogs"],
});

/** 100 different pictures, the even ones cats, and the first 20 of them once more. */
const values = [...Array(100).keys(), ...Array(20).keys()];
const source = pixels(
  values,
  values.map((value) => value % 2),
);

const siteWith: ReadFile = async (path) => {
  if (path !== PACK_INDEX_PATH) throw new MissingFileError(path);
  return new TextEncoder().encode(JSON.stringify({ packs: [] }));
};

async function loaded(images: LabelledImages, seed = 0) {
  const own = await makeOwnPack({ title: "pets", seed }, images);
  const readFile = withOwnPack(siteWith, own);
  const index = await loadPackIndex(readFile);
  return { own, pack: await loadPack(readFile, index.packs[0]!) };
}

test("is read by the engine's own reader, with every image in one split", async () => {
  const { own, pack } = await loaded(source);
  expect(pack.manifest.id).toBe(OWN_PACK_ID);
  expect(pack.manifest.classes).toEqual(["cats", "hot-dogs"]);
  expect(pack.images.toSorted()).toEqual(Uint8Array.from(values).sort());
  pack.labels.forEach((label, i) => expect(label).toBe(pack.images[i]! % 2));
  const { train, validation, test: testing } = own.manifest.counts;
  expect(train + validation + testing).toBe(120);
  expect(validation).toBeGreaterThanOrEqual(10);
  expect(testing).toBeGreaterThanOrEqual(20);
  expect(train).toBeGreaterThan(60);
});

test("keeps copies in one split, and counts them", async () => {
  const { own, pack } = await loaded(source);
  expect(own.duplicates).toEqual({ copies: 20, contradictions: 0 });
  const seen = SPLITS.map((split) => {
    const { start, end } = pack.splitRange(split);
    return new Set(pack.images.subarray(start, end));
  });
  for (const [a, b] of [
    [0, 1],
    [0, 2],
    [1, 2],
  ] as const) {
    expect([...seen[a]!].filter((value) => seen[b]!.has(value))).toEqual([]);
  }
});

test("divides alike for the same seed only", async () => {
  const first = (await loaded(source, 1)).pack.images;
  expect((await loaded(source, 1)).pack.images).toEqual(first);
  expect((await loaded(source, 2)).pack.images).not.toEqual(first);
});

test("tests on what the source tests on, and never trains on a copy of it", async () => {
  const splits = values.map((_, i) => (i >= 100 ? TEST : TRAIN));
  const { pack } = await loaded({ ...source, splits: Uint8Array.from(splits) });
  const { start, end } = pack.splitRange("test");
  const first20 = [...Array(20).keys()];
  expect(pack.images.slice(start, end).toSorted()).toEqual(
    Uint8Array.from([...first20, ...first20]).sort(),
  );
});

test("validates on what the source validates on, or tests on it where nothing else is for testing", async () => {
  const valuesOf = async (splits: readonly number[], split: Split) => {
    const marked = { ...source, splits: Uint8Array.from(splits) };
    const { pack } = await loaded(marked);
    const { start, end } = pack.splitRange(split);
    return new Set(pack.images.slice(start, end));
  };
  // The value is the picture, of which a copy makes two.
  const lastTen = new Set(Array.from({ length: 10 }, (_, k) => 90 + k));
  const both = values.map((value) =>
    value < 20 ? TEST : value >= 90 ? VALIDATION : TRAIN,
  );
  expect(await valuesOf(both, "validation")).toEqual(lastTen);
  expect(await valuesOf(both, "test")).toEqual(new Set(Array(20).keys()));
  const noTest = both.map((mark) => (mark === TEST ? TRAIN : mark));
  expect(await valuesOf(noTest, "test")).toEqual(lastTen);
  expect((await valuesOf(noTest, "validation")).size).toBeGreaterThan(0);
});

test("says how many pictures contradict themselves", async () => {
  const more = pixels(
    [...values, 0, 2],
    [...values.map((value) => value % 2), 1, 1],
  );
  const { own } = await loaded(more);
  expect(own.duplicates).toEqual({ copies: 22, contradictions: 2 });
});

test("refuses a class that cannot be divided", async () => {
  const tiny = pixels([1, 2, 3, 4, 5, 6, 9, 9, 9], [0, 0, 0, 0, 0, 0, 1, 1, 1]);
  await expect(makeOwnPack({ title: "pets", seed: 0 }, tiny)).rejects.toThrow(
    "pets: must be a set in which every class has different images to train, validate and test, got 1 of Hot dogs",
  );
});

test("names classes by slugs, each once", () => {
  expect(
    classSlugs(["Hot dog", "hot-dog", "Crème brûlée", "猫", "a_B.c"]),
  ).toEqual(["hot-dog", "hot-dog-2", "creme-brulee", "class-3", "a-b-c"]);
});

test("leaves other files to the site, and replaces an earlier own pack", async () => {
  const own = await makeOwnPack({ title: "pets", seed: 0 }, source);
  const newer = await makeOwnPack({ title: "zoo", seed: 0 }, source);
  const readFile = withOwnPack(withOwnPack(siteWith, own), newer);
  const { packs } = await loadPackIndex(readFile);
  expect(packs.map(({ title }) => title)).toEqual(["zoo"]);
  await expect(readFile("packs/crops/images.bin")).rejects.toThrow(
    MissingFileError,
  );
});
