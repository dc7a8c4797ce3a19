import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, test } from "vitest";
import {
  LEAST_COSINE,
  teacherParity,
  type TeacherReference,
} from "../../tests/teacher/teacherParity.ts";
import { useTestBackend } from "../../tests/testBackend.ts";
import * as tf from "../tensor/tf.ts";
import { loadBundledTeacher } from "./bundledTeacher.ts";

const ROOT = new URL("../../", import.meta.url);
const readPublic = async (path: string) =>
  new Uint8Array(await readFile(new URL(`public/${path}`, ROOT)));
const readReference = (name: string) =>
  readFile(new URL(`tests/teacher/${name}`, ROOT));

/** Seeded noise images: what is tested here does not depend on the motif. */
const someImages = (n: number) =>
  tf.randomUniform<tf.Rank.R4>([n, 32, 32, 3], 0, 1, "float32", 7);

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(() => useTestBackend(backend));

  test("agrees with the original fp32 graph on every token of eight images", async () => {
    const reference = JSON.parse(
      (await readReference("activations.json")).toString(),
    ) as TeacherReference;
    const values = await readReference("activations.bin");
    const results = await teacherParity(reference, values, readPublic);
    expect(results.map(({ what, tokens }) => `${what}: ${tokens}`)).toEqual([
      "t1 at 64 px: 128",
      "pooled t1 at 64 px: 8",
      "t1 at 128 px: 256",
      "t2 at 128 px: 512",
    ]);
    for (const { what, worst } of results) {
      expect(worst, what).toBeGreaterThanOrEqual(LEAST_COSINE);
    }
  });
});

describe("the fast teacher", () => {
  beforeAll(() => useTestBackend("wasm"));

  test("gives the class token first, the mean of the patch tokens", async () => {
    const teacher = await loadBundledTeacher("mobilenet-v2-fast", readPublic);
    expect([teacher.width, teacher.grid]).toEqual([576, 4]);
    const tokens = await teacher.embed(someImages(2)).array();
    expect(tokens.map((image) => image.length)).toEqual([17, 17]);
    for (const [classToken, ...patches] of tokens) {
      const mean = patches.reduce((sum, patch) => sum + patch[5]!, 0) / 16;
      expect(classToken![5]).toBeCloseTo(mean, 5);
    }
    teacher.dispose();
  });

  test("reads the manifest and the weights up to its tap, and nothing else", async () => {
    const read: string[] = [];
    const progress: [number, number][] = [];
    const teacher = await loadBundledTeacher(
      "mobilenet-v2-fast",
      (path) => {
        read.push(path);
        return readPublic(path);
      },
      (done, total) => progress.push([done, total]),
    );
    expect(read).toEqual([
      "teachers/mobilenet-v2-coco/manifest.json",
      "teachers/mobilenet-v2-coco/t1.bin",
    ]);
    expect(progress).toEqual([
      [0, 1180672],
      [1180672, 1180672],
    ]);
    teacher.dispose();
  });

  test("embeds each image by itself, however many come at once", async () => {
    const teacher = await loadBundledTeacher("mobilenet-v2-fast", readPublic);
    const images = someImages(40);
    const together = await teacher.embed(images).data();
    const last = await teacher
      .embed(tf.slice(images, [39, 0, 0, 0], [1, 32, 32, 3]))
      .data();
    const tail = together.slice(39 * 17 * 576);
    last.forEach((value, i) => expect(tail[i]).toBeCloseTo(value, 4));
    teacher.dispose();
  });

  test("leaves no tensor behind but the result", async () => {
    const before = tf.memory().numTensors;
    const teacher = await loadBundledTeacher("mobilenet-v2-fast", readPublic);
    const images = someImages(3);
    const loaded = tf.memory().numTensors;
    const tokens = teacher.embed(images);
    expect(tf.memory().numTensors).toBe(loaded + 1);
    tf.dispose([tokens, images]);
    teacher.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test("refuses images of another size", async () => {
    const teacher = await loadBundledTeacher("mobilenet-v2-fast", readPublic);
    expect(() => teacher.embed(tf.zeros([2, 28, 28, 1]))).toThrow(
      "embed: 'images' must have shape [n, 32, 32, 3] with n >= 1, got [2, 28, 28, 1]",
    );
    teacher.dispose();
  });
});

describe("the fine teacher", () => {
  beforeAll(() => useTestBackend("wasm"));

  test("joins two taps of length 1 on one grid", async () => {
    const teacher = await loadBundledTeacher("mobilenet-v2-fine", readPublic);
    expect([teacher.width, teacher.grid]).toEqual([736, 8]);
    const tokens = (await teacher.embed(someImages(1)).array())[0]!;
    expect(tokens).toHaveLength(65);
    for (const patch of tokens.slice(1)) {
      expect(Math.hypot(...patch.slice(0, 576))).toBeCloseTo(1, 4);
      expect(Math.hypot(...patch.slice(576))).toBeCloseTo(1, 4);
    }
    teacher.dispose();
  });
});
