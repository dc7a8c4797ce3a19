import { expect, test } from "vitest";
import { EngineError } from "../../protocol/engineError.ts";
import { seededRng } from "../../tensor/rng.ts";
import { detectionMeasures, groupMeasures } from "./detectionMeasures.ts";
import { areaUnderPrecisionRecall } from "./precisionRecall.ts";

const areaOf = (positives: number[], negatives: number[]) =>
  areaUnderPrecisionRecall(
    Float64Array.from(positives),
    Float64Array.from(negatives),
  );

const ID = Float64Array.of(3, 1, 2, 2, 0.5, 4, 2.5);
const OOD = Float64Array.of(0, 2, 1, 1, 3, -1);

test("areas under precision and recall are scikit-learn's, ties included", () => {
  // auc(recall, precision) of precision_recall_curve, roc_auc_score; scikit-learn 1.2.1.
  const found = detectionMeasures(ID, OOD);
  expect(found.auprIn).toBeCloseTo(0.7544681508967224, 12);
  expect(found.auprOut).toBeCloseTo(0.7407407407407408, 12);
  expect(found.auroc).toBeCloseTo(0.7261904761904762, 12);
  expect(found.idPrevalence).toBeCloseTo(7 / 13, 12);
});

test("perfect scores have area 1, constant ones halfway from 1 to the prevalence", () => {
  expect(areaOf([3, 4], [1, 2])).toBe(1);
  // One threshold: the trapezoid from (0, 1) to (1, prevalence).
  expect(areaOf([5, 5], [5, 5, 5, 5])).toBeCloseTo(2 / 3, 12);
});

test("scores of chance have the prevalence as their area", () => {
  const rng = seededRng(1, "chance");
  const draw = (n: number) =>
    Float64Array.from({ length: n }, () => rng.normal());
  const found = detectionMeasures(draw(2000), draw(6000));
  expect(found.auprIn).toBeCloseTo(0.25, 1);
  expect(found.auprOut).toBeCloseTo(0.75, 1);
});

test("the trapezoids are those of a loop over distinct thresholds", () => {
  const rng = seededRng(2, "loop");
  const draw = (n: number, shift: number) =>
    Array.from({ length: n }, () => Math.round(3 * (rng.normal() + shift)));
  const [positives, negatives] = [draw(50, 0.7), draw(80, 0)];
  const thresholds = [...new Set([...positives, ...negatives])].sort(
    (a, b) => b - a,
  );
  let [area, lastRecall, lastPrecision] = [0, 0, 1];
  for (const threshold of thresholds) {
    const hits = positives.filter((s) => s >= threshold).length;
    const misses = negatives.filter((s) => s >= threshold).length;
    const [recall, precision] = [hits / 50, hits / (hits + misses)];
    area += ((recall - lastRecall) * (precision + lastPrecision)) / 2;
    [lastRecall, lastPrecision] = [recall, precision];
  }
  expect(areaOf(positives, negatives)).toBeCloseTo(area, 12);
});

test("ID and OOD swap their areas when the scores change sign", () => {
  const negated = (x: Float64Array) => x.map((v) => -v);
  const there = detectionMeasures(ID, OOD);
  const back = detectionMeasures(negated(OOD), negated(ID));
  expect(back.auprIn).toBeCloseTo(there.auprOut, 12);
  expect(back.auprOut).toBeCloseTo(there.auprIn, 12);
  expect(back.auroc).toBeCloseTo(there.auroc, 12);
});

test("a group is the plain mean over its sets, however many images each has", () => {
  const one = detectionMeasures(ID, OOD);
  const other = detectionMeasures(ID, Float64Array.of(-5));
  const group = groupMeasures([one, other])!;
  for (const key of [
    "auroc",
    "fpr95",
    "fpr95OodPositive",
    "auprIn",
    "auprOut",
  ] as const) {
    expect(group[key]).toBeCloseTo((one[key] + other[key]) / 2, 12);
  }
  expect(group.nOod).toBe(7);
  expect(group.nId).toBe(7);
  expect(groupMeasures([])).toBeNull();
});

test("scores that are not finite, or not there, are errors", () => {
  expect(() => detectionMeasures(ID, Float64Array.of(NaN))).toThrow(
    EngineError,
  );
  expect(() => detectionMeasures(Float64Array.of(Infinity), OOD)).toThrow(
    EngineError,
  );
  expect(() => detectionMeasures(ID, new Float64Array(0))).toThrow(RangeError);
  expect(() => areaOf([], [1])).toThrow(RangeError);
  expect(() => areaOf([1], [NaN])).toThrow(EngineError);
});
