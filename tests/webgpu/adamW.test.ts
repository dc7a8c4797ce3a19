/** The optimiser on WebGPU: one dispatch for all parameters, in place, and nobody notices. */
import { beforeAll, expect, test } from "vitest";
import { createAdamW, decays, plainUpdate } from "../../src/engine/adamW.ts";
import { countedDispatches } from "../../src/engine/gpuDispatches.ts";
import { seededRng } from "../../src/tensor/rng.ts";
import * as tf from "../../src/tensor/tf.ts";
import { expectClose, useWebGpu } from "./support.ts";

beforeAll(useWebGpu);

const SHAPES: Record<string, number[]> = {
  "a.weight": [7, 9],
  "a.bias": [9],
  "b.weight": [70, 20],
  scale: [1],
};

const rng = seededRng(3, "adamW");

function values(): Record<string, tf.Tensor> {
  return Object.fromEntries(
    Object.entries(SHAPES).map(([name, shape]) => [
      name,
      tf.tensor(
        Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () =>
          rng.normal(),
        ),
        shape,
      ),
    ]),
  );
}

const variables = () =>
  Object.fromEntries(
    Object.entries(values()).map(([name, x]) => [name, tf.variable(x)]),
  );

const read = async (x: Record<string, tf.Tensor>) =>
  Object.fromEntries(
    await Promise.all(
      Object.entries(x).map(
        async ([name, tensor]) => [name, [...(await tensor.data())]] as const,
      ),
    ),
  );

test("updates as the plain formulation does, in one dispatch, also where a value had been read", async () => {
  const optimiser = createAdamW({ weightDecay: 0.1 });
  const parameters = variables();
  const plain = Object.fromEntries(
    Object.entries(parameters).map(([name, x]) => {
      const zeros: tf.Tensor = tf.zerosLike(x);
      return [name, { x: tf.clone(x) as tf.Tensor, m: zeros, v: zeros }];
    }),
  );
  for (let step = 1; step <= 3; step++) {
    const gradients = values();
    const dispatches = countedDispatches(() =>
      optimiser.apply(parameters, gradients, 0.01),
    );
    expect(dispatches!.total).toBe(1);
    for (const [name, state] of Object.entries(plain)) {
      const factors = {
        beta1: 0.9,
        beta2: 0.999,
        stepSize: 0.01 / (1 - 0.9 ** step),
        rootCorrection2: Math.sqrt(1 - 0.999 ** step),
        epsilon: 1e-8,
        shrink: decays(name, SHAPES[name]!) ? 1 - 0.01 * 0.1 : 1,
      };
      const [x, m, v] = plainUpdate(
        [state.x, gradients[name]!, state.m, state.v],
        factors,
      );
      plain[name] = { x, m, v };
      await expectClose(`${name} at ${step}`, parameters[name]!, x);
    }
  }
  optimiser.dispose();
});

test("goes on after restore as if nothing had happened", async () => {
  const straight = createAdamW({ weightDecay: 0.1 });
  const parameters = variables();
  straight.apply(parameters, values(), 0.01);
  straight.apply(parameters, values(), 0.01);
  const saved = structuredClone(await straight.state());
  const copies = Object.fromEntries(
    Object.entries(parameters).map(([name, x]) => [
      name,
      tf.variable(tf.clone(x)),
    ]),
  ) as typeof parameters;
  const restored = createAdamW({ weightDecay: 0.1 });
  restored.restore(saved);
  expect(await restored.state()).toEqual(saved);
  const gradients = values();
  straight.apply(parameters, gradients, 0.01);
  restored.apply(copies, gradients, 0.01);
  expect(await read(copies)).toEqual(await read(parameters));
  expect(await restored.state()).toEqual(await straight.state());
  expect(saved.moments["scale"]!.step).toBe(2);
  const before = await read(parameters);
  straight.dispose();
  restored.dispose();
  expect(await read(parameters)).toEqual(before);
});

test("whoever shares a parameter's values keeps the old ones", async () => {
  const optimiser = createAdamW({ weightDecay: 0 });
  const parameters = variables();
  optimiser.apply(parameters, values(), 0.01);
  const shared = tf.clone(parameters["b.weight"]!);
  const before = [...(await shared.data())];
  optimiser.apply(parameters, values(), 0.01);
  optimiser.apply(parameters, values(), 0.01);
  expect([...(await tf.add(shared, 0).data())]).toEqual(before);
  const after = [...(await parameters["b.weight"]!.data())];
  expect(after).not.toEqual(before);
  // tfjs' own programs find it where it lies.
  expect([...(await tf.add(parameters["b.weight"]!, 0).data())]).toEqual(after);
  optimiser.dispose();
});

test("takes an assigned value, leaves parameters without a gradient alone, and counts for each", async () => {
  const optimiser = createAdamW({ weightDecay: 0.1 });
  const start = tf.tensor2d([1, 2, -3, 4], [2, 2]);
  const gradient = tf.tensor2d([1, -2, 0.5, 0], [2, 2]);
  const both = {
    head: tf.variable(tf.zeros<tf.Rank>([2, 2])),
    student: tf.variable<tf.Rank>(start),
  };
  both.head.assign(start);
  optimiser.apply(both, { head: gradient, student: gradient }, 0.01);
  for (const variable of Object.values(both)) variable.assign(start);
  optimiser.apply(both, { student: gradient }, 0.01);
  expect([...(await both.head.data())]).toEqual([1, 2, -3, 4]);
  const state = await optimiser.state();
  expect(state.moments["head"]!.step).toBe(1);
  expect(state.moments["student"]!.step).toBe(2);
  optimiser.apply(both, { head: gradient }, 0.01);
  expect([...(await both.head.data())]).toEqual([
    ...(await both.student.data()),
  ]);
  optimiser.dispose();
});

test("tensors and bytes stay the same from update to update", async () => {
  const optimiser = createAdamW({ weightDecay: 0.1 });
  const parameters = variables();
  const gradients = values();
  optimiser.apply(parameters, gradients, 0.01);
  await parameters["scale"]!.data();
  const before = tf.memory();
  for (let i = 0; i < 5; i++) {
    optimiser.apply(parameters, gradients, 0.01 * i);
    await parameters["scale"]!.data();
  }
  expect(tf.memory()).toEqual(before);
  optimiser.dispose();
});

test("refuses gradients and restored moments of another shape", async () => {
  const optimiser = createAdamW({ weightDecay: 0 });
  const w = tf.variable(tf.zeros([2, 2])) as tf.Variable;
  expect(() => optimiser.apply({ w }, { w: tf.zeros([4]) }, 0.01)).toThrow(
    "adamW: gradient of 'w' must have shape [2, 2], got [4]",
  );
  const moment = {
    step: 1,
    shape: [3],
    first: new Float32Array(3),
    second: new Float32Array(3),
  };
  optimiser.restore({ moments: { w: moment } });
  expect(() => optimiser.apply({ w }, { w: tf.zeros([2, 2]) }, 0.01)).toThrow(
    "adamW: moment of 'w' must have shape [2, 2], got [3]",
  );
});
