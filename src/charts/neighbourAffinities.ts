/**
 * The affinities that the compression loss compares, over a similarity sample: how likely each image is to be picked as a neighbour.
 *
 *     p_j|i = exp(c_ij / t) / sum over k != i of exp(c_ik / t)                  conditional
 *     P_ij  = (p_j|i + p_i|j) / 2n                                              joint
 *
 * In float64 and in log space: at temperature 0.01 exponents reach 100. The same formulas as `cospress/affinities.ts`.
 *
 * Source: arXiv 2411.15239; `sne_style` "half" and "full" of the reference code.
 */
import type { RunConfig } from "../protocol/config.ts";

export type AffinityKind = RunConfig["method"]["affinities"];

/**
 * Log-affinities of all pairs of one space at one temperature. Joint ones are multiplied by n, so that a row of either kind is about a distribution:
 * rows of conditional ones sum to 1, those of joint ones on average.
 *
 * @param cosines [n, n], row major; self-pairs are left out.
 * @param temperature > 0, in units of cosine similarity.
 * @returns [n, n]; -Infinity for self-pairs.
 */
export function logAffinities(
  cosines: Float32Array,
  n: number,
  temperature: number,
  kind: AffinityKind,
): Float64Array {
  const logs = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    let highest = -Infinity;
    for (let j = 0; j < n; j++) {
      const at = i * n + j;
      logs[at] = i === j ? -Infinity : cosines[at]! / temperature;
      if (logs[at] > highest) highest = logs[at];
    }
    let sum = 0;
    for (let j = 0; j < n; j++) sum += Math.exp(logs[i * n + j]! - highest);
    const logSum = highest + Math.log(sum);
    for (let j = 0; j < n; j++) logs[i * n + j]! -= logSum;
  }
  if (kind === "conditional") return logs;
  for (let i = 0; i < n; i++) {
    logs[i * n + i] = -Infinity;
    for (let j = i + 1; j < n; j++) {
      const [a, b] = [logs[i * n + j]!, logs[j * n + i]!];
      const most = Math.max(a, b);
      const joint =
        most + Math.log((Math.exp(a - most) + Math.exp(b - most)) / 2);
      logs[i * n + j] = logs[j * n + i] = joint;
    }
  }
  return logs;
}

/**
 * Divergence of each row in nats: `sum over j of P_ij log(P_ij / Q_ij)`, with the joint ones' factor n. The mean over rows is the compression loss
 * at this temperature. A row of joint affinities by itself can be below zero, their mean cannot.
 *
 * @param logP [n, n] of the teacher, from `logAffinities`; `logQ` of the other space.
 * @returns [n].
 */
export function rowDivergences(
  logP: Float64Array,
  logQ: Float64Array,
  n: number,
): Float64Array {
  const divergences = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (i === j) continue;
      const at = i * n + j;
      divergences[i]! += Math.exp(logP[at]!) * (logP[at]! - logQ[at]!);
    }
  }
  return divergences;
}

/** What one image's neighbours are at one temperature. */
export type MicroscopeRow = {
  temperature: number;
  /** Affinities of the shown neighbours, in their order. */
  p: number[];
  q: number[];
  /** Of all neighbours that are not shown. */
  restP: number;
  restQ: number;
  /** Of this image, and the mean over all images. In nats. */
  divergence: number;
  meanDivergence: number;
};

/**
 * One row of affinities for each temperature, teacher beside another space.
 *
 * @param neighbours Images to show one by one.
 */
export function microscopeRows(
  teacher: Float32Array,
  other: Float32Array,
  n: number,
  image: number,
  neighbours: readonly number[],
  temperatures: readonly number[],
  kind: AffinityKind,
): MicroscopeRow[] {
  return temperatures.map((temperature) => {
    const logP = logAffinities(teacher, n, temperature, kind);
    const logQ = logAffinities(other, n, temperature, kind);
    const divergences = rowDivergences(logP, logQ, n);
    const sides = [logP, logQ].map((logs) => {
      const row = logs.subarray(image * n, (image + 1) * n).map(Math.exp);
      const shown = neighbours.map((j) => row[j]!);
      const sum = (values: Iterable<number>) => {
        let total = 0;
        for (const value of values) total += value;
        return total;
      };
      return { shown, rest: Math.max(0, sum(row) - sum(shown)) };
    });
    const [p, q] = sides;
    return {
      temperature,
      ...{ p: p!.shown, q: q!.shown, restP: p!.rest, restQ: q!.rest },
      divergence: divergences[image]!,
      meanDivergence: divergences.reduce((a, b) => a + b, 0) / n,
    };
  });
}
