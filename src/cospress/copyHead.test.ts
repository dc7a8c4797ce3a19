import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { useTestBackend } from "../../tests/testBackend.ts";
import { presetById } from "../protocol/presets.ts";
import { seededRng } from "../tensor/rng.ts";
import * as tf from "../tensor/tf.ts";
import {
  cosine,
  expectLikeLoop,
  mean,
  randomVectors,
  type Loop,
  type Vectors,
} from "./baselines/lossOracle.fixture.ts";
import { copyHead } from "./copyHead.ts";
import type { MethodOptions } from "./method.ts";
import { sharedHead, studentLosses } from "./objective.ts";

/** Three images of two tokens, row by row. */
const TOKENS = 2;
const asTokens = (rows: tf.Tensor2D) =>
  tf.reshape(rows, [rows.shape[0] / TOKENS, TOKENS, -1]) as tf.Tensor3D;

const WEIGHTS = {
  ...presetById("paper").config.method.weights,
  ...{ feature: 2, classToken: 3, centred: 0.5 },
};
const optionsOf = (
  studentLoss: MethodOptions["studentLoss"],
): MethodOptions => ({
  ...presetById("paper").config.method,
  studentLoss,
  weights: WEIGHTS,
});

/** Each image's tokens as one vector; with one token, its class token. */
const images = (rows: Vectors, tokens: number): Vectors =>
  rows.flatMap((_, i) =>
    i % TOKENS === 0 ? [rows.slice(i, i + tokens).flat()] : [],
  );
const centred = (rows: Vectors): Vectors =>
  rows.map((row) =>
    row.map((x, j) => x - mean(rows.map((other) => other[j]!))),
  );

const distances = {
  cosine: (a: readonly number[], b: readonly number[]) => 1 - cosine(a, b),
  mse: (a: readonly number[], b: readonly number[]) =>
    mean(a.map((x, j) => (x - b[j]!) ** 2)),
};

const loopOf =
  (metric: keyof typeof distances): Loop =>
  (target, student) => {
    const loss = (tokens: number, how: (rows: Vectors) => Vectors) => {
      const [s, t] = [
        how(images(student, tokens)),
        how(images(target, tokens)),
      ];
      return mean(s.map((row, i) => distances[metric](row, t[i]!)));
    };
    const plain = (rows: Vectors) => rows;
    return (
      2 * loss(TOKENS, plain) +
      3 * loss(1, plain) +
      0.5 * (loss(TOKENS, centred) + loss(1, centred))
    );
  };

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(() => useTestBackend(backend));
  afterAll(() => useTestBackend("cpu"));

  test.each(["cosine", "mse"] as const)(
    "%s of all tokens, class tokens and both again centred, value and gradient",
    async (metric) => {
      const target = randomVectors(6, 4, "target", 0.5);
      const student = randomVectors(6, 4, "student");
      const options = { ...optionsOf(metric), metric };
      await expectLikeLoop(
        (t, s) =>
          tf.tidy(
            () =>
              studentLosses(
                asTokens(s),
                sharedHead(asTokens(t)),
                asTokens(t),
                options,
              ).total,
          ),
        loopOf(metric),
        target,
        student,
      );
      // What a method takes is the setting of that name.
      const variable = tf.variable(tf.tensor2d(student));
      const { losses } = copyHead(
        asTokens(tf.tensor2d(target)),
        {
          teacherTokens: tf.zeros([3, TOKENS, 1]),
          studentTokens: () => asTokens(variable as tf.Tensor as tf.Tensor2D),
          labels: [0, 0, 0],
          rng: seededRng(1, "unused"),
        },
        { student: variable },
        optionsOf(metric),
      );
      const [total] = await losses.total.data();
      expect(total).toBeCloseTo(loopOf(metric)(target, student), 4);
    },
  );
});
