import type { StepMetrics } from "../protocol/results.ts";

/** Ten messages a second look continuous, and leave the page its time. */
const INTERVAL_MS = 100;

/** Gathers the metrics of steps and hands them on at most ten times a second. */
export function createReporter(
  post: (steps: StepMetrics[]) => void,
  now: () => number = () => performance.now(),
) {
  let waiting: StepMetrics[] = [];
  let last = -Infinity;

  function flush(): void {
    if (waiting.length === 0) return;
    post(waiting);
    waiting = [];
    last = now();
  }

  return {
    add(steps: readonly StepMetrics[]): void {
      waiting.push(...steps);
      if (now() - last >= INTERVAL_MS) flush();
    },
    /** Hands on what is waiting: at a pause, and at the end. */
    flush,
  };
}
