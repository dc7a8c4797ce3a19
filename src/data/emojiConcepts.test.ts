/** The promise of the emoji pack: what an emoji shows never crosses the split. */
import * as fs from "node:fs";
import { expect, test } from "vitest";
import { SPLITS, type PackManifest } from "../protocol/packs.ts";
import { PRESETS } from "../protocol/presets.ts";
import { imageCount } from "./pack.ts";

const folder = new URL("../../public/packs/emoji8/", import.meta.url);
const json = (name: string): unknown =>
  JSON.parse(fs.readFileSync(new URL(name, folder), "utf8"));
const manifest = json("manifest.json") as PackManifest;
const { concepts, conceptOfImage } = json("concepts.json") as {
  concepts: string[];
  conceptOfImage: number[];
};

test("shows no concept in two splits", () => {
  expect(conceptOfImage.length).toBe(imageCount(manifest));
  expect(new Set(conceptOfImage).size).toBe(concepts.length);
  const splitsOfConcept = concepts.map(() => new Set<string>());
  let image = 0;
  for (const split of SPLITS) {
    for (let i = 0; i < manifest.counts[split]; i++, image++) {
      splitsOfConcept[conceptOfImage[image]!]!.add(split);
    }
  }
  const crossing = concepts.filter((_, i) => splitsOfConcept[i]!.size !== 1);
  expect(crossing).toEqual([]);
});

test("folds genders, hours and colours into one concept, and keeps no skin tones", () => {
  expect(concepts).toEqual(
    expect.arrayContaining(["farmer", "clock-face", "coloured-heart"]),
  );
  const unfolded = concepts.filter((concept) =>
    /^(man|woman|person)-|-skin-tone|-oclock$|^red-heart$|-facing-right$/.test(
      concept,
    ),
  );
  expect(unfolded).toEqual([]);
});

test("has the classes that the presets hold out, and enough images for them", () => {
  for (const { config } of PRESETS) {
    if (config.data.pack !== "emoji8") continue;
    for (const slug of config.data.heldOut) {
      expect(manifest.classes).toContain(slug);
    }
    expect(config.data.images).toBeLessThanOrEqual(manifest.counts.train);
  }
});
