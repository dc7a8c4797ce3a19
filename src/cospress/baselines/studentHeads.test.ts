import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { useTestBackend } from "../../../tests/testBackend.ts";
import { seededRng } from "../../tensor/rng.ts";
import * as tf from "../../tensor/tf.ts";
import { crossEntropy, oneHotLabels } from "./classifier.ts";
import { kdLoss } from "./kd.ts";
import {
  expectLikeLoop,
  mean,
  randomVectors,
  type Loop,
} from "./lossOracle.fixture.ts";
import { tokenErrors } from "./mse.ts";
import { drawHiddenPatches } from "./proteus.ts";
import { standardiseTokens } from "./vkd.ts";

/** Three images of two tokens, row by row. */
const TOKENS = 2;
const asTokens = (rows: tf.Tensor2D) =>
  tf.reshape(rows, [rows.shape[0] / TOKENS, TOKENS, -1]) as tf.Tensor3D;

const softmaxOf = (row: readonly number[], temperature: number) => {
  const kernel = row.map((x) => Math.exp(x / temperature));
  return kernel.map((x) => x / kernel.reduce((a, b) => a + b));
};

const kdLoop =
  (temperature: number): Loop =>
  (teacher, student) =>
    temperature ** 2 *
    mean(
      teacher.map((row, i) => {
        const p = softmaxOf(row, temperature);
        const q = softmaxOf(student[i]!, temperature);
        return p.reduce((sum, x, c) => sum + x * Math.log(x / q[c]!), 0);
      }),
    );

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(() => useTestBackend(backend));
  afterAll(() => useTestBackend("cpu"));

  test("token errors are means of squares, value and gradient", async () => {
    const teacher = randomVectors(6, 4, "teacher");
    const projected = randomVectors(6, 4, "projected");
    const squares =
      (some: (i: number) => boolean): Loop =>
      (t, s) =>
        mean(
          t.flatMap((row, i) =>
            some(i) ? row.map((x, j) => (s[i]![j]! - x) ** 2) : [],
          ),
        );
    for (const [role, loop] of [
      ["feature", squares(() => true)],
      ["classToken", squares((i) => i % TOKENS === 0)],
    ] as const) {
      await expectLikeLoop(
        (t, s) => tf.tidy(() => tokenErrors(asTokens(s), asTokens(t))[role]),
        loop,
        teacher,
        projected,
      );
    }
  });

  test.each([1, 4])("KD at temperature %d, value and gradient", async (T) => {
    await expectLikeLoop(
      (t, s) => kdLoss(t, s, T),
      kdLoop(T),
      randomVectors(5, 3, "teacher logits"),
      randomVectors(5, 3, "student logits"),
    );
  });

  test("KD is zero when logits agree up to a constant for each image", async () => {
    const teacher = tf.tensor2d(randomVectors(4, 3, "logits"));
    const student = tf.add<tf.Tensor2D>(
      teacher,
      tf.tensor2d([[1], [2], [3], [-4]]),
    );
    expect((await kdLoss(teacher, student, 4).data())[0]).toBeCloseTo(0, 5);
  });

  test("cross-entropy, value and gradient", async () => {
    const labels = [2, 0, 1, 2];
    await expectLikeLoop(
      (_, s) => crossEntropy(s, oneHotLabels(labels, 3)),
      (_, student) =>
        mean(
          student.map((row, i) => -Math.log(softmaxOf(row, 1)[labels[i]!]!)),
        ),
      [[0]],
      randomVectors(4, 3, "logits"),
    );
  });

  test("VkD's teacher has mean 0 and variance 1 in every channel, class and patch tokens apart", async () => {
    const tokens = asTokens(tf.tensor2d(randomVectors(40, 3, "tokens", 2)));
    const parts = tf.split(standardiseTokens(tokens), [1, 1], 1);
    for (const part of parts) {
      const { mean, variance } = tf.moments(part, [0, 1]);
      for (const x of await mean.data()) expect(x).toBeCloseTo(0, 5);
      for (const x of await variance.data()) expect(x).toBeCloseTo(1, 4);
    }
  });
});

test("refuses a label that is no class", () => {
  expect(() => oneHotLabels([0, 3], 3)).toThrow(
    "oneHotLabels: labels must be from 0 to 2, got 3",
  );
});

test("hides half the patches of half the images, others for another seed", () => {
  const drawn = drawHiddenPatches(6, 8, seededRng(1, "step/1"));
  expect(drawn).toHaveLength(12);
  expect(new Set(drawn).size).toBe(12);
  const images = drawn.map((at) => Math.floor(at / 8));
  expect(new Set(images).size).toBe(3);
  expect(Math.max(...drawn)).toBeLessThan(48);
  expect(drawHiddenPatches(6, 8, seededRng(1, "step/1"))).toEqual(drawn);
  expect(drawHiddenPatches(6, 8, seededRng(2, "step/1"))).not.toEqual(drawn);
  // A single patch in a single image is still one to predict.
  expect(drawHiddenPatches(1, 1, seededRng(1, "step/1"))).toEqual([0]);
});
