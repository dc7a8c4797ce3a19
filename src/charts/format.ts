/** Numbers as people read them: fixed digits, so that a streaming value keeps its width; a true minus sign; an en dash for "no value yet". */
import { figure as t } from "../texts/en/figure.ts";

const NO_VALUE = "–";
/** Keeps a number and its unit on one line. */
const NBSP = "\u00a0";

function withMinus(text: string): string {
  return text.replace("-", "−");
}

function spoken(value: number): string | null {
  if (Number.isNaN(value)) return t.notANumber;
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  return null;
}

/** A loss in about four significant digits: 12.35, 1.235, 0.1235, 1.2e-5. */
export function formatLoss(value: number | null): string {
  if (value === null) return NO_VALUE;
  const odd = spoken(value);
  if (odd) return odd;
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 1e5)) {
    return withMinus(value.toExponential(1));
  }
  const decimals = size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
  return withMinus(value.toFixed(decimals));
}

/** A tick of a loss axis, without padding zeros: 0.05, 1, 20, 1e-5. */
export function formatTick(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 1e5)) {
    return withMinus(value.toExponential(0));
  }
  return withMinus(String(Number(value.toPrecision(6))));
}

/** A fraction in 0 to 1 as a percentage. */
export function formatPercent(fraction: number | null, decimals = 1): string {
  if (fraction === null) return NO_VALUE;
  return (
    spoken(fraction) ??
    `${withMinus((fraction * 100).toFixed(decimals))}${NBSP}%`
  );
}

/** A space as wide as a digit. */
const FIGURE_SPACE = "\u2007";

/**
 * A number for a right-aligned column that changes while it is looked at: filled up on the left, so that a digit less does not move the others.
 *
 * @param length Characters of the usual number.
 */
export function inColumn(text: string, length: number): string {
  return text === NO_VALUE ? text : text.padStart(length, FIGURE_SPACE);
}

/** A measure between -1 and 1 (cosine, correlation, AUROC) with three decimals. */
export function formatUnit(value: number | null): string {
  if (value === null) return NO_VALUE;
  return spoken(value) ?? withMinus(value.toFixed(3));
}

/** An angle in degrees. */
export function formatDegrees(degrees: number | null): string {
  if (degrees === null) return NO_VALUE;
  return spoken(degrees) ?? `${withMinus(degrees.toFixed(1))}°`;
}

/** A length of time given in milliseconds: 0.4 s, 12 s, 2 min 05 s, 1 h 03 min. */
export function formatDuration(ms: number | null): string {
  if (ms === null) return NO_VALUE;
  const odd = spoken(ms);
  if (odd) return odd;
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)}${NBSP}s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}${NBSP}s`;
  const two = (count: number) => String(count).padStart(2, "0");
  if (whole < 3600) {
    return `${Math.floor(whole / 60)}${NBSP}min ${two(whole % 60)}${NBSP}s`;
  }
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)}${NBSP}h ${two(minutes % 60)}${NBSP}min`;
}

const GROUPED = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** A count with thousands grouped: 12,345. */
export function formatCount(count: number | null): string {
  if (count === null) return NO_VALUE;
  return spoken(count) ?? withMinus(GROUPED.format(count));
}

/** A number of bytes in decimal units: 640 B, 2.7 MB. */
export function formatBytes(bytes: number | null): string {
  if (bytes === null) return NO_VALUE;
  const odd = spoken(bytes);
  if (odd) return odd;
  const units = ["B", "kB", "MB", "GB"] as const;
  let size = bytes;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  const decimals = unit > 0 && size < 99.5 ? 1 : 0;
  return `${size.toFixed(decimals)}${NBSP}${units[unit]}`;
}

/** Angle between two vectors of that cosine, in degrees; rounding past ±1 is forgiven. */
export function cosineToDegrees(cosine: number): number {
  return (Math.acos(Math.max(-1, Math.min(1, cosine))) * 180) / Math.PI;
}
