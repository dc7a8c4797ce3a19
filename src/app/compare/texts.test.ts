import { expect, test } from "vitest";
import type { MethodSummary } from "../../protocol/arena.ts";
import { TABLE_MEASURES } from "../../protocol/arenaTexts.ts";
import type { MethodId } from "../../protocol/methods.ts";
import { estimateMs } from "./estimate.ts";
import { verdictSentences } from "./texts.ts";

type Ends = [low: number, high: number];
const interval = ([low, high]: Ends) => ({ mean: (low + high) / 2, low, high });

/** kNN, higher is better, and angle error, lower is better. */
function row(method: MethodId, knn: Ends | null, angle: Ends): MethodSummary {
  const of = (ends: Ends | null) => ({
    ...{ n: 3, mean: 0.5, deviation: 0.1, least: 0, most: 1, interval: null },
    difference: ends && {
      ...{ n: 3, bootstrap: interval(ends), student: interval(ends) },
    },
  });
  return {
    ...{ method, factor: null },
    measures: {
      "knn.accuracy": of(knn),
      "angles.meanErrorDegrees": of(knn && angle),
    },
  };
}

const saidOf = (...rows: MethodSummary[]) =>
  verdictSentences(rows, "cospress", TABLE_MEASURES);

test("says where a method leads, loses and ties, in the better direction of each measure", () => {
  const { sentences, chance } = saidOf(
    row("cospress", null, [0, 0]),
    row("svd", [0.01, 0.03], [1, 2]),
    row("mse", [-0.02, 0.01], [-3, -1]),
  );
  expect(sentences.map(({ title, text }) => `${title} ${text}`)).toEqual([
    "Uncentred SVD head leads CosPress in kNN (+0.020, +0.010 to +0.030). It loses to CosPress in Angle error (+1.5, +1.0 to +2.0).",
    "Plain MSE (FitNets) leads CosPress in Angle error (−2.0, −3.0 to −1.0). It cannot be told apart from it in kNN.",
  ]);
  expect(chance).toMatch(/^4 comparisons at 95 %: about 0 of them/);
});

test("says nothing where fewer than two seeds are in common", () => {
  const { sentences, chance } = saidOf(row("svd", null, [0, 0]));
  expect(sentences[0]!.text).toContain("nothing can be said");
  expect(chance).toBeNull();
});

test("estimates from finished runs of this backend, then from the page's steps, else not at all", () => {
  const done = (backend: string, totalMs: number) => ({
    ...{ method: "mse" as const, seed: 1, factor: null, backend },
    ...{ timing: { msPerStep: 1, totalMs }, values: {}, best: null },
  });
  const rows = [done("wasm", 1000), done("wasm", 3000), done("webgpu", 9)];
  const steps = { step: 10, trainingMs: 500 };
  expect(estimateMs(4, 800, rows, "wasm", steps)).toEqual({
    ...{ ms: 8000, basis: "runs" },
  });
  expect(estimateMs(4, 800, rows, "cpu", steps)).toEqual({
    ...{ ms: 40_000, basis: "steps" },
  });
  expect(estimateMs(4, 800, [], "cpu", { ...steps, step: 2 })).toBeNull();
});
