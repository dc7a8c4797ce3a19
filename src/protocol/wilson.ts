/** Quantile of the normal distribution that leaves 2.5 % on either side. */
const Z = 1.959964;

/**
 * Where a share may lie, with 95 % confidence, when `share` of `n` independent images were counted: Wilson's score interval.
 *
 * Source: E. B. Wilson 1927, Journal of the American Statistical Association 22.
 *
 * @param share 0 to 1.
 * @param n At least 1.
 */
export function wilsonInterval(
  share: number,
  n: number,
): { low: number; high: number } {
  const z2 = Z * Z;
  const middle = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half =
    (Z / (1 + z2 / n)) *
    Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
