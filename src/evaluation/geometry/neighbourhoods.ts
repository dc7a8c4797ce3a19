import type { NeighbourAgreement } from "../../protocol/measures.ts";
import { dotProducts } from "../../tensor/dotProducts.ts";
import { type Rng, shuffledIndices } from "../../tensor/rng.ts";
import type { Chunked } from "../chunks.ts";
import { NearestK } from "../nearestK.ts";
import type { UnitRows } from "../rows.ts";

/** Rows handled between two yields; see knn.ts. */
const ROWS_PER_CHUNK = 16;

export type NeighbourhoodOptions = {
  /** Neighbours, 1 <= k < n / 2. */
  k: number;
  /** Shuffles behind the null; 2 or more. */
  permutations: number;
  /** Draws the shuffles. */
  rng: Rng;
};

/**
 * Do images keep their neighbours? All by cosine, an image is not its own neighbour, of equal cosines the lower index is nearer.
 *
 *     mutual kNN      = mean_i |N_k(i) and T_k(i)| / k                              N: this space, T: the teacher's
 *     trustworthiness = 1 - 2 / (n k (2n - 3k - 1)) sum_i sum_{j in N_k(i)} max(0, rank_T(i, j) - k)
 *     continuity      = the same with N and T exchanged
 *
 * The null is mutual kNN with the images of one space shuffled: its mean is k / (n - 1) by chance, and what exceeds it is agreement.
 *
 * Source: mutual kNN: Huh et al. 2024 (arXiv 2405.07987), metrics.py; its null: Groeger et al. 2026 (arXiv 2602.14486);
 * trustworthiness: Venna and Kaski 2001, as in scikit-learn.
 *
 * @param rows [n, d] of the space in question.
 * @param teacher [n, dTeacher], the same images in the same order.
 * @throws {RangeError} If the two differ in n, k is not an integer from 1 to below n / 2, or there are fewer than 2 permutations.
 */
export function* neighbourAgreement(
  rows: UnitRows,
  teacher: UnitRows,
  { k, permutations, rng }: NeighbourhoodOptions,
): Chunked<NeighbourAgreement> {
  const { n } = rows;
  if (teacher.n !== n) {
    throw new RangeError(
      `neighbourAgreement: both spaces must have the same images, got ${n} and ${teacher.n}`,
    );
  }
  if (!(Number.isInteger(k) && k >= 1 && 2 * k < n)) {
    throw new RangeError(
      `neighbourAgreement: 'k' must be an integer from 1 to below half of ${n} images, got ${k}`,
    );
  }
  if (!(permutations >= 2)) {
    throw new RangeError(
      `neighbourAgreement: 'permutations' must be at least 2, got ${permutations}`,
    );
  }
  const own = new Uint32Array(n * k);
  const known = new Uint32Array(n * k);
  let [untrue, lost] = [0, 0];
  const all = { start: 0, count: n };
  const cosines = new Float32Array(ROWS_PER_CHUNK * n);
  const teacherCosines = new Float32Array(ROWS_PER_CHUNK * n);
  const nearest = new NearestK(k);
  for (let start = 0; start < n; start += ROWS_PER_CHUNK) {
    const count = Math.min(ROWS_PER_CHUNK, n - start);
    dotProducts(rows, { start, count }, rows, all, cosines);
    dotProducts(teacher, { start, count }, teacher, all, teacherCosines);
    for (let i = 0; i < count; i++) {
      const self = start + i;
      const row = cosines.subarray(i * n, (i + 1) * n);
      const teacherRow = teacherCosines.subarray(i * n, (i + 1) * n);
      row[self] = teacherRow[self] = -Infinity;
      nearest.read(row, 0, n);
      own.set(nearest.indices, self * k);
      untrue += rankExcess(teacherRow, nearest.indices);
      nearest.read(teacherRow, 0, n);
      known.set(nearest.indices, self * k);
      lost += rankExcess(row, nearest.indices);
    }
    yield start + count;
  }
  const shares = new Float64Array(permutations);
  for (let p = 0; p < permutations; p++) {
    shares[p] = sharedNeighbours(own, known, k, shuffledIndices(n, rng));
    yield n;
  }
  const nullMean = shares.reduce((sum, x) => sum + x, 0) / permutations;
  const squares = shares.reduce((sum, x) => sum + (x - nullMean) ** 2, 0);
  const identity = Uint32Array.from({ length: n }, (_, i) => i);
  const worst = (n * k * (2 * n - 3 * k - 1)) / 2;
  return {
    k,
    mutualKnn: sharedNeighbours(own, known, k, identity),
    nullMean,
    nullDeviation: Math.sqrt(squares / (permutations - 1)),
    trustworthiness: 1 - untrue / worst,
    continuity: 1 - lost / worst,
    n,
  };
}

/** Sum over `members` of how far their rank in `cosines` lies past their number; the nearest has rank 1. */
function rankExcess(cosines: Float32Array, members: Int32Array): number {
  let excess = 0;
  for (const j of members) {
    const cosine = cosines[j]!;
    let rank = 1;
    for (let l = 0; l < cosines.length; l++) {
      if (cosines[l]! > cosine || (cosines[l]! === cosine && l < j)) rank++;
    }
    excess += Math.max(0, rank - members.length);
  }
  return excess;
}

/** Mean share of neighbours in common when image i of the first space is image order[i] of the second. */
function sharedNeighbours(
  own: Uint32Array,
  known: Uint32Array,
  k: number,
  order: Uint32Array,
): number {
  const n = order.length;
  const markedFor = new Uint32Array(n); // i + 1 where the image is a neighbour of image i
  let shared = 0;
  for (let i = 0; i < n; i++) {
    const to = order[i]! * k;
    for (let j = 0; j < k; j++) markedFor[known[to + j]!] = i + 1;
    for (let j = 0; j < k; j++) {
      if (markedFor[order[own[i * k + j]!]!] === i + 1) shared++;
    }
  }
  return shared / (n * k);
}
