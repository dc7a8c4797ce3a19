import type { Chunked } from "../chunks.ts";
import type { LinearClassifier } from "../probe/linearProbe.ts";
import type { Rows } from "../rows.ts";

/** What OOD scores may know: ID images alone, never an OOD image. */
export type OodContext = {
  /** [n, d], ID training embeddings. */
  bank: Rows;
  /** [n], classes of the bank, 0 to classifier.classes - 1, each at least once. */
  labels: ArrayLike<number>;
  /** Linear probe of the bank. */
  classifier: LinearClassifier;
  /** ID images that the probe was not fitted on. */
  validation: Rows;
};

/** Scores of embeddings, [n]; higher means more in-distribution. */
export type Scorer = (queries: Rows) => Chunked<Float64Array>;

/** Learns from the context what the score needs. */
export type PrepareScore = (context: OodContext) => Chunked<Scorer>;

/** A score that is a function of one row at a time. */
export function* rowScores(
  n: number,
  score: (row: number) => number,
): Chunked<Float64Array> {
  const scores = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    scores[i] = score(i);
    if (i % ROWS_PER_CHUNK === ROWS_PER_CHUNK - 1) yield i + 1;
  }
  return scores;
}

/** Rows scored between two yields: 32 distances to 10 means in 576 whitened columns take about a millisecond. */
const ROWS_PER_CHUNK = 32;
