import * as fs from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { RunConfig } from "../protocol/config.ts";
import type { EngineError } from "../protocol/engineError.ts";
import type { PackManifest } from "../protocol/packs.ts";
import { PRESETS } from "../protocol/presets.ts";
import { loadPack, type Pack } from "./pack.ts";
import { packOf } from "./packOf.fixture.ts";
import { runSplits, stratifiedChoice } from "./splits.ts";

const ONE_PIXEL = { height: 1, width: 1, channels: 3 };

/** 120 training images in classes a (half), b (a third) and c; 12 for validation; 24 for testing. */
function idPack(channels = 3): Pack {
  const cycle = [0, 0, 0, 1, 1, 2];
  const labels = Array.from({ length: 156 }, (_, i) => cycle[i % 6]!);
  return packOf(
    { ...ONE_PIXEL, channels },
    new Uint8Array(156 * channels),
    labels,
    [],
    { train: 120, validation: 12, test: 24 },
    "id",
  );
}

const farPack = () =>
  packOf(
    ONE_PIXEL,
    new Uint8Array(30),
    [0, 0, 0, 0, 0, 0, 0, 1, 1, 1],
    [],
    { train: 0, validation: 2, test: 8 },
    "far",
  );

const packs = (channels = 3) =>
  new Map([
    ["id", idPack(channels)],
    ["far", farPack()],
  ]);

const data = (changes: Partial<RunConfig["data"]> = {}): RunConfig["data"] => ({
  pack: "id",
  heldOut: ["b"],
  far: ["far"],
  images: 70,
  views: 1,
  colourChange: 0,
  ...changes,
});

test("keeps held-out classes out of training, validation and ID test, and tests on them as near-OOD", () => {
  const splits = runSplits(data(), 1, packs());
  const validated = runSplits(data(), 1, packs(), "validation");
  const { labels } = idPack();
  expect(splits.idLabels).toEqual([0, 2]);
  for (const set of [splits.idTrain, validated.idHeldOut, splits.idHeldOut]) {
    expect(new Set([...set.indices].map((i) => labels[i]))).toEqual(
      new Set([0, 2]),
    );
  }
  expect(splits.idTrain.indices.length).toBe(70);
  expect(validated.idTrain.indices).toEqual(splits.idTrain.indices);
  expect(validated.idHeldOut.indices.length).toBe(8);
  expect(splits.idHeldOut.indices.length).toBe(16);
  expect(splits.near.map(({ name }) => name)).toEqual(["class:b"]);
  expect(splits.near[0]!.indices.length).toBe(8);
  for (const i of splits.near[0]!.indices) {
    expect(labels[i]).toBe(1);
    expect(i).toBeGreaterThanOrEqual(132);
  }
});

test("measures near-OOD on validation images when they are asked for", () => {
  const { labels } = idPack();
  const [near] = runSplits(data(), 1, packs(), "validation").near;
  const [tested] = runSplits(data(), 1, packs()).near;
  expect(near!.indices.length).toBeGreaterThan(0);
  for (const i of near!.indices) {
    expect(labels[i]).toBe(1);
    expect(tested!.indices).not.toContain(i);
  }
});

test("takes the test images of far packs, whatever their class", () => {
  const [far] = runSplits(data(), 1, packs()).far;
  expect(far!.name).toBe("pack:far");
  expect(far!.pack.manifest.id).toBe("far");
  expect([...far!.indices]).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
});

test("turns every set grey when the ID pack is grey, and none when it is not", () => {
  const greyOf = (channels: number) => {
    const splits = runSplits(data(), 1, packs(channels));
    return [splits.idHeldOut, ...splits.near, ...splits.far].map(
      ({ options }) => options.grey,
    );
  };
  expect(greyOf(1)).toEqual([true, true, true]);
  expect(greyOf(3)).toEqual([false, false, false]);
});

test("repeats itself for the same seed and chooses others for another", () => {
  const chosen = (seed: number) => [
    ...runSplits(data(), seed, packs()).idTrain.indices,
  ];
  expect(chosen(4)).toEqual(chosen(4));
  expect(chosen(4)).not.toEqual(chosen(5));
  expect(runSplits(data(), 4, packs()).idHeldOut.indices).toEqual(
    runSplits(data(), 5, packs()).idHeldOut.indices,
  );
});

test("refuses, by field, what the packs cannot give", () => {
  const failureOf = (changes: Partial<RunConfig["data"]>) => {
    try {
      runSplits(data(changes), 1, packs());
    } catch (error) {
      return error as EngineError;
    }
    return expect.unreachable("runSplits should have refused");
  };
  expect(failureOf({ heldOut: ["z"] })).toMatchObject({
    code: "bad-config",
    message: "runSplits: data.heldOut: id has no class 'z'; it has a, b, c",
  });
  expect(failureOf({ far: ["id"] })).toMatchObject({
    code: "bad-config",
    issues: [
      {
        path: "data.far",
        message: "must differ from the training pack, got 'id' twice",
      },
    ],
  });
  expect(failureOf({ images: 81 })).toMatchObject({
    code: "bad-config",
    message:
      "runSplits: data.images: id has 80 training images in the classes not held out, got 81",
  });
  expect(failureOf({ far: ["cifar10"] })).toMatchObject({
    code: "pack-missing",
    message: "runSplits: there must be a pack 'cifar10', got id, far",
  });
});

test("chooses exactly as many as asked for, each once, every class with its share", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(4), { minLength: 1, maxLength: 200 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(),
      (labels, share, seed) => {
        const all = Uint32Array.from(labels.keys());
        const count = Math.round(share * labels.length);
        const chosen = stratifiedChoice(
          all,
          Uint8Array.from(labels),
          count,
          seed,
        );
        expect(chosen.length).toBe(count);
        expect(new Set(chosen).size).toBe(count);
        expect([...chosen]).toEqual([...chosen].sort((a, b) => a - b));
        for (const label of new Set(labels)) {
          const members = labels.filter((one) => one === label).length;
          const taken = [...chosen].filter((i) => labels[i] === label).length;
          const expected = (count * members) / labels.length;
          expect(Math.abs(taken - expected)).toBeLessThan(1);
        }
      },
    ),
    { numRuns: 100 },
  );
});

test("serves every preset whose packs are here, with enough images on all sides", async () => {
  const packs = new Map<string, Pack>();
  for (const id of ["emoji8", "fashion-mnist", "crops"]) {
    const folder = new URL(`../../public/`, import.meta.url);
    const readFile = async (path: string) =>
      new Uint8Array(fs.readFileSync(new URL(path, folder)));
    const manifest = JSON.parse(
      new TextDecoder().decode(await readFile(`packs/${id}/manifest.json`)),
    ) as PackManifest;
    packs.set(id, await loadPack(readFile, manifest));
  }
  const served = PRESETS.filter(({ config }) => packs.has(config.data.pack));
  expect(served.length).toBeGreaterThanOrEqual(4);
  for (const { config } of served) {
    const splits = runSplits(config.data, config.seed, packs);
    expect(splits.idTrain.indices.length).toBe(config.data.images);
    expect(splits.idHeldOut.indices.length).toBeGreaterThan(500);
    for (const set of [...splits.near, ...splits.far]) {
      expect(set.indices.length).toBeGreaterThanOrEqual(100);
    }
    const first = splits.idHeldOut.indices[0]!;
    expect(Math.max(...splits.idTrain.indices)).toBeLessThan(first);
  }
});
