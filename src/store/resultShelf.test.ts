import { expect, test } from "vitest";
import { setPath } from "../protocol/configPaths.ts";
import { presetById } from "../protocol/presets.ts";
import type { RunResult } from "../protocol/results.ts";
import { evaluationAt, resultOf } from "./notebook/runs.fixture.ts";
import { createMemoryStorage, createResultShelf } from "./resultShelf.ts";

const { config } = presetById("emoji-quick");

function withSeed(seed: number): RunResult {
  const { final } = resultOf(config);
  const losses = { total: 1, global: 0, local: 0, feature: 1, classToken: 0 };
  const step = (at: number) => ({ step: at, learningRate: 0.1, losses });
  const evaluation = evaluationAt(2);
  return {
    ...{ format: 1, preset: null, backend: "wasm", adapter: "" },
    ...{ config: { ...config, seed }, versions: {}, updates: [], final },
    history: [step(1), { ...step(2), evaluation }, step(3)],
    timing: { firstLossMs: 1, msPerStep: 2, totalMs: 30 },
  };
}

const seedOf = (result: RunResult | null) => result?.config.seed ?? null;
const withSeeds = (...seeds: number[]) =>
  seeds.map((seed) => ({ ...config, seed }));

test("finds a run by its settings, and none of other settings", async () => {
  const shelf = createResultShelf(createMemoryStorage());
  await shelf.put(withSeed(1));
  await shelf.put(withSeed(2));
  const found = await shelf.find([
    ...withSeeds(2, 3),
    setPath({ ...config, seed: 1 }, "student.width", 32),
  ]);
  expect(found.map(seedOf)).toEqual([2, null, null]);
  // A setting that a stored run does not have yet means its default.
  const older = structuredClone(withSeed(4));
  delete (older.config.method as Partial<typeof older.config.method>).headBias;
  await shelf.put(older);
  expect(seedOf((await shelf.find(withSeeds(4)))[0]!)).toBe(4);
});

test("keeps the evaluations of a run and leaves the steps between them", async () => {
  const shelf = createResultShelf(createMemoryStorage());
  await shelf.put(withSeed(1));
  const [found] = await shelf.find(withSeeds(1));
  expect(found!.history.map(({ step }) => step)).toEqual([2]);
});

test("stays within its bound by letting the oldest go, and forgets on request", async () => {
  const probe = createResultShelf(createMemoryStorage());
  await probe.put(withSeed(1));
  const { bytes } = await probe.usage();
  let clock = 0;
  const shelf = createResultShelf(createMemoryStorage(), {
    limitBytes: 2.5 * bytes,
    now: () => ++clock,
  });
  for (const seed of [1, 2, 1, 3]) await shelf.put(withSeed(seed));
  // Seed 1 was written anew, so that seed 2 is the oldest.
  expect((await shelf.find(withSeeds(1, 2, 3))).map(seedOf)).toEqual([
    ...[1, null, 3],
  ]);
  expect(await shelf.usage()).toMatchObject({ runs: 2, bytes: 2 * bytes });
  await shelf.clear();
  expect(await shelf.usage()).toMatchObject({ runs: 0, bytes: 0 });
});
