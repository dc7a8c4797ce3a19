import { afterAll, beforeAll, expect, test } from "vitest";
import { useTestBackend } from "../../tests/testBackend.ts";
import * as tf from "./tf.ts";

beforeAll(() => useTestBackend("wasm"));
afterAll(() => useTestBackend("cpu"));

test("a clone takes no memory of its own, and outlives its original", async () => {
  const original = tf.tensor1d([1, 2, 3]);
  const { numDataBuffers } = tf.memory();
  const clone = tf.clone(original);
  expect(tf.memory().numDataBuffers).toBe(numDataBuffers);
  original.dispose();
  expect([...(await clone.data())]).toEqual([1, 2, 3]);
  clone.dispose();
  expect(tf.memory().numDataBuffers).toBe(numDataBuffers - 1);
});
