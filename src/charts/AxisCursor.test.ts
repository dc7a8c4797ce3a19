import { expect, test } from "vitest";
import { movedPlace, nearestPlace } from "./AxisCursor.tsx";

test("the pointer reads the nearest place", () => {
  expect(nearestPlace([1, 10, 20], 14)).toBe(10);
  expect(nearestPlace([1, 10, 20], 99)).toBe(20);
  expect(nearestPlace([], 5)).toBeNull();
});

test("keys move among the places and start at the last", () => {
  const places = Array.from({ length: 30 }, (_, i) => i * 2);
  expect(movedPlace(places, null, "ArrowRight")).toBe(58);
  expect(movedPlace(places, null, "ArrowLeft")).toBe(58);
  expect(movedPlace(places, 58, "ArrowLeft")).toBe(56);
  expect(movedPlace(places, 58, "PageDown")).toBe(38);
  expect(movedPlace(places, 4, "PageDown")).toBe(0);
  expect(movedPlace(places, 4, "End")).toBe(58);
  expect(movedPlace(places, 4, "x")).toBeUndefined();
  expect(movedPlace([], null, "Home")).toBeUndefined();
});
