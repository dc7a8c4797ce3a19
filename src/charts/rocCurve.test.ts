import { expect, test } from "vitest";
import { auroc, fpr95, fpr95OodPositive } from "../evaluation/detection.ts";
import { seededRng } from "../tensor/rng.ts";
import {
  areaUnder,
  rocCurve,
  scoreDecimals,
  shareAbove,
  thresholdOfIdShare,
  thresholdOfOodCaught,
} from "./rocCurve.ts";

/** Scores of which many are equal. */
function coarse(n: number, shift: number): Float64Array {
  const rng = seededRng(n, "coarse");
  return Float64Array.from({ length: n }, () =>
    Math.round(4 * (rng.normal() + shift)),
  );
}

test("the area under the curve is the AUROC, ties counted half", () => {
  const [id, ood] = [coarse(300, 0.8), coarse(200, 0)];
  expect(areaUnder(rocCurve(id, ood))).toBeCloseTo(auroc(id, ood), 12);
  expect(areaUnder(rocCurve(id, id))).toBeCloseTo(0.5, 12);
});

test("goes from (0, 0) to (1, 1) and never back", () => {
  const { falsePositiveRate, truePositiveRate } = rocCurve(
    coarse(90, 1),
    coarse(70, 0),
  );
  for (const rate of [falsePositiveRate, truePositiveRate]) {
    expect(rate[0]).toBe(0);
    expect(rate.at(-1)).toBe(1);
    expect([...rate]).toEqual([...rate].sort((a, b) => a - b));
  }
});

test("perfect scores go along the edges, constant ones along the diagonal", () => {
  const perfect = rocCurve([3, 4], [1, 2]);
  expect([...perfect.falsePositiveRate]).toEqual([0, 0, 0, 0.5, 1]);
  expect([...perfect.truePositiveRate]).toEqual([0, 0.5, 1, 1, 1]);
  expect([...rocCurve([0, 0], [0]).truePositiveRate]).toEqual([0, 1]);
  expect(() => rocCurve([], [1])).toThrow(
    "rocCurve: both sides must hold scores, got 0 ID and 1 OOD",
  );
});

test("the two thresholds give FPR95 in its two meanings", () => {
  for (const [n, m] of [
    [300, 200],
    [20, 20],
    [7, 41],
  ] as const) {
    const [id, ood] = [coarse(n, 0.8), coarse(m, 0)];
    expect(shareAbove(ood, thresholdOfIdShare(id, 0.95))).toBeCloseTo(
      fpr95(id, ood),
      12,
    );
    expect(1 - shareAbove(id, thresholdOfOodCaught(ood, 0.95))).toBeCloseTo(
      fpr95OodPositive(id, ood),
      12,
    );
  }
});

test("writes scores with as many decimals as tell them apart", () => {
  expect(scoreDecimals([0.991, 0.999])).toBe(4);
  expect(scoreDecimals([-300, 250])).toBe(0);
  expect(scoreDecimals([0.2, 1.4])).toBe(1);
  expect(scoreDecimals([3, 3])).toBe(2);
});
