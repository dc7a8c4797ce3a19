import { NORM_EPSILON } from "../tensor/unitRows.ts";

/**
 * Mean of `1 - cos(x_i, y_i)` over the rows of typed arrays, and its gradients:
 *
 *     d/dx_i = -(v_i - cos_i u_i) / (n |x_i|)   with u = x / |x|, v = y / |y|, and likewise for y
 *
 * Centred rows pass their gradient on minus its own mean over rows.
 *
 * @param x [n, d]
 * @param y [n, d]
 * @param value Receives [1].
 * @param dx Receives [n, d].
 * @param dy Receives [n, d]; null when y is a constant.
 */
export function cosineLossOnHost(
  x: Float32Array,
  y: Float32Array,
  { n, d, centred }: { n: number; d: number; centred: boolean },
  value: Float32Array,
  dx: Float32Array,
  dy: Float32Array | null,
): void {
  const meanX = centred ? columnMeans(x, n, d) : new Float64Array(d);
  const meanY = centred ? columnMeans(y, n, d) : new Float64Array(d);
  let total = 0;
  for (let i = 0, start = 0; i < n; i++, start += d) {
    let [xx, yy, xy] = [0, 0, 0];
    for (let k = 0; k < d; k++) {
      const a = x[start + k]! - meanX[k]!;
      const b = y[start + k]! - meanY[k]!;
      xx += a * a;
      yy += b * b;
      xy += a * b;
    }
    const normX = Math.max(Math.sqrt(xx), NORM_EPSILON);
    const normY = Math.max(Math.sqrt(yy), NORM_EPSILON);
    const cosine = xy / (normX * normY);
    total += 1 - cosine;
    const across = -1 / (n * normX * normY);
    // Below the bound a vector is divided by a constant, so nothing is projected out.
    const alongX = normX > NORM_EPSILON ? cosine / (n * normX * normX) : 0;
    const alongY = normY > NORM_EPSILON ? cosine / (n * normY * normY) : 0;
    for (let k = 0; k < d; k++) {
      const a = x[start + k]! - meanX[k]!;
      const b = y[start + k]! - meanY[k]!;
      dx[start + k] = across * b + alongX * a;
      if (dy) dy[start + k] = across * a + alongY * b;
    }
  }
  value[0] = total / n;
  if (!centred) return;
  subtractColumnMeans(dx, n, d);
  if (dy) subtractColumnMeans(dy, n, d);
}

function columnMeans(x: Float32Array, n: number, d: number): Float64Array {
  const means = new Float64Array(d);
  for (let i = 0, p = 0; i < n; i++) {
    for (let k = 0; k < d; k++, p++) means[k]! += x[p]! / n;
  }
  return means;
}

function subtractColumnMeans(x: Float32Array, n: number, d: number): void {
  const means = columnMeans(x, n, d);
  for (let i = 0, p = 0; i < n; i++) {
    for (let k = 0; k < d; k++, p++) x[p]! -= means[k]!;
  }
}
