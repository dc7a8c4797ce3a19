/** How many dispatches the networks cost: every one takes encoding time before the GPU does anything (docs/adr/0009-webgpu-kernels.md). */
import { beforeAll, expect, test } from "vitest";
import { fetchReader } from "../../src/data/readFile.ts";
import { toVariables } from "../../src/models/parameters.ts";
import { initialStudent, studentTokens } from "../../src/models/student.ts";
import type { StudentSizes } from "../../src/models/studentSizes.ts";
import { loadBundledTeacher } from "../../src/models/bundledTeacher.ts";
import { seededRng } from "../../src/tensor/rng.ts";
import * as tf from "../../src/tensor/tf.ts";
import { useBackend } from "../../src/tensor/useBackend.ts";
import { countDispatches } from "./countDispatches.ts";

/** The student of the standard step. */
const STANDARD: StudentSizes = {
  ...{ image: 32, patch: 4, width: 96, depth: 4, heads: 3, stem: "linear" },
};

/** That of the preset `emoji-quick`. */
const QUICK: StudentSizes = {
  ...{ image: 32, patch: 8, width: 64, depth: 3, heads: 4, stem: "conv" },
};

/** A small ViT as a teacher. */
const TEACHER: StudentSizes = { ...STANDARD, width: 192, depth: 6 };

const imagesOf = (n: number) => {
  const rng = seededRng(1, "images");
  const values = Float32Array.from({ length: n * 32 * 32 * 3 }, () =>
    rng.uniform(),
  );
  return tf.tensor4d(values, [n, 32, 32, 3]);
};

beforeAll(async () => {
  await useBackend("webgpu");
  tf.env().set("WEBGPU_CPU_FORWARD", false);
});

test.each([
  { name: "standard student", sizes: STANDARD, most: 90 },
  { name: "student of emoji-quick", sizes: QUICK, most: 90 },
])("$name, forward and backward", ({ sizes, most }) => {
  const student = toVariables(initialStudent(sizes, seededRng(0, "student")));
  const images = imagesOf(1);
  const before = tf.memory().numTensors;
  const labels = countDispatches(() => {
    const { value, grads } = tf.variableGrads(
      () => tf.sum(studentTokens(student, sizes, images)),
      Object.values(student),
    );
    tf.dispose([value, grads]);
  });
  expect(tf.memory().numTensors).toBe(before);
  expect(labels.length).toBeLessThanOrEqual(most);
  tf.dispose([images, Object.values(student)]);
});

test("ViT teacher, forward", () => {
  const teacher = toVariables(initialStudent(TEACHER, seededRng(0, "teacher")));
  const images = imagesOf(1);
  const labels = countDispatches(() => {
    studentTokens(teacher, TEACHER, images).dispose();
  });
  expect(labels.length).toBeLessThanOrEqual(60);
  // Nothing is kept for a backward pass.
  expect(labels.filter((label) => label.includes("slope"))).toEqual([]);
  tf.dispose([images, Object.values(teacher)]);
});

test("MobileNetV2 teacher, forward: one dispatch a layer, two around them", async () => {
  const teacher = await loadBundledTeacher(
    "mobilenet-v2-fast",
    fetchReader(`${location.origin}/`),
  );
  const images = imagesOf(1);
  const labels = countDispatches(() => {
    teacher.embed(images).dispose();
  });
  // The stem, 12 blocks of three layers, and a first one of two, up to the expansion of block 13.
  expect(labels.length).toBe(1 + 2 + 12 * 3 + 1 + 2);
  tf.dispose(images);
  teacher.dispose();
});
