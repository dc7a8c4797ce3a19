import { sampleRankCorrelation } from "simple-statistics";
import { expect, test } from "vitest";
import { seededRng } from "../../tensor/rng.ts";
import { rankCorrelation } from "./rankCorrelation.ts";

const rng = () => seededRng(1, "resamples");

test("agrees with another library where nothing ties", () => {
  const x = [3, 1, 4, 1.5, 5, 9, 2, 6];
  const y = [2, 7, 1, 8, 2.5, -1, 8.5, 4];
  const { bootstrap, normal, n } = rankCorrelation(x, y, rng())!;
  expect(n).toBe(8);
  expect(bootstrap.mean).toBeCloseTo(sampleRankCorrelation(x, y), 12);
  // By hand: squared rank differences sum to 142, 1 - 6 * 142 / 504.
  const rho = -29 / 42;
  expect(normal.mean).toBeCloseTo(rho, 12);
  const z = Math.atanh(rho);
  const reach = 1.96 * Math.sqrt((1 + (rho * rho) / 2) / 5);
  expect(normal.low).toBeCloseTo(Math.tanh(z - reach), 9);
  expect(normal.high).toBeCloseTo(Math.tanh(z + reach), 9);
  expect(bootstrap.low).toBeLessThan(bootstrap.mean);
  expect(bootstrap.high).toBeGreaterThan(bootstrap.mean);
});

test("shares ranks among ties", () => {
  const x = [1, 1, 2, 2, 3];
  // Ranks 1.5 1.5 3.5 3.5 5 with themselves.
  expect(rankCorrelation(x, x, rng())!.bootstrap.mean).toBeCloseTo(1, 12);
});

test("says nothing of too few pairs, of a constant, or once degrees of freedom are used up", () => {
  const x = [1, 2, 3, 4, 5];
  expect(rankCorrelation([1, 2, 3, 4], [1, 2, 3, 4], rng())).toBeNull();
  expect(rankCorrelation(x, [2, 2, 2, 2, 2], rng())).toBeNull();
  expect(rankCorrelation(x, x, rng(), 1)).toBeNull();
  expect(() => rankCorrelation(x, [1], rng())).toThrow("same length");
});

test("is sure of many pairs and unsure of few", () => {
  const width = (n: number) => {
    const noise = seededRng(2, "noise");
    const x = Array.from({ length: n }, (_, i) => i);
    const y = x.map((value) => value + 0.5 * n * noise.normal());
    const { normal } = rankCorrelation(x, y, rng())!;
    return normal.high - normal.low;
  };
  expect(width(60)).toBeLessThan(0.6 * width(8));
});
