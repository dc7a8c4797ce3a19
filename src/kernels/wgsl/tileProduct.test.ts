import { expect, test } from "vitest";
import { BUSY_GROUPS, tileCount, tileFor } from "./tileProduct.ts";

/** Rows and columns of products in the standard step, forward and backward, and of smaller ones. */
const SHAPES = [4160, 1088, 512, 130, 65, 1].flatMap((rows) =>
  [8, 33, 96, 192, 288, 384].map((columns) => ({ rows, columns })),
);

test.each(SHAPES)(
  "a result of $rows x $columns keeps the GPU busy, or has the smallest tiles",
  ({ rows, columns }) => {
    const tile = tileFor(rows, columns);
    const most = tileCount(rows, columns, { rows: 32, columns: 32 });
    expect(tileCount(rows, columns, tile)).toBeGreaterThanOrEqual(
      Math.min(BUSY_GROUPS, most),
    );
  },
);

test("takes large tiles where many rows and columns fill them", () => {
  expect(tileFor(4160, 384)).toEqual({ rows: 64, columns: 64 });
});

test("takes narrow tiles for a width that large ones would not fill", () => {
  expect(tileFor(4160, 96)).toEqual({ rows: 64, columns: 32 });
});
