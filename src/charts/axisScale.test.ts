import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  axisPlace,
  linearScale,
  logScale,
  stepTicks,
  withFittingTicks,
} from "./axisScale.ts";

const positives = fc.array(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), {
  minLength: 1,
});

describe("a linear axis", () => {
  test("starts at zero and ends at the next round number", () => {
    expect(linearScale([0.3, 1.7]).domain).toEqual([0, 2]);
    expect(linearScale([42]).domain).toEqual([0, 50]);
    expect(linearScale([0.05]).domain).toEqual([0, 0.05]);
  });

  test("holds every value of any series", () => {
    fc.assert(
      fc.property(positives, (values) => {
        const scale = linearScale(values);
        expect(scale.domain[1]).toBeGreaterThanOrEqual(
          Math.max(...values) * (1 - 1e-8),
        );
        expect(scale.domain[1]).toBeLessThanOrEqual(Math.max(...values) * 2);
      }),
    );
  });

  test("has a domain before there are values, and ignores what is not finite", () => {
    expect(linearScale([]).domain).toEqual([0, 1]);
    expect(linearScale([], 2, 40).domain).toEqual([0, 40]);
    expect(linearScale([NaN, Infinity, 3]).domain).toEqual([0, 3]);
  });
});

describe("a logarithmic axis", () => {
  test("lies between round numbers that enclose the values", () => {
    const scale = logScale([0.3, 4.2]);
    expect(scale.domain).toEqual([0.2, 5]);
    expect(scale.ticks).toEqual([0.2, 0.5, 1, 2, 5]);
  });

  test("has room and at least two ticks for any positive values", () => {
    fc.assert(
      fc.property(positives, (values) => {
        const { domain, ticks } = logScale(values);
        expect(domain[0]).toBeLessThanOrEqual(Math.min(...values) * (1 + 1e-8));
        expect(domain[1]).toBeGreaterThanOrEqual(
          Math.max(...values) * (1 - 1e-8),
        );
        expect(domain[1]).toBeGreaterThan(domain[0]);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(8);
      }),
    );
  });

  test("leaves out zero and below", () => {
    expect(logScale([0, -1, 0.5]).domain).toEqual([0.5, 1]);
    expect(logScale([0]).domain).toEqual([0.1, 1]);
  });
});

test("places run from 0 at the low end to 1 at the high end", () => {
  const log = logScale([0.1, 10]);
  expect(axisPlace(log, 0.1)).toBeCloseTo(0, 12);
  expect(axisPlace(log, 1)).toBeCloseTo(0.5, 12);
  expect(axisPlace(log, 10)).toBeCloseTo(1, 12);
  expect(axisPlace(log, 0)).toBeNaN();
  expect(axisPlace(linearScale([2]), 0.5)).toBe(0.25);
});

test("step ticks are whole steps, also in a narrow zoom", () => {
  expect(stepTicks([0, 400], 400)).toEqual([0, 100, 200, 300, 400]);
  expect(stepTicks([10, 14], 800)).toEqual([10, 11, 12, 13, 14]);
});

test("a low axis keeps fewer ticks: whole decades first, then the ends", () => {
  const log = logScale([0.1, 10]);
  expect(log.ticks).toEqual([0.1, 0.2, 0.5, 1, 2, 5, 10]);
  expect(withFittingTicks(log, 200).ticks).toEqual(log.ticks);
  expect(withFittingTicks(log, 60).ticks).toEqual([0.1, 1, 10]);
  expect(withFittingTicks(log, 20).ticks).toEqual([0.1, 10]);
  const linear = linearScale([4]);
  expect(linear.ticks).toEqual([0, 1, 2, 3, 4]);
  expect(withFittingTicks(linear, 40).ticks).toEqual([0, 2, 4]);
  expect(withFittingTicks(linear, 5).ticks).toEqual([0]);
});
