import { expect, test } from "vitest";
import { seededRng } from "../../tensor/rng.ts";
import { auroc, type Scores } from "../detection.ts";
import { rocCurve } from "./rocCurve.ts";

/** Scores of which many are equal. */
function coarse(n: number, shift: number): Float64Array {
  const rng = seededRng(n, "coarse");
  return Float64Array.from({ length: n }, () =>
    Math.round(4 * (rng.normal() + shift)),
  );
}

function area(id: Scores, ood: Scores, points: number): number {
  const { falsePositiveRate: x, truePositiveRate: y } = rocCurve(
    id,
    ood,
    points,
  );
  let sum = 0;
  for (let i = 1; i < x.length; i++) {
    sum += ((x[i]! - x[i - 1]!) * (y[i]! + y[i - 1]!)) / 2;
  }
  return sum;
}

test("the area under all of its points is the AUROC, ties included", () => {
  const [id, ood] = [coarse(300, 0.8), coarse(200, 0)];
  expect(area(id, ood, Infinity)).toBeCloseTo(auroc(id, ood), 6);
  expect(area(id, id, Infinity)).toBeCloseTo(0.5, 6);
});

test("goes from (0, 0) to (1, 1), never back, in as many points as asked for", () => {
  const rng = seededRng(1, "fine");
  const draw = (shift: number) =>
    Float32Array.from({ length: 1000 }, () => rng.normal() + shift);
  const [id, ood] = [draw(1), draw(0)];
  const { falsePositiveRate: x, truePositiveRate: y } = rocCurve(id, ood, 50);
  expect(x.length).toBe(50);
  for (const rate of [x, y]) {
    expect(rate[0]).toBe(0);
    expect(rate.at(-1)).toBe(1);
    expect([...rate]).toEqual([...rate].sort((a, b) => a - b));
  }
  expect(area(id, ood, 50)).toBeCloseTo(auroc(id, ood), 2);
});

test("perfect scores go along the edges, constant ones along the diagonal", () => {
  const perfect = rocCurve(Float32Array.of(3, 4), Float32Array.of(1, 2), 9);
  expect([...perfect.falsePositiveRate]).toEqual([0, 0, 0, 0.5, 1]);
  expect([...perfect.truePositiveRate]).toEqual([0, 0.5, 1, 1, 1]);
  const flat = new Float32Array(4);
  expect([...rocCurve(flat, flat, 9).truePositiveRate]).toEqual([0, 1]);
});

test("refuses an empty side, a score that is not finite and a curve of one point", () => {
  expect(() => rocCurve(new Float32Array(0), new Float32Array(1), 9)).toThrow(
    "rocCurve: 'id' must hold at least one score, got none",
  );
  expect(() => rocCurve(Float32Array.of(1), Float32Array.of(NaN), 9)).toThrow(
    "rocCurve: 'ood' must be finite, got NaN at 0",
  );
  expect(() => rocCurve(new Float32Array(1), new Float32Array(1), 1)).toThrow(
    "rocCurve: 'points' must be at least 2, got 1",
  );
});
