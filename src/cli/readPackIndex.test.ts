import * as fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadPack, loadPackIndex } from "../data/pack.ts";
import { MissingFileError } from "../data/readFile.ts";
import { nodeReader } from "./nodeReader.ts";
import { readPackIndex } from "./readPackIndex.ts";

const PUBLIC = fileURLToPath(new URL("../../public/", import.meta.url));

let site: string;
beforeEach(() => {
  site = fs.mkdtempSync(path.join(os.tmpdir(), "packs-"));
  fs.cpSync(path.join(PUBLIC, "packs/crops"), path.join(site, "packs/crops"), {
    recursive: true,
  });
});
afterEach(() => fs.rmSync(site, { recursive: true }));

const indexWithWarnings = () => {
  const warnings: string[] = [];
  const { packs } = readPackIndex(path.join(site, "packs"), (message) =>
    warnings.push(message),
  );
  return { ids: packs.map(({ id }) => id), warnings };
};

test("lists the packs that are there, sorted, and nothing else", () => {
  fs.mkdirSync(path.join(site, "packs/empty"));
  expect(indexWithWarnings()).toEqual({ ids: ["crops"], warnings: [] });
  expect(readPackIndex(path.join(site, "nowhere"))).toEqual({ packs: [] });
});

test("leaves out a pack with a missing or cut file, and says which", () => {
  const labels = path.join(site, "packs/crops/labels.bin");
  const bytes = fs.statSync(labels).size;
  fs.truncateSync(labels, 10);
  expect(indexWithWarnings()).toEqual({
    ids: [],
    warnings: [
      `readPackIndex: pack 'crops' is left out: labels.bin must have ${bytes} bytes, got 10`,
    ],
  });
  fs.rmSync(labels);
  expect(indexWithWarnings().warnings).toEqual([
    `readPackIndex: pack 'crops' is left out: labels.bin must have ${bytes} bytes, is missing`,
  ]);
});

test("leaves out a manifest that is not one, or of another folder", () => {
  const manifest = path.join(site, "packs/crops/manifest.json");
  fs.cpSync(path.join(site, "packs/crops"), path.join(site, "packs/other"), {
    recursive: true,
  });
  fs.writeFileSync(manifest, "{}");
  const { ids, warnings } = indexWithWarnings();
  expect(ids).toEqual([]);
  expect(warnings[0]).toMatch(/^readPackIndex: pack 'crops' is left out: /);
  expect(warnings[1]).toBe(
    "readPackIndex: pack 'other' is left out: manifest.json must have id 'other', got 'crops'",
  );
});

test("lets Node load a pack through the same loader as the page", async () => {
  const readFile = nodeReader(site);
  const { packs } = await loadPackIndex(readFile);
  const pack = await loadPack(readFile, packs[0]!);
  expect(pack.labels.length).toBe(pack.manifest.counts.test);
});

test("prefers the list that a built site brings along", async () => {
  fs.writeFileSync(path.join(site, "packs/index.json"), '{"packs":[]}');
  expect(await loadPackIndex(nodeReader(site))).toEqual({ packs: [] });
});

test("says that a file is missing, and where it should be", async () => {
  const reading = nodeReader(site)("packs/crops/gone.bin");
  await expect(reading).rejects.toBeInstanceOf(MissingFileError);
  await expect(nodeReader(site)("packs/crops/gone.bin")).rejects.toThrow(
    `expected a file at ${path.join(site, "packs/crops/gone.bin")}, got none`,
  );
});
