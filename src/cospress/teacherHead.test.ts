import { beforeAll, describe, expect, test } from "vitest";
import { useTestBackend } from "../../tests/testBackend.ts";
import { plainLayerNorm } from "../kernels/layerNorm.ts";
import { seededRng } from "../tensor/rng.ts";
import * as tf from "../tensor/tf.ts";
import { compressTokens, initTeacherHead } from "./teacherHead.ts";

const draw = (shape: number[], purpose: string): tf.Tensor => {
  const rng = seededRng(5, purpose);
  const n = tf.util.sizeFromShape(shape);
  return tf.tensor(
    Float32Array.from({ length: n }, () => rng.normal()),
    shape,
  );
};

describe.each(["cpu", "wasm"] as const)("the teacher head on %s", (backend) => {
  beforeAll(() => useTestBackend(backend));

  test("is a LayerNorm and a linear layer, value and gradients", async () => {
    const tokens = draw([3, 4, 7], "tokens") as tf.Tensor3D;
    const cotangent = draw([3, 4, 5], "cotangent");
    const parameters = [
      draw([7], "gamma"),
      draw([7], "beta"),
      draw([7, 5], "weight"),
      draw([5], "bias"),
    ];
    const folded = (...[gamma, beta, weight, bias]: tf.Tensor[]) =>
      compressTokens(tokens, {
        "norm.weight": gamma as tf.Tensor1D,
        "norm.bias": beta as tf.Tensor1D,
        "linear.weight": weight as tf.Tensor2D,
        "linear.bias": bias as tf.Tensor1D,
      });
    const plain = (...[gamma, beta, weight, bias]: tf.Tensor[]) => {
      const rows = tf.reshape(tokens, [12, 7]) as tf.Tensor2D;
      const normalised = plainLayerNorm(
        rows,
        gamma as tf.Tensor1D,
        beta as tf.Tensor1D,
        1e-5,
      );
      const out = tf.add(tf.matMul(normalised, weight as tf.Tensor2D), bias!);
      return tf.reshape(out, [3, 4, 5]);
    };
    const differentiate = (f: typeof plain) =>
      tf.grads((...x: tf.Tensor[]) => tf.sum(tf.mul(f(...x), cotangent)))(
        parameters,
      );
    const got = [folded(...parameters), ...differentiate(folded)];
    const expected = [plain(...parameters), ...differentiate(plain)];
    for (const [i, tensor] of got.entries()) {
      expect(tensor.shape).toEqual(expected[i]!.shape);
      const values = await expected[i]!.data();
      const largest = Math.max(...values.map(Math.abs));
      (await tensor.data()).forEach((value, j) => {
        expect(Math.abs(value - values[j]!) / largest).toBeLessThan(1e-5);
      });
    }
  });

  test("leaves no tensor behind", () => {
    const tokens = draw([3, 4, 7], "tokens") as tf.Tensor3D;
    const head = initTeacherHead(7, 5, Math.random);
    const variables = Object.fromEntries(
      Object.entries(head).map(([name, value]: [string, tf.Tensor]) => [
        name,
        tf.variable(value),
      ]),
    ) as unknown as typeof head;
    const before = tf.memory().numTensors;
    const { value, grads } = tf.variableGrads(
      () => tf.sum(compressTokens(tokens, variables)) as tf.Scalar,
    );
    expect(Object.keys(grads).length).toBe(4);
    tf.dispose([value, grads]);
    expect(tf.memory().numTensors).toBe(before);
    tf.disposeVariables();
  });
});

test("starts at identity, with weights within one over the root of the teacher's width", async () => {
  const head = initTeacherHead(16, 9, () => seed.uniform());
  expect([...(await head["norm.weight"].data())]).toEqual(Array(16).fill(1));
  expect([...(await head["norm.bias"].data())]).toEqual(Array(16).fill(0));
  const weights = Array.from(await head["linear.weight"].data());
  expect(head["linear.weight"].shape).toEqual([16, 9]);
  for (const weight of weights) expect(Math.abs(weight)).toBeLessThan(0.25);
  // Uniform on ±0.25: deviation 0.25 / sqrt 3 = 0.144.
  const square = weights.reduce((sum, weight) => sum + weight ** 2, 0) / 144;
  expect(Math.sqrt(square)).toBeCloseTo(0.144, 1);
  expect(head["linear.bias"].shape).toEqual([9]);
});

const seed = seededRng(1, "head");

test("refuses tokens of another rank", () => {
  const head = initTeacherHead(4, 2, () => seed.uniform());
  expect(() =>
    compressTokens(tf.zeros([3, 4]) as unknown as tf.Tensor3D, head),
  ).toThrow(
    "compressTokens: 'teacherTokens' must have shape [b, t, dTeacher], got [3, 4]",
  );
});
