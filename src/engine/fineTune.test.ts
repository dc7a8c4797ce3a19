import { beforeAll, expect, test } from "vitest";
import { reducedConfig } from "../../tests/reducedPacks.ts";
import { WASM_FOLDER } from "../../tests/testBackend.ts";
import { IMAGE_VALUES } from "../data/image32.ts";
import { chooseMethod } from "../protocol/chooseMethod.ts";
import { seededRng } from "../tensor/rng.ts";
import * as tf from "../tensor/tf.ts";
import { chooseBackend } from "./backend.ts";
import { fineTune, type FineTuneOptions } from "./fineTune.ts";
import { createTrainer } from "./trainer.ts";

beforeAll(async () => {
  await chooseBackend("wasm", WASM_FOLDER);
});

const pause = () => Promise.resolve();

/** Even images are red, odd ones blue, all of them noisy. */
function picture(image: number): Float32Array {
  const rng = seededRng(4, `picture/${image}`);
  const bright = image % 2 === 0 ? 0 : 2;
  return Float32Array.from(
    { length: IMAGE_VALUES },
    (_, i) => 0.5 * rng.uniform() + (i % 3 === bright ? 0.5 : 0),
  );
}

const pictures = (first: number, n: number) => ({
  n,
  labels: Int32Array.from({ length: n }, (_, i) => (first + i) % 2),
  pixels: (start: number, count: number) => {
    const out = new Float32Array(count * IMAGE_VALUES);
    for (let i = 0; i < count; i++) {
      out.set(picture(first + start + i), i * IMAGE_VALUES);
    }
    return out;
  },
});

const base = reducedConfig();
const options: FineTuneOptions = {
  config: { ...base, data: { ...base.data, views: 1 } },
  ...{ classes: 2, student: null, pause },
  images: Uint32Array.from({ length: 8 }, (_, i) => i),
  labelOf: (image) => image % 2,
  viewPixels: ({ image }) => picture(image),
  validation: pictures(100, 12),
  held: pictures(200, 20),
  rates: [0.003],
  steps: 24,
};

test("learns two colours, says when it knew them best, repeats itself and leaves nothing behind", async () => {
  const before = tf.memory().numTensors;
  const tuned = await fineTune(options);
  expect(tuned).toMatchObject({ accuracy: 1, validationAccuracy: 1 });
  expect(tuned.step % 3).toBe(0);
  expect(tf.memory().numTensors).toBe(before);
  expect(await fineTune(options)).toEqual(tuned);
});

test("labels turned round on the validation images alone do not change what is learned", async () => {
  const { validation } = options;
  const turned = {
    ...validation,
    labels: Array.from(validation.labels, (label) => 1 - label),
  };
  // The worst by those labels is chosen, and measured as it is.
  const tuned = await fineTune({ ...options, validation: turned });
  expect(tuned.validationAccuracy).toBeLessThan(1);
  const right = await fineTune(options);
  expect(tuned.step).toBeLessThanOrEqual(right.step);
});

test("begins with the student it is given", async () => {
  const trainer = createTrainer(chooseMethod(options.config, "scratch"), 1, 2);
  const [n, { labels, pixels }] = [16, pictures(0, 16)];
  for (let step = 1; step <= 24; step++) {
    const batch = { size: n, images: pixels(0, n), labels, step };
    const teacherTokens = new Float32Array(n * trainer.tokens);
    tf.dispose(
      trainer.step(
        { ...batch, teacherTokens },
        options.config.method,
        0.003,
        0.05,
      ),
    );
  }
  const { student } = await trainer.state();
  trainer.dispose();
  const short = { ...options, steps: 3 };
  expect((await fineTune({ ...short, student })).accuracy).toBe(1);
  expect((await fineTune(short)).accuracy).toBeLessThan(1);
});

test("the highest validation accuracy decides between rates", async () => {
  const both = await fineTune({ ...options, rates: [0, 0.003] });
  expect(both.learningRate).toBe(0.003);
  expect(both.accuracy).toBe(1);
});
