import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { useTestBackend } from "../../tests/testBackend.ts";
import type {
  HiddenPatches,
  MethodBatch,
  MethodOptions,
  Variables,
} from "../cospress/method.ts";
import { METHOD_IDS, type MethodId } from "../protocol/methods.ts";
import { presetById } from "../protocol/presets.ts";
import { seededRng } from "../tensor/rng.ts";
import * as tf from "../tensor/tf.ts";
import { METHODS } from "./methods.ts";

const IMAGES = 6;
const TOKENS = 3;
const SIZES = { dTeacher: 5, dStudent: 4, classes: 3 };
const LABELS = [0, 1, 2, 0, 1, 2];

const PAPER = presetById("paper").config.method;
/** One wide kernel, for narrow ones bend too much for finite differences, and all terms on. */
const OPTIONS: MethodOptions = {
  ...PAPER,
  temperatures: [0.2],
  weights: { ...PAPER.weights, centred: 0.5, anchor: 2, gram: 3 },
};

/** Half a central difference, and what is allowed beside the largest slope: the losses are float32. */
const DIFFERENCE = 5e-3;
const TOLERANCE = 1e-2;

function draw(shape: number[], purpose: string): tf.Tensor {
  const rng = seededRng(9, purpose);
  const n = tf.util.sizeFromShape(shape);
  return tf.tensor(
    Float32Array.from({ length: n }, () => rng.normal()),
    shape,
  );
}

/** A student whose parameters are its tokens. */
function tokenStudent(): Variables {
  const shape = [IMAGES, TOKENS, SIZES.dStudent];
  return { tokens: tf.variable(draw(shape, "student")) };
}

function batchOf(student: Variables): MethodBatch {
  const tokens = student["tokens"] as tf.Tensor as tf.Tensor3D;
  /** Half of a hidden token stays: LayerNorm, which follows, bends too much around the mask token's zero. */
  const hide = ({ mask, token }: HiddenPatches) => {
    const whole = tf.concat([tf.zeros([IMAGES, 1, 1]), mask], 1);
    return tf.add<tf.Tensor3D>(
      tf.mul(tokens, tf.sub(1, tf.div(whole, 2))),
      tf.mul(whole, token),
    );
  };
  const shape = [IMAGES, TOKENS, SIZES.dTeacher];
  return {
    teacherTokens: draw(shape, "teacher") as tf.Tensor3D,
    studentTokens: (hidden) =>
      hidden ? hide(hidden) : tf.mul<tf.Tensor3D>(tokens, 1),
    labels: LABELS,
    rng: seededRng(1, "step"),
  };
}

async function fittedHead(id: MethodId, options: MethodOptions) {
  const method = METHODS[id];
  const head = method.initialHead(SIZES, options, seededRng(2, "head"));
  await method.fit?.(
    {
      n: IMAGES,
      tokens: TOKENS,
      teacherTokens: Float32Array.from(
        await draw([IMAGES, TOKENS, SIZES.dTeacher], "sample").data(),
      ),
      labels: LABELS,
    },
    head,
    options,
  );
  return head;
}

const BOTH = { head: true, student: true };

/** Holds gradients to the slopes of the total, at a few elements of every tensor that has one. */
async function expectSlopes(
  id: MethodId,
  options: MethodOptions,
  side: "head" | "student",
): Promise<number> {
  const head = await fittedHead(id, options);
  const student = tokenStudent();
  const of = () =>
    METHODS[id].gradients(batchOf(student), head, student, options, BOTH);
  const total = async () => (await of().losses.total.data())[0]!;
  const gradients = of()[side];
  const variables = side === "head" ? head : student;
  for (const [name, gradient] of Object.entries(gradients)) {
    const variable = variables[name]!;
    const start = Float32Array.from(await variable.data());
    const slopes = await gradient.data();
    const largest = Math.max(...slopes.map(Math.abs));
    expect(largest).toBeGreaterThan(0);
    for (let at = 0; at < start.length; at += Math.ceil(start.length / 4)) {
      const moved = async (by: number) => {
        const values = start.map((x, i) => (i === at ? x + by : x));
        variable.assign(tf.tensor(values, variable.shape));
        return total();
      };
      const rise = (await moved(DIFFERENCE)) - (await moved(-DIFFERENCE));
      const error = Math.abs(slopes[at]! - rise / (2 * DIFFERENCE));
      expect(error, `${name}[${at}]`).toBeLessThan(TOLERANCE * largest);
    }
    variable.assign(tf.tensor(start, variable.shape));
  }
  return Object.keys(gradients).length;
}

/** Tensors of each method's head that learn. */
const LEARNED: Partial<Record<MethodId, number>> = {
  cospress: 4,
  proteus: 13,
  mse: 2,
  vkd: 1,
  kd: 2,
  scratch: 2,
};

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(() => useTestBackend(backend));
  afterAll(() => useTestBackend("cpu"));

  test.each(METHOD_IDS)("%s: gradients are slopes of the total", async (id) => {
    // With the paper's stopped gradient the head does not feel all of the total.
    const options = { ...OPTIONS, stopHeadGradient: false };
    expect(await expectSlopes(id, options, "head")).toBe(LEARNED[id] ?? 0);
    const ofStudent = await expectSlopes(id, options, "student");
    expect(ofStudent).toBe(id === "untrained" ? 0 : 1);
  });

  test("with the gradient stopped, CosPress' student feels the same", async () => {
    await expectSlopes("cospress", OPTIONS, "student");
  });
});

test("maps the teacher into the student's space, or says that it has no map", async () => {
  await useTestBackend("cpu");
  const tokens = draw([2, TOKENS, SIZES.dTeacher], "teacher") as tf.Tensor3D;
  for (const id of METHOD_IDS) {
    const head = await fittedHead(id, OPTIONS);
    const compressed = METHODS[id].compress?.(tokens, head);
    if (compressed) expect(compressed.shape).toEqual([2, TOKENS, 4]);
  }
});

test("a step of one side alone gives nothing to the other", async () => {
  await useTestBackend("cpu");
  const head = await fittedHead("cospress", OPTIONS);
  const student = tokenStudent();
  const of = (parts: typeof BOTH) =>
    METHODS.cospress.gradients(batchOf(student), head, student, OPTIONS, parts);
  const headOnly = of({ head: true, student: false });
  expect(Object.keys(headOnly.head)).toHaveLength(4);
  expect(headOnly.student).toEqual({});
  const studentOnly = of({ head: false, student: true });
  expect(studentOnly.head).toEqual({});
  expect(Object.keys(studentOnly.student)).toHaveLength(1);
});
