import { expect, test } from "vitest";
import type { MethodSummary } from "../../protocol/arena.ts";
import type { MethodId } from "../../protocol/methods.ts";
import { nextSorting, sortRows } from "./sortRows.ts";

const row = (method: MethodId, mean: number | null): MethodSummary => ({
  ...{ method, factor: null },
  measures:
    mean === null
      ? {}
      : {
          x: {
            ...{ n: 1, mean, deviation: null, least: mean, most: mean },
            ...{ interval: null, difference: null },
          },
        },
});

const rows = [row("mse", null), row("svd", 2), row("pca", 3), row("kd", 1)];
const order = (direction: "ascending" | "descending") =>
  sortRows(rows, { id: "x", direction }).map(({ method }) => method);

test("sorts by mean either way, and keeps what has none at the end", () => {
  expect(order("ascending")).toEqual(["kd", "svd", "pca", "mse"]);
  expect(order("descending")).toEqual(["pca", "svd", "kd", "mse"]);
  expect(sortRows(rows, null)).toEqual(rows);
});

test("a head shows the best first, then the worst, then the order that was", () => {
  const error = { id: "x", better: "lower" } as const;
  const first = nextSorting({ id: "y", direction: "ascending" }, error);
  expect(first).toEqual({ id: "x", direction: "ascending" });
  const second = nextSorting(first, error);
  expect(second).toEqual({ id: "x", direction: "descending" });
  expect(nextSorting(second, error)).toBeNull();
  expect(nextSorting(null, { id: "x", better: "higher" })?.direction).toBe(
    "descending",
  );
});
