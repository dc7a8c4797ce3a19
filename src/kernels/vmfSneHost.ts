/**
 * The vMF-SNE compression loss and its gradient in closed form, over typed arrays, without tfjs.
 *
 * With a_i = 1 / Z_i the reciprocal normaliser of row i and w_ij = a_i / (a_i + a_j), the gradient with respect to the cosine of an unordered pair is
 *
 *     joint:        dL/dc_ij = (r_i q_j|i + r_j q_i|j - 2 P_ij) / temperature,   r_i = sum_k 2 P_ik w_ik
 *     conditional:  dL/dc_ij = (q_j|i + q_i|j - p_j|i - p_i|j) / (n temperature)
 *
 * Everything is summed in float64. `exp((c - 1) / temperature)` then neither overflows nor vanishes down to `HOST_MIN_TEMPERATURE`,
 * so no row maximum is needed, the exponentials stay symmetric, and only pairs i < j are visited.
 */
export type Affinities = "joint" | "conditional";

export type VmfSneOptions = {
  /** Kernel widths in units of cosine similarity. */
  temperatures: readonly number[];
  affinities: Affinities;
  /** Whether a vector is left out of its own neighbours. */
  maskSelf: boolean;
};

export type SetSizes = {
  /** Independent sets of vectors (images); the loss is their mean. */
  sets: number;
  /** Vectors in a set. */
  n: number;
  dTeacher: number;
  dCompressed: number;
};

/** Below it `exp(-2 / temperature)` comes near the end of float64's range. */
export const HOST_MIN_TEMPERATURE = 0.004;

/** Bound on a vector's length, as in `unitRows`. */
const NORM_EPSILON = 1e-12;

/**
 * Value and gradient in one pass.
 *
 * @param teacher [sets, n, dTeacher]
 * @param compressed [sets, n, dCompressed]
 * @param losses Receives [1 + temperatures]: the mean loss, then the loss at each temperature, in nats.
 * @param gradient Receives [sets, n, dCompressed]: gradient of the mean loss with respect to `compressed`.
 */
export function vmfSneOnHost(
  teacher: Float32Array,
  compressed: Float32Array,
  sizes: SetSizes,
  options: VmfSneOptions,
  losses: Float32Array,
  gradient: Float32Array,
): void {
  const { sets, n, dTeacher, dCompressed } = sizes;
  const { temperatures, maskSelf } = options;
  const totals = new Float64Array(temperatures.length);
  gradient.fill(0);
  // One masked vector has no neighbour, one of two always has the other: nothing to compare.
  if (n > (maskSelf ? 2 : 1)) {
    const p = new Side(n);
    const q = new Side(n);
    const pairGradient = new Float64Array((n * (n - 1)) / 2);
    const accumulate =
      options.affinities === "joint" ? addJoint : addConditional;
    for (let set = 0; set < sets; set++) {
      p.readCosines(teacher, set * n * dTeacher, dTeacher);
      q.readCosines(compressed, set * n * dCompressed, dCompressed);
      pairGradient.fill(0);
      for (let t = 0; t < temperatures.length; t++) {
        p.weigh(temperatures[t]!, maskSelf);
        q.weigh(temperatures[t]!, maskSelf);
        totals[t]! += accumulate(
          p,
          q,
          temperatures[t]!,
          maskSelf,
          pairGradient,
        );
      }
      const scale = 1 / (sets * temperatures.length);
      const start = set * n * dCompressed;
      throughCosines(
        q,
        pairGradient,
        scale,
        compressed,
        start,
        dCompressed,
        gradient,
      );
    }
  }
  let mean = 0;
  for (let t = 0; t < temperatures.length; t++) {
    losses[1 + t] = totals[t]! / sets;
    mean += totals[t]! / (sets * temperatures.length);
  }
  losses[0] = mean;
}

/** Cosines of one set, and their kernel weights at one temperature. Pairs i < j are packed in row order. */
class Side {
  readonly n: number;
  readonly cosines: Float64Array;
  /** Cosine of each vector with itself: 1, or less below `NORM_EPSILON`. */
  readonly selfCosines: Float64Array;
  readonly inverseNorms: Float64Array;
  /** exp((c - 1) / temperature) of each pair. */
  readonly weights: Float64Array;
  readonly selfWeights: Float64Array;
  /** 1 / (sum of the row's weights). */
  readonly inverseSums: Float64Array;

  constructor(n: number) {
    const pairs = (n * (n - 1)) / 2;
    this.n = n;
    this.cosines = new Float64Array(pairs);
    this.weights = new Float64Array(pairs);
    this.selfCosines = new Float64Array(n);
    this.inverseNorms = new Float64Array(n);
    this.selfWeights = new Float64Array(n);
    this.inverseSums = new Float64Array(n);
  }

  readCosines(x: Float32Array, start: number, d: number): void {
    const { n, cosines, selfCosines, inverseNorms } = this;
    for (let i = 0; i < n; i++) {
      const squared = dot(x, start + i * d, start + i * d, d);
      const inverse = 1 / Math.max(Math.sqrt(squared), NORM_EPSILON);
      inverseNorms[i] = inverse;
      selfCosines[i] = squared * inverse * inverse;
    }
    for (let i = 0, pair = 0; i < n; i++) {
      for (let j = i + 1; j < n; j++, pair++) {
        cosines[pair] =
          dot(x, start + i * d, start + j * d, d) *
          inverseNorms[i]! *
          inverseNorms[j]!;
      }
    }
  }

  weigh(temperature: number, maskSelf: boolean): void {
    const { n, cosines, selfCosines, weights, selfWeights } = this;
    const sums = this.inverseSums;
    const sharpness = 1 / temperature;
    for (let i = 0; i < n; i++) {
      const self = maskSelf ? 0 : Math.exp((selfCosines[i]! - 1) * sharpness);
      selfWeights[i] = self;
      sums[i] = self;
    }
    for (let i = 0, pair = 0; i < n; i++) {
      let sum = sums[i]!;
      for (let j = i + 1; j < n; j++, pair++) {
        const weight = Math.exp((cosines[pair]! - 1) * sharpness);
        weights[pair] = weight;
        sum += weight;
        sums[j]! += weight;
      }
      sums[i] = 1 / sum; // No later row adds to it.
    }
  }
}

/** Loss of one set at one temperature; adds its gradient for each pair to `pairGradient`. */
type Accumulate = (
  p: Side,
  q: Side,
  temperature: number,
  maskSelf: boolean,
  pairGradient: Float64Array,
) => number;

const addJoint: Accumulate = (p, q, temperature, maskSelf, pairGradient) => {
  const n = p.n;
  const sharpness = 1 / temperature;
  const [a, b] = [p.inverseSums, q.inverseSums];
  const pull = new Float64Array(n); // r_i
  let loss = 0;
  if (!maskSelf) {
    for (let i = 0; i < n; i++) {
      const joint = (p.selfWeights[i]! * a[i]!) / n; // P_ii
      const shift = (p.selfCosines[i]! - q.selfCosines[i]!) * sharpness;
      loss += joint * (shift + Math.log(a[i]! / b[i]!));
      pull[i] = joint;
    }
  }
  for (let i = 0, pair = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++, pair++) {
      const sumA = a[i]! + a[j]!;
      const sumB = b[i]! + b[j]!;
      const joint = (p.weights[pair]! * sumA) / n; // P_ij + P_ji
      const shift = (p.cosines[pair]! - q.cosines[pair]!) * sharpness;
      loss += joint * (shift + Math.log(sumA / sumB));
      const share = joint / sumB;
      pull[i]! += share * b[i]!;
      pull[j]! += share * b[j]!;
    }
  }
  for (let i = 0, pair = 0; i < n; i++) {
    const fromI = pull[i]! * b[i]!;
    for (let j = i + 1; j < n; j++, pair++) {
      const joint = (p.weights[pair]! * (a[i]! + a[j]!)) / n;
      const pulled = q.weights[pair]! * (fromI + pull[j]! * b[j]!);
      pairGradient[pair]! += (pulled - joint) * sharpness;
    }
  }
  return loss;
};

const addConditional: Accumulate = (
  p,
  q,
  temperature,
  maskSelf,
  pairGradient,
) => {
  const n = p.n;
  const sharpness = 1 / temperature;
  const [a, b] = [p.inverseSums, q.inverseSums];
  const logRatios = new Float64Array(n);
  let loss = 0;
  for (let i = 0; i < n; i++) {
    logRatios[i] = Math.log(a[i]! / b[i]!);
    if (!maskSelf) {
      const shift = (p.selfCosines[i]! - q.selfCosines[i]!) * sharpness;
      loss += p.selfWeights[i]! * a[i]! * (shift + logRatios[i]!);
    }
  }
  for (let i = 0, pair = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++, pair++) {
      const shift = (p.cosines[pair]! - q.cosines[pair]!) * sharpness;
      const fromI = p.weights[pair]! * a[i]!; // p_j|i
      const fromJ = p.weights[pair]! * a[j]!; // p_i|j
      loss += fromI * (shift + logRatios[i]!) + fromJ * (shift + logRatios[j]!);
      const compressed = q.weights[pair]! * (b[i]! + b[j]!);
      pairGradient[pair]! += ((compressed - fromI - fromJ) * sharpness) / n;
    }
  }
  return loss / n;
};

/**
 * From the cosines to the vectors: `dy_i = (sum_j G_ij z_j - z_i sum_j G_ij c_ij) / |y_i|` with z the unit vectors,
 * written as one matrix A of the set, `dy = A y`. A vector shorter than `NORM_EPSILON` is only divided by it, so its projection is left out.
 */
function throughCosines(
  side: Side,
  pairGradient: Float64Array,
  scale: number,
  y: Float32Array,
  start: number,
  d: number,
  gradient: Float32Array,
): void {
  const { n, cosines, inverseNorms } = side;
  const a = new Float64Array(n * n);
  for (let i = 0, pair = 0; i < n; i++) {
    const inverse = inverseNorms[i]!;
    for (let j = i + 1; j < n; j++, pair++) {
      const g = pairGradient[pair]! * scale;
      const entry = g * inverse * inverseNorms[j]!;
      a[i * n + j] = entry;
      a[j * n + i] = entry;
      const along = g * cosines[pair]!;
      a[i * n + i]! -= along * inverse * inverse;
      a[j * n + j]! -= along * inverseNorms[j]! * inverseNorms[j]!;
    }
  }
  const row = new Float64Array(d);
  for (let i = 0; i < n; i++) {
    if (inverseNorms[i]! >= 1 / NORM_EPSILON) a[i * n + i] = 0;
    row.fill(0);
    for (let j = 0; j < n; j++) {
      const entry = a[i * n + j]!;
      const from = start + j * d;
      for (let k = 0; k < d; k++) row[k]! += entry * y[from + k]!;
    }
    gradient.set(row, start + i * d);
  }
}

/** Scalar product of two rows of `x`; four sums, so that the additions do not wait for each other. */
function dot(x: Float32Array, i: number, j: number, d: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  const blocked = d - (d % 4);
  let k = 0;
  for (; k < blocked; k += 4) {
    s0 += x[i + k]! * x[j + k]!;
    s1 += x[i + k + 1]! * x[j + k + 1]!;
    s2 += x[i + k + 2]! * x[j + k + 2]!;
    s3 += x[i + k + 3]! * x[j + k + 3]!;
  }
  for (; k < d; k++) s0 += x[i + k]! * x[j + k]!;
  return s0 + s1 + (s2 + s3);
}
