import { beforeAll, expect, test, vi } from "vitest";
import { useTestBackend } from "../../../tests/testBackend.ts";
import * as tf from "../../tensor/tf.ts";
import { worstOf } from "./comparison.ts";
import { verifyDevice } from "./verifyDevice.ts";

beforeAll(() => useTestBackend("wasm"));

const noPause = () => Promise.resolve();

test("finds this machine right, says by how much, and leaves no tensor", async () => {
  const { numTensors } = tf.memory();
  const cases = await verifyDevice("wasm", noPause);
  expect(cases).toHaveLength(4);
  for (const { title, values, difference, tolerance, isWithin } of cases) {
    expect(isWithin, title).toBe(true);
    expect(values, title).toBeGreaterThan(50);
    // Float32 never agrees to the last bit with what another order of sums gave.
    expect(difference, title).toBeGreaterThan(0);
    expect(tolerance, title).toBeGreaterThan(difference);
  }
  expect(tf.memory().numTensors).toBe(numTensors);
});

test("finds an operation that computes something else", async () => {
  const { kernelFunc } = tf.getKernel("Add", "wasm");
  const spy = vi
    .spyOn(tf.getKernel("Multiply", "wasm"), "kernelFunc")
    .mockImplementation(kernelFunc);
  const cases = await verifyDevice("wasm", noPause);
  spy.mockRestore();
  expect(cases.some(({ isWithin }) => !isWithin)).toBe(true);
});

test("the worst is what uses up most of its tolerance, and nothing not finite is within", () => {
  const of = (what: string, got: number, tolerance: number) => ({
    ...{ what, expected: [1], got: [got], tolerance },
  });
  expect(worstOf([of("a", 1.1, 1), of("b", 1.01, 0.02)])).toMatchObject({
    ...{ what: "b", isWithin: true },
  });
  expect(worstOf([of("a", NaN, Infinity), of("b", 1, 1)])).toMatchObject({
    ...{ what: "a", isWithin: false },
  });
});
