import { expect, test } from "vitest";
import { type Rows, unitRowsOf } from "../rows.ts";
import { mapSpectrum, spectrumMeasures } from "./spectrum.ts";
import { normalRows, orthonormalMap } from "./spaces.fixture.ts";

const measures = (rows: Rows) => spectrumMeasures(unitRowsOf(rows));

/** n copies of each axis of d. */
function axes(n: number, d: number): Rows {
  const values = Float32Array.from({ length: n * d * d }, (_, i) =>
    Math.floor(i / d) % d === i % d ? 1 : 0,
  );
  return { values, n: n * d, d };
}

test("equal axes count in full: rank d, whatever the number of images", () => {
  for (const n of [1, 3]) {
    const found = measures(axes(n, 4));
    expect(found.effectiveRank).toBeCloseTo(4, 8);
    expect(found.participationRatio).toBeCloseTo(4, 8);
  }
});

test("multiples of one vector have rank 1, and cosine 1 or -1", () => {
  const values = Float32Array.from([1, 2, 3, 2, 4, 6, 5, 10, 15]);
  const found = measures({ values, n: 3, d: 3 });
  expect(found.effectiveRank).toBeCloseTo(1, 6);
  expect(found.participationRatio).toBeCloseTo(1, 8);
  expect(found.meanPairwiseCosine).toBeCloseTo(1, 8);
});

test("unequal axes follow the formulas", () => {
  // Three images on the first axis, one on the second: squared singular values 3 and 1.
  const values = Float32Array.from([1, 0, 1, 0, 1, 0, 0, 1]);
  const found = measures({ values, n: 4, d: 2 });
  const [p, q] = [Math.sqrt(3), 1].map((s) => s / (Math.sqrt(3) + 1));
  const entropy = -p! * Math.log(p!) - q! * Math.log(q!);
  expect(found.effectiveRank).toBeCloseTo(Math.exp(entropy), 10);
  expect(found.participationRatio).toBeCloseTo(16 / 10, 10);
  expect(found.meanPairwiseCosine).toBeCloseTo(3 / 6, 10);
});

test("the mean cosine is that of a loop over pairs", () => {
  const rows = unitRowsOf(normalRows(30, 5));
  rows.values.forEach((_, i) => (rows.values[i]! += i % 5 === 0 ? 0.8 : 0));
  let [sum, pairs] = [0, 0];
  for (let i = 0; i < 30; i++)
    for (let j = 0; j < i; j++, pairs++)
      for (let k = 0; k < 5; k++)
        sum += rows.values[i * 5 + k]! * rows.values[j * 5 + k]!;
  expect(spectrumMeasures(rows).meanPairwiseCosine).toBeCloseTo(
    sum / pairs,
    12,
  );
});

test("fewer images than columns give the same measures as their padded, rotated copy", () => {
  const rows = normalRows(6, 20);
  const more = normalRows(6, 20);
  const wide = {
    values: Float32Array.of(...more.values, ...more.values),
    n: 12,
    d: 20,
  };
  // Each image twice: squared singular values double, their shares do not.
  expect(measures(wide).effectiveRank).toBeCloseTo(
    measures(rows).effectiveRank,
    6,
  );
});

test("an orthonormal map has condition 1, a stretched one its stretch, a singular one none", () => {
  const map = orthonormalMap(12, 5, 3);
  const turned = mapSpectrum(map, 12, 5);
  expect(turned.condition).toBeCloseTo(1, 10);
  expect(turned.singularValues.length).toBe(5);
  const stretched = mapSpectrum(
    map.map((x, i) => (i % 5 === 2 ? 7 * x : x)),
    12,
    5,
  );
  expect(stretched.condition).toBeCloseTo(7, 10);
  expect(stretched.singularValues[0]).toBeCloseTo(7, 10);
  expect(turned.orthogonalityDeviation).toBeCloseTo(0, 10);
  // Squares 49, 1, 1, 1, 1 about their mean 53 / 5: sqrt(((49 / 10.6 - 1)^2 + 4 (1 / 10.6 - 1)^2) / 5).
  expect(stretched.orthogonalityDeviation).toBeCloseTo(1.811320755, 8);
  expect(mapSpectrum([1, 0, 0, 0], 2, 2).condition).toBeNull();
});

test("refuses a single image, and nothing but zeros", () => {
  expect(() => measures({ values: new Float32Array(3), n: 1, d: 3 })).toThrow(
    "spectrumMeasures: needs at least 2 embeddings, got 1",
  );
  expect(() => measures({ values: new Float32Array(6), n: 2, d: 3 })).toThrow(
    "spectrumMeasures: 'rows' must hold an embedding other than zero, got 2 zeros",
  );
});

test("the quick way to a map's spectrum gives the exact one but for rounding, and zeros as zeros", () => {
  const [rows, columns] = [20, 7];
  const kernel = normalRows(rows, columns).values.map(
    (x, i) => x * [8, 1, 1, 1, 1, 1, 0.01][i % columns]!,
  );
  const exact = mapSpectrum(kernel, rows, columns);
  const quick = mapSpectrum(kernel, rows, columns, "quick");
  const largest = exact.singularValues[0]!;
  quick.singularValues.forEach((value, i) => {
    expect(Math.abs(value - exact.singularValues[i]!)).toBeLessThan(
      1e-7 * largest,
    );
  });
  expect(quick.orthogonalityDeviation).toBeCloseTo(
    exact.orthogonalityDeviation!,
    8,
  );
  expect(mapSpectrum([1, 0, 2, 0, 3, 0], 3, 2, "quick").condition).toBeNull();
  expect(
    mapSpectrum([1, 2, 3, 0, 0, 0], 2, 3, "quick").singularValues,
  ).toHaveLength(2);
});
