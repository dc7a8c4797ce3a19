import { beforeAll, expect, test } from "vitest";
import { useTestBackend } from "../../tests/testBackend.ts";
import { seededRng } from "../tensor/rng.ts";
import * as tf from "../tensor/tf.ts";
import {
  headLosses,
  objective,
  sharedHead,
  studentLosses,
  type ObjectiveOptions,
} from "./objective.ts";

beforeAll(() => useTestBackend("cpu"));

const OPTIONS: ObjectiveOptions = {
  temperatures: [0.05, 0.1],
  affinities: "joint",
  stopHeadGradient: true,
  weights: { global: 2, local: 3, feature: 5, classToken: 7, centred: 0 },
};

function random(shape: readonly number[], purpose: string): tf.Tensor3D {
  const rng = seededRng(3, purpose);
  const n = shape.reduce((a, b) => a * b, 1);
  return tf.tensor(
    Float32Array.from({ length: n }, () => rng.normal()),
    [...shape],
  ) as tf.Tensor as tf.Tensor3D;
}

const teacher = () => random([4, 5, 8], "teacher");
const student = () => random([4, 5, 3], "student");
const compressed = () => sharedHead(random([4, 5, 3], "compressed"));
const read = async (x: tf.Tensor) => (await x.data())[0]!;

test("the total is the weighted sum of its terms", async () => {
  const losses = objective(teacher(), student(), compressed(), OPTIONS);
  const expected =
    2 * (await read(losses.global)) +
    3 * (await read(losses.local)) +
    5 * (await read(losses.feature)) +
    7 * (await read(losses.classToken));
  expect(await read(losses.total)).toBeCloseTo(expected, 4);
});

test("head and student totals add up to the objective", async () => {
  const head = headLosses(teacher(), compressed(), OPTIONS);
  const rest = studentLosses(student(), compressed(), teacher(), OPTIONS);
  const both = objective(teacher(), student(), compressed(), OPTIONS);
  expect(await read(both.total)).toBeCloseTo(
    (await read(head.total)) + (await read(rest.total)),
    4,
  );
});

test("the centred term counts in the total with its weight, and is 0 when off", async () => {
  const weights = { ...OPTIONS.weights, centred: 11 };
  const off = studentLosses(student(), compressed(), teacher(), OPTIONS);
  const on = studentLosses(student(), compressed(), teacher(), {
    ...OPTIONS,
    weights,
  });
  expect(await read(off.centred)).toBe(0);
  expect(await read(on.centred)).toBeGreaterThan(0);
  expect(await read(on.total)).toBeCloseTo(
    (await read(off.total)) + 11 * (await read(on.centred)),
    4,
  );
});

test("the Gram term asks the student for the teacher's own cosines, with its weight", async () => {
  const weights = { ...OPTIONS.weights, gram: 13 };
  const totalOf = (options: ObjectiveOptions) =>
    read(studentLosses(student(), compressed(), teacher(), options).total);
  const rows = async (tokens: tf.Tensor3D) => {
    const all = (await tokens.array()) as number[][][];
    return all.map(([classToken]) => classToken!);
  };
  const cosine = (a: number[], b: number[]) => {
    const dot = (x: number[], y: number[]) =>
      x.reduce((sum, value, i) => sum + value * y[i]!, 0);
    return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  };
  const [t, s] = [await rows(teacher()), await rows(student())];
  const squares = t.flatMap((_, i) =>
    t.flatMap((_, j) =>
      i === j ? [] : [(cosine(s[i]!, s[j]!) - cosine(t[i]!, t[j]!)) ** 2],
    ),
  );
  const mean = squares.reduce((sum, x) => sum + x, 0) / squares.length;
  const added =
    (await totalOf({ ...OPTIONS, weights })) - (await totalOf(OPTIONS));
  expect(added).toBeCloseTo(13 * mean, 4);
});

test.each([true, false])(
  "the student's losses move the compressed tokens only without the stop (stop %s)",
  async (stopHeadGradient) => {
    const weights = {
      global: 0,
      local: 0,
      feature: 1,
      classToken: 1,
      centred: 1,
    };
    const options = { ...OPTIONS, stopHeadGradient, weights };
    const gradient = tf.grad((tokens) => {
      const target = sharedHead(tokens as tf.Tensor3D);
      return objective(teacher(), student(), target, options).total;
    })(compressed().tokens);
    const largest = Math.max(...(await gradient.data()).map(Math.abs));
    if (stopHeadGradient) expect(largest).toBe(0);
    else expect(largest).toBeGreaterThan(1e-3);
  },
);

test("without patch tokens the local loss is 0 and feature equals class-token loss", async () => {
  const only = (x: tf.Tensor3D) => tf.slice(x, [0, 0, 0], [-1, 1, -1]);
  const losses = objective(
    only(teacher()),
    only(student()),
    sharedHead(only(compressed().tokens)),
    OPTIONS,
  );
  expect(await read(losses.local)).toBe(0);
  expect(await read(losses.feature)).toBe(await read(losses.classToken));
});

test("leaves only its losses behind", () => {
  const [x, y, z] = [teacher(), student(), compressed()];
  const before = tf.memory().numTensors;
  const weights = { ...OPTIONS.weights, centred: 1 };
  tf.dispose(objective(x, y, z, { ...OPTIONS, weights }));
  expect(tf.memory().numTensors).toBe(before);
});
