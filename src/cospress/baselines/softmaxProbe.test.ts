import { expect, test } from "vitest";
import { seededRng } from "../../tensor/rng.ts";
import { fitSoftmaxProbe } from "./softmaxProbe.ts";

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

function logitsOf(
  values: Float32Array,
  { weight, bias }: ReturnType<typeof fitSoftmaxProbe>,
): number[][] {
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

test("stands at the optimum: residuals are as good as uncorrelated with every input", () => {
  const { values, labels } = clouds();
  const probe = fitSoftmaxProbe({ values, n: N, d: D }, labels, CLASSES);
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

test("tells the clouds apart, and repeats itself", () => {
  const { values, labels } = clouds();
  const fit = () => fitSoftmaxProbe({ values, n: N, d: D }, labels, CLASSES);
  const right = logitsOf(values, fit()).filter(
    (row, i) => row.indexOf(Math.max(...row)) === labels[i],
  );
  expect(right.length / N).toBeGreaterThan(0.65);
  expect(fit()).toEqual(fit());
});
