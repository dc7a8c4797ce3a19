import { expect, test } from "vitest";
import { mirrored, paint } from "./corruption.ts";
import { jpeg } from "./jpeg.ts";
import {
  corrupting,
  distance,
  flat,
  valueAt,
  waves,
} from "./pictures.fixture.ts";
import { elastic, pixelate } from "./shape.ts";

const changed = corrupting("shape");

test("a mirrored index turns around at the edge pixel's centre", () => {
  expect([-2, -1, 0, 31, 32, 33, 62].map(mirrored)).toEqual([
    2, 1, 0, 31, 30, 29, 0,
  ]);
});

test("elastic of severity 1 is affine: a plane stays a plane, moved by at most a few pixels", () => {
  const plane = paint((y, x) => 0.5 + (x - 16) / 100 + (y - 16) / 150);
  for (let seed = 0; seed < 10; seed++) {
    const out = changed(elastic, plane, 1, seed);
    for (let y = 8; y < 23; y++) {
      for (let x = 8; x < 23; x++) {
        const bend =
          valueAt(out, y, x - 1) +
          valueAt(out, y, x + 1) -
          2 * valueAt(out, y, x);
        expect(Math.abs(bend)).toBeLessThan(1e-12);
      }
    }
    expect(out).not.toEqual(plane);
  }
});

test("elastic keeps a flat image, and its displacement is smoother the wider it is smoothed", () => {
  expect(distance(changed(elastic, flat(0.3), 5), flat(0.3))).toBeLessThan(
    1e-12,
  );
  const plane = paint((_y, x) => x / 32);
  const bend = (severity: number) => {
    let sum = 0;
    for (let seed = 0; seed < 5; seed++) {
      const out = changed(elastic, plane, severity, seed);
      for (let y = 8; y < 23; y++) {
        for (let x = 8; x < 23; x++) {
          sum += Math.abs(
            valueAt(out, y, x - 1) +
              valueAt(out, y, x + 1) -
              2 * valueAt(out, y, x),
          );
        }
      }
    }
    return sum;
  };
  expect(bend(5)).toBeGreaterThan(2 * bend(3));
  expect(bend(3)).toBeGreaterThan(2 * bend(2));
});

// Pillow 9.4 resize((k, k), BOX) and back, in bytes; it rounds in between.
test.each([
  [1, [252, 237, 163], [154, 50, 0], 6.551503683951749],
  [2, [252, 230, 149], [154, 50, 0], 9.33536761684652],
  [3, [254, 230, 151], [154, 50, 0], 10.395060926549045],
  [4, [252, 237, 163], [154, 50, 0], 13.140950129747088],
  [5, [252, 230, 149], [183, 83, 12], 16.05743272859436],
])(
  "pixelation of severity %i is Pillow's box filter",
  (severity, inside, corner, apart) => {
    const out = changed(pixelate, waves(), severity);
    for (let c = 0; c < 3; c++) {
      expect(Math.abs(255 * valueAt(out, 3, 4, c) - inside[c]!)).toBeLessThan(
        1.01,
      );
      expect(Math.abs(255 * valueAt(out, 31, 31, c) - corner[c]!)).toBeLessThan(
        1.01,
      );
    }
    expect(255 * distance(out, waves())).toBeCloseTo(apart, 1);
  },
);

test("JPEG rounds a flat grey image to its quality's first step", () => {
  // One coefficient: 8 (255 v - 128), at quality 50 in steps of 16, at 80 of 6.
  for (const [severity, step] of [
    [4, 16],
    [1, 6],
  ] as const) {
    const out = changed(jpeg, flat(0.3), severity);
    const coefficient = Math.round((8 * (255 * 0.3 - 128)) / step) * step;
    expect(distance(out, flat((coefficient / 8 + 128) / 255))).toBeLessThan(
      1e-6,
    );
  }
});

// Distance in bytes that Pillow 9.4 (libjpeg) leaves on the same waves in grey, where no colour is enlarged.
test.each([
  [1, 1.888751654532697],
  [2, 2.4966774796717335],
  [3, 2.8253180130739266],
  [4, 3.1607332021225707],
  [5, 3.7463523926614273],
])(
  "JPEG of severity %i loses as much of a grey image as Pillow's",
  (severity, apart) => {
    const colored = waves();
    const grey = paint((y, x) => {
      const [r, g, b] = [0, 1, 2].map((c) => valueAt(colored, y, x, c));
      return Math.round(255 * (0.299 * r! + 0.587 * g! + 0.114 * b!)) / 255;
    });
    const found = 255 * distance(changed(jpeg, grey, severity), grey);
    expect(found / apart).toBeGreaterThan(0.9);
    expect(found / apart).toBeLessThan(1.1);
  },
);

test("JPEG loses more of colour than of light, and more with every severity", () => {
  let last = 0;
  for (const severity of [1, 2, 3, 4, 5]) {
    const apart = distance(changed(jpeg, waves(), severity), waves());
    expect(apart).toBeGreaterThan(last);
    last = apart;
  }
  expect(last * 255).toBeGreaterThan(6);
});
