import { expect, test } from "vitest";
import { keptRun } from "../../store/notebook/runs.fixture.ts";
import { isFound, nextOrder, NEWEST_FIRST, sortRuns } from "./sortRuns.ts";

const runs = [1, 2, 3].map((number) => keptRun(number).summary);
const numbers = (...order: Parameters<typeof sortRuns>) =>
  sortRuns(...order).map(({ number }) => number);

test("a head brings what is looked for to the top, then turns it round", () => {
  const lowest = nextOrder(NEWEST_FIRST, "error");
  expect(lowest).toEqual({ column: "error", direction: "ascending" });
  expect(nextOrder(lowest, "error").direction).toBe("descending");
  expect(nextOrder(lowest, "knn").direction).toBe("descending");
});

test("sorts by a measure, runs without it last either way, the newest of equals first", () => {
  const measured = runs.map((run, i) => ({
    ...run,
    measures: i === 1 ? null : run.measures,
  }));
  expect(numbers(runs, NEWEST_FIRST)).toEqual([3, 2, 1]);
  for (const direction of ["ascending", "descending"] as const) {
    expect(numbers(measured, { column: "knn", direction })).toEqual([3, 1, 2]);
  }
  const steps = [5, 90, 20].map((step, i) => ({ ...runs[i]!, step }));
  expect(numbers(steps, { column: "steps", direction: "descending" })).toEqual([
    ...[2, 3, 1],
  ]);
});

test("finds a run by words of its name, note and changes", () => {
  const texts = ["amber otter 3", "too wide", "Width 64 → 32"];
  expect(isFound("", texts)).toBe(true);
  expect(isFound("OTTER 32", texts)).toBe(true);
  expect(isFound("otter depth", texts)).toBe(false);
});
