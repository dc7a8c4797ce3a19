import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { useTestBackend } from "../../../tests/testBackend.ts";
import { singularValues } from "../../tensor/jacobi.ts";
import { seededRng } from "../../tensor/rng.ts";
import * as tf from "../../tensor/tf.ts";
import { randomVectors } from "./lossOracle.fixture.ts";
import { nearestOrthonormal, randomOrthonormal } from "./orthonormalMatrix.ts";

const rng = () => seededRng(4, "orthonormal");

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(() => useTestBackend(backend));
  afterAll(() => useTestBackend("cpu"));

  test.each([
    [3, 8],
    [8, 3],
    [5, 5],
  ])("a random %d x %d matrix stretches nothing", async (rows, columns) => {
    const matrix = randomOrthonormal(rows, columns, rng());
    expect(matrix.shape).toEqual([rows, columns]);
    for (const value of singularValues(await matrix.data(), rows, columns)) {
      expect(value).toBeCloseTo(1, 6);
    }
  });

  test.each([
    [3, 8],
    [8, 3],
    [16, 40],
  ])("the nearest to a %d x %d matrix is its polar factor", async (n, m) => {
    const free = tf.tensor2d(randomVectors(n, m, "free"));
    const factor = nearestOrthonormal(free);
    for (const value of singularValues(await factor.data(), n, m)) {
      expect(value).toBeCloseTo(1, 5);
    }
    // The polar factor Q of A is the one for which Q^T A (or A Q^T) is symmetric and positive.
    const stretch =
      n <= m
        ? tf.matMul(free, tf.transpose(factor))
        : tf.matMul(tf.transpose(factor), free);
    const values = await stretch.data();
    const side = Math.min(n, m);
    for (let i = 0; i < side; i++) {
      expect(values[i * side + i]).toBeGreaterThan(0);
      for (let j = 0; j < i; j++) {
        expect(values[i * side + j]).toBeCloseTo(values[j * side + i]!, 4);
      }
    }
  });

  test("is its own nearest one, whatever its scale", async () => {
    const matrix = randomOrthonormal(4, 9, rng());
    const again = await nearestOrthonormal(tf.mul(matrix, 7)).data();
    (await matrix.data()).forEach((value, i) => {
      expect(again[i]).toBeCloseTo(value, 5);
    });
  });

  test("has the gradient of its finite differences", async () => {
    const free = tf.tensor2d(randomVectors(3, 5, "free"));
    const cotangent = tf.tensor2d(randomVectors(3, 5, "cotangent"));
    const f = (x: tf.Tensor) =>
      tf.sum(tf.mul(nearestOrthonormal(x as tf.Tensor2D), cotangent));
    const gradient = await tf.grad(f)(free).data();
    const h = 1e-2; // float32 forward passes: smaller steps drown in rounding
    for (const at of [0, 4, 7, 14]) {
      const moved = async (by: number) => {
        const values = (await free.data()).map((x, i) =>
          i === at ? x + by : x,
        );
        return (await f(tf.tensor2d(values, [3, 5])).data())[0]!;
      };
      const slope = ((await moved(h)) - (await moved(-h))) / (2 * h);
      expect(gradient[at]).toBeCloseTo(slope, 3);
    }
  });
});
