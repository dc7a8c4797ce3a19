import { symmetricEigen } from "../../tensor/jacobi.ts";

/**
 * The eigenvectors of a symmetric matrix with the largest eigenvalues, as columns.
 *
 * @param matrix [d, d]
 * @param count Columns wanted; beyond d they are 0.
 * @returns [d, count], row major. Each column's largest entry is positive, so that its sign does not depend on the method of solution.
 */
export function leadingDirections(
  matrix: Float64Array,
  d: number,
  count: number,
): Float32Array {
  const { vectors } = symmetricEigen(matrix, d);
  const columns = new Float32Array(d * count);
  for (let c = 0; c < Math.min(d, count); c++) {
    const vector = vectors.subarray(c * d, (c + 1) * d);
    const extreme = vector.reduce((a, b) =>
      Math.abs(b) > Math.abs(a) ? b : a,
    );
    const sign = extreme < 0 ? -1 : 1;
    for (let i = 0; i < d; i++) columns[i * count + c] = sign * vector[i]!;
  }
  return columns;
}
