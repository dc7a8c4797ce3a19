/**
 * Telling in-distribution (ID) from out-of-distribution (OOD) images by the cosine to their nearest training image. Higher scores mean more ID.
 *
 * FPR95 has two meanings in the literature, and they differ widely on the same scores; both are here by name.
 */
import { EngineError } from "../protocol/engineError.ts";
import type { DetectionResult } from "../protocol/results.ts";
import { dotProducts } from "../tensor/dotProducts.ts";
import type { Chunked } from "./chunks.ts";
import { type Rows, unitRowsOf } from "./rows.ts";

/** Scores of images, higher for more in-distribution. */
export type Scores = Float32Array | Float64Array;

/** Queries handled between two yields; see knn.ts. */
const QUERIES_PER_CHUNK = 16;

/**
 * Score of each query: cosine to its k-th nearest vector of the bank.
 *
 * Source: run/eval_ood_detection.py of the reference code, which takes k = 1.
 *
 * @param bank Embeddings of ID training images.
 * @throws {RangeError} If k is not 1 to the size of the bank.
 */
export function* nearestCosines(
  queries: Rows,
  bank: Rows,
  k = 1,
): Chunked<Float32Array> {
  if (!(Number.isInteger(k) && k >= 1 && k <= bank.n)) {
    throw new RangeError(
      `nearestCosines: 'k' must be an integer from 1 to the bank's ${bank.n}, got ${k}`,
    );
  }
  const unitQueries = unitRowsOf(queries);
  const unitBank = unitRowsOf(bank);
  const all = { start: 0, count: bank.n };
  const cosines = new Float32Array(QUERIES_PER_CHUNK * bank.n);
  const scores = new Float32Array(queries.n);
  for (let start = 0; start < queries.n; start += QUERIES_PER_CHUNK) {
    const count = Math.min(QUERIES_PER_CHUNK, queries.n - start);
    dotProducts(unitQueries, { start, count }, unitBank, all, cosines);
    for (let i = 0; i < count; i++) {
      const row = cosines.subarray(i * bank.n, (i + 1) * bank.n);
      scores[start + i] = k === 1 ? largest(row) : row.sort()[bank.n - k]!;
    }
    yield start + count;
  }
  return scores;
}

/**
 * Area under the ROC curve: the probability that an ID score exceeds an OOD score, ties counted half.
 *
 * @throws {RangeError} If a side is empty.
 * @throws {EngineError} `diverged`, if a score is not finite.
 */
export function auroc(idScores: Scores, oodScores: Scores): number {
  const id = ascendingScores("auroc", "idScores", idScores);
  const ood = ascendingScores("auroc", "oodScores", oodScores);
  let wins = 0;
  let below = 0; // OOD scores < the present ID score
  let notAbove = 0; // OOD scores <= it
  for (const score of id) {
    while (below < ood.length && ood[below]! < score) below++;
    while (notAbove < ood.length && ood[notAbove]! <= score) notAbove++;
    wins += (below + notAbove) / 2;
  }
  return wins / (id.length * ood.length);
}

/**
 * Share of OOD scores above the 5 % quantile of the ID scores: what is let in when 95 % of ID is let in. ID is the positive class.
 *
 * Source: run/eval_ood_detection.py of the reference code.
 *
 * @throws As `auroc`.
 */
export function fpr95(idScores: Scores, oodScores: Scores): number {
  const ood = ascendingScores("fpr95", "oodScores", oodScores);
  const threshold = idThreshold(idScores);
  let above = 0;
  for (const score of ood) if (score > threshold) above++;
  return above / ood.length;
}

/** The threshold of `fpr95`: 5 % of the ID scores lie below it. */
export function idThreshold(idScores: Scores): number {
  return quantile(idScores, 0.05);
}

/**
 * Share of ID scores at or below the lowest threshold that catches 95 % of OOD: what is lost when OOD is the positive class, as in OpenOOD.
 *
 * @throws As `auroc`.
 */
export function fpr95OodPositive(idScores: Scores, oodScores: Scores): number {
  const id = ascendingScores("fpr95OodPositive", "idScores", idScores);
  const ood = ascendingScores("fpr95OodPositive", "oodScores", oodScores);
  // The small bound keeps 0.95 * 20 from being rounded up to 20.
  const threshold = ood[Math.ceil(0.95 * ood.length - 1e-9) - 1]!;
  let caught = 0;
  for (const score of id) if (score <= threshold) caught++;
  return caught / id.length;
}

/**
 * Quantile with linear interpolation between neighbours, as numpy's default.
 *
 * @param q 0 to 1.
 * @throws As `auroc`.
 */
export function quantile(values: Scores, q: number): number {
  const ascending = ascendingScores("quantile", "values", values);
  const position = q * (ascending.length - 1);
  const index = Math.floor(position);
  const low = ascending[index]!;
  const high = ascending[Math.min(index + 1, ascending.length - 1)]!;
  return low + (high - low) * (position - index);
}

/** AUROC and ID-positive FPR95 of one OOD set. */
export function detect(idScores: Scores, oodScores: Scores): DetectionResult {
  return {
    auroc: auroc(idScores, oodScores),
    fpr95: fpr95(idScores, oodScores),
    nId: idScores.length,
    nOod: oodScores.length,
  };
}

/** Plain mean over sets that share their ID side; `nOod` counts all of their images. Null when there is no set. */
export function meanDetection(
  results: readonly DetectionResult[],
): DetectionResult | null {
  const [first] = results;
  if (!first) return null;
  const sum = (key: "auroc" | "fpr95" | "nOod") =>
    results.reduce((total, result) => total + result[key], 0);
  return {
    auroc: sum("auroc") / results.length,
    fpr95: sum("fpr95") / results.length,
    nId: first.nId,
    nOod: sum("nOod"),
  };
}

function largest(values: Float32Array): number {
  let max = -Infinity;
  for (let i = 0; i < values.length; i++) {
    if (values[i]! > max) max = values[i]!;
  }
  return max;
}

/**
 * An ascending copy of scores.
 *
 * @throws {RangeError} If there is none.
 * @throws {EngineError} `diverged`, if a score is not finite.
 */
export function ascendingScores(
  caller: string,
  argument: string,
  scores: Scores,
): Scores {
  if (scores.length === 0) {
    throw new RangeError(
      `${caller}: '${argument}' must hold at least one score, got none`,
    );
  }
  const unfit = scores.findIndex((score) => !Number.isFinite(score));
  if (unfit >= 0) {
    throw new EngineError(
      "diverged",
      `${caller}: '${argument}' must be finite, got ${scores[unfit]} at ${unfit}`,
    );
  }
  return scores.slice().sort();
}
