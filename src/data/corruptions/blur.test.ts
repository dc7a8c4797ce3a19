import { expect, test } from "vitest";
import {
  defocusBlur,
  gaussianBlur,
  glassBlur,
  motionBlur,
  zoomBlur,
} from "./blur.ts";
import { paint } from "./corruption.ts";
import {
  corrupting,
  distance,
  dot,
  flat,
  valueAt,
  waves,
} from "./pictures.fixture.ts";

const blurredBy = corrupting("blur");

const ALL = [gaussianBlur, defocusBlur, glassBlur, motionBlur, zoomBlur];

test("a flat image stays flat under every blur and severity", () => {
  for (const corruption of ALL) {
    for (const severity of [1, 2, 3, 4, 5]) {
      const out = blurredBy(corruption, flat(0.6), severity);
      expect(distance(out, flat(0.6))).toBeLessThan(1e-12);
    }
  }
});

// scipy.ndimage.gaussian_filter(..., mode="nearest") of SciPy 1.10.1: rows 3 and 0, columns 4 and 0, channels 1 and 2; distance to the picture.
test.each([
  [1, 0.9267119333033186, 0.04380299695890068, 0.002820246629582556],
  [2, 0.917575075986492, 0.03455113877826387, 0.012075895567704394],
  [3, 0.9129173362546251, 0.03182885588621046, 0.0164443963359222],
  [4, 0.9078068951211484, 0.030372068987722114, 0.02098154456166932],
  [5, 0.8957819760023902, 0.030345424575341926, 0.031151474119209207],
])(
  "Gaussian blur at severity %i is SciPy's",
  (severity, inside, corner, apart) => {
    const out = blurredBy(gaussianBlur, waves(), severity);
    expect(valueAt(out, 3, 4, 1)).toBeCloseTo(inside, 10);
    expect(valueAt(out, 0, 0, 2)).toBeCloseTo(corner, 10);
    expect(distance(out, waves())).toBeCloseTo(apart, 10);
  },
);

test("out of focus, a point becomes the disc", () => {
  const plus = blurredBy(defocusBlur, dot(), 4); // radius 1: five pixels
  const square = blurredBy(defocusBlur, dot(), 5); // radius 1.5: nine
  for (let y = 13; y < 20; y++) {
    for (let x = 13; x < 20; x++) {
      const [dy, dx] = [Math.abs(y - 16), Math.abs(x - 16)];
      expect(valueAt(plus, y, x)).toBeCloseTo(dy + dx <= 1 ? 1 / 5 : 0, 4);
      expect(valueAt(square, y, x)).toBeCloseTo(
        Math.max(dy, dx) <= 1 ? 1 / 9 : 0,
        4,
      );
    }
  }
  // Radius 0.3 is one pixel, softened by exp(-t^2 / 0.32) in a window of three.
  const side = Math.exp(-1 / 0.32);
  const soft = blurredBy(defocusBlur, dot(), 1);
  expect(valueAt(soft, 16, 16)).toBeCloseTo(1 / (1 + 2 * side) ** 2, 10);
  expect(valueAt(soft, 15, 17)).toBeCloseTo((side / (1 + 2 * side)) ** 2, 10);
});

test("glass of severity 1 gives every pixel the colour of one at most a step up and to the left", () => {
  const place = (y: number, x: number) => (y * 32 + x) / 1024;
  const out = blurredBy(glassBlur, paint(place), 1);
  const counts = new Map<number, number>();
  for (let y = 0; y < 32; y++) {
    for (let x = 0; x < 32; x++) {
      const step = Math.round(1024 * (place(y, x) - valueAt(out, y, x)));
      expect([0, 1, 32, 33]).toContain(step);
      if (Math.min(y, x) < 2) expect(step).toBe(0);
      else counts.set(step, (counts.get(step) ?? 0) + 1);
    }
  }
  // 900 pixels, four places of equal chance.
  for (const count of counts.values()) {
    expect(Math.abs(count - 225)).toBeLessThan(4 * 13);
  }
  expect(counts.size).toBe(4);
  expect(blurredBy(glassBlur, paint(place), 1, 2)).not.toEqual(out);
});

test("motion trails a point along one direction, with the weights of half a Gaussian", () => {
  for (let seed = 0; seed < 20; seed++) {
    const out = blurredBy(motionBlur, dot(), 2, seed);
    const total = Array.from({ length: 13 }, (_, i) =>
      Math.exp(-(i ** 2) / 4.5),
    ).reduce((a, b) => a + b);
    expect(valueAt(out, 16, 16)).toBeCloseTo(1 / total, 10);
    let [sum, right] = [0, 0];
    for (let y = 0; y < 32; y++) {
      for (let x = 0; x < 32; x++) {
        sum += valueAt(out, y, x);
        if (x > 16) right += valueAt(out, y, x);
        // Within 45 degrees of horizontal, give or take a rounding to whole pixels.
        if (valueAt(out, y, x) > 1e-9) {
          expect(Math.abs(y - 16)).toBeLessThanOrEqual(16 - x + 0.5);
        }
      }
    }
    expect(sum).toBeCloseTo(1, 10);
    expect(right).toBe(0);
  }
});

test("zoom keeps the centre, but for the whole pixels it cuts at, and takes a ramp's slope times the mean of its factors", () => {
  const ramp = paint((_y, x) => (x - 15.5) / 40 + 0.5);
  const out = blurredBy(zoomBlur, ramp, 5);
  const middle = (valueAt(out, 9, 15) + valueAt(out, 9, 16)) / 2;
  expect(Math.abs(middle - 0.5)).toBeLessThan(1 / 40);
  const slope = (valueAt(out, 9, 26) - valueAt(out, 9, 5)) / 21;
  const factors = [
    1,
    ...Array.from({ length: 26 }, (_, i) => 1 / (1 + i / 100)),
  ];
  const mean = factors.reduce((a, b) => a + b) / factors.length;
  expect((slope * 40) / mean).toBeGreaterThan(0.97);
  expect((slope * 40) / mean).toBeLessThan(1.03);
});
