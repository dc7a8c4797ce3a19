import { beforeAll, expect, test } from "vitest";
import { useTestBackend } from "../../../tests/testBackend.ts";
import { seededRng } from "../../tensor/rng.ts";
import * as tf from "../../tensor/tf.ts";
import { oneHotLabels } from "./classifier.ts";
import { fitSoftmaxProbe } from "./softmaxProbe.ts";

beforeAll(() => useTestBackend("wasm"));

const N = 240;
const D = 5;
const CLASSES = 3;

/** Three overlapping clouds; one axis is large, one never varies. */
function clouds() {
  const rng = seededRng(2, "clouds");
  const labels = Array.from({ length: N }, (_, i) => i % CLASSES);
  const values = Float32Array.from(
    labels.flatMap((label) => [
      rng.normal() + (label === 0 ? 1.5 : 0),
      100 * (rng.normal() + (label === 1 ? 1.5 : 0)),
      rng.normal() + (label === 2 ? 1.5 : 0),
      rng.normal(),
      7,
    ]),
  );
  return { values, labels };
}

async function fitted() {
  const { values, labels } = clouds();
  const x = tf.tensor2d(values, [N, D]);
  const targets = oneHotLabels(labels, CLASSES);
  const before = tf.memory().numTensors;
  const { weight, bias } = await fitSoftmaxProbe(x, targets);
  expect(tf.memory().numTensors).toBe(before + 2);
  return { weight: await weight.data(), bias: await bias.data() };
}

type Fitted = Awaited<ReturnType<typeof fitted>>;

function logitsOf(values: Float32Array, { weight, bias }: Fitted): number[][] {
  return Array.from({ length: N }, (_, i) =>
    Array.from(bias, (b, c) => {
      let logit = b;
      for (let j = 0; j < D; j++) {
        logit += values[i * D + j]! * weight[j * CLASSES + c]!;
      }
      return logit;
    }),
  );
}

test("stands at the optimum: residuals are as good as uncorrelated with every input", async () => {
  const { values, labels } = clouds();
  const probe = await fitted();
  const residuals = logitsOf(values, probe).map((row, i) => {
    const kernel = row.map(Math.exp);
    const sum = kernel.reduce((a, b) => a + b);
    return kernel.map((x, c) => x / sum - (labels[i] === c ? 1 : 0));
  });
  for (let c = 0; c < CLASSES; c++) {
    // Biases are not shrunk, so that each class is predicted as often as it comes.
    const total = residuals.reduce((sum, row) => sum + row[c]!, 0);
    expect(total / N).toBeCloseTo(0, 4);
    for (let j = 0; j < D; j++) {
      const scale = j === 1 ? 100 : 1;
      const slope = residuals.reduce(
        (sum, row, i) => sum + (row[c]! * values[i * D + j]!) / scale,
        0,
      );
      // The ridge leaves about 1e-3 of the weight, of size 1 to 2.
      expect(Math.abs(slope / N)).toBeLessThan(3e-3);
    }
  }
});

test("tells the clouds apart, and repeats itself", async () => {
  const { values, labels } = clouds();
  const probe = await fitted();
  const right = logitsOf(values, probe).filter(
    (row, i) => row.indexOf(Math.max(...row)) === labels[i],
  );
  expect(right.length / N).toBeGreaterThan(0.65);
  expect(await fitted()).toEqual(probe);
});
