/**
 * Puts items in a row so that those alike stand together: average-linkage clustering, its tree read from one end to the other.
 *
 * Starting with every item alone, the two clusters with the highest mean cosine between them are joined until one is left. Each cluster is kept as
 * a row; of the four ways to join two rows end to end, the one with the most alike ends is taken.
 *
 * Source: average linkage (UPGMA), Sokal and Michener 1958; turning of the branches: Gruvaeus and Wainer 1972.
 *
 * @param cosines [n, n], symmetric, row major.
 * @returns [n], the items in the order of the row; of equals the lower index is joined first.
 * @throws {RangeError} If `cosines` does not hold n x n numbers.
 */
export function similarityOrder(cosines: Float32Array, n: number): Uint16Array {
  if (cosines.length !== n * n) {
    throw new RangeError(
      `similarityOrder: 'cosines' must hold ${n} x ${n} numbers, got ${cosines.length}`,
    );
  }
  const rows = Array.from({ length: n }, (_, i): number[] | null => [i]);
  const mean = Float64Array.from(cosines);
  for (let joins = 1; joins < n; joins++) {
    const [a, b] = likestClusters(rows, mean, n);
    const left = rows[a]!;
    const right = rows[b]!;
    for (let other = 0; other < n; other++) {
      const joined =
        (left.length * mean[a * n + other]! +
          right.length * mean[b * n + other]!) /
        (left.length + right.length);
      mean[a * n + other] = mean[other * n + a] = joined;
    }
    rows[a] = joinedRow(left, right, cosines, n);
    rows[b] = null;
  }
  return Uint16Array.from(rows[0] ?? []);
}

function likestClusters(
  rows: readonly (readonly number[] | null)[],
  mean: Float64Array,
  n: number,
): [number, number] {
  let [first, second, highest] = [-1, -1, -Infinity];
  for (let a = 0; a < n; a++) {
    if (!rows[a]) continue;
    for (let b = a + 1; b < n; b++) {
      // Cosines that are no numbers count as the least alike, so that there is always a pair.
      const between = mean[a * n + b]!;
      if (!rows[b] || (first >= 0 && !(between > highest))) continue;
      [first, second] = [a, b];
      highest = Number.isNaN(between) ? -Infinity : between;
    }
  }
  return [first, second];
}

function joinedRow(
  left: readonly number[],
  right: readonly number[],
  cosines: Float32Array,
  n: number,
): number[] {
  const between = (a: number | undefined, b: number | undefined) =>
    cosines[(a ?? 0) * n + (b ?? 0)]!;
  const choices = [
    { ends: between(left.at(-1), right[0]), row: [left, right] },
    { ends: between(left.at(-1), right.at(-1)), row: [left, reversed(right)] },
    { ends: between(left[0], right[0]), row: [reversed(left), right] },
    {
      ends: between(left[0], right.at(-1)),
      row: [reversed(left), reversed(right)],
    },
  ];
  const best = choices.reduce((a, b) => (b.ends > a.ends ? b : a));
  return best.row.flat();
}

const reversed = (row: readonly number[]) => [...row].reverse();
