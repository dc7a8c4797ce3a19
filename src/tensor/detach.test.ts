import { beforeAll, expect, test } from "vitest";
import { useTestBackend } from "../../tests/testBackend.ts";
import { detach } from "./detach.ts";
import * as tf from "./tf.ts";

beforeAll(() => useTestBackend("cpu"));

test("passes values on and holds gradients back", async () => {
  const x = tf.tensor1d([2, 3]);
  // d/dx of x * constant(x) is x, not 2 x.
  const gradient = tf.grad((y) => tf.sum(tf.mul(y, detach(y))))(x);
  expect([...(await gradient.data())]).toEqual([2, 3]);
});

test("leaves only its result behind", () => {
  const x = tf.tensor1d([2, 3]);
  const before = tf.memory().numTensors;
  detach(x).dispose();
  expect(tf.memory().numTensors).toBe(before);
});
