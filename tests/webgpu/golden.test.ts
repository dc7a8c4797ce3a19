/** The small golden files on WebGPU: the same checkers as in Node, with README's tolerance for GPUs. */
import { beforeAll, expect, test } from "vitest";
import * as tf from "../../src/tensor/tf.ts";
import { useBackend } from "../../src/tensor/useBackend.ts";
import {
  inScope,
  mismatches,
  WEBGPU_TOLERANCE,
} from "../../src/engine/golden/comparison.ts";
import {
  number,
  parseGolden,
  type GoldenFile,
} from "../../src/engine/golden/goldenFile.ts";
import { CHECKERS } from "../golden/kinds.ts";

/** These use no tensors, so that WebGPU cannot change them. */
const WITHOUT_TENSORS = ["knn", "ood_knn", "lr_schedule"];

/** Tokens in a batch beyond which a software adapter takes too long. */
const MOST_TOKENS = 40;

const texts = import.meta.glob<string>("../golden/*.json", {
  query: "?raw",
  import: "default",
  eager: true,
});

const files = Object.entries(texts)
  .map(([path, text]) => parseGolden(path.replace("../golden/", ""), text))
  .filter(({ kind }) => !WITHOUT_TENSORS.includes(kind))
  .filter(isSmall);

function isSmall({ kind, content }: GoldenFile): boolean {
  return (
    kind !== "cospress_step" ||
    number(content, "B") * number(content, "N") <= MOST_TOKENS
  );
}

beforeAll(async () => {
  await useBackend("webgpu");
  // Otherwise tfjs computes small operations on the CPU, and nothing here would meet the GPU.
  tf.env().set("WEBGPU_CPU_FORWARD", false);
});

test("every kind that uses tensors is among the small files", () => {
  const kinds = Object.keys(CHECKERS).filter(
    (kind) => !WITHOUT_TENSORS.includes(kind),
  );
  expect([...new Set(files.map(({ kind }) => kind))].sort()).toEqual(
    kinds.sort(),
  );
});

test.each(files)("$name ($kind)", async (file) => {
  expect(tf.getBackend()).toBe("webgpu");
  const comparisons = await inScope(() =>
    CHECKERS[file.kind]!(file, WEBGPU_TOLERANCE),
  );
  expect(comparisons.length).toBeGreaterThan(0);
  expect(mismatches(comparisons)).toEqual([]);
});
