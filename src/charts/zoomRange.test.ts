import { expect, test } from "vitest";
import { zoomedBy } from "./zoomRange.ts";

test("halves the range around its middle", () => {
  expect(zoomedBy([0, 400], 0.5, null, 400)).toEqual([100, 300]);
});

test("keeps the step one looks at in its place", () => {
  expect(zoomedBy([0, 400], 0.5, 40, 400)).toEqual([20, 220]);
});

test("shows everything again when it is wide enough", () => {
  expect(zoomedBy([100, 300], 2, null, 400)).toBeNull();
});

test("stays within the run and does not shrink to nothing", () => {
  expect(zoomedBy([300, 400], 1.5, null, 400)).toEqual([250, 400]);
  expect(zoomedBy([10, 11], 0.5, null, 400)).toEqual([8, 13]);
});
