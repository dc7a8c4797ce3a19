// eslint-disable-next-line no-restricted-imports -- tfjs' own reader of such files, which the lab has no use for
import { loadGraphModel } from "@tensorflow/tfjs-converter";
import { beforeAll, expect, test } from "vitest";
import { useTestBackend } from "../../tests/testBackend.ts";
import { seededRng } from "../tensor/rng.ts";
import * as tf from "../tensor/tf.ts";
import { toVariables } from "./parameters.ts";
import { initialStudent, studentTokens } from "./student.ts";
import type { StudentSizes } from "./studentSizes.ts";
import { studentTfjs, TFJS_FILES } from "./studentTfjs.ts";

/** Of float32 sums in another order, on tokens of size 1. */
const TOLERANCE = 1e-4;

const LINEAR: StudentSizes = {
  ...{ image: 32, patch: 8, width: 12, depth: 2, heads: 3 },
  stem: "linear",
};

beforeAll(() => useTestBackend("cpu"));

/** A student none of whose parameters is 0 or 1, as after training. */
function trained(sizes: StudentSizes) {
  const rng = seededRng(4, "trained");
  const start = initialStudent(sizes, rng);
  for (const { values } of Object.values(start)) {
    values.forEach((x, i) => (values[i] = x + 0.2 * rng.normal()));
  }
  return start;
}

/** As tfjs' own reader opens the two files. */
function opened(files: ReturnType<typeof studentTfjs>) {
  const model = JSON.parse(files[TFJS_FILES.model] as string) as {
    modelTopology: object;
    weightsManifest: tf.io.WeightsManifestConfig;
    signature: object;
  };
  const [manifest] = model.weightsManifest;
  expect(manifest!.paths).toEqual([TFJS_FILES.weights]);
  return loadGraphModel(
    tf.io.fromMemory({
      ...{ modelTopology: model.modelTopology, format: "graph-model" },
      ...{ signature: model.signature, weightSpecs: manifest!.weights },
      weightData: (files[TFJS_FILES.weights] as Uint8Array<ArrayBuffer>).buffer,
    }),
  );
}

test.each<{ name: string; sizes: StudentSizes; batch: number }>([
  { name: "linear stem, one image", sizes: LINEAR, batch: 1 },
  { name: "linear stem, five images", sizes: LINEAR, batch: 5 },
  {
    name: "conv stem",
    sizes: { ...LINEAR, patch: 4, width: 16, heads: 2, stem: "conv" },
    batch: 2,
  },
])(
  "is computed by TensorFlow.js' graph executor as by us: $name",
  async ({ sizes, batch }) => {
    const student = trained(sizes);
    const model = await opened(studentTfjs(student, sizes, {}));
    const rng = seededRng(5, "pixels");
    const pixels = Float32Array.from({ length: batch * 32 * 32 * 3 }, () =>
      rng.uniform(),
    );
    const images = tf.tensor4d(pixels, [batch, 32, 32, 3]);
    const parameters = toVariables(student);
    const ours = studentTokens(parameters, sizes, images);
    const input = tf.transpose(images, [0, 3, 1, 2]);
    const [classToken, tokens] = model.execute({ images: input }, [
      ...["class_token", "tokens"],
    ]) as tf.Tensor[];
    expect(tokens!.shape).toEqual(ours.shape);
    expect(classToken!.shape).toEqual([batch, sizes.width]);
    const first = tf.reshape(
      tf.slice(ours, [0, 0, 0], [batch, 1, sizes.width]),
      [batch, sizes.width],
    );
    for (const [theirs, wanted] of [
      [tokens!, ours],
      [classToken!, first],
    ] as const) {
      const difference = tf.max(tf.abs(tf.sub(theirs, wanted)));
      expect((await difference.data())[0]).toBeLessThan(TOLERANCE);
    }
    model.dispose();
    tf.disposeVariables();
  },
);
