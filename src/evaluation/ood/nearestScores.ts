/** Scores of the nearest bank images. */
import { dotProducts } from "../../tensor/dotProducts.ts";
import { nearestCosines } from "../detection.ts";
import { NearestK } from "../nearestK.ts";
import {
  type LinearClassifier,
  linearLogits,
  logSumExp,
} from "../probe/linearProbe.ts";
import { type Rows, unitRowsOf } from "../rows.ts";
import type { PrepareScore } from "./oodContext.ts";

/** The CosPress script's k. OpenOOD's 50 is for banks of 50,000. */
const NEAREST_K = 1;

/** NNGuide's number of neighbours in OpenOOD, where the bank is 1 % of the training set; here the whole of a small bank counts. */
const GUIDES = 100;

/** Queries handled between two yields; see knn.ts. */
const QUERIES_PER_CHUNK = 16;

/** Cosine to the k-th nearest bank image, k = 1. Source: Sun et al. 2022, arXiv 2204.06507; run/eval_ood_detection.py of the reference code. */
export const nearestNeighbour: PrepareScore = function* ({ bank }) {
  yield 0;
  return function* (queries) {
    return Float64Array.from(yield* nearestCosines(queries, bank, NEAREST_K));
  };
};

/**
 * Nearest-neighbour guidance: energy(f) times the mean of the K largest cos(f, f_j) energy(f_j) over the bank, K = 100 or the whole bank.
 *
 * The probe's logits sum to 0 over the classes, so that no energy lies below log(classes), and the product keeps the order of its factors.
 *
 * Source: Park et al. 2023, arXiv 2309.14888; constants of OpenOOD.
 */
export const nearestGuide: PrepareScore = function* ({ bank, classifier }) {
  const guides = unitRowsOf(bank);
  const energies = energiesOf(classifier, bank);
  for (let i = 0; i < guides.values.length; i++) {
    guides.values[i]! *= energies[Math.floor(i / bank.d)]!;
  }
  yield bank.n;
  return function* (queries) {
    const scores = energiesOf(classifier, queries);
    const unit = unitRowsOf(queries);
    const all = { start: 0, count: bank.n };
    const guided = new Float32Array(QUERIES_PER_CHUNK * bank.n);
    const nearest = new NearestK(Math.min(GUIDES, bank.n));
    for (let start = 0; start < queries.n; start += QUERIES_PER_CHUNK) {
      const count = Math.min(QUERIES_PER_CHUNK, queries.n - start);
      dotProducts(unit, { start, count }, guides, all, guided);
      for (let i = 0; i < count; i++) {
        nearest.read(guided, i * bank.n, bank.n);
        const sum = nearest.cosines.reduce((total, x) => total + x, 0);
        scores[start + i]! *= sum / nearest.cosines.length;
      }
      yield start + count;
    }
    return scores;
  };
};

function energiesOf(classifier: LinearClassifier, rows: Rows): Float64Array {
  const logits = linearLogits(classifier, rows);
  const { classes } = classifier;
  return Float64Array.from({ length: rows.n }, (_, i) =>
    logSumExp(logits.subarray(i * classes, (i + 1) * classes)),
  );
}
