/** Axes that do not jump: domains end on round numbers and change only when the data leave them. */
import { ticks } from "d3-array";

export type AxisScale = {
  type: "linear" | "log";
  domain: readonly [low: number, high: number];
  ticks: readonly number[];
};

/** 1, 2, 5, 10, 20, ...: the largest at or below `value`, or the smallest at or above it. */
function roundNumber(value: number, direction: "down" | "up"): number {
  const decade = Math.floor(Math.log10(value));
  const leads = [1, 2, 5, 10].map((lead) => lead * 10 ** decade);
  // Rounding may leave 0.30000000000000004 where 0.3 was meant; a relative slack forgives it.
  const found =
    direction === "up"
      ? leads.find((lead) => lead >= value * (1 - 1e-9))
      : leads.findLast((lead) => lead <= value * (1 + 1e-9));
  return Number((found ?? value).toPrecision(12));
}

/**
 * Axis for values at or above zero, from zero to the next of 1, 1.5, 2, 3, 4, 5, 6, 8 times a power of ten.
 * Without a positive value: 0 to `emptyHigh`.
 */
export function linearScale(
  values: Iterable<number>,
  tickCount = 4,
  emptyHigh = 1,
): AxisScale {
  let largest = 0;
  for (const value of values) {
    if (Number.isFinite(value)) largest = Math.max(largest, value);
  }
  if (largest <= 0) largest = emptyHigh;
  const decade = 10 ** Math.floor(Math.log10(largest));
  const lead =
    [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find(
      (lead) => lead * decade >= largest * (1 - 1e-9),
    ) ?? 10;
  const high = Number((lead * decade).toPrecision(12));
  return {
    type: "linear",
    domain: [0, high],
    ticks: ticks(0, high, tickCount),
  };
}

/** Axis for positive values, between round numbers (1, 2, 5) that enclose them. Without a positive value: 0.1 to 1. */
export function logScale(values: Iterable<number>): AxisScale {
  let smallest = Infinity;
  let largest = 0;
  for (const value of values) {
    if (!Number.isFinite(value) || value <= 0) continue;
    smallest = Math.min(smallest, value);
    largest = Math.max(largest, value);
  }
  if (largest === 0) [smallest, largest] = [0.1, 1];
  const low = roundNumber(smallest, "down");
  let high = roundNumber(largest, "up");
  if (high === low) high = roundNumber(low * 1.5, "up");
  const decades = Math.log10(high / low);
  const leads = decades <= 2.2 ? [1, 2, 5] : [1];
  const marks: number[] = [];
  for (
    let exponent = Math.floor(Math.log10(low));
    10 ** exponent <= high;
    exponent++
  ) {
    if (decades > 5 && exponent % 2 !== 0) continue;
    for (const lead of leads) {
      const mark = Number((lead * 10 ** exponent).toPrecision(12));
      if (mark >= low && mark <= high) marks.push(mark);
    }
  }
  return { type: "log", domain: [low, high], ticks: marks };
}

/** Least distance between two ticks of a vertical axis, in pixels. */
const TICK_DISTANCE = 14;

/** The same axis with as many of its ticks as `length` pixels have room for; whole decades stay longest, then the ends. */
export function withFittingTicks(scale: AxisScale, length: number): AxisScale {
  const places = (ticks: readonly number[]) =>
    ticks.map((tick) => axisPlace(scale, tick) * length);
  const fits = (ticks: readonly number[]) =>
    places(ticks).every(
      (place, i, all) => i === 0 || place - (all[i - 1] ?? 0) >= TICK_DISTANCE,
    );
  const decades = scale.ticks.filter((tick) =>
    Number.isInteger(Number(Math.log10(tick).toFixed(9))),
  );
  const everyOther = scale.ticks.filter((_, i) => i % 2 === 0);
  const ends = [scale.ticks[0], scale.ticks.at(-1)].filter(
    (tick) => tick !== undefined,
  );
  const choices =
    scale.type === "log" && decades.length > 1
      ? [scale.ticks, decades, ends]
      : [scale.ticks, everyOther, ends];
  return { ...scale, ticks: choices.find(fits) ?? ends.slice(0, 1) };
}

/** Ticks of a step axis: whole numbers, about one for every 80 pixels. */
export function stepTicks(
  [from, to]: readonly [number, number],
  width: number,
): number[] {
  const count = Math.max(2, Math.floor(width / 80));
  return ticks(from, to, count).filter(Number.isInteger);
}

/** Where a value lies on its axis: 0 at the low end, 1 at the high end; NaN where the axis has no place for it. */
export function axisPlace({ type, domain }: AxisScale, value: number): number {
  const [low, high] = domain;
  if (type === "linear") return (value - low) / (high - low);
  if (!(value > 0)) return Number.NaN;
  return Math.log(value / low) / Math.log(high / low);
}
