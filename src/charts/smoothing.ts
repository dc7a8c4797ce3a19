/**
 * Exponential moving average over steps, beginning at the first value.
 *
 *     m_i = w m_{i-1} + (1 - w) x_i,   w = smoothing^((step_i - step_{i-1}) / stepUnit)
 *
 * Weighting by steps and not by rows keeps a curve in place when its rows are thinned. 0 changes nothing. Values that
 * are not finite come back as null and leave the mean as it was.
 *
 * @param steps [n], ascending.
 * @param values [n].
 * @param smoothing 0 (none) to below 1.
 * @param stepUnit Steps over which the mean keeps the share `smoothing` of its past; > 0.
 * @throws {RangeError} If `smoothing` or `stepUnit` is out of range.
 */
export function smoothed(
  steps: readonly number[],
  values: readonly number[],
  smoothing: number,
  stepUnit: number,
): (number | null)[] {
  if (!(smoothing >= 0 && smoothing < 1)) {
    throw new RangeError(
      `smoothed: 'smoothing' must lie in 0 to below 1, got ${smoothing}`,
    );
  }
  if (!(stepUnit > 0)) {
    throw new RangeError(`smoothed: 'stepUnit' must be > 0, got ${stepUnit}`);
  }
  let mean = 0;
  let before: number | null = null;
  return values.map((value, i) => {
    if (!Number.isFinite(value)) return null;
    const step = steps[i] ?? 0;
    const kept: number =
      before === null ? 0 : smoothing ** ((step - before) / stepUnit);
    before = step;
    mean = kept * mean + (1 - kept) * value;
    return mean;
  });
}
