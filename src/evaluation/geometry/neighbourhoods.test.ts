import { expect, test } from "vitest";
import { seededRng } from "../../tensor/rng.ts";
import { runToEnd } from "../chunks.ts";
import { type Rows, unitRowsOf } from "../rows.ts";
import { neighbourAgreement } from "./neighbourhoods.ts";
import { mapped, normalRows, orthonormalMap, waves } from "./spaces.fixture.ts";

const agreement = (x: Rows, y: Rows, k: number, permutations = 50) =>
  runToEnd(
    neighbourAgreement(unitRowsOf(x), unitRowsOf(y), {
      k,
      permutations,
      rng: seededRng(1, "null"),
    }),
  );

/** Images of `i`, nearest first: by falling cosine, then by index. */
function order(rows: Rows, i: number): number[] {
  const { values, n, d } = unitRowsOf(rows);
  const cosine = (j: number) => {
    let sum = 0;
    for (let k = 0; k < d; k++) sum += values[i * d + k]! * values[j * d + k]!;
    return sum;
  };
  return Array.from({ length: n }, (_, j) => j)
    .filter((j) => j !== i)
    .sort((a, b) => cosine(b) - cosine(a) || a - b);
}

test("a rotated and stretched copy keeps every neighbour", () => {
  const x = normalRows(50, 6);
  const turned = mapped(x, orthonormalMap(6, 6, 1));
  const longer = { ...turned, values: turned.values.map((v) => 3 * v) };
  const found = agreement(longer, x, 7);
  expect(found).toMatchObject({
    mutualKnn: 1,
    trustworthiness: 1,
    continuity: 1,
  });
});

test("all three are those of sorting", () => {
  const [x, y] = [normalRows(45, 5, "x"), normalRows(45, 4, "y")];
  y.values.forEach((_, i) => {
    y.values[i]! += 2 * x.values[Math.floor(i / 4) * 5 + (i % 4)]!;
  });
  const k = 6;
  let [shared, untrue, lost] = [0, 0, 0];
  for (let i = 0; i < 45; i++) {
    const [inX, inY] = [order(x, i), order(y, i)];
    for (let j = 0; j < k; j++) {
      if (inX.indexOf(inY[j]!) < k) shared++;
      untrue += Math.max(0, inX.indexOf(inY[j]!) + 1 - k);
      lost += Math.max(0, inY.indexOf(inX[j]!) + 1 - k);
    }
  }
  const scale = 2 / (45 * k * (90 - 3 * k - 1));
  const found = agreement(y, x, k);
  expect(found.mutualKnn).toBeCloseTo(shared / (45 * k), 12);
  expect(found.trustworthiness).toBeCloseTo(1 - scale * untrue, 12);
  expect(found.continuity).toBeCloseTo(1 - scale * lost, 12);
});

// sklearn.manifold.trustworthiness(X, Y, n_neighbors=k, metric="cosine") of scikit-learn 1.2.1, on unit rows of `waves`.
test.each([
  [1, 0.6197368421052631, 0.7690789473684211],
  [5, 0.61859375, 0.7353125],
  [12, 0.6446705426356589, 0.6467054263565892],
])("trustworthiness at k = %i is scikit-learn's", (k, trust, swapped) => {
  const { x, y } = waves();
  const found = agreement(y, x, k);
  expect(found.trustworthiness).toBeCloseTo(trust, 9);
  expect(found.continuity).toBeCloseTo(swapped, 9);
});

test("the null's mean is k / (n - 1), and unrelated spaces lie within its deviations", () => {
  const found = agreement(
    normalRows(80, 6, "one"),
    normalRows(80, 6, "other"),
    8,
    200,
  );
  expect(found.nullMean).toBeCloseTo(8 / 79, 2);
  expect(found.nullDeviation).toBeGreaterThan(0.002);
  expect(Math.abs(found.mutualKnn - found.nullMean)).toBeLessThan(
    4 * found.nullDeviation,
  );
});

test("the null does not depend on how well the spaces agree", () => {
  const x = normalRows(60, 5);
  const found = agreement(x, x, 5, 200);
  expect(found.mutualKnn).toBe(1);
  expect(found.nullMean).toBeCloseTo(5 / 59, 2);
});

test("equal images are told apart by their order, in both spaces alike", () => {
  const same = { values: new Float32Array(20).fill(1), n: 20, d: 1 };
  expect(agreement(same, same, 3)).toMatchObject({
    mutualKnn: 1,
    trustworthiness: 1,
    continuity: 1,
  });
});

test("refuses k of half the images or more, spaces of other images, and a null of one shuffle", () => {
  expect(() => agreement(normalRows(10, 2), normalRows(10, 2), 5)).toThrow(
    "neighbourAgreement: 'k' must be an integer from 1 to below half of 10 images, got 5",
  );
  expect(() => agreement(normalRows(10, 2), normalRows(9, 2), 2)).toThrow(
    "neighbourAgreement: both spaces must have the same images, got 10 and 9",
  );
  expect(() => agreement(normalRows(9, 2), normalRows(9, 2), 2, 1)).toThrow(
    "neighbourAgreement: 'permutations' must be at least 2, got 1",
  );
});
