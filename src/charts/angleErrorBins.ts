/** Histogram of signed angle errors on an axis that is the same to both sides of zero. */

const BINS = 48;
/** Ends that the axis may have, in degrees; it changes seldom while a run goes on. */
const REACHES = [15, 30, 60, 90, 180];
/** Share of the errors that may lie beyond the ends, where they count in the outermost bins. */
const BEYOND = 0.01;

export type ErrorAxis = {
  /** In degrees: the axis goes from -reach to reach. */
  reach: number;
  /** [BINS + 1], rising. */
  edges: readonly number[];
};

/** The shortest axis that holds 99 % of every list. */
export function errorAxis(lists: readonly Float64Array[]): ErrorAxis {
  const holds = (reach: number) =>
    lists.every((errors) => {
      let beyond = 0;
      for (const error of errors) if (Math.abs(error) > reach) beyond++;
      return beyond <= BEYOND * errors.length;
    });
  const reach = REACHES.find(holds) ?? 180;
  const edges = Array.from(
    { length: BINS + 1 },
    (_, i) => reach * ((2 * i) / BINS - 1),
  );
  return { reach, edges };
}

/** [BINS], share of the errors in each bin; those beyond the ends count in the outermost. Sums to 1, or to 0 without errors. */
export function errorShares(
  errors: Float64Array,
  { reach }: ErrorAxis,
): number[] {
  const shares = new Array<number>(BINS).fill(0);
  for (const error of errors) {
    if (Number.isNaN(error)) continue;
    const place = Math.floor(((error + reach) / (2 * reach)) * BINS);
    shares[Math.max(0, Math.min(BINS - 1, place))]! += 1 / errors.length;
  }
  return shares;
}
