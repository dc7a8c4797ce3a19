import { beforeAll, expect, test } from "vitest";
import { reducedConfig, reducedReader } from "../../tests/reducedPacks.ts";
import { useTestBackend } from "../../tests/testBackend.ts";
import { MissingFileError, type ReadFile } from "../data/readFile.ts";
import * as tf from "../tensor/tf.ts";
import { loadRun, type LoadOptions } from "./loadRun.ts";
import { openPacks } from "./packs.ts";
import { createRunMemory } from "./runMemory.ts";

let readFile: ReadFile;
beforeAll(async () => {
  await useTestBackend("cpu");
  readFile = await reducedReader();
});

const without =
  (folder: string): ReadFile =>
  (path, onProgress) =>
    path.startsWith(folder)
      ? Promise.reject(new MissingFileError("got status 404"))
      : readFile(path, onProgress);

const load = (read: ReadFile, change: Partial<LoadOptions> = {}) =>
  loadRun({
    config: reducedConfig(),
    parts: { head: true, student: true },
    packs: openPacks(read, () => {}),
    readFile: read,
    memory: createRunMemory(),
    compiles: false,
    onImages: () => {},
    onTeacherBytes: () => {},
    pause: () => Promise.resolve(),
    ...change,
  });

test("images and teacher are asked for side by side", async () => {
  const asked: string[] = [];
  const { teacher } = await load((path, onProgress) => {
    asked.push(path);
    return readFile(path, onProgress);
  });
  teacher.dispose();
  const firstOf = (folder: string) =>
    asked.findIndex((path) => path.startsWith(folder));
  const lastImages = asked.findLastIndex((path) => path.startsWith("packs/"));
  expect(firstOf("teacher")).toBeGreaterThanOrEqual(0);
  expect(firstOf("teacher")).toBeLessThan(lastImages);
});

test("images show before a slow teacher is there", async () => {
  let release = () => {};
  const imagesAreThere = new Promise<void>((resolve) => (release = resolve));
  const { teacher } = await load(
    async (path, onProgress) => {
      if (path.startsWith("teacher")) await imagesAreThere;
      return readFile(path, onProgress);
    },
    { onImages: () => release() },
  );
  teacher.dispose();
});

test.each([
  [{ code: "pack-missing" }, () => load(without("packs/emoji8/"))],
  [
    { message: "given up" },
    () =>
      load(readFile, { pause: () => Promise.reject(new Error("given up")) }),
  ],
])("frees the teacher when images fail: %j", async (error, fails) => {
  const { numTensors } = tf.memory();
  await expect(fails()).rejects.toMatchObject(error);
  expect(tf.memory().numTensors).toBe(numTensors);
});

test("a missing teacher is told when the images are there", async () => {
  let areThere = false;
  const loading = load(without("teacher"), {
    onImages: () => (areThere = true),
  });
  await expect(loading).rejects.toMatchObject({ code: "teacher-missing" });
  expect(areThere).toBe(true);
});
