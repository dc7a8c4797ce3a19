import { dotProducts } from "../tensor/dotProducts.ts";
import type { Chunked } from "./chunks.ts";
import { NearestK } from "./nearestK.ts";
import { type Rows, unitRowsOf } from "./rows.ts";

export type KnnOptions = {
  /** Neighbours that vote, at most the size of the bank. */
  k: number;
  /** Width of the vote's weight, > 0, in units of cosine similarity. */
  temperature: number;
  /** Number of classes; labels lie in 0 to classes - 1. */
  classes: number;
};

export type KnnVotes = {
  /** Class with the highest score of each query; the lowest index of equals. */
  top1: Int32Array;
  /** [n, classes], sums of vote weights. */
  scores: Float64Array;
  /** Cosine of each query to the nearest of the bank: its OOD score, see detection.ts. */
  nearest: Float32Array;
};

/** Queries handled between two yields: with a bank of 2,500 and 576 columns about 11 ms. */
const QUERIES_PER_CHUNK = 16;

/**
 * Weighted k-nearest-neighbour classification: `score[c] = sum over the k nearest of class c of exp(cosine / temperature)`.
 *
 * Source: goo/callbacks/save_knn_pred.py of the reference code; tests/golden/knn.json.
 *
 * @throws {RangeError} If k is not 1 to the size of the bank, labels are not one a row, or a label is not a class.
 */
export function* knnClassify(
  queries: Rows,
  bank: Rows,
  bankLabels: ArrayLike<number>,
  { k, temperature, classes }: KnnOptions,
): Chunked<KnnVotes> {
  if (!(Number.isInteger(k) && k >= 1 && k <= bank.n)) {
    throw new RangeError(
      `knnClassify: 'k' must be an integer from 1 to the bank's ${bank.n}, got ${k}`,
    );
  }
  if (bankLabels.length !== bank.n) {
    throw new RangeError(
      `knnClassify: 'bankLabels' must hold ${bank.n} labels, got ${bankLabels.length}`,
    );
  }
  for (let i = 0; i < bank.n; i++) {
    if (!(bankLabels[i]! < classes)) {
      throw new RangeError(
        `knnClassify: 'bankLabels' must lie below ${classes}, got ${bankLabels[i]}`,
      );
    }
  }
  const unitQueries = unitRowsOf(queries);
  const unitBank = unitRowsOf(bank);
  const all = { start: 0, count: bank.n };
  const cosines = new Float32Array(QUERIES_PER_CHUNK * bank.n);
  const scores = new Float64Array(queries.n * classes);
  const top1 = new Int32Array(queries.n);
  const nearestCosines = new Float32Array(queries.n);
  const nearest = new NearestK(k);
  for (let start = 0; start < queries.n; start += QUERIES_PER_CHUNK) {
    const count = Math.min(QUERIES_PER_CHUNK, queries.n - start);
    dotProducts(unitQueries, { start, count }, unitBank, all, cosines);
    for (let i = 0; i < count; i++) {
      nearest.read(cosines, i * bank.n, bank.n);
      nearestCosines[start + i] = nearest.cosines[0]!;
      const row = (start + i) * classes;
      for (let j = 0; j < k; j++) {
        const label = bankLabels[nearest.indices[j]!]!;
        scores[row + label]! += Math.exp(nearest.cosines[j]! / temperature);
      }
      let best = 0;
      for (let c = 1; c < classes; c++) {
        if (scores[row + c]! > scores[row + best]!) best = c;
      }
      top1[start + i] = best;
    }
    yield start + count;
  }
  return { top1, scores, nearest: nearestCosines };
}

/**
 * Share of predictions that equal their label.
 *
 * @throws {RangeError} If the two differ in length, or are empty.
 */
export function knnAccuracy(
  top1: ArrayLike<number>,
  labels: ArrayLike<number>,
): number {
  const n = top1.length;
  if (n === 0 || labels.length !== n) {
    throw new RangeError(
      `knnAccuracy: 'top1' and 'labels' must have one length > 0, got ${n} and ${labels.length}`,
    );
  }
  let correct = 0;
  for (let i = 0; i < n; i++) if (top1[i] === labels[i]) correct++;
  return correct / n;
}
