import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { minMaxIndices } from "./downsample.ts";

const LIMIT = 20;

/** Histories with gaps between steps and now and then a value that is not finite. */
const histories = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 1, max: 9 }),
      a: fc.oneof(
        { weight: 9, arbitrary: fc.double({ noNaN: true }) },
        { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity) },
      ),
      b: fc.integer({ min: -5, max: 5 }),
    }),
    { minLength: 1, maxLength: 300 },
  )
  .map((rows) => {
    let step = 0;
    return {
      steps: rows.map(({ gap }) => (step += gap)),
      series: [rows.map(({ a }) => a), rows.map(({ b }) => b)],
    };
  });

const finite = (values: readonly number[]) => values.filter(Number.isFinite);

describe("thinning any history", () => {
  test("returns ascending rows within the limit, first and last among them", () => {
    fc.assert(
      fc.property(histories, ({ steps, series }) => {
        const rows = minMaxIndices(steps, series, LIMIT);
        expect(rows.length).toBeLessThanOrEqual(LIMIT);
        expect(rows[0]).toBe(0);
        expect(rows.at(-1)).toBe(steps.length - 1);
        expect(rows).toEqual([...new Set(rows)].sort((x, y) => x - y));
      }),
    );
  });

  test("keeps the smallest and largest value of every series, and a value that is not finite", () => {
    fc.assert(
      fc.property(histories, ({ steps, series }) => {
        const rows = minMaxIndices(steps, series, LIMIT);
        for (const values of series) {
          const kept = rows.map((row) => values[row] ?? Number.NaN);
          if (finite(values).length > 0) {
            // Math.min is exact here: both lists hold the same doubles.
            expect(Math.min(...finite(kept))).toBe(Math.min(...finite(values)));
            expect(Math.max(...finite(kept))).toBe(Math.max(...finite(values)));
          }
          expect(finite(kept).length < kept.length).toBe(
            finite(values).length < values.length,
          );
        }
      }),
    );
  });
});

test("leaves finished buckets alone while a run goes on", () => {
  const limit = 50;
  // At least 16 buckets fit into 50 rows (3 for each and 2 ends), so none is wider than 32 of 400 steps.
  const widest = 32;
  const steps = Array.from({ length: 400 }, (_, i) => i + 1);
  const values = steps.map((step) => (step * 7919) % 101);
  let before = minMaxIndices(steps.slice(0, 60), [values.slice(0, 60)], limit);
  for (let n = 61; n <= steps.length; n++) {
    const rows = minMaxIndices(steps.slice(0, n), [values.slice(0, n)], limit);
    const added = rows.filter((row) => !before.includes(row));
    expect(added.filter((row) => row < n - 1 - widest)).toEqual([]);
    before = rows;
  }
});

test("keeps a single value that is not finite among thousands", () => {
  const steps = Array.from({ length: 5000 }, (_, i) => i + 1);
  const values = steps.map((step) => (step === 3210 ? NaN : step % 10));
  expect(minMaxIndices(steps, [values], 100)).toContain(3209);
});

test("keeps every row of a history that fits", () => {
  expect(minMaxIndices([1, 2, 3], [[5, 5, 5]], 5)).toEqual([0, 1, 2]);
  expect(minMaxIndices([], [[]], 5)).toEqual([]);
});

test("keeps a single spike among ten thousand steps", () => {
  const steps = Array.from({ length: 10_000 }, (_, i) => i + 1);
  const values = steps.map((step) => (step === 6789 ? 40 : 1 / step));
  const rows = minMaxIndices(steps, [values], 300);
  expect(rows).toContain(6788);
  expect(rows.length).toBeGreaterThan(100);
});

test("refuses a limit that cannot hold one bucket, and series of another length", () => {
  expect(() => minMaxIndices([1], [[1], [2]], 7)).toThrow(
    "minMaxIndices: 'limit' must be at least 8 for 2 series, got 7",
  );
  expect(() => minMaxIndices([1, 2], [[1]], 5)).toThrow(
    "minMaxIndices: each series must have 2 values, one for each step, got 1",
  );
});
