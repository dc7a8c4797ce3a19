/** Our numbers against the reference code's. GOLDEN_DIR chooses another folder of files with the same fields. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as tf from "../../src/tensor/tf.ts";
import { useTestBackend } from "../testBackend.ts";
import { HOST_TOLERANCE, inScope, mismatches } from "../../src/engine/golden/comparison.ts";
import { parseGolden } from "../../src/engine/golden/goldenFile.ts";
import { CHECKERS } from "./kinds.ts";

const ownFolder = fileURLToPath(new URL(".", import.meta.url));
const folder = process.env["GOLDEN_DIR"] ?? ownFolder;
const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
const files = names.map((name) =>
  parseGolden(name, readFileSync(path.join(folder, name), "utf8")),
);

test("golden files were found, all of kinds that have a checker", () => {
  const found = new Set(files.map(({ kind }) => kind));
  const known = Object.keys(CHECKERS);
  expect(files.length).toBeGreaterThan(0);
  expect([...found].filter((kind) => !known.includes(kind))).toEqual([]);
  // Another folder may hold a part of the kinds; ours has every one.
  if (folder === ownFolder) expect([...found].sort()).toEqual(known.sort());
});

describe.each(["cpu", "wasm"] as const)("golden values on %s", (backend) => {
  const compared = new Set<string>();
  beforeAll(() => useTestBackend(backend));
  afterAll(() => useTestBackend("cpu"));

  test.each(files)("$name ($kind)", async (file) => {
    const checker = CHECKERS[file.kind];
    if (!checker) throw new Error(`no checker for kind '${file.kind}'`);
    expect(tf.getBackend()).toBe(backend);
    const comparisons = await inScope(() => checker(file, HOST_TOLERANCE));
    expect(comparisons.length).toBeGreaterThan(0);
    expect(mismatches(comparisons)).toEqual([]);
    compared.add(file.name);
  });

  test("every file in the folder was compared", () => {
    expect(compared.size).toBe(names.length);
    expect(compared.size).toBeGreaterThan(0);
  });
});
