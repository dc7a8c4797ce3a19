import { expect, test } from "vitest";
import type { ArenaResult, Comparison, MeasureSummary } from "./arena.ts";
import { readComparison, writeComparison } from "./comparisonFile.ts";
import { presetById } from "./presets.ts";
import { readArena } from "./readArena.ts";

const interval = (mean: number) => ({
  ...{ mean, low: mean - 0.25, high: mean + 0.5 },
});
const summaryOf = (mean: number, isPaired: boolean): MeasureSummary => ({
  ...{ n: 2, mean, deviation: 0.5, least: mean - 1, most: mean + 1 },
  interval: interval(mean),
  difference: isPaired
    ? { n: 2, bootstrap: interval(0.125), student: interval(0.125) }
    : null,
});

const { config } = presetById("emoji-quick");
const comparison: Comparison = {
  ...{ preset: "emoji-quick", config, methods: ["cospress", "mse"] },
  ...{ seeds: [1, 2], factor: null, reference: "cospress", planned: 4 },
  failures: [{ method: "mse", seed: 2, factor: null, message: "diverged" }],
  rows: [
    {
      ...{ method: "teacher", seed: 1, factor: null, backend: "wasm" },
      ...{ timing: null, best: null, values: { "knn.accuracy": 1 } },
    },
    {
      ...{ method: "mse", seed: 1, factor: null, backend: "wasm" },
      timing: { msPerStep: 12, totalMs: 3400 },
      values: { "knn.accuracy": 0.5, "ood.near.auroc": 0.75 },
      best: { step: 3, subset: true, values: { "knn.accuracy": 0.625 } },
    },
  ],
  summary: [
    {
      ...{ method: "mse", factor: null },
      measures: {
        "knn.accuracy": summaryOf(0.5, true),
        "ood.near.auroc": {
          ...{ n: 1, mean: 0.75, deviation: null, least: 0.75, most: 0.75 },
          ...{ interval: null, difference: null },
        },
      },
    },
    {
      ...{ method: "cospress", factor: null },
      measures: { "knn.accuracy": summaryOf(0.25, false) },
    },
  ],
};
const published = {
  ...{ comparison, title: "Emoji", command: "npm run lab" },
  facts: "4 of 4 runs (0 failed), seeds 1, 2.",
};

test("a comparison comes back from its file as it was", () => {
  const text = writeComparison(published);
  expect(readComparison(JSON.parse(text))).toEqual({
    ...{ ok: true, value: published },
  });
});

test("numbers keep five digits, which keeps the file small", () => {
  const [row] = comparison.rows;
  const exact = { ...row!, values: { "knn.accuracy": 0.123456789 } };
  const text = writeComparison({
    ...published,
    comparison: { ...comparison, rows: [exact] },
  });
  expect(text).toContain("0.12346");
  expect(text).not.toContain("0.123457");
});

test("names the place where a file is wrong", () => {
  const broken = (change: object) => {
    const file = JSON.parse(writeComparison(published)) as object;
    const reading = readComparison({ ...file, ...change });
    return reading.ok ? "ok" : reading.reason;
  };
  expect(broken({ seeds: ["one"] })).toMatch(/^seeds\.0: /);
  expect(broken({ config: { ...config, seed: -1 } })).toMatch(/^config\.seed /);
  expect(broken({ rows: [{}] })).toMatch(/^rows\.0\./);
});

test("an arena.json is read as its numbers alone, or refused by name", () => {
  const { summary: _, rows: _rows, ...head } = comparison;
  const knn = { accuracy: 0.5, n: 5, bank: 9 };
  const row = {
    ...{ method: "mse", seed: 1, factor: null, backend: "wasm" },
    ...{ timing: null, knn, best: { step: 2, subset: false, knn } },
  };
  const arena = { format: 1, ...head, rows: [row], summary: [] };
  expect(readArena(arena)).toMatchObject({
    ok: true,
    value: {
      rows: [
        {
          values: { "knn.accuracy": 0.5 },
          best: { values: { "knn.accuracy": 0.5 } },
        },
      ],
    },
  });
  const reason = (change: Partial<Record<keyof ArenaResult, unknown>>) => {
    const reading = readArena({ ...arena, ...change });
    return reading.ok ? "ok" : reading.reason;
  };
  expect(reason({ format: 2 })).toMatch(/^format: /);
  expect(reason({ rows: [{ ...row, method: "magic" }] })).toMatch(
    /^rows\.0\.method: /,
  );
  expect(reason({ rows: [] })).toBe("rows: there are none");
  expect(readArena(null).ok).toBe(false);
});
