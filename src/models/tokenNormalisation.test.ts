import { beforeAll, describe, expect, test } from "vitest";
import { useTestBackend } from "../../tests/testBackend.ts";
import * as tf from "../tensor/tf.ts";
import {
  centreTokens,
  layerNormTokens,
  meanTokens,
} from "./tokenNormalisation.ts";

/** Two images of one class token and two patches, width 2. */
const tokens = () =>
  tf.tensor3d([
    [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
    [
      [3, 6],
      [7, 8],
      [9, 10],
    ],
  ]);

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(() => useTestBackend(backend));

  test("LayerNorm gives each token mean 0 and variance 1", async () => {
    // mean 2.5, variance 1.25: (1 - 2.5) / sqrt(1.25) = -1.3416
    const row = await layerNormTokens(tf.tensor1d([1, 2, 3, 4])).array();
    [-1.3416408, -0.4472136, 0.4472136, 1.3416408].forEach((expected, i) =>
      expect(row[i]).toBeCloseTo(expected, 5),
    );
  });

  test("LayerNorm ignores the scale and offset of a token", async () => {
    const x = tf.tensor1d([0.3, -2, 1, 5]);
    const a = await layerNormTokens(x).array();
    const b = await layerNormTokens<tf.Tensor1D>(
      tf.add(tf.mul(x, 10), 3),
    ).array();
    a.forEach((value, i) => expect(b[i]).toBeCloseTo(value, 4));
  });

  test("LayerNorm makes a constant token zero instead of NaN", async () => {
    expect(await layerNormTokens(tf.tensor2d([[6, 6, 6]])).array()).toEqual([
      [0, 0, 0],
    ]);
  });

  test("means of class tokens and of patch tokens are kept apart", async () => {
    const means = meanTokens(tokens());
    expect(await means.classToken.array()).toEqual([2, 4]);
    expect(await means.patchToken.array()).toEqual([6, 7]);
  });

  test("centring subtracts the fraction of the mean that belongs to each token", async () => {
    const means = {
      classToken: tf.tensor1d([2, 4]),
      patchToken: tf.tensor1d([6, 8]),
    };
    expect(await centreTokens(tokens(), means, 0.5).array()).toEqual([
      [
        [0, 0],
        [0, 0],
        [2, 2],
      ],
      [
        [2, 4],
        [4, 4],
        [6, 6],
      ],
    ]);
  });

  test("centring by 0 changes nothing, by 1 leaves mean 0", async () => {
    const means = meanTokens(tokens());
    expect(await centreTokens(tokens(), means, 0).array()).toEqual(
      await tokens().array(),
    );
    const centred = meanTokens(centreTokens(tokens(), means, 1));
    expect(await centred.classToken.array()).toEqual([0, 0]);
    expect(await centred.patchToken.array()).toEqual([0, 0]);
  });

  test("a class token without patches can be centred", async () => {
    const means = meanTokens(tokens());
    const only = tf.tensor3d([[[4, 4]]]);
    expect(await centreTokens(only, means, 0.5).array()).toEqual([[[3, 2]]]);
  });
});

describe("refusals", () => {
  beforeAll(() => useTestBackend("cpu"));

  test("a fraction outside 0 to 1", () => {
    expect(() => centreTokens(tokens(), meanTokens(tokens()), 1.2)).toThrow(
      "centreTokens: 'fraction' must be 0 to 1, got 1.2",
    );
  });

  test("means of another width", () => {
    const means = {
      classToken: tf.zeros<tf.Rank.R1>([2]),
      patchToken: tf.zeros<tf.Rank.R1>([3]),
    };
    expect(() => centreTokens(tokens(), means, 0.5)).toThrow(
      "centreTokens: 'means' must have width 2, got 2 and 3",
    );
  });

  test("a mean over no images", () => {
    expect(() => meanTokens(tf.zeros([0, 2, 2]))).toThrow(
      "meanTokens: 'tokens' must hold an image and a class token at least, got [0, 2, 2]",
    );
  });
});

test("class tokens alone have no mean patch token", () => {
  const means = meanTokens(tf.tensor3d([1, 2, 3, 6], [2, 1, 2]));
  expect([...means.classToken.dataSync()]).toEqual([2, 4]);
  expect(means.patchToken.size).toBe(0);
});

test("leaves no tensor behind but the results", async () => {
  await useTestBackend("wasm");
  const x = tokens();
  const before = tf.memory().numTensors;
  const normed = layerNormTokens(x);
  const means = meanTokens(normed);
  const centred = centreTokens(normed, means, 0.7);
  expect(tf.memory().numTensors).toBe(before + 4);
  tf.dispose([normed, centred, means.classToken, means.patchToken]);
  expect(tf.memory().numTensors).toBe(before);
});
