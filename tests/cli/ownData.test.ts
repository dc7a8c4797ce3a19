import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { encode as encodeJpeg } from "jpeg-js";
import { afterAll, expect, test } from "vitest";
import {
  cifarOf,
  gzipOf,
  pngOf,
  tarOf,
  textBytes,
} from "../../src/data/decoders/files.fixture.ts";
import type { RunResult } from "../../src/protocol/results.ts";
import { seededRng } from "../../src/tensor/rng.ts";
import { lab, LIMIT_MS } from "./runLab.ts";

const work = mkdtempSync(path.join(tmpdir(), "lab-own-"));
afterAll(() => rmSync(work, { recursive: true }));

const rng = seededRng(3, "own images");

const FEW_STEPS = [
  ...["train", "--preset", "emoji-quick", "--backend", "wasm", "--steps", "3"],
  ...["--set", "optimiser.batchSize=16", "--set", "student.width=8"],
  ...["--set", "student.depth=1", "--set", "student.heads=2"],
  ...["--set", "evaluation.every=3", "--set", "data.images=64"],
];

function jpegOf(
  width: number,
  height: number,
  colourAt: (x: number, y: number) => [number, number, number],
): Uint8Array {
  const data = Array.from({ length: width * height }, (_, i) => [
    ...colourAt(i % width, Math.floor(i / width)),
    255,
  ]);
  return encodeJpeg({ width, height, data: Uint8Array.from(data.flat()) }, 90)
    .data;
}

/** A folder of pictures, half of them JPEG: stripes of three directions in random colours; 60 in each class. */
function writeFolder(): string {
  const folder = path.join(work, "stripes");
  const stripes = {
    across: (x: number) => x,
    down: (_x: number, y: number) => y,
    "Slanted (both)": (x: number, y: number) => x + y,
  };
  for (const [title, at] of Object.entries(stripes)) {
    mkdirSync(path.join(folder, title), { recursive: true });
    for (let i = 0; i < 60; i++) {
      const width = 4 + rng.intBelow(6);
      const colour = [0, 1, 2].map(() => rng.intBelow(256));
      const colourAt = (x: number, y: number): [number, number, number] =>
        at(x, y) % width < width / 2
          ? [colour[0]!, colour[1]!, colour[2]!]
          : [0, 0, 0];
      const isJpeg = i % 2 === 0;
      writeFileSync(
        path.join(folder, title, `${i}.${isJpeg ? "jpg" : "png"}`),
        isJpeg ? jpegOf(48, 40, colourAt) : pngOf(48, 40, colourAt),
      );
    }
  }
  return folder;
}

/** CIFAR-10's archive in small: 12 training and 4 test records of each class, one of them a copy. */
function writeCifar(): string {
  const records = (each: number) =>
    Array.from({ length: 10 * each }, (_, i) => ({
      labels: [i % 10],
      pixels: Uint8Array.from(
        { length: 3072 },
        () => 20 * (i % 10) + rng.intBelow(60),
      ),
    }));
  const training = records(12);
  training[119] = { ...training[9]! };
  const names = Array.from({ length: 10 }, (_, k) => `thing ${k}`);
  const files = {
    "cifar-10-batches-bin/data_batch_1.bin": cifarOf(training.slice(0, 60)),
    "cifar-10-batches-bin/data_batch_2.bin": cifarOf(training.slice(60)),
    "cifar-10-batches-bin/test_batch.bin": cifarOf(records(4)),
    "cifar-10-batches-bin/batches.meta.txt": textBytes(names.join("\n")),
  };
  const file = path.join(work, "cifar-10-binary.tar.gz");
  writeFileSync(file, gzipOf(tarOf(files)));
  return file;
}

async function trained(name: string, ...args: string[]) {
  const out = path.join(work, name);
  const { code, stderr } = await lab(...FEW_STEPS, ...args, "--out", out);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const text = readFileSync(path.join(out, "result.json"), "utf8");
  return { result: JSON.parse(text) as RunResult, stderr };
}

test(
  "trains on a folder of pictures, with a class held out",
  { timeout: LIMIT_MS },
  async () => {
    const { result, stderr } = await trained(
      "stripes-run",
      ...["--data", writeFolder(), "--set", 'data.heldOut=["slanted-both"]'],
    );
    expect(stderr).toContain(
      "in 3 classes (slanted-both 60, across 60, down 60)",
    );
    expect(stderr).toContain(
      "126 training, 18 validation and 36 test images of 32 x 32 x 3",
    );
    expect(result.config.data).toMatchObject({
      pack: "own",
      heldOut: ["slanted-both"],
    });
    expect(result.history).toHaveLength(3);
    const { knn, ood } = result.final.student;
    expect(knn.n).toBe(24);
    expect(Object.keys(ood.sets)).toEqual(["class:slanted-both", "pack:crops"]);
  },
);

test(
  "trains on an archive in CIFAR-10's layout, and tests on its test file",
  { timeout: LIMIT_MS },
  async () => {
    const { result, stderr } = await trained(
      "cifar-run",
      "--data",
      writeCifar(),
    );
    expect(stderr).toContain("and 40 test images");
    expect(stderr).toContain("copies of other images: 1, never in two splits");
    expect(result.final.student.knn.n).toBe(40);
    for (const { losses } of result.history) {
      expect(losses.total).toBeGreaterThan(0);
    }
  },
);

test(
  "exits with 1 for data it refuses, and with 2 for data that are not there",
  { timeout: LIMIT_MS },
  async () => {
    const text = path.join(work, "notes.txt");
    writeFileSync(text, "hello");
    const out = ["--out", path.join(work, "refused")];
    const refused = await lab(...FEW_STEPS, "--data", text, ...out);
    expect(refused.stderr).toContain("notes.txt: must be pictures in folders");
    expect(refused.stderr).not.toContain("    at ");
    expect(refused.code).toBe(1);
    const absent = await lab(...FEW_STEPS, "--data", `${text}.gz`, ...out);
    expect(absent.stderr).toContain("--data: must be a folder or file, got");
    expect(absent.code).toBe(2);
    const policy = ["--data", text, "--resize", "squash"];
    const squashed = await lab(...FEW_STEPS, ...policy, ...out);
    expect(squashed.stderr).toContain("--resize: must be cover or fit");
    expect(squashed.code).toBe(2);
  },
);
