import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { useTestBackend } from "../../tests/testBackend.ts";
import * as tf from "../tensor/tf.ts";
import { createAdamW, decays, plainUpdate } from "./adamW.ts";

const read = async (x: tf.Tensor) => [...(await x.data())];

/** Gradients of a few updates of a parameter [2, 2]. */
const GRADIENTS = [
  [1, -2, 0.5, 0],
  [-3, 1, 0.25, 0],
  [0.1, 0.2, -4, 1e-9],
];

describe.each(["cpu", "wasm"] as const)("AdamW on %s", (backend) => {
  beforeAll(() => useTestBackend(backend));
  afterEach(() => tf.disposeVariables());

  const parameter = () => tf.variable(tf.tensor2d([1, 2, -3, 4], [2, 2]));
  const gradient = (i: number) => tf.tensor2d(GRADIENTS[i]!, [2, 2]);

  test("takes the textbook's first step", async () => {
    const optimiser = createAdamW({ weightDecay: 0.1 });
    const w = parameter();
    optimiser.apply({ w }, { w: gradient(0) }, 0.01);
    // Bias correction makes the first step the gradient's sign; the decay shrinks by 1 - 0.01 * 0.1.
    const [a, b, c, d] = await read(w);
    expect(a).toBeCloseTo(0.999 - 0.01, 6);
    expect(b).toBeCloseTo(1.998 + 0.01, 6);
    expect(c).toBeCloseTo(-2.997 - 0.01, 6);
    expect(d).toBeCloseTo(3.996, 6);
    optimiser.dispose();
  });

  test("updates as the plain formulation does", async () => {
    const w = parameter();
    const factors = {
      beta1: 0.9,
      beta2: 0.999,
      stepSize: 0.01 / (1 - 0.9),
      rootCorrection2: Math.sqrt(1 - 0.999),
      epsilon: 1e-8,
      shrink: 1 - 0.01 * 0.1,
    };
    const zeros = tf.zerosLike(w);
    const [expected] = plainUpdate([w, gradient(0), zeros, zeros], factors);
    const theirs = await read(expected);
    const optimiser = createAdamW({ weightDecay: 0.1 });
    optimiser.apply({ w }, { w: gradient(0) }, 0.01);
    (await read(w)).forEach((value, i) => {
      expect(value).toBeCloseTo(theirs[i]!, 6);
    });
    optimiser.dispose();
  });

  test("keeps its tensor count after the first update", () => {
    const optimiser = createAdamW({ weightDecay: 0.1 });
    const parameters = { w: parameter(), b: tf.variable(tf.tensor1d([1])) };
    const gradients = { w: gradient(0), b: tf.tensor1d([2]) };
    optimiser.apply(parameters, gradients, 0.01);
    const { numTensors } = tf.memory();
    for (let i = 0; i < 5; i++) optimiser.apply(parameters, gradients, 0.01);
    expect(tf.memory().numTensors).toBe(numTensors);
    optimiser.dispose();
    expect(tf.memory().numTensors).toBe(numTensors - 4);
  });

  test("goes on after restore as if nothing had happened", async () => {
    const straight = createAdamW({ weightDecay: 0.1 });
    const w = parameter();
    straight.apply({ w }, { w: gradient(0) }, 0.01);
    straight.apply({ w }, { w: gradient(1) }, 0.01);
    const saved = structuredClone(await straight.state());
    const copy = tf.variable(tf.clone(w));
    const restored = createAdamW({ weightDecay: 0.1 });
    restored.restore(saved);
    straight.apply({ w }, { w: gradient(2) }, 0.01);
    restored.apply({ w: copy }, { w: gradient(2) }, 0.01);
    expect(await read(copy)).toEqual(await read(w));
    expect(await restored.state()).toEqual(await straight.state());
    expect(saved.moments["w"]!.step).toBe(2);
    straight.dispose();
    restored.dispose();
  });

  test("a saved state does not change with later updates", async () => {
    const optimiser = createAdamW({ weightDecay: 0.1 });
    const w = parameter();
    optimiser.apply({ w }, { w: gradient(0) }, 0.01);
    const saved = await optimiser.state();
    const before = structuredClone(saved);
    optimiser.apply({ w }, { w: gradient(1) }, 0.01);
    optimiser.restore(saved);
    optimiser.apply({ w }, { w: gradient(1) }, 0.01);
    expect(saved).toEqual(before);
    optimiser.dispose();
  });

  test("leaves parameters without a gradient alone, and counts steps for each", async () => {
    const optimiser = createAdamW({ weightDecay: 0.1 });
    const [head, student] = [parameter(), parameter()];
    const both = { head, student };
    optimiser.apply(both, { head: gradient(0) }, 0.01);
    expect(await read(student)).toEqual([1, 2, -3, 4]);
    optimiser.apply(both, { student: gradient(0) }, 0.01);
    expect(await read(student)).toEqual(await read(head));
    optimiser.dispose();
  });

  test("takes another weight decay for one update", async () => {
    const optimiser = createAdamW({ weightDecay: 0.1 });
    const w = tf.variable(tf.tensor2d([[1]]));
    optimiser.apply({ w }, { w: tf.zeros([1, 1]) }, 0.5, 1);
    expect(await read(w)).toEqual([0.5]);
    optimiser.dispose();
  });

  test("refuses a gradient of another shape", () => {
    const optimiser = createAdamW({ weightDecay: 0 });
    expect(() =>
      optimiser.apply({ w: parameter() }, { w: tf.zeros([4]) }, 0.01),
    ).toThrow("adamW: gradient of 'w' must have shape [2, 2], got [4]");
  });
});

test("matrices decay, vectors and biases do not", () => {
  expect(decays("blocks.0.mlp.fc1.weight", [12, 48])).toBe(true);
  expect(decays("pos_embed", [1, 17, 12])).toBe(true);
  expect(decays("norm.weight", [12])).toBe(false);
  expect(decays("patch_embed.proj.bias", [12])).toBe(false);
  expect(decays("odd.bias", [2, 12])).toBe(false);
});
