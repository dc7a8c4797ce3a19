import { runToEnd } from "../../src/evaluation/chunks.ts";
import { auroc, fpr95, idThreshold, nearestCosines } from "../../src/evaluation/detection.ts";
import { knnAccuracy, knnClassify } from "../../src/evaluation/knn.ts";
import type { Rows } from "../../src/evaluation/rows.ts";
import {
  compareExactly,
  compareNumber,
  toleranceFor,
  type Checker,
  type Comparison,
} from "../../src/engine/golden/comparison.ts";
import { array, floats, list, number, numbers, optional, text } from "../../src/engine/golden/goldenFile.ts";

/** In the quantised case rounding decides which scores tie, so README allows this much in AUROC and FPR95. */
const TIES_TOLERANCE = 0.02;

function rows(content: unknown, name: string): Rows {
  const golden = array(content, name);
  const [n = 0, d = 0] = golden.shape;
  return { values: floats(golden), n, d };
}

/** Weighted kNN: predicted labels and accuracy exactly, the first query's scores within rounding. */
export const checkKnn: Checker = ({ content }, relative) => {
  const bank = rows(content, "bank");
  const queries = rows(content, "queries");
  const bankLabels = numbers(content, "bank_labels");
  const queryLabels = numbers(content, "query_labels");
  const classes = number(content, "num_classes");
  return list(content, "expected").flatMap((entry) => {
    const k = number(entry, "k");
    const temperature = number(entry, "temperature");
    const { top1, scores } = runToEnd(
      knnClassify(queries, bank, bankLabels, { k, temperature, classes }),
    );
    const expectedScores = numbers(entry, "scores_row0_f64");
    const what = `k ${k}, temperature ${temperature}`;
    return [
      compareExactly(`${what}: top1`, numbers(entry, "top1"), top1),
      compareNumber(`${what}: accuracy`, number(entry, "accuracy"), knnAccuracy(top1, queryLabels), 0),
      {
        what: `${what}: scores of the first query`,
        expected: expectedScores,
        got: scores.subarray(0, classes),
        tolerance: toleranceFor(expectedScores, relative),
      },
    ];
  });
};

/** Detection by the cosine to the k-th nearest neighbour. */
export const checkDetection: Checker = ({ content }, relative) =>
  list(content, "cases").flatMap((entry): Comparison[] => {
    const name = text(entry, "name");
    const hasTies = /ties|quantised/i.test(name);
    const bank = rows(entry, "indist_labelled");
    return list(entry, "expected").flatMap((expected): Comparison[] => {
      const k = number(expected, "k");
      const id = runToEnd(nearestCosines(rows(entry, "indist_val"), bank, k));
      const ood = runToEnd(nearestCosines(rows(entry, "outdist"), bank, k));
      const what = `${name}, k ${k}`;
      const share = (key: string, got: number) => {
        const comparison = compareNumber(`${what}: ${key}`, number(expected, key), got, relative);
        return hasTies ? { ...comparison, tolerance: TIES_TOLERANCE } : comparison;
      };
      const first = (key: string, scores: Float32Array) => {
        const theirs = numbers(expected, key);
        const got = scores.subarray(0, theirs.length);
        return { what: `${what}: ${key}`, expected: theirs, got, tolerance: toleranceFor(theirs, relative) };
      };
      const threshold = optional(expected, "threshold_f64_recomputed");
      return [
        share("auroc", auroc(id, ood)),
        share("fpr95", fpr95(id, ood)),
        first("id_scores_first5_f64", id),
        first("ood_scores_first5_f64", ood),
        ...(typeof threshold === "number"
          ? [compareNumber(`${what}: threshold`, threshold, idThreshold(id), relative)]
          : []),
      ];
    });
  });
