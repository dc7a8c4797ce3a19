import { describe, expect, test } from "vitest";
import { cellAt, matrixSide, movedCursor } from "./heatmapCursor.ts";

/** Three images of class 0, two of class 4, one of class 7. */
const LABELS = [0, 0, 0, 4, 4, 7];
const at = (row: number, column: number) => ({ row, column });

describe("the keyboard cursor", () => {
  test("starts on the first pair of different images", () => {
    expect(movedCursor(null, "ArrowDown", false, LABELS)).toEqual(at(0, 1));
  });

  test("moves by one image and stops at the edges", () => {
    expect(movedCursor(at(2, 2), "ArrowUp", false, LABELS)).toEqual(at(1, 2));
    expect(movedCursor(at(2, 2), "ArrowRight", false, LABELS)).toEqual(
      at(2, 3),
    );
    expect(movedCursor(at(0, 5), "ArrowUp", false, LABELS)).toEqual(at(0, 5));
    expect(movedCursor(at(0, 5), "ArrowRight", false, LABELS)).toEqual(
      at(0, 5),
    );
  });

  test("moves by one class with Shift", () => {
    expect(movedCursor(at(1, 0), "ArrowDown", true, LABELS)).toEqual(at(3, 0));
    expect(movedCursor(at(4, 0), "ArrowUp", true, LABELS)).toEqual(at(3, 0));
    expect(movedCursor(at(3, 0), "ArrowUp", true, LABELS)).toEqual(at(0, 0));
    expect(movedCursor(at(5, 0), "ArrowDown", true, LABELS)).toEqual(at(5, 0));
  });

  test("jumps to the ends of the row and goes away with Escape", () => {
    expect(movedCursor(at(2, 2), "Home", false, LABELS)).toEqual(at(2, 0));
    expect(movedCursor(at(2, 2), "End", false, LABELS)).toEqual(at(2, 5));
    expect(movedCursor(at(2, 2), "Escape", false, LABELS)).toBeNull();
  });

  test("leaves every other key to the page", () => {
    expect(movedCursor(at(2, 2), " ", false, LABELS)).toBeUndefined();
    expect(movedCursor(null, "Escape", false, LABELS)).toBeUndefined();
    expect(movedCursor(null, "ArrowDown", false, [])).toBeUndefined();
  });
});

test("a point belongs to the cell it lies in, edges included", () => {
  expect(cellAt(0, 0, 96)).toEqual(at(0, 0));
  expect(cellAt(0.5, 0.999, 4)).toEqual(at(3, 2));
  expect(cellAt(1, 1, 4)).toEqual(at(3, 3));
  expect(cellAt(-0.1, 1.2, 4)).toEqual(at(3, 0));
});

test("a map gets whole device pixels for each cell unless that costs much room", () => {
  expect(matrixSide(230, 96, 1)).toBe(192);
  expect(matrixSide(231, 96, 1)).toBe(231);
  expect(matrixSide(200, 96, 1)).toBe(192);
  expect(matrixSide(200, 96, 2)).toBe(192);
  expect(matrixSide(180, 96, 1)).toBe(180);
  expect(matrixSide(60, 96, 1)).toBe(60);
  expect(matrixSide(240, 0, 1)).toBe(240);
});
