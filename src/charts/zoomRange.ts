/** Fewer steps than this are not worth an axis. */
const LEAST_SPAN = 4;

/**
 * A range of steps made narrower (factor below 1) or wider around a step, in whole steps and within 0 to `high`.
 *
 * @param around The step to keep in place; null for the middle.
 * @returns The range, or null when it covers everything.
 */
export function zoomedBy(
  [from, to]: readonly [number, number],
  factor: number,
  around: number | null,
  high: number,
): [number, number] | null {
  const centre =
    around !== null && around >= from && around <= to
      ? around
      : (from + to) / 2;
  const span = Math.max(LEAST_SPAN, (to - from) * factor);
  if (span >= high) return null;
  const share = to > from ? (centre - from) / (to - from) : 0.5;
  const start = Math.max(0, Math.min(high - span, centre - share * span));
  return [Math.floor(start), Math.min(high, Math.ceil(start + span))];
}
