import { expect, test } from "vitest";
import { exponent } from "./growth.mjs";
import { growthPicture } from "./growthPicture.mjs";

const powerLaw = (power) =>
  [8, 16, 64, 256].map((size) => ({ size, ms: 3 * size ** power }));

test.each([0, 0.5, 1, 2])("finds the exponent %d of a power law", (power) => {
  expect(exponent({ points: powerLaw(power) })).toBeCloseTo(power, 10);
});

test("draws a panel for each series, says every exponent, and keeps points inside", () => {
  const series = ["batch", "images"].map((of, i) => ({
    ...{ of, what: "a step", points: powerLaw(1 + i), exponent: 1 + i },
  }));
  const svg = growthPicture(series);
  expect(svg).toContain(
    "<title>How cost grows: batch to the power 1.00, images to the power 2.00</title>",
  );
  expect(svg.match(/<circle/g)).toHaveLength(8);
  for (const [, value] of svg.matchAll(/c[xy]="([^"]+)"/g)) {
    expect(Number(value)).toBeGreaterThan(0);
    expect(Number(value)).toBeLessThan(230);
  }
});
