/** One query's nearest rows of a bank, by position: what `knnClassify` counts, for those who want to see it. */
import { dotProducts } from "../tensor/dotProducts.ts";
import { NearestK } from "./nearestK.ts";
import { type Rows, type UnitRows, unitRowsOf } from "./rows.ts";

export type NearRow = { index: number; cosine: number };

/**
 * The k rows of the bank with the largest cosine to the query, in falling order; of equals the earlier one first.
 *
 * @param query One row.
 * @throws {RangeError} If there is not exactly one query, or k is not 1 to the size of the bank.
 */
export function nearestRows(query: Rows, bank: UnitRows, k: number): NearRow[] {
  if (query.n !== 1) {
    throw new RangeError(
      `nearestRows: 'query' must be one row, got ${query.n}`,
    );
  }
  if (!(Number.isInteger(k) && k >= 1 && k <= bank.n)) {
    throw new RangeError(
      `nearestRows: 'k' must be an integer from 1 to the bank's ${bank.n}, got ${k}`,
    );
  }
  const cosines = new Float32Array(bank.n);
  const [one, all] = [1, bank.n].map((count) => ({ start: 0, count }));
  dotProducts(unitRowsOf(query), one!, bank, all!, cosines);
  const nearest = new NearestK(k);
  nearest.read(cosines, 0, bank.n);
  return Array.from(nearest.indices, (index, place) => ({
    index,
    cosine: nearest.cosines[place]!,
  }));
}

/**
 * Shares of the neighbours' votes: class c has `sum over neighbours of c of exp(cosine / temperature)`, over the sum of all.
 *
 * @returns [classes]
 */
export function voteShares(
  neighbours: readonly NearRow[],
  labels: ArrayLike<number>,
  temperature: number,
  classes: number,
): Float32Array {
  // Relative to the nearest, so that no temperature overflows.
  const largest = neighbours[0]?.cosine ?? 0;
  const votes = new Float64Array(classes);
  let sum = 0;
  for (const { index, cosine } of neighbours) {
    const vote = Math.exp((cosine - largest) / temperature);
    votes[labels[index]!]! += vote;
    sum += vote;
  }
  return Float32Array.from(votes, (vote) => vote / sum);
}
