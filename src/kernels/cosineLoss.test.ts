import { beforeAll, describe, expect, test } from "vitest";
import { useTestBackend } from "../../tests/testBackend.ts";
import { seededRng } from "../tensor/rng.ts";
import * as tf from "../tensor/tf.ts";
import { cosineLoss, plainCosineLoss } from "./cosineLoss.ts";

const VARIANTS = [true, false].flatMap((centred) =>
  [true, false].map((detachTargets) => ({ centred, detachTargets })),
);

/** Float32 against float64 sums, relative to the largest element. */
const TOLERANCE = 1e-5;

function inputs(n: number, d: number): [tf.Tensor2D, tf.Tensor2D] {
  const rng = seededRng(2, "cosine");
  const draw = () =>
    tf.tensor2d(
      Float32Array.from({ length: n * d }, () => rng.normal()),
      [n, d],
    );
  return [draw(), draw()];
}

describe.each(["cpu", "wasm"] as const)("cosineLoss on %s", (backend) => {
  beforeAll(() => useTestBackend(backend));

  test.each(VARIANTS)(
    "has the value and gradients of its plain form (centred $centred, detached $detachTargets)",
    async (options) => {
      const [x, y] = inputs(5, 9);
      // A detached target is no input of the loss, so tfjs is asked about the prediction alone.
      const run = (loss: typeof cosineLoss) =>
        options.detachTargets
          ? tf.valueAndGrads((a) => loss(a as tf.Tensor2D, y, options))([x])
          : tf.valueAndGrads((a, b) =>
              loss(a as tf.Tensor2D, b as tf.Tensor2D, options),
            )([x, y]);
      const got = run(cosineLoss);
      const expected = run(plainCosineLoss);
      const pairs = [
        [got.value, expected.value],
        ...got.grads.map((gradient, i) => [gradient, expected.grads[i]!]),
      ] as [tf.Tensor, tf.Tensor][];
      expect(pairs.length).toBe(options.detachTargets ? 2 : 3);
      for (const [ours, theirs] of pairs) {
        const values = await theirs.data();
        const largest = Math.max(...values.map(Math.abs));
        (await ours.data()).forEach((value, i) => {
          expect(Math.abs(value - values[i]!) / largest).toBeLessThan(
            TOLERANCE,
          );
        });
      }
      tf.dispose([x, y, got, expected]);
    },
  );

  test.each(VARIANTS)(
    "stays finite for rows of length 0 (centred $centred, detached $detachTargets)",
    async (options) => {
      const x = tf.zeros([1, 4]) as tf.Tensor2D;
      const y = tf.zeros([1, 4]) as tf.Tensor2D;
      const { value, grad } = tf.valueAndGrad((a) =>
        cosineLoss(a as tf.Tensor2D, y, options),
      )(x);
      expect((await value.data())[0]).toBe(1);
      expect([...(await grad.data())].map(Math.abs)).toEqual([0, 0, 0, 0]);
      tf.dispose([x, y, value, grad]);
    },
  );

  test("leaves no tensor behind", () => {
    const [x, y] = inputs(5, 9);
    const before = tf.memory().numTensors;
    for (const options of VARIANTS) {
      const { value, grad } = tf.valueAndGrad((a) =>
        cosineLoss(a as tf.Tensor2D, y, options),
      )(x);
      tf.dispose([value, grad]);
    }
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose([x, y]);
  });
});
