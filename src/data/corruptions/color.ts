/** Corruptions of light and colour. Constants: CIFAR-10-C, make_cifar_c.py of hendrycks/robustness. */
import { type Pixels, withSettings } from "./corruption.ts";

/** Value (of hue, saturation, value) raised by this. */
export const brightness = withSettings(
  [0.05, 0.1, 0.15, 0.2, 0.3],
  (pixels, rise) =>
    eachColor(pixels, ([hue, saturation, value]) => [
      hue,
      saturation,
      clip(value + rise),
    ]),
);

/** Distance from each channel's mean over the image, scaled by this. */
export const contrast = withSettings(
  [0.75, 0.5, 0.4, 0.3, 0.15],
  (pixels, factor) => {
    const means = [0, 0, 0];
    pixels.forEach((x, i) => (means[i % 3]! += (3 * x) / pixels.length));
    return pixels.map((x, i) => means[i % 3]! + (x - means[i % 3]!) * factor);
  },
);

/** Saturation times a factor plus an offset: paler at severities 1 and 2, stronger from 3 on. */
export const saturate = withSettings(
  [
    { factor: 0.3, offset: 0 },
    { factor: 0.1, offset: 0 },
    { factor: 1.5, offset: 0 },
    { factor: 2, offset: 0.1 },
    { factor: 2.5, offset: 0.2 },
  ],
  (pixels, { factor, offset }) =>
    eachColor(pixels, ([hue, saturation, value]) => [
      hue,
      clip(saturation * factor + offset),
      value,
    ]),
);

/** Hue, saturation and value, each 0 to 1. */
type Hsv = readonly [number, number, number];

function eachColor(pixels: Pixels, change: (color: Hsv) => Hsv): Pixels {
  const out = new Float64Array(pixels.length);
  for (let i = 0; i < pixels.length; i += 3) {
    out.set(
      toRgb(change(toHsv(pixels[i]!, pixels[i + 1]!, pixels[i + 2]!))),
      i,
    );
  }
  return out;
}

/** Grey has hue 0 and saturation 0. */
export function toHsv(red: number, green: number, blue: number): Hsv {
  const value = Math.max(red, green, blue);
  const spread = value - Math.min(red, green, blue);
  if (spread === 0) return [0, 0, value];
  let sixth: number;
  if (value === red) sixth = (green - blue) / spread;
  else if (value === green) sixth = 2 + (blue - red) / spread;
  else sixth = 4 + (red - green) / spread;
  return [(sixth / 6 + 1) % 1, spread / value, value];
}

export function toRgb([hue, saturation, value]: Hsv): [number, number, number] {
  const channel = (shift: number) => {
    const sixth = (shift + hue * 6) % 6;
    const share = Math.max(0, Math.min(sixth, 4 - sixth, 1));
    return value - value * saturation * share;
  };
  return [channel(5), channel(3), channel(1)];
}

const clip = (x: number) => Math.min(1, Math.max(0, x));
