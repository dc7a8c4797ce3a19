import { expect, test } from "vitest";
import { compactLabels, confusionMatrix } from "./confusion.ts";

test("rows are true classes, columns predictions", () => {
  const { counts, accuracy, recall } = confusionMatrix(
    [0, 1, 1, 2, 0],
    [0, 0, 1, 1, 0],
    4,
  );
  expect([...counts]).toEqual([2, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  expect(accuracy).toBe(3 / 5);
  expect(recall).toEqual([2 / 3, 1 / 2, null, null]);
});

test("held-out classes leave no gap in compact labels", () => {
  const { labels, classes } = compactLabels(Uint8Array.of(7, 2, 2, 5, 7));
  expect([...labels]).toEqual([2, 0, 0, 1, 2]);
  expect(classes).toEqual([2, 5, 7]);
});

test("refuses lists of different length and classes out of range", () => {
  expect(() => confusionMatrix([1], [1, 0], 2)).toThrow(
    "confusionMatrix: 'predicted' and 'labels' must have one length > 0, got 1 and 2",
  );
  expect(() => confusionMatrix([2], [1], 2)).toThrow(
    "confusionMatrix: classes must be integers below 2, got 2 for 1",
  );
});
