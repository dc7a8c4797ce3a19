import { expect, test } from "vitest";
import { classCounts, classRuns, className } from "./classRuns.ts";

test("sorted labels become one run for each class", () => {
  expect(classRuns([1, 1, 4, 7, 7])).toEqual([
    { classIndex: 1, start: 0, end: 2 },
    { classIndex: 4, start: 2, end: 3 },
    { classIndex: 7, start: 3, end: 5 },
  ]);
  expect(classRuns([])).toEqual([]);
});

test("classes are counted by name, or by number where the pack has none", () => {
  expect(classCounts([0, 1, 0, 9], ["bag", "coat"])).toBe(
    "2 bag, 1 coat, 1 class 9",
  );
  expect(className(["bag"], undefined)).toBe("unknown class");
});
