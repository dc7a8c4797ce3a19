import { expect, test } from "vitest";
import { seededRng } from "../../tensor/rng.ts";
import { brightness, contrast, saturate, toHsv, toRgb } from "./color.ts";
import { paint, type Corruption, type Pixels } from "./corruption.ts";
import { fog, plasma } from "./fog.ts";
import { distance, flat, waves } from "./pictures.fixture.ts";

const changed = (corruption: Corruption, pixels: Pixels, severity: number) =>
  corruption(pixels, severity - 1, {
    rng: seededRng(3, "colour"),
    isGrey: false,
  });

const RED = paint((_y, _x, c) => [0.8, 0.2, 0.2][c]!);

test("hue, saturation and value of known colours, there and back", () => {
  expect(toHsv(1, 0, 0)).toEqual([0, 1, 1]);
  expect(toHsv(0, 1, 0)[0]).toBeCloseTo(1 / 3, 12);
  expect(toHsv(0, 0, 0.5)[0]).toBeCloseTo(2 / 3, 12);
  expect(toHsv(0, 0, 0.5).slice(1)).toEqual([1, 0.5]);
  expect(toHsv(0.3, 0.3, 0.3)).toEqual([0, 0, 0.3]);
  const rng = seededRng(1, "colours");
  for (let i = 0; i < 200; i++) {
    const rgb = [rng.uniform(), rng.uniform(), rng.uniform()] as const;
    toRgb(toHsv(...rgb)).forEach((x, c) => expect(x).toBeCloseTo(rgb[c]!, 12));
  }
});

test("brightness raises the largest channel and keeps the others' ratio to it", () => {
  const out = changed(brightness, RED, 2);
  expect(out[0]).toBeCloseTo(0.9, 12);
  expect(out[1]).toBeCloseTo((0.2 / 0.8) * 0.9, 12);
  expect(changed(brightness, flat(0.9), 5)[0]).toBe(1);
});

test("contrast pulls every channel towards its own mean", () => {
  const picture = paint((y, _x, c) => (y < 16 ? 0.2 : 0.6) + 0.1 * c);
  const out = changed(contrast, picture, 4); // factor 0.3
  for (let c = 0; c < 3; c++) {
    expect(out[c]).toBeCloseTo(0.4 + 0.1 * c - 0.3 * 0.2, 12);
    expect(out[3069 + c]).toBeCloseTo(0.4 + 0.1 * c + 0.3 * 0.2, 12);
  }
});

test("saturation is scaled, shifted and bounded; grey has none to scale but some to shift", () => {
  const pale = changed(saturate, RED, 1); // 0.75 -> 0.225
  expect(pale[0]).toBeCloseTo(0.8, 12);
  expect(pale[1]).toBeCloseTo(0.8 * (1 - 0.225), 12);
  const strong = changed(saturate, RED, 5); // 0.75 * 2.5 + 0.2, at most 1
  expect(strong[1]).toBeCloseTo(0, 12);
  expect(changed(saturate, flat(0.5), 3)).toEqual(flat(0.5));
  expect(changed(saturate, flat(0.5), 4)[1]).toBeCloseTo(0.5 * 0.9, 12);
});

test("fog lays a cloud over the image and keeps its brightest value the brightest", () => {
  const out = changed(fog, flat(0.8), 3); // (0.8 + 0.75 cloud) 0.8 / 1.55
  const most = out.reduce((a, b) => Math.max(a, b));
  const least = out.reduce((a, b) => Math.min(a, b));
  expect(most).toBeCloseTo(0.8, 12);
  expect(least).toBeCloseTo((0.8 * 0.8) / 1.55, 12);
  expect(changed(fog, flat(0), 3)).toEqual(flat(0));
  let last = 0;
  for (const severity of [1, 2, 3, 4, 5]) {
    const apart = distance(changed(fog, waves(), severity), waves());
    expect(apart).toBeGreaterThan(last);
    last = apart;
  }
});

test("the cloud fills 0 to 1, wraps around, and is rougher the slower its spread falls", () => {
  const roughness = (decay: number) => {
    const map = plasma(decay, seededRng(5, "cloud"));
    expect(map.reduce((a, b) => Math.min(a, b))).toBe(0);
    expect(map.reduce((a, b) => Math.max(a, b))).toBe(1);
    let steps = 0;
    for (let y = 0; y < 32; y++) {
      for (let x = 0; x < 32; x++) {
        steps +=
          Math.abs(map[y * 32 + x]! - map[y * 32 + ((x + 1) % 32)]!) / 1024;
      }
    }
    return steps;
  };
  expect(roughness(3)).toBeLessThan(0.06);
  expect(roughness(1.75)).toBeGreaterThan(roughness(3));
});
