import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createChartClock } from "./chartClock.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("ticks at most once in an interval, however often it is asked", () => {
  const tick = vi.fn();
  const clock = createChartClock({
    tick,
    intervalMs: () => 250,
    isHidden: () => false,
  });
  for (let ms = 0; ms < 2000; ms += 20) {
    clock.request();
    vi.advanceTimersByTime(20);
  }
  expect(tick.mock.calls.length).toBeGreaterThanOrEqual(7);
  expect(tick.mock.calls.length).toBeLessThanOrEqual(9);
});

test("ticks at once when flushed, and not again for the same request", () => {
  const tick = vi.fn();
  const clock = createChartClock({
    tick,
    intervalMs: () => 250,
    isHidden: () => false,
  });
  clock.request();
  clock.flush();
  expect(tick).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1000);
  expect(tick).toHaveBeenCalledTimes(1);
});

test("rests while the page is hidden and makes up for it when shown", () => {
  const tick = vi.fn();
  let isHidden = true;
  const clock = createChartClock({
    tick,
    intervalMs: () => 250,
    isHidden: () => isHidden,
  });
  clock.request();
  clock.flush();
  vi.advanceTimersByTime(5000);
  expect(tick).not.toHaveBeenCalled();
  isHidden = false;
  clock.shown();
  expect(tick).toHaveBeenCalledTimes(1);
  clock.shown();
  expect(tick).toHaveBeenCalledTimes(1);
});
