import { beforeAll, expect, test } from "vitest";
import { useTestBackend } from "../../tests/testBackend.ts";
import { fileOf } from "../data/decoders/files.fixture.ts";
import { writeOnnx } from "../data/formats/onnx.ts";
import { bringNetwork } from "../data/onnx/bringNetwork.ts";
import { patchNetwork } from "../data/onnx/vit.fixture.ts";
import { seededRng } from "../tensor/rng.ts";
import * as tf from "../tensor/tf.ts";
import { loadTeacher } from "./loadTeacher.ts";
import { toVariables } from "./parameters.ts";
import { initialStudent, studentTokens } from "./student.ts";
import { studentGraph } from "./studentOnnx.ts";
import type { StudentSizes } from "./studentSizes.ts";

/** Of float32 sums in another order, on tokens of size 1. */
const TOLERANCE = 1e-4;

/** DINOv2's patches, on a picture of 56 pixels. */
const SIZES: StudentSizes = {
  ...{ image: 56, patch: 14, width: 12, depth: 2, heads: 3 },
  stem: "linear",
};

beforeAll(() => useTestBackend("cpu"));

const choice = { model: null, side: null, normalisation: null };
const rng = seededRng(3, "onnx teacher");
const n = 3;
const pixels = Float32Array.from({ length: n * 32 * 32 * 3 }, () =>
  rng.uniform(),
);
const images = { n, pixels, origins: [null, null, null] };

/** As a vision transformer of DINOv2's layout and names. */
function transformer() {
  const parameters = initialStudent(SIZES, rng);
  for (const { values } of Object.values(parameters)) {
    values.forEach((x, i) => (values[i] = x + 0.2 * rng.normal()));
  }
  const { nodes, constants } = studentGraph(parameters, SIZES);
  const renamed = (name: string) =>
    ({ images: "pixel_values", tokens: "last_hidden_state" })[name] ?? name;
  const bytes = writeOnnx({
    ...{ opset: 17, graph: "vit", constants, metadata: {} },
    inputs: [{ name: "pixel_values", shape: ["batch", 3, 56, 56] }],
    outputs: [{ name: "last_hidden_state", shape: ["batch", 17, 12] }],
    nodes: nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map(renamed),
      output: renamed(node.output),
    })),
  });
  return { parameters, bytes };
}

async function loaded(bytes: Uint8Array) {
  const { teacher } = await bringNetwork([fileOf("vit.onnx", bytes)], choice);
  const reader = (path: string) => Promise.resolve(teacher.files.get(path)!);
  return loadTeacher(teacher.manifest.id, reader);
}

test("a vision transformer teaches what the same network says in TensorFlow.js", async () => {
  const { parameters, bytes } = transformer();
  const teacher = await loaded(bytes);
  expect(teacher).toMatchObject({ width: 12, grid: 4, knowsAnyImage: true });
  expect(teacher.notes).toEqual(["ONNX Runtime computes vit, 56 px on WASM."]);
  const tokens = await teacher.embed(images);
  expect(tokens.shape).toEqual([n, 17, 12]);
  // Each pixel of the cubic by itself, from the formula of Keys (1981) with a = -1/2.
  const seen = tf.tensor4d(cubic(), [n, 56, 56, 3]);
  const variables = toVariables(parameters);
  const expected = studentTokens(variables, SIZES, seen);
  const ours = (await expected.data()) as Float32Array;
  const theirs = (await tokens.data()) as Float32Array;
  const worst = ours.reduce(
    (most, x, i) => Math.max(most, Math.abs(x - theirs[i]!)),
    0,
  );
  expect(worst).toBeLessThan(TOLERANCE);
  teacher.dispose();
  tf.dispose([tokens, seen, expected, Object.values(variables)]);
});

/** [n, 56, 56, 3] of `pixels`, normalised. */
function cubic(): Float32Array {
  const mean = [0.485, 0.456, 0.406];
  const deviation = [0.229, 0.224, 0.225];
  const keys = (x: number) =>
    x <= 1
      ? 1.5 * x ** 3 - 2.5 * x ** 2 + 1
      : x < 2
        ? -0.5 * x ** 3 + 2.5 * x ** 2 - 4 * x + 2
        : 0;
  /** Weights of all 32 pixels of the source on each of 56. */
  const weights = Array.from({ length: 56 }, (_, i) => {
    const centre = ((i + 0.5) * 32) / 56 - 0.5;
    const row = Array.from({ length: 32 }, (_, j) =>
      keys(Math.abs(j - centre)),
    );
    const sum = row.reduce((a, b) => a + b);
    return row.map((w) => w / sum);
  });
  const out = new Float32Array(n * 56 * 56 * 3);
  for (let at = 0; at < out.length; at++) {
    const c = at % 3;
    const x = Math.floor(at / 3) % 56;
    const y = Math.floor(at / (3 * 56)) % 56;
    const image = Math.floor(at / (3 * 56 * 56));
    let sum = 0;
    weights[y]!.forEach((wy, i) => {
      if (wy === 0) return;
      weights[x]!.forEach((wx, j) => {
        sum += wy * wx * pixels[((image * 32 + i) * 32 + j) * 3 + c]!;
      });
    });
    const inside = Math.min(1, Math.max(0, sum));
    out[at] = (inside - mean[c]!) / deviation[c]!;
  }
  return out;
}

test("register tokens are left out, and a mean stands in for a class token", async () => {
  const tokensOf = async (leading: number) => {
    const teacher = await loaded(patchNetwork({ leading, side: 28 }));
    const tokens = await teacher.embed(images);
    teacher.dispose();
    expect(tokens.shape).toEqual([n, 5, 6]);
    return (await tokens.array()) as number[][][];
  };
  const [plain, registers, without] = await Promise.all(
    [1, 5, 0].map(tokensOf),
  );
  expect(registers).toEqual(plain);
  const [first] = without!;
  first![0]!.forEach((value, k) => {
    const mean = first!.slice(1).reduce((sum, token) => sum + token[k]! / 4, 0);
    expect(value).toBeCloseTo(mean, 5);
  });
  expect(without!.map((image) => image.slice(1))).toEqual(
    plain!.map((image) => image.slice(1)),
  );
});

test("a network of fixed batch and half precision says nearly the same of a picture, whatever stands beside it", async () => {
  const values = async (options: object) => {
    const teacher = await loaded(patchNetwork({ side: 28, ...options }));
    const tokens = await teacher.embed(images);
    teacher.dispose();
    return [...(await tokens.data())];
  };
  const free = await values({});
  expect(await values({ batch: 2 })).toEqual(free);
  const half = await values({ isHalf: true });
  half.forEach((value, i) => expect(value).toBeCloseTo(free[i]!, 1));
});

test("a file that says something else than when it was brought is refused", async () => {
  const { teacher } = await bringNetwork(
    [fileOf("vit.onnx", patchNetwork({ side: 28 }))],
    choice,
  );
  const { id } = teacher.manifest;
  const manifest = { ...teacher.manifest, trial: [9, 9, 9] };
  const files = new Map(teacher.files);
  files.set(
    `teachers/${id}/manifest.json`,
    new TextEncoder().encode(JSON.stringify(manifest)),
  );
  const reader = (path: string) => Promise.resolve(files.get(path)!);
  await expect(loadTeacher(id, reader)).rejects.toMatchObject({
    code: "teacher-corrupt",
    message: expect.stringContaining(
      "what it said when it was brought",
    ) as string,
  });
});
