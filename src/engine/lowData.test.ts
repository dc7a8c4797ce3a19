import { beforeAll, expect, test } from "vitest";
import { reducedConfig, reducedReader } from "../../tests/reducedPacks.ts";
import { WASM_FOLDER } from "../../tests/testBackend.ts";
import { chooseMethod } from "../protocol/chooseMethod.ts";
import type { RunConfig } from "../protocol/config.ts";
import type { BackendReport } from "../protocol/messages.ts";
import type { ReadFile } from "../data/readFile.ts";
import * as tf from "../tensor/tf.ts";
import { chooseBackend } from "./backend.ts";
import { measureLowData } from "./lowData.ts";
import { openPacks } from "./packs.ts";

let report: BackendReport;
let readFile: ReadFile;

beforeAll(async () => {
  report = await chooseBackend("wasm", WASM_FOLDER);
  readFile = await reducedReader();
});

const measured = (config: RunConfig, labelsPerClass: number[]) =>
  measureLowData({
    ...{ config, labelsPerClass, report, readFile },
    packs: openPacks(readFile, () => {}),
    tuning: { rates: [0.003], steps: 4 },
    post: () => {},
    pause: () => Promise.resolve(),
  });

const config = reducedConfig();

test("a distilled student and one from scratch are scored on the same labels, with nothing left behind", async () => {
  const before = tf.memory().numTensors;
  const own = await measured(config, [2, 5]);
  expect(own).toMatchObject({ kind: "low-data", config, backend: "wasm" });
  expect(own.scores.map(({ labels }) => labels)).toEqual([12, 30]);
  for (const { probe, fineTune, n, validation } of own.scores) {
    expect([n, validation]).toEqual([72, 72]);
    for (const accuracy of [probe.accuracy, fineTune.accuracy]) {
      expect(accuracy).toBeGreaterThan(0);
      expect(accuracy).toBeLessThanOrEqual(1);
    }
  }
  expect(tf.memory().numTensors).toBe(before);
  const scratch = chooseMethod(config, "scratch");
  const first = await measured(scratch, [5]);
  // What a student that is not distilled comes to follows from seed and labels alone.
  const elsewhere = { ...scratch, data: { ...scratch.data, images: 40 } };
  const again = await measured(elsewhere, [2, 5]);
  expect(again.scores[1]).toEqual(first.scores[0]);
  expect(first.scores[0]!.probe).not.toEqual(own.scores[1]!.probe);
}, 60_000);

test("refuses what leaves no images to choose settings on, and more labels than there are", async () => {
  const { evaluation } = config;
  await expect(
    measured(
      { ...config, evaluation: { ...evaluation, split: "validation" } },
      [2],
    ),
  ).rejects.toThrow("must be test");
  await expect(measured(chooseMethod(config, "scratch"), [13])).rejects.toThrow(
    "must have 13 training images",
  );
});
