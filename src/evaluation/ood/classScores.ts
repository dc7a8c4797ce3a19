/** Scores of an embedding beside what its predicted class looks like, or beside the borders to the others. */
import {
  type LinearClassifier,
  linearLogits,
  predictedClasses,
} from "../probe/linearProbe.ts";
import { float64RowsOf, meanRow } from "../rows.ts";
import { type PrepareScore, rowScores } from "./oodContext.ts";

/**
 * Simplified Hopfield energy: f times the mean of the bank images that are rightly taken for the class that f is taken for.
 *
 * A class that no bank image is rightly taken for falls back on all of its images.
 *
 * Source: Zhang et al. 2023 (ICLR), in its simple form; openood/postprocessors/she_postprocessor.py.
 */
export const hopfieldEnergy: PrepareScore = function* ({
  bank,
  labels,
  classifier,
}) {
  const { classes, d } = classifier;
  const taken = predictedClasses(linearLogits(classifier, bank), classes);
  const rightly = new Uint32Array(classes);
  taken.forEach((c, i) => (rightly[c]! += c === labels[i] ? 1 : 0));
  const patterns = new Float64Array(classes * d);
  const counts = new Uint32Array(classes);
  taken.forEach((c, i) => {
    const label = labels[i]!;
    if (c !== label && rightly[label]! > 0) return;
    counts[label]!++;
    for (let k = 0; k < d; k++) {
      patterns[label * d + k]! += bank.values[i * d + k]!;
    }
  });
  patterns.forEach((sum, i) => {
    patterns[i] = sum / counts[Math.floor(i / d)]!;
  });
  yield bank.n;
  return (queries) => {
    const guess = predictedClasses(linearLogits(classifier, queries), classes);
    return rowScores(queries.n, (i) => {
      let product = 0;
      for (let k = 0; k < d; k++) {
        product += queries.values[i * d + k]! * patterns[guess[i]! * d + k]!;
      }
      return product;
    });
  };
};

/**
 * Distance to the decision boundaries, relative to the distance from the bank's mean: sum_c |z_c - z_max| / |w_c - w_max|, over |f - mu|.
 *
 * Source: Liu and Qin 2024, arXiv 2312.11536; summed as in OpenOOD.
 */
export const boundaryDistance: PrepareScore = function* ({ bank, classifier }) {
  const mean = meanRow(float64RowsOf(bank));
  const { classes, d } = classifier;
  const between = weightDistances(classifier);
  yield bank.n;
  return (queries) => {
    const logits = linearLogits(classifier, queries);
    const guess = predictedClasses(logits, classes);
    return rowScores(queries.n, (i) => {
      const top = guess[i]!;
      let sum = 0;
      for (let c = 0; c < classes; c++) {
        const apart = between[c * classes + top]!;
        if (apart === 0) continue; // the class itself, or one with no boundary to it
        sum +=
          Math.abs(logits[i * classes + c]! - logits[i * classes + top]!) /
          apart;
      }
      let squared = 0;
      for (let k = 0; k < d; k++) {
        squared += (queries.values[i * d + k]! - mean[k]!) ** 2;
      }
      return sum / Math.sqrt(squared);
    });
  };
};

/** |w_a - w_b|, [classes, classes]. */
function weightDistances({
  weights,
  classes,
  d,
}: LinearClassifier): Float64Array {
  return Float64Array.from({ length: classes * classes }, (_, i) => {
    const [a, b] = [Math.floor(i / classes) * d, (i % classes) * d];
    let squared = 0;
    for (let k = 0; k < d; k++)
      squared += (weights[a + k]! - weights[b + k]!) ** 2;
    return Math.sqrt(squared);
  });
}
