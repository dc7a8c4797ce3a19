/** Columns are scaled by their deviation, but one that never varies stays as it is. */
const LEAST_DEVIATION = 1e-6;

/** Weight of the squared weights in the loss, per image: enough for a unique optimum, too little to blur the classes. */
const RIDGE = 1e-3;

/** Full-batch steps; the loss moves by less than 1e-3 afterwards on the bundled teacher's class tokens. */
const STEPS = 300;

type Probe = {
  /** [d, classes] */
  weight: Float32Array;
  /** [classes] */
  bias: Float32Array;
};

/**
 * A linear classifier by multinomial logistic regression: standardised inputs, full-batch accelerated gradient descent, in float64.
 *
 *     mean_i -log softmax(W^T z_i + b)[label_i] + ridge / 2 |W|^2,  z standardised
 *
 * The step is 1 / L, L the largest eigenvalue of Z^T Z / (2 n) plus ridge, which bounds the curvature. Deterministic; no random numbers.
 *
 * Source: Nesterov 1983; the bound of softmax's curvature by 1/2, Böhning 1992.
 *
 * @param x [n, d]
 * @param labels [n], 0 to classes - 1.
 * @returns Weights for the inputs as they came.
 */
export function fitSoftmaxProbe(
  { values, n, d }: { values: Float32Array; n: number; d: number },
  labels: ArrayLike<number>,
  classes: number,
): Probe {
  const { z, mean, deviation } = standardised(values, n, d);
  const step = 1 / (curvature(z, n, d) / 2 + RIDGE);
  const size = (d + 1) * classes; // the last row is the bias
  let current = new Float64Array(size);
  let previous = new Float64Array(size);
  for (let i = 0; i < STEPS; i++) {
    const momentum = i / (i + 3);
    const ahead = current.map((x, j) => x + momentum * (x - previous[j]!));
    const slope = gradient(ahead, z, labels, { n, d, classes });
    previous = current;
    current = ahead.map((x, j) => x - step * slope[j]!);
  }
  const weight = new Float32Array(d * classes);
  const bias = Float64Array.from(current.subarray(d * classes));
  for (let j = 0; j < d; j++) {
    for (let c = 0; c < classes; c++) {
      const own = current[j * classes + c]! / deviation[j]!;
      weight[j * classes + c] = own;
      bias[c]! -= own * mean[j]!;
    }
  }
  return { weight, bias: Float32Array.from(bias) };
}

/** Every column at mean 0 and deviation 1. */
function standardised(values: Float32Array, n: number, d: number) {
  const mean = new Float64Array(d);
  const deviation = new Float64Array(d);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < d; j++) mean[j]! += values[i * d + j]! / n;
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < d; j++) {
      deviation[j]! += (values[i * d + j]! - mean[j]!) ** 2 / n;
    }
  }
  for (let j = 0; j < d; j++) {
    const root = Math.sqrt(deviation[j]!);
    deviation[j] = root < LEAST_DEVIATION ? 1 : root;
  }
  const z = Float64Array.from(
    values,
    (x, at) => (x - mean[at % d]!) / deviation[at % d]!,
  );
  return { z, mean, deviation };
}

/** Power steps; the estimate rises towards the eigenvalue, and the margin covers what is left. */
const POWER_STEPS = 30;
const MARGIN = 1.1;

/** A bound on the largest eigenvalue of (Z, 1)^T (Z, 1) / n. */
function curvature(z: Float64Array, n: number, d: number): number {
  let direction = new Float64Array(d).fill(1 / Math.sqrt(d));
  let largest = 1;
  for (let step = 0; step < POWER_STEPS; step++) {
    const next = new Float64Array(d);
    for (let i = 0; i < n; i++) {
      let along = 0;
      for (let j = 0; j < d; j++) along += z[i * d + j]! * direction[j]!;
      for (let j = 0; j < d; j++) next[j]! += (along * z[i * d + j]!) / n;
    }
    largest = Math.sqrt(next.reduce((sum, x) => sum + x * x, 0));
    if (largest === 0) break;
    direction = next.map((x) => x / largest);
  }
  // Z is centred, so the constant column adds an eigenvalue of 1 of its own.
  return Math.max(1, largest) * MARGIN;
}

/** Of the loss above, [d + 1, classes]; the bias is not shrunk. */
function gradient(
  weights: Float64Array,
  z: Float64Array,
  labels: ArrayLike<number>,
  { n, d, classes }: { n: number; d: number; classes: number },
): Float64Array {
  const slope = weights.map((x, at) => (at < d * classes ? RIDGE * x : 0));
  const chances = new Float64Array(classes);
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < classes; c++) chances[c] = weights[d * classes + c]!;
    for (let j = 0; j < d; j++) {
      const x = z[i * d + j]!;
      for (let c = 0; c < classes; c++) {
        chances[c]! += x * weights[j * classes + c]!;
      }
    }
    const highest = Math.max(...chances);
    let sum = 0;
    for (let c = 0; c < classes; c++) {
      chances[c] = Math.exp(chances[c]! - highest);
      sum += chances[c]!;
    }
    for (let c = 0; c < classes; c++) {
      chances[c] = (chances[c]! / sum - (labels[i] === c ? 1 : 0)) / n;
    }
    for (let j = 0; j < d; j++) {
      const x = z[i * d + j]!;
      for (let c = 0; c < classes; c++) {
        slope[j * classes + c]! += x * chances[c]!;
      }
    }
    for (let c = 0; c < classes; c++) slope[d * classes + c]! += chances[c]!;
  }
  return slope;
}
