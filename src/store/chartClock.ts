/** Decides when the page looks at the run: often enough to seem live, seldom enough to leave the thread free. */

/** Four pictures a second while running: at ten, three Recharts panels fill a slow core. */
export const CHART_INTERVAL_MS = 250;
/** For visitors who prefer reduced motion. */
export const CALM_INTERVAL_MS = 1000;

export type ChartClock = {
  /** Something changed: `tick` follows within one interval, unless the page is hidden. */
  request(): void;
  /** `tick` now, whatever the interval, unless the page is hidden. */
  flush(): void;
  /** To be called when the page is shown again; makes up for what was asked for meanwhile. */
  shown(): void;
};

export type ChartClockOptions = {
  tick: () => void;
  intervalMs: () => number;
  isHidden: () => boolean;
};

export function createChartClock(options: ChartClockOptions): ChartClock {
  const { tick, intervalMs, isHidden } = options;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let lastTickMs = -Infinity;
  let isDue = false;

  function run(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    isDue = isHidden();
    if (isDue) return;
    lastTickMs = performance.now();
    tick();
  }

  return {
    request() {
      isDue = true;
      if (timer !== null || isHidden()) return;
      const waitMs = lastTickMs + intervalMs() - performance.now();
      timer = setTimeout(run, Math.max(0, waitMs));
    },
    flush: run,
    shown() {
      if (isDue) run();
    },
  };
}
