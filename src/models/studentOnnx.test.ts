import * as ort from "onnxruntime-web";
import { beforeAll, expect, test } from "vitest";
import { useTestBackend } from "../../tests/testBackend.ts";
import { seededRng } from "../tensor/rng.ts";
import * as tf from "../tensor/tf.ts";
import { toVariables } from "./parameters.ts";
import { initialStudent, studentTokens } from "./student.ts";
import { labMetadata } from "./studentFile.ts";
import { readStudentOnnx, studentOnnx } from "./studentOnnx.ts";
import { readStudentTfjs, studentTfjs, TFJS_FILES } from "./studentTfjs.ts";
import type { StudentSizes } from "./studentSizes.ts";

/** Of float32 sums in another order, on tokens of size 1. */
const TOLERANCE = 1e-4;

const LINEAR: StudentSizes = {
  ...{ image: 32, patch: 8, width: 12, depth: 2, heads: 3 },
  stem: "linear",
};

beforeAll(async () => {
  await useTestBackend("cpu");
  ort.env.wasm.numThreads = 1;
});

const CONV: StudentSizes = {
  ...{ ...LINEAR, patch: 4, width: 16, heads: 2 },
  stem: "conv",
};

/** A student none of whose parameters is 0 or 1, as after training. */
function trained(sizes: StudentSizes) {
  const rng = seededRng(4, "trained");
  const start = initialStudent(sizes, rng);
  for (const { values } of Object.values(start)) {
    values.forEach((x, i) => (values[i] = x + 0.2 * rng.normal()));
  }
  return start;
}

test.each<{ name: string; sizes: StudentSizes; batch: number }>([
  { name: "linear stem, one image", sizes: LINEAR, batch: 1 },
  { name: "linear stem, five images", sizes: LINEAR, batch: 5 },
  {
    name: "conv stem",
    sizes: CONV,
    batch: 2,
  },
])("is computed by ONNX Runtime as by us: $name", async ({ sizes, batch }) => {
  const student = trained(sizes);
  const model = studentOnnx(student, sizes, { preprocessing: "in the graph" });
  const rng = seededRng(5, "pixels");
  const pixels = Float32Array.from({ length: batch * 32 * 32 * 3 }, () =>
    rng.uniform(),
  );
  const images = tf.tensor4d(pixels, [batch, 32, 32, 3]);
  const parameters = toVariables(student);
  const expected = studentTokens(parameters, sizes, images);
  const channelsFirst = tf.transpose(images, [0, 3, 1, 2]);
  const session = await ort.InferenceSession.create(model);
  const { tokens, class_token: classToken } = await session.run({
    images: new ort.Tensor(
      "float32",
      (await channelsFirst.data()) as Float32Array,
      channelsFirst.shape,
    ),
  });
  expect(tokens!.dims).toEqual(expected.shape);
  expect(classToken!.dims).toEqual([batch, sizes.width]);
  const ours = (await expected.data()) as Float32Array;
  const size = expected.shape[1] * sizes.width;
  const theirs = (await tokens!.getData()) as Float32Array;
  expect(largestDifference(theirs, ours)).toBeLessThan(TOLERANCE);
  const classes = (await classToken!.getData()) as Float32Array;
  const ourClasses = Float32Array.from(classes, (_, i) => {
    const at = i % sizes.width;
    return ours[((i - at) / sizes.width) * size + at]!;
  });
  expect(largestDifference(classes, ourClasses)).toBeLessThan(TOLERANCE);
  await session.release();
  tf.dispose([images, channelsFirst, expected, Object.values(parameters)]);
});

function largestDifference(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i]!)), 0);
}

test.each([LINEAR, CONV])(
  "comes back from both graphs, bit by bit: $stem stem",
  (sizes) => {
    const student = trained(sizes);
    const origin = { step: 7 };
    const metadata = labMetadata(sizes, origin);
    const expected = { student, sizes, origin };
    const model = studentOnnx(student, sizes, metadata);
    expect(readStudentOnnx(model)).toEqual(expected);
    const files = studentTfjs(student, sizes, metadata);
    const json = new TextEncoder().encode(files[TFJS_FILES.model] as string);
    const beside = (path: string) => files[path] as Uint8Array | undefined;
    expect(readStudentTfjs(json, beside)).toEqual(expected);
  },
);
