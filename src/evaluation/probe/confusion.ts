/** Labels 0, 1, ... without gaps, and the class that each stood for: held-out classes leave gaps. */
export function compactLabels(labels: ArrayLike<number>): {
  labels: Int32Array;
  /** Class of each compact label, rising. */
  classes: number[];
} {
  const all = Array.from(labels);
  const classes = [...new Set(all)].sort((a, b) => a - b);
  const compact = new Map(classes.map((c, i) => [c, i]));
  return { labels: Int32Array.from(all, (c) => compact.get(c)!), classes };
}

export type Confusion = {
  /** [classes, classes]; row: true class, column: predicted class. */
  counts: Uint32Array;
  /** Share of all images on the diagonal. */
  accuracy: number;
  /** Share of each class on the diagonal; null for a class without images. */
  recall: (number | null)[];
};

/**
 * How often each class was taken for each.
 *
 * @throws {RangeError} If the two differ in length, are empty, or hold a class that is not 0 to classes - 1.
 */
export function confusionMatrix(
  predicted: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
): Confusion {
  const n = labels.length;
  if (n === 0 || predicted.length !== n) {
    throw new RangeError(
      `confusionMatrix: 'predicted' and 'labels' must have one length > 0, got ${predicted.length} and ${n}`,
    );
  }
  const isClass = (c: number) => Number.isInteger(c) && c >= 0 && c < classes;
  const counts = new Uint32Array(classes * classes);
  for (let i = 0; i < n; i++) {
    const [label, guess] = [labels[i]!, predicted[i]!];
    if (!isClass(label) || !isClass(guess)) {
      throw new RangeError(
        `confusionMatrix: classes must be integers below ${classes}, got ${guess} for ${label}`,
      );
    }
    counts[label * classes + guess]!++;
  }
  let hits = 0;
  const recall = Array.from({ length: classes }, (_, c) => {
    const row = counts.subarray(c * classes, (c + 1) * classes);
    const images = row.reduce((sum, count) => sum + count, 0);
    hits += row[c]!;
    return images > 0 ? row[c]! / images : null;
  });
  return { counts, accuracy: hits / n, recall };
}
