import { expect, test } from "vitest";
import { imagesTakenFor, mostConfused } from "./confusions.ts";

test("finds the images behind a cell", () => {
  const details = {
    labels: Uint8Array.of(1, 4, 1, 1),
    predicted: Uint8Array.of(4, 4, 4, 1),
  };
  expect(imagesTakenFor(details, 1, 4)).toEqual([0, 2]);
  expect(imagesTakenFor(details, 4, 1)).toEqual([]);
});

test("starts at the commonest mistake", () => {
  expect(mostConfused([9, 2, 1, 0, 7, 3, 3, 0, 8])).toEqual({
    row: 1,
    column: 2,
  });
  expect(mostConfused([5, 0, 0, 5])).toBeNull();
});
