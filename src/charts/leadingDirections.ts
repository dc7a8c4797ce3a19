/**
 * The few directions that most of a set of unit vectors lies along, from their cosines alone.
 *
 * The cosines of unit vectors are their Gram matrix: with its largest eigenvalues l and their eigenvectors u, the coordinates of image i along the
 * space's own leading directions are `sqrt(l_k) u_k[i]`, the same as from a singular value decomposition of the vectors. Nothing is centred, since centring would change angles.
 *
 * Found by subspace iteration on a block of eight, which costs a few products with the matrix and is all that a picture needs.
 */

/** Columns that are iterated; those beyond the three wanted make the three converge. */
const BLOCK = 8;
const ITERATIONS = 24;
/** Jacobi sweeps over a matrix of BLOCK rows; six are usual. */
const SWEEPS = 12;

export type LeadingDirections = {
  /** [n, 3], row major. */
  points: Float64Array;
  /** Share of the vectors' squared length that three directions keep, 0 to 1. */
  kept: number;
};

/**
 * @param cosines [n, n], symmetric, row major.
 * @returns Coordinates of n images; zeros along directions that the vectors do not have.
 */
export function leadingDirections(
  cosines: Float32Array,
  n: number,
): LeadingDirections {
  const width = Math.min(BLOCK, n);
  let block = orthonormalised(startingBlock(n, width), n, width);
  for (let turn = 0; turn < ITERATIONS; turn++) {
    block = orthonormalised(product(cosines, block, n, width), n, width);
  }
  const image = product(cosines, block, n, width);
  const small = new Float64Array(width * width);
  for (let a = 0; a < width; a++) {
    for (let b = 0; b < width; b++) {
      for (let i = 0; i < n; i++) {
        small[a * width + b]! += block[i * width + a]! * image[i * width + b]!;
      }
    }
  }
  const { values, vectors } = jacobiEigen(small, width);
  const order = Array.from(values.keys()).sort(
    (a, b) => values[b]! - values[a]!,
  );
  const points = new Float64Array(n * 3);
  let total = 0;
  for (let i = 0; i < n; i++) total += cosines[i * n + i]!;
  let kept = 0;
  order.slice(0, 3).forEach((column, axis) => {
    const value = Math.max(0, values[column]!);
    kept += value;
    let sum = 0;
    for (let i = 0; i < n; i++) {
      let entry = 0;
      for (let b = 0; b < width; b++) {
        entry += block[i * width + b]! * vectors[b * width + column]!;
      }
      points[i * 3 + axis] = Math.sqrt(value) * entry;
      sum += entry;
    }
    // A direction has no sign of its own: most images are put on its positive side.
    if (sum < 0) for (let i = 0; i < n; i++) points[i * 3 + axis]! *= -1;
  });
  return { points, kept: total > 0 ? Math.min(1, kept / total) : 0 };
}

/** Any columns will do that are not orthogonal to what is looked for; these are the same each time. */
function startingBlock(n: number, width: number): Float64Array {
  return Float64Array.from({ length: n * width }, (_, i) =>
    i % width === 0 ? 1 : Math.sin(1 + i * 12.9898) + Math.cos(i * 4.1414),
  );
}

/** [n, n] times [n, width]. */
function product(
  matrix: Float32Array,
  block: Float64Array,
  n: number,
  width: number,
): Float64Array {
  const result = new Float64Array(n * width);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const factor = matrix[i * n + k]!;
      for (let a = 0; a < width; a++) {
        result[i * width + a]! += factor * block[k * width + a]!;
      }
    }
  }
  return result;
}

/** Gram-Schmidt over the columns, twice against rounding; a column that is nothing beside the others becomes zero. */
function orthonormalised(
  block: Float64Array,
  n: number,
  width: number,
): Float64Array {
  const at = (i: number, a: number) => i * width + a;
  for (let a = 0; a < width; a++) {
    let whole = 0;
    for (let i = 0; i < n; i++) whole += block[at(i, a)]! ** 2;
    for (let pass = 0; pass < 2; pass++) {
      for (let b = 0; b < a; b++) {
        let dot = 0;
        for (let i = 0; i < n; i++) dot += block[at(i, a)]! * block[at(i, b)]!;
        for (let i = 0; i < n; i++) block[at(i, a)]! -= dot * block[at(i, b)]!;
      }
    }
    let left = 0;
    for (let i = 0; i < n; i++) left += block[at(i, a)]! ** 2;
    // Rounding leaves about 1e-16 of a direction that is not there; cosines are float32.
    const scale = left > 1e-24 * whole && left > 0 ? 1 / Math.sqrt(left) : 0;
    for (let i = 0; i < n; i++) block[at(i, a)]! *= scale;
  }
  return block;
}

/** Eigenvalues, and eigenvectors as columns, of a small symmetric matrix [n, n] by Jacobi rotations. */
function jacobiEigen(
  symmetric: Float64Array,
  n: number,
): { values: Float64Array; vectors: Float64Array } {
  const m = symmetric.slice();
  const vectors = Float64Array.from({ length: n * n }, (_, i) =>
    i % (n + 1) === 0 ? 1 : 0,
  );
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        const pq = m[p * n + q]!;
        if (pq === 0) continue;
        const theta = (m[q * n + q]! - m[p * n + p]!) / (2 * pq);
        const t =
          (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta ** 2 + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        rotateColumns(m, n, p, q, c, t * c);
        rotateRows(m, n, p, q, c, t * c);
        rotateColumns(vectors, n, p, q, c, t * c);
      }
    }
  }
  return {
    values: Float64Array.from({ length: n }, (_, i) => m[i * n + i]!),
    vectors,
  };
}

function rotateColumns(
  m: Float64Array,
  n: number,
  p: number,
  q: number,
  c: number,
  s: number,
): void {
  for (let i = 0; i < n; i++) {
    const [a, b] = [m[i * n + p]!, m[i * n + q]!];
    m[i * n + p] = c * a - s * b;
    m[i * n + q] = s * a + c * b;
  }
}

function rotateRows(
  m: Float64Array,
  n: number,
  p: number,
  q: number,
  c: number,
  s: number,
): void {
  for (let i = 0; i < n; i++) {
    const [a, b] = [m[p * n + i]!, m[q * n + i]!];
    m[p * n + i] = c * a - s * b;
    m[q * n + i] = s * a + c * b;
  }
}
