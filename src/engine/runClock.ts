/** Steps over which the speed is averaged. */
const SPEED_WINDOW = 10;

/** What a saved run brings along; `firstLossMs` is NaN before there was a loss. */
export type RunTimes = Record<
  "trainingMs" | "elapsedMs" | "firstLossMs",
  number
>;

const NO_TIMES: RunTimes = { trainingMs: 0, elapsedMs: 0, firstLossMs: NaN };

/**
 * The times of one run, in milliseconds; pauses do not count.
 *
 * @param earlier Of the same run, before it was saved.
 * @param now Milliseconds since any moment.
 */
export function createRunClock(
  earlier: RunTimes = NO_TIMES,
  now: () => number = () => performance.now(),
) {
  let startedAt: number | null = null;
  let stoppedAt: number | null = null;
  let pausedMs = 0;
  let { trainingMs, firstLossMs } = earlier;
  let recentMs: number[] = [];

  const elapsedMs = () =>
    earlier.elapsedMs +
    (startedAt === null ? 0 : (stoppedAt ?? now()) - startedAt - pausedMs);

  return {
    elapsedMs,
    /** Starts, or goes on after a stop. */
    start(): void {
      if (startedAt === null) startedAt = now();
      else if (stoppedAt !== null) pausedMs += now() - stoppedAt;
      stoppedAt = null;
      recentMs = [];
    },
    stop(): void {
      if (startedAt !== null) stoppedAt ??= now();
    },
    /** Counts the time one step took. */
    addStep(ms: number): void {
      trainingMs += ms;
      recentMs = [...recentMs, ms].slice(-SPEED_WINDOW);
    },
    /** Notes when the first loss was there; later calls change nothing. */
    noteFirstLoss(): void {
      if (Number.isNaN(firstLossMs)) firstLossMs = elapsedMs();
    },
    times: (): RunTimes => ({
      ...{ trainingMs, firstLossMs },
      elapsedMs: elapsedMs(),
    }),
    trainingMs: () => trainingMs,
    /** NaN before there was a loss. */
    firstLossMs: () => firstLossMs,
    /** Over the last steps; 0 before the first. */
    stepsPerSecond(): number {
      const sum = recentMs.reduce((total, ms) => total + ms, 0);
      return sum > 0 ? (1000 * recentMs.length) / sum : 0;
    },
  };
}
