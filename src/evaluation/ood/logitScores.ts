/** Scores of the linear probe's logits z alone, [n, classes]. */
import {
  type LinearClassifier,
  linearLogits,
  logSumExp,
  predictedClasses,
} from "../probe/linearProbe.ts";
import { type PrepareScore, rowScores, type Scorer } from "./oodContext.ts";

/** GEN's exponent and number of classes, OpenOOD's defaults; with fewer classes all count. */
const GEN_EXPONENT = 0.1;
const GEN_CLASSES = 100;

/** A class that no validation image gives any share to would be infinitely far. */
const LEAST_SHARE = 1e-300;

type LogitScore = (logits: Float64Array) => number;

function scorerOf(classifier: LinearClassifier, score: LogitScore): Scorer {
  const { classes } = classifier;
  return (queries) => {
    const logits = linearLogits(classifier, queries);
    return rowScores(queries.n, (i) =>
      score(logits.subarray(i * classes, (i + 1) * classes)),
    );
  };
}

/** A score that sees nothing but one image's logits, and has nothing to learn. */
function ofLogits(score: LogitScore): PrepareScore {
  return function* ({ classifier }) {
    yield 0;
    return scorerOf(classifier, score);
  };
}

/** Maximum softmax probability, max_c p_c. Source: Hendrycks and Gimpel 2017, arXiv 1610.02136. */
export const maxSoftmax = ofLogits((logits) =>
  Math.exp(largest(logits) - logSumExp(logits)),
);

/** max_c z_c. Source: Hendrycks et al. 2022, arXiv 1911.11132. */
export const maxLogit = ofLogits(largest);

/** Negative free energy at temperature 1, log sum_c exp z_c. Source: Liu et al. 2020, arXiv 2010.03759. */
export const energy = ofLogits(logSumExp);

/**
 * Generalised entropy, -sum over the M largest p of p^g (1 - p)^g with g = 0.1, M = 100.
 *
 * Source: Liu et al. 2023 (CVPR); constants of OpenOOD.
 */
export const generalisedEntropy = ofLogits((logits) => {
  const chosen = softmax(logits).sort().subarray(-GEN_CLASSES);
  return -chosen.reduce((sum, p) => sum + (p * (1 - p)) ** GEN_EXPONENT, 0);
});

/**
 * KL matching: -min_c KL(p || d_c), d_c the mean p of the validation images that are taken for class c; a class that none is taken for has no d_c.
 *
 * Source: Hendrycks et al. 2022, arXiv 1911.11132.
 */
export const klMatching: PrepareScore = function* ({ classifier, validation }) {
  const { classes } = classifier;
  const logits = linearLogits(classifier, validation);
  const taken = predictedClasses(logits, classes);
  const means = new Map<number, Float64Array>();
  const counts = new Uint32Array(classes);
  taken.forEach((c, i) => {
    const p = softmax(logits.subarray(i * classes, (i + 1) * classes));
    const mean = means.get(c) ?? new Float64Array(classes);
    p.forEach((share, k) => (mean[k]! += share));
    means.set(c, mean);
    counts[c]!++;
  });
  if (means.size === 0) {
    throw new RangeError(
      "klMatching: 'validation' must hold at least one image, got none",
    );
  }
  const logMeans = [...means].map(([c, sum]) =>
    sum.map((share) => Math.log(Math.max(share / counts[c]!, LEAST_SHARE))),
  );
  yield validation.n;
  return scorerOf(classifier, (row) => {
    const total = logSumExp(row);
    let least = Infinity;
    for (const logMean of logMeans) {
      let divergence = 0;
      for (let c = 0; c < classes; c++) {
        const logShare = row[c]! - total;
        const share = Math.exp(logShare);
        if (share > 0) divergence += share * (logShare - logMean[c]!);
      }
      least = Math.min(least, divergence);
    }
    return -least;
  });
};

function softmax(logits: Float64Array): Float64Array {
  const total = logSumExp(logits);
  return logits.map((z) => Math.exp(z - total));
}

function largest(values: Float64Array): number {
  let most = -Infinity;
  for (const value of values) most = Math.max(most, value);
  return most;
}
