/** At most `count` of the indices below n, evenly spaced, so that a batch sorted by class shows every class. */
export function spreadIndices(n: number, count: number): number[] {
  const shown = Math.min(n, count);
  return Array.from({ length: shown }, (_, i) => Math.floor((i * n) / shown));
}
