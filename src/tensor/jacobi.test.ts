import { expect, test } from "vitest";
import {
  singularDecomposition,
  singularValues,
  symmetricEigen,
  symmetricEigenvalues,
} from "./jacobi.ts";
import { seededRng } from "./rng.ts";

/** Float64 arithmetic on matrices of about a hundred columns. */
const TOLERANCE = 1e-11;

function random(rows: number, columns: number): Float64Array {
  const rng = seededRng(rows * 1000 + columns, "matrix");
  return Float64Array.from({ length: rows * columns }, () => rng.normal());
}

/** [n, k] x [m, k] transposed -> [n, m]. */
function product(
  a: Float64Array,
  n: number,
  b: Float64Array,
  m: number,
): Float64Array {
  const k = a.length / n;
  return Float64Array.from({ length: n * m }, (_, index) => {
    const [i, j] = [Math.floor(index / m), index % m];
    let sum = 0;
    for (let l = 0; l < k; l++) sum += a[i * k + l]! * b[j * k + l]!;
    return sum;
  });
}

function largestDifference(a: Float64Array, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i]!)), 0);
}

function identity(n: number): number[] {
  return Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0));
}

function transposed(a: Float64Array, rows: number): Float64Array {
  const columns = a.length / rows;
  return a.map((_, i) => a[(i % rows) * columns + Math.floor(i / rows)]!);
}

test.each([
  [1, 1],
  [2, 3],
  [7, 7],
  [5, 40],
  [90, 33],
])(
  "a %i x %i matrix is put together again from its singular vectors",
  (rows, columns) => {
    const matrix = random(rows, columns);
    const { values, left, right } = singularDecomposition(
      matrix,
      rows,
      columns,
    );
    const rank = Math.min(rows, columns);
    const scaled = left.map((x, i) => x * values[Math.floor(i / rows)]!);
    const again = product(
      transposed(scaled, rank),
      rows,
      transposed(right, rank),
      columns,
    );
    expect(largestDifference(again, matrix)).toBeLessThan(TOLERANCE);
    for (const vectors of [left, right]) {
      const gram = product(vectors, rank, vectors, rank);
      expect(largestDifference(gram, identity(rank))).toBeLessThan(TOLERANCE);
    }
    expect([...values]).toEqual([...values].sort((a, b) => b - a));
  },
);

test("the singular values of a scaled rotation are its scale, those of a diagonal matrix its entries", () => {
  const [c, s] = [3 * Math.cos(0.4), 3 * Math.sin(0.4)];
  const rotation = singularValues([c, -s, s, c], 2, 2);
  expect(largestDifference(rotation, [3, 3])).toBeLessThan(TOLERANCE);
  const diagonal = singularValues([0, -5, 0, 1e-9, 0, 0, 0, 0, 2], 3, 3);
  expect(diagonal[0]).toBeCloseTo(5, 12);
  expect(diagonal[1]).toBeCloseTo(2, 12);
  expect(diagonal[2]! / 1e-9).toBeCloseTo(1, 12);
});

test("a small singular value keeps its digits: the 2 x 2 Hilbert-like case in closed form", () => {
  // [[1, 1], [0, e]]: the product of both values is e, the sum of their squares 2 + e^2.
  const e = 1e-10;
  const [most, least] = singularValues([1, 1, 0, e], 2, 2);
  expect(most! * least!).toBeCloseTo(e, 22);
  expect(least! / (e / Math.SQRT2)).toBeCloseTo(1, 10);
});

test("a matrix without rank has singular values 0", () => {
  expect([...singularValues(new Float32Array(6), 2, 3)]).toEqual([0, 0]);
  const [most, least] = singularValues([1, 2, 2, 4], 2, 2);
  expect(most).toBeCloseTo(5, 12);
  expect(least).toBeLessThan(TOLERANCE);
});

test("the directions that a matrix does not have end the rotations, and have singular values near 0", () => {
  // A product of rank 12: 28 of 40 columns are made of the others, but for rounding.
  const matrix = product(random(60, 12), 60, random(40, 12), 40);
  const values = singularValues(matrix, 60, 40);
  expect(values[11]!).toBeGreaterThan(1);
  expect(values[12]!).toBeLessThan(TOLERANCE);
});

test.each([1, 2, 3, 20, 97])(
  "the eigenvectors of a symmetric %i x %i matrix diagonalise it",
  (n) => {
    const factor = random(n, n);
    const matrix = factor.map((x, i) => {
      const [row, column] = [Math.floor(i / n), i % n];
      return x + factor[column * n + row]!;
    });
    const { values, vectors } = symmetricEigen(matrix, n);
    expect(symmetricEigenvalues(matrix, n)).toEqual(values);
    const gram = product(vectors, n, vectors, n);
    expect(largestDifference(gram, identity(n))).toBeLessThan(TOLERANCE);
    const image = product(vectors, n, matrix, n); // rows: matrix * vector
    const expected = vectors.map((x, i) => x * values[Math.floor(i / n)]!);
    expect(largestDifference(image, expected)).toBeLessThan(TOLERANCE);
    expect([...values]).toEqual([...values].sort((a, b) => b - a));
  },
);

test("the second difference matrix has its eigenvalues in closed form", () => {
  const n = 30;
  const matrix = Float64Array.from({ length: n * n }, (_, i) => {
    const apart = Math.abs(Math.floor(i / n) - (i % n));
    return apart === 0 ? 2 : apart === 1 ? -1 : 0;
  });
  const { values } = symmetricEigen(matrix, n);
  const expected = Float64Array.from(
    { length: n },
    (_, k) => 2 + 2 * Math.cos((Math.PI * (k + 1)) / (n + 1)),
  );
  expect(largestDifference(values, expected)).toBeLessThan(TOLERANCE);
});

test("repeated eigenvalues, and zeros, are found", () => {
  expect([...symmetricEigen(new Float64Array(9), 3).values]).toEqual([0, 0, 0]);
  const n = 12;
  const { values } = symmetricEigen(new Float64Array(n * n).fill(1), n);
  expect(values[0]).toBeCloseTo(n, 12);
  for (const value of values.subarray(1)) expect(value).toBeCloseTo(0, 12);
});

test("singular values squared are the eigenvalues of the Gram matrix", () => {
  const [rows, columns] = [50, 24];
  const matrix = random(rows, columns);
  const rowsOfColumns = transposed(matrix, rows);
  const gram = product(rowsOfColumns, columns, rowsOfColumns, columns);
  const squared = singularValues(matrix, rows, columns).map((x) => x * x);
  const { values } = symmetricEigen(gram, columns);
  expect(largestDifference(values, squared)).toBeLessThan(1e-10);
});

test("a wrong length, an empty matrix and a number that is not finite are refused", () => {
  expect(() => singularValues([1, 2, 3], 2, 2)).toThrow(
    "singularDecomposition: 'matrix' must hold 2 x 2 numbers, at least one, got 3",
  );
  expect(() => symmetricEigen([], 0)).toThrow(RangeError);
  expect(() => symmetricEigen([1, 0, NaN, 1], 2)).toThrow(
    "symmetricEigen: 'matrix' must be finite, got NaN at row 1",
  );
});
