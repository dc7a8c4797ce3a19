import { expect, test } from "vitest";
import { allSteps, curvePath, valueAt } from "./runCurve.ts";

const curve = { steps: [10, 20, 40], values: [1, NaN, 3] };

test("reads the latest value up to a step, and none where the run was not", () => {
  expect([5, 10, 19, 20, 39, 40, 41].map((at) => valueAt(curve, at))).toEqual([
    ...[null, 1, 1, null, null, 3, null],
  ]);
  expect(valueAt({ steps: [], values: [] }, 1)).toBeNull();
});

test("gathers the steps of all curves", () => {
  const of = (steps: number[]) => ({
    ...{ role: "run1" as const, label: "a", shortLabel: "a" },
    ...{ steps, values: steps },
  });
  expect(allSteps([of([1, 5]), of([5, 3])])).toEqual([1, 3, 5]);
});

test("breaks a curve where a value is missing", () => {
  const same = (value: number) => value;
  expect(curvePath(curve, same, same)).toBe("M10.0 1.0M40.0 3.0");
  expect(
    curvePath({ steps: [1, 2], values: new Float64Array([3, 4]) }, same, same),
  ).toBe("M1.0 3.0L2.0 4.0");
});
