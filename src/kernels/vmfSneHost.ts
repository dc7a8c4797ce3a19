/**
 * The vMF-SNE compression loss and its gradient in closed form, over typed arrays.
 *
 * With a_i = 1 / Z_i the reciprocal normaliser of row i and w_ij = a_i / (a_i + a_j), the gradient with respect to the cosine of an unordered pair is
 *
 *     joint:        dL/dc_ij = (r_i q_j|i + r_j q_i|j - 2 P_ij) / temperature,   r_i = sum_k 2 P_ik w_ik
 *     conditional:  dL/dc_ij = (q_j|i + q_i|j - p_j|i - p_i|j) / (n temperature)
 *
 * Everything is summed in float64. `exp((c - 1) / temperature)` then neither overflows nor vanishes down to `HOST_MIN_TEMPERATURE`,
 * so no row maximum is needed, the exponentials stay symmetric, and only pairs i < j are visited.
 */
import { dotProducts } from "../tensor/dotProducts.ts";
import { NORM_EPSILON } from "../tensor/unitRows.ts";

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

/** Whether a vector has more than one neighbour to choose from; otherwise all affinities are 1 and the loss is exactly 0. */
export function hasChoice(n: number, maskSelf: boolean): boolean {
  return n > (maskSelf ? 2 : 1);
}

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
  if (hasChoice(n, maskSelf)) {
    const p = new Side(n, dTeacher);
    const q = new Side(n, dCompressed);
    const pairGradient = new Float64Array((n * (n - 1)) / 2);
    const accumulate =
      options.affinities === "joint" ? addJoint : addConditional;
    for (let set = 0; set < sets; set++) {
      p.readCosines(teacher, set * n * dTeacher);
      q.readCosines(compressed, set * n * dCompressed);
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
      throughCosines(q, pairGradient, scale, gradient, set * n * dCompressed);
    }
  }
  let mean = 0;
  for (let t = 0; t < temperatures.length; t++) {
    losses[1 + t] = totals[t]! / sets;
    mean += totals[t]! / (sets * temperatures.length);
  }
  losses[0] = mean;
}

/** Rows whose products are taken at a time; as many as `dotProducts` handles at once. */
const ROW_BLOCK = 4;

/** Cosines of one set, and their kernel weights at one temperature. Pairs i < j are packed in row order. */
class Side {
  readonly n: number;
  readonly d: number;
  /** [n, d], the vectors at length 1. */
  readonly unit: Float64Array;
  readonly cosines: Float64Array;
  /** Cosine of each vector with itself: 1, or less below `NORM_EPSILON`. */
  readonly selfCosines: Float64Array;
  readonly inverseNorms: Float64Array;
  /** exp((c - 1) / temperature) of each pair. */
  readonly weights: Float64Array;
  readonly selfWeights: Float64Array;
  /** 1 / (sum of the row's weights). */
  readonly inverseSums: Float64Array;

  /** [ROW_BLOCK, n] */
  private readonly block: Float64Array;

  constructor(n: number, d: number) {
    const pairs = (n * (n - 1)) / 2;
    this.n = n;
    this.d = d;
    this.unit = new Float64Array(n * d);
    this.block = new Float64Array(ROW_BLOCK * n);
    this.cosines = new Float64Array(pairs);
    this.weights = new Float64Array(pairs);
    this.selfCosines = new Float64Array(n);
    this.inverseNorms = new Float64Array(n);
    this.selfWeights = new Float64Array(n);
    this.inverseSums = new Float64Array(n);
  }

  readCosines(x: Float32Array, start: number): void {
    const { n, d, unit, cosines, selfCosines, inverseNorms, block } = this;
    for (let i = 0, row = 0; i < n; i++, row += d) {
      let squared = 0;
      for (let k = 0; k < d; k++) squared += x[start + row + k]! ** 2;
      const inverse = 1 / Math.max(Math.sqrt(squared), NORM_EPSILON);
      for (let k = 0; k < d; k++) unit[row + k] = x[start + row + k]! * inverse;
      inverseNorms[i] = inverse;
      selfCosines[i] = squared * inverse * inverse;
    }
    const rows = { values: unit, d };
    for (let first = 0, pair = 0; first < n; first += ROW_BLOCK) {
      const count = Math.min(ROW_BLOCK, n - first);
      const columns = n - first; // Earlier ones belong to pairs that are already there.
      const right = { start: first, count: columns };
      dotProducts(rows, { start: first, count }, rows, right, block);
      for (let i = 0; i < count; i++) {
        for (let j = i + 1; j < columns; j++, pair++) {
          cosines[pair] = block[i * columns + j]!;
        }
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
 * as one product of a matrix of the set with z. A vector shorter than `NORM_EPSILON` is only divided by it, so nothing is projected out.
 *
 * @param gradient Receives the set's part, from `start` on.
 */
function throughCosines(
  { n, d, unit, cosines, inverseNorms }: Side,
  pairGradient: Float64Array,
  scale: number,
  gradient: Float32Array,
  start: number,
): void {
  const matrix = new Float64Array(n * n);
  for (let i = 0, pair = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++, pair++) {
      const g = pairGradient[pair]! * scale;
      matrix[i * n + j] = g * inverseNorms[i]!;
      matrix[j * n + i] = g * inverseNorms[j]!;
      matrix[i * n + i]! -= g * cosines[pair]! * inverseNorms[i]!;
      matrix[j * n + j]! -= g * cosines[pair]! * inverseNorms[j]!;
    }
  }
  for (let i = 0; i < n; i++) {
    if (inverseNorms[i]! >= 1 / NORM_EPSILON) matrix[i * n + i] = 0;
  }
  const columns = new Float64Array(d * n); // [d, n], so that both factors are read along rows
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < d; k++) columns[k * n + i] = unit[i * d + k]!;
  }
  dotProducts(
    { values: matrix, d: n },
    { start: 0, count: n },
    { values: columns, d: n },
    { start: 0, count: d },
    gradient.subarray(start, start + n * d),
  );
}
