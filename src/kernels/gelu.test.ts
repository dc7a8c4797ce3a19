import { beforeAll, expect, test } from "vitest";
import { useTestBackend } from "../../tests/testBackend.ts";
import * as tf from "../tensor/tf.ts";
import { gelu } from "./gelu.ts";

beforeAll(() => useTestBackend("cpu"));

/** Simpson's rule over the normal density: a second opinion that knows nothing of erf. */
function normalProbability(x: number): number {
  const intervals = 4000;
  const from = -12;
  const width = (x - from) / intervals;
  const density = (z: number) =>
    Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  let sum = density(from) + density(x);
  for (let i = 1; i < intervals; i++)
    sum += (i % 2 ? 4 : 2) * density(from + i * width);
  return (sum * width) / 3;
}

const POINTS = Float32Array.from(
  { length: 400 },
  (_, i) => -8 + i * 0.04 + 0.0033,
);

test("is x times the normal probability of x, to 1e-7", async () => {
  const y = await gelu(tf.tensor1d(POINTS)).data();
  POINTS.forEach((x, i) => {
    const error = Math.abs(y[i]! - x * normalProbability(x));
    expect(error).toBeLessThan(1e-7 * Math.max(1, Math.abs(x)));
  });
});

test("has the slope of that, to 1e-6", async () => {
  const slope = await tf
    .grad((x) => tf.sum(gelu(x)))(tf.tensor1d(POINTS))
    .data();
  POINTS.forEach((x, i) => {
    const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
    expect(
      Math.abs(slope[i]! - normalProbability(x) - x * density),
    ).toBeLessThan(1e-6);
  });
});

test("passes on what is not a number, and is the identity or zero far out", async () => {
  const y = await gelu(tf.tensor1d([NaN, 50, -50, Infinity, 6, -6])).data();
  expect([...y]).toEqual([NaN, 50, 0, Infinity, 6, 0]);
});
