import { expect, test } from "vitest";
import { runToEnd } from "../chunks.ts";
import { float64RowsOf, type Rows } from "../rows.ts";
import { linearCka } from "./linearCka.ts";
import {
  gaussianMap,
  mapped,
  normalRows,
  orthonormalMap,
} from "./spaces.fixture.ts";

const cka = (x: Rows, y: Rows) =>
  runToEnd(linearCka(float64RowsOf(x), float64RowsOf(y)));

/** The biased form from the features: |Y'X|^2 / (|X'X| |Y'Y|), centred; no Gram matrix of images. */
function featureCka(x: Rows, y: Rows): number {
  const centred = ({ values, n, d }: Rows) =>
    Float64Array.from(values, (value, i) => {
      let mean = 0;
      for (let j = 0; j < n; j++) mean += values[j * d + (i % d)]! / n;
      return value - mean;
    });
  const cross = (a: Rows, b: Rows) => {
    const [p, q] = [centred(a), centred(b)];
    let total = 0;
    for (let k = 0; k < a.d; k++)
      for (let l = 0; l < b.d; l++) {
        let sum = 0;
        for (let i = 0; i < a.n; i++) sum += p[i * a.d + k]! * q[i * b.d + l]!;
        total += sum * sum;
      }
    return total;
  };
  return cross(x, y) / Math.sqrt(cross(x, x) * cross(y, y));
}

/** The debiased HSIC as a sum over quadruples of different images, Song et al. 2012, equation 4. */
function quadrupleHsic(x: Rows, y: Rows): number {
  const dot = (r: Rows, i: number, j: number) => {
    let sum = 0;
    for (let k = 0; k < r.d; k++)
      sum += r.values[i * r.d + k]! * r.values[j * r.d + k]!;
    return sum;
  };
  const n = x.n;
  let [total, count] = [0, 0];
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      for (let q = 0; q < n; q++)
        for (let r = 0; r < n; r++) {
          if (new Set([i, j, q, r]).size < 4) continue;
          const k = dot(x, i, j);
          total += k * (dot(y, i, j) + dot(y, q, r) - 2 * dot(y, i, q));
          count++;
        }
  return total / count;
}

test("is 1 under rotation, scale and translation, and less under another linear map", () => {
  const x = normalRows(60, 8);
  const rotated = mapped(x, orthonormalMap(8, 8, 1));
  const moved = { ...rotated, values: rotated.values.map((v) => 5 * v + 2) };
  const same = cka(x, moved);
  expect(same.biased).toBeCloseTo(1, 6);
  expect(same.debiased).toBeCloseTo(1, 6);
  const stretched = mapped(
    x,
    Float64Array.from({ length: 64 }, (_, i) => (i % 9 ? 0 : 4 ** (i / 9))),
  );
  expect(cka(x, stretched).biased).toBeLessThan(0.8);
});

test("the biased form is that of the features' cross-products", () => {
  const x = normalRows(50, 7);
  const y = mapped(x, gaussianMap(7, 4, 2));
  expect(cka(x, y).biased).toBeCloseTo(featureCka(x, y), 10);
});

test("the debiased form is that of sums over quadruples of different images", () => {
  const x = normalRows(9, 4);
  const y = mapped(x, gaussianMap(4, 3, 3));
  const expected =
    quadrupleHsic(x, y) / Math.sqrt(quadrupleHsic(x, x) * quadrupleHsic(y, y));
  expect(cka(x, y).debiased).toBeCloseTo(expected, 8);
});

test("few images inflate the biased form of unrelated spaces, not the debiased one", () => {
  const found = cka(normalRows(100, 200, "one"), normalRows(100, 200, "other"));
  expect(found.biased).toBeGreaterThan(0.6);
  expect(Math.abs(found.debiased)).toBeLessThan(0.05);
});

test("a space of one point agrees with nothing", () => {
  const point = { values: new Float32Array(30).fill(0.3), n: 10, d: 3 };
  expect(cka(point, normalRows(10, 3))).toEqual({ biased: 0, debiased: 0 });
});

test("refuses different or too few images", () => {
  expect(() => cka(normalRows(5, 3), normalRows(6, 3))).toThrow(
    "linearCka: both spaces must have the same images, at least 4, got 5 and 6",
  );
  expect(() => cka(normalRows(3, 3), normalRows(3, 3))).toThrow(RangeError);
});
