import { expect, test } from "vitest";
import { EngineError } from "../../protocol/engineError.ts";
import { seededRng } from "../../tensor/rng.ts";
import { runToEnd } from "../chunks.ts";
import type { Rows } from "../rows.ts";
import {
  chooseLinearProbe,
  fitLinearProbe,
  linearLogits,
  logSumExp,
  predictedClasses,
} from "./linearProbe.ts";

const fit = (
  rows: Rows,
  labels: ArrayLike<number>,
  classes: number,
  strength: number,
) => runToEnd(fitLinearProbe(rows, labels, classes, strength));

/** 90 points of three classes in four columns of different scale; the recorded values below are of the same numbers. */
function recordedProblem(): { rows: Rows; labels: number[] } {
  const values = new Float32Array(360);
  const labels = Array.from({ length: 90 }, (_, i) => i % 3);
  for (let i = 0; i < 90; i++) {
    for (let k = 0; k < 4; k++) {
      values[i * 4 + k] = Math.sin(1 + i * (k + 1) * 0.7);
    }
    values[i * 4] = values[i * 4]! + 0.5 * (i % 3);
    values[i * 4 + 1] = values[i * 4 + 1]! - (i % 3 === 2 ? 0.4 : 0);
    values[i * 4 + 2] = values[i * 4 + 2]! * 3 + 7;
  }
  return { rows: { values, n: 90, d: 4 }, labels };
}

// LogisticRegression(solver="newton-cg", C=1/(90 strength), tol=1e-12) of scikit-learn 1.2.1 on standardised columns, unfolded in the same way.
test.each([
  {
    strength: 1,
    objective: 0.9510718923785231,
    weights: [-0.14426612, 0.03972487, 0.15081536, 0.00477191],
    bias: [-1.00735815, 0.29119001, 0.71616815],
  },
  {
    strength: 0.01,
    objective: 0.32032523022246895,
    weights: [-0.55570501, 0.15908561, 1.6058087, 0.05032671],
    bias: [-11.26608649, 0.79258237, 10.47350412],
  },
])(
  "at strength $strength it is scikit-learn's logistic regression",
  ({ strength, objective, weights, bias }) => {
    const { rows, labels } = recordedProblem();
    const found = fit(rows, labels, 3, strength);
    expect(found.objective).toBeCloseTo(objective, 9);
    weights.forEach((w, k) => expect(found.weights[k]).toBeCloseTo(w, 5));
    bias.forEach((b, c) => expect(found.bias[c]).toBeCloseTo(b, 4));
  },
);

test("at the minimum, residuals and penalty are in balance, by an independent loop", () => {
  const { rows, labels } = recordedProblem();
  const strength = 0.03;
  const found = fit(rows, labels, 3, strength);
  const logits = linearLogits(found, rows);
  const { values, n, d } = rows;
  for (let k = 0; k < d; k++) {
    const column = Array.from({ length: n }, (_, i) => values[i * d + k]!);
    const mean = column.reduce((a, b) => a + b) / n;
    const variance = column.reduce((a, b) => a + (b - mean) ** 2, 0) / n;
    for (let c = 0; c < 3; c++) {
      // Gradient for the standardised weight w * deviation: mean residual * x + strength * w * deviation.
      let gradient = strength * found.weights[c * d + k]! * Math.sqrt(variance);
      for (let i = 0; i < n; i++) {
        const row = logits.subarray(3 * i, 3 * i + 3);
        const share = Math.exp(row[c]! - logSumExp(row));
        const x = (column[i]! - mean) / Math.sqrt(variance);
        gradient += ((share - (labels[i] === c ? 1 : 0)) * x) / n;
      }
      expect(Math.abs(gradient)).toBeLessThan(2e-6);
    }
  }
});

test("scale and offset of a column change no prediction", () => {
  const { rows, labels } = recordedProblem();
  const moved = rows.values.map((x, i) => (i % 4 === 1 ? 50 * x - 300 : x));
  const a = linearLogits(fit(rows, labels, 3, 0.1), rows);
  const other = { ...rows, values: moved };
  const b = linearLogits(fit(other, labels, 3, 0.1), other);
  a.forEach((z, i) => expect(b[i]).toBeCloseTo(z, 3));
});

test("two classes in one dimension: the boundary lies in the middle", () => {
  const rows = { values: Float32Array.of(1, 2, 5, 6), n: 4, d: 1 };
  const found = fit(rows, [0, 0, 1, 1], 2, 0.1);
  const at = (x: number) =>
    linearLogits(found, { values: Float32Array.of(x), n: 1, d: 1 });
  expect(at(3.5)[0]).toBeCloseTo(at(3.5)[1]!, 4);
  expect([...predictedClasses(at(3.4), 2)]).toEqual([0]);
  expect([...predictedClasses(at(3.6), 2)]).toEqual([1]);
});

test("a constant column has weight 0", () => {
  const { rows, labels } = recordedProblem();
  const values = rows.values.map((x, i) => (i % 4 === 3 ? 0.25 : x));
  const found = fit({ ...rows, values }, labels, 3, 0.1);
  for (let c = 0; c < 3; c++) expect(found.weights[c * 4 + 3]).toBe(0);
});

test("the strength is chosen on validation images, of equals the strongest", () => {
  const rng = seededRng(1, "noise");
  const draw = (n: number) => {
    const labels = Array.from({ length: n }, (_, i) => i % 2);
    const values = Float32Array.from(
      { length: n * 30 },
      (_, i) =>
        rng.normal() + (i % 30 === 0 ? 2 * labels[Math.floor(i / 30)]! : 0),
    );
    return { rows: { values, n, d: 30 }, labels };
  };
  const [train, validation] = [draw(40), draw(400)];
  const { probe, tried } = runToEnd(chooseLinearProbe(train, validation, 2));
  const best = Math.max(...tried.map(({ accuracy }) => accuracy));
  // The end came with the third in a row that was worse, and not before.
  const isWorse = tried.map(({ accuracy }, i) =>
    tried.slice(0, i).some((earlier) => earlier.accuracy > accuracy),
  );
  const run = isWorse.map((_, i) => isWorse.slice(Math.max(0, i - 2), i + 1));
  const ends = run.findIndex(
    (last) => last.length === 3 && last.every(Boolean),
  );
  expect(tried.length).toBe(ends + 1);
  expect(tried.length).toBeLessThan(13);
  const first = tried.find(({ accuracy }) => accuracy === best)!;
  expect(probe.strength).toBe(first.strength);
  // 40 images of 30 columns overfit when little is penalised.
  expect(best).toBeGreaterThan(tried.at(-1)!.accuracy);
  // A warm start changes the way to the minimum, not the minimum.
  const alone = fit(train.rows, train.labels, 2, probe.strength);
  probe.weights.forEach((w, k) => {
    expect(alone.weights[k]).toBeCloseTo(w, 3);
  });
});

test("refuses labels that do not fit, and a strength of nothing", () => {
  const rows = { values: Float32Array.of(1, 2, 3), n: 3, d: 1 };
  expect(() => fit(rows, [0, 1], 2, 1)).toThrow(
    "fitLinearProbe: 'labels' must hold one label for each of 3 rows, at least one, got 2",
  );
  expect(() => fit(rows, [0, 2, 2], 3, 1)).toThrow(
    "fitLinearProbe: 'labels' must hold every class below 3, got none of class 1",
  );
  expect(() => fit(rows, [0, 1, 3], 3, 1)).toThrow(
    "fitLinearProbe: 'labels' must lie below 3, got 3",
  );
  expect(() => fit(rows, [0, 1, 1], 2, 0)).toThrow(
    "fitLinearProbe: 'strength' must be positive, got 0",
  );
  const broken = { ...rows, values: Float32Array.of(1, NaN, 3) };
  expect(() => fit(broken, [0, 1, 1], 2, 1)).toThrow(EngineError);
});
