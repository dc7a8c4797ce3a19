import { expect, test } from "vitest";
import { createGrowableSeries } from "./growableSeries.ts";

test("keeps every row in order while it grows past its first size", () => {
  const series = createGrowableSeries(["step", "loss"]);
  for (let step = 0; step < 3000; step++) {
    series.append({ step, loss: 1 / (step + 1) });
  }
  expect(series.length).toBe(3000);
  expect(series.column("step")[2999]).toBe(2999);
  expect(series.row(999)).toEqual({ step: 999, loss: 1 / 1000 });
});

test("is empty after clearing, and can be filled again", () => {
  const series = createGrowableSeries(["step"]);
  series.append({ step: 1 });
  series.clear();
  expect(series.length).toBe(0);
  expect(series.column("step")).toHaveLength(0);
  series.append({ step: 5 });
  expect(series.row(0)).toEqual({ step: 5 });
});

test("refuses a row that is not there", () => {
  const series = createGrowableSeries(["step"]);
  series.append({ step: 1 });
  expect(() => series.row(1)).toThrow(
    new RangeError("row: index must be from 0 to 0, got 1"),
  );
});
