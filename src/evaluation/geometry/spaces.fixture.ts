/** Spaces whose geometry is known, for the tests of this room. */
import { seededRng } from "../../tensor/rng.ts";
import type { Rows } from "../rows.ts";

/** Independent normal entries. */
export function normalRows(n: number, d: number, purpose = "rows"): Rows {
  const rng = seededRng(n, `${purpose}/${d}`);
  return {
    values: Float32Array.from({ length: n * d }, () => rng.normal()),
    n,
    d,
  };
}

/** rows * map, [n, d] x [d, m]. */
export function mapped({ values, n, d }: Rows, map: Float64Array): Rows {
  const m = map.length / d;
  const out = new Float32Array(n * m);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) {
      let sum = 0;
      for (let k = 0; k < d; k++) sum += values[i * d + k]! * map[k * m + j]!;
      out[i * m + j] = sum;
    }
  }
  return { values: out, n, d: m };
}

/** Independent normal entries of variance 1 / m: [d, m]. */
export function gaussianMap(d: number, m: number, seed: number): Float64Array {
  const rng = seededRng(seed, "map");
  return Float64Array.from(
    { length: d * m },
    () => rng.normal() / Math.sqrt(m),
  );
}

/** Orthonormal columns in a random position, [d, m], m <= d: Gram-Schmidt of a Gaussian map, twice against rounding. */
export function orthonormalMap(
  d: number,
  m: number,
  seed: number,
): Float64Array {
  const map = gaussianMap(d, m, seed);
  const at = (k: number, j: number) => map[k * m + j]!;
  for (let j = 0; j < m; j++) {
    for (let pass = 0; pass < 2; pass++) {
      for (let i = 0; i < j; i++) {
        let dot = 0;
        for (let k = 0; k < d; k++) dot += at(k, i) * at(k, j);
        for (let k = 0; k < d; k++) map[k * m + j]! -= dot * at(k, i);
      }
    }
    let squared = 0;
    for (let k = 0; k < d; k++) squared += at(k, j) ** 2;
    for (let k = 0; k < d; k++) map[k * m + j]! /= Math.sqrt(squared);
  }
  return map;
}

/** The two spaces that recorded values of scikit-learn and SciPy speak of: 40 images, widths 5 and 3. */
export function waves(): { x: Rows; y: Rows } {
  const n = 40;
  const wave = (i: number, k: number) => Math.sin(1 + i * (k + 1) * 0.7);
  const x = new Float32Array(n * 5);
  const y = new Float32Array(n * 3);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < 5; k++) x[i * 5 + k] = wave(i, k);
    for (let k = 0; k < 3; k++) {
      y[i * 3 + k] = Math.cos(i * (k + 2) * 0.3) + wave(i, k);
    }
  }
  return { x: { values: x, n, d: 5 }, y: { values: y, n, d: 3 } };
}
