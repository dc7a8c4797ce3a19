import { beforeAll, describe, expect, test } from "vitest";
import { useTestBackend } from "../../tests/testBackend.ts";
import * as tf from "../tensor/tf.ts";
import {
  classTokenLoss,
  featureLoss,
  type FeatureLossOptions,
} from "./featureLoss.ts";

const COSINE: FeatureLossOptions = {
  metric: "cosine",
  detachTarget: true,
  centred: false,
};

beforeAll(() => useTestBackend("cpu"));

const read = async (x: tf.Tensor) => (await x.data())[0]!;

describe("featureLoss", () => {
  const target = () =>
    tf.tensor3d([
      [
        [1, 0],
        [0, 2],
      ],
      [
        [3, 1],
        [1, 1],
      ],
    ]);

  test("is zero when each image is scaled by one positive factor", async () => {
    const student = tf.mul<tf.Tensor3D>(
      target(),
      tf.tensor3d([0.5, 20], [2, 1, 1]),
    );
    expect(await read(featureLoss(student, target(), COSINE))).toBeCloseTo(
      0,
      6,
    );
  });

  test("is not zero when tokens of an image are scaled by different factors", async () => {
    const scales = tf.tensor3d([1, 5, 1, 5], [2, 2, 1]);
    const student = tf.mul<tf.Tensor3D>(target(), scales);
    expect(await read(featureLoss(student, target(), COSINE))).toBeGreaterThan(
      0.01,
    );
  });

  test("is one cosine of the flattened tokens", async () => {
    const student = tf.tensor3d([
      [
        [1, 1],
        [0, 0],
      ],
    ]);
    const one = tf.tensor3d([
      [
        [1, 0],
        [0, 2],
      ],
    ]);
    // (1,1,0,0) . (1,0,0,2) = 1, lengths sqrt 2 and sqrt 5.
    const expected = 1 - 1 / Math.sqrt(10);
    expect(await read(featureLoss(student, one, COSINE))).toBeCloseTo(
      expected,
      6,
    );
  });

  test("refuses different shapes", () => {
    expect(() =>
      featureLoss(tf.zeros([2, 3, 4]), tf.zeros([2, 3, 5]), COSINE),
    ).toThrow(
      "featureLoss: 'student' and 'target' must have the same shape, got [2, 3, 4] and [2, 3, 5]",
    );
  });
});

describe("classTokenLoss", () => {
  test("is 0, 1 and 2 for equal, orthogonal and opposite directions", async () => {
    const loss = async (row: number[]) =>
      read(classTokenLoss(tf.tensor2d([row]), tf.tensor2d([[2, 0]]), COSINE));
    expect(await loss([5, 0])).toBeCloseTo(0, 6);
    expect(await loss([0, 3])).toBeCloseTo(1, 6);
    expect(await loss([-1, 0])).toBeCloseTo(2, 6);
  });

  test("centred, is blind to an offset that all images share", async () => {
    const target = tf.tensor2d([
      [1, 2],
      [-3, 0],
      [0, 1],
    ]);
    const student = tf.add<tf.Tensor2D>(target, [100, -50]);
    const centred = { ...COSINE, centred: true };
    expect(await read(classTokenLoss(student, target, centred))).toBeCloseTo(
      0,
      5,
    );
    expect(await read(classTokenLoss(student, target, COSINE))).toBeGreaterThan(
      0.1,
    );
  });

  test("as MSE is the mean squared difference of all elements", async () => {
    const mse = { ...COSINE, metric: "mse" } as const;
    const student = tf.tensor2d([
      [1, 2],
      [3, 4],
    ]);
    const target = tf.tensor2d([
      [1, 0],
      [0, 4],
    ]);
    expect(await read(classTokenLoss(student, target, mse))).toBeCloseTo(
      (4 + 9) / 4,
      6,
    );
    const centred = { ...mse, centred: true };
    const shifted = tf.add<tf.Tensor2D>(target, [7, 7]);
    expect(await read(classTokenLoss(shifted, target, centred))).toBeCloseTo(
      0,
      6,
    );
  });
});

test.each(["cosine", "mse"] as const)(
  "a detached target gets no gradient, another does (%s)",
  async (metric) => {
    const x = tf.tensor2d([[1, 2, 3]]);
    const gradient = async (detachTarget: boolean) => {
      const [, dTarget] = tf.grads((student, target) => {
        const how = { metric, detachTarget, centred: false };
        const loss = classTokenLoss(
          student as tf.Tensor2D,
          target as tf.Tensor2D,
          how,
        );
        // A term of weight 0 keeps the target an input either way.
        return tf.add(loss, tf.mul(0, tf.sum(target!)));
      })([x, tf.tensor2d([[3, 0, 1]])]);
      return [...(await dTarget!.data())];
    };
    expect(await gradient(true)).toEqual([0, 0, 0]);
    expect(Math.max(...(await gradient(false)).map(Math.abs))).toBeGreaterThan(
      0.01,
    );
  },
);
