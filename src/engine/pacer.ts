export type Pacer = {
  /** Steps a second at most; null: as fast as they come. Takes effect at once. */
  set(stepsPerSecond: number | null): void;
  /** Whether there is a limit. */
  readonly isSlow: boolean;
  /** Waits until the next step is due, or until `isOver` holds after a `wake`. */
  due(isOver: () => boolean): Promise<void>;
  /** Ends a wait, so that `isOver` is asked again. */
  wake(): void;
};

export type PacerClock = {
  now: () => number;
  /** Calls back after `ms`; returns the way to call it off. */
  after: (ms: number, done: () => void) => () => void;
};

const REAL_CLOCK: PacerClock = {
  now: () => performance.now(),
  after(ms, done) {
    const timer = setTimeout(done, ms);
    return () => clearTimeout(timer);
  },
};

/** Slow motion: keeps the beginnings of steps apart. A step that takes longer is not made up for. */
export function createPacer({ now, after }: PacerClock = REAL_CLOCK): Pacer {
  let rate: number | null = null;
  let startedAt = -Infinity;
  let wake: () => void = () => {};

  return {
    set(stepsPerSecond) {
      rate = stepsPerSecond;
      wake();
    },
    get isSlow() {
      return rate !== null;
    },
    async due(isOver) {
      while (rate !== null && !isOver()) {
        const waitMs = startedAt + 1000 / rate - now();
        if (waitMs <= 0) break;
        await new Promise<void>((resolve) => {
          const cancel = after(waitMs, resolve);
          wake = () => {
            cancel();
            resolve();
          };
        });
        wake = () => {};
      }
      startedAt = now();
    },
    wake: () => wake(),
  };
}
