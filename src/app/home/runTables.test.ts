import { expect, test } from "vitest";
import { createRunStore } from "../../store/runStore.ts";
import type { SimilaritySample } from "../../protocol/results.ts";
import { leaves, runTables } from "./runTables.ts";

const sample: SimilaritySample = {
  ...{ step: 2, source: "held-out", n: 3 },
  labels: Uint8Array.of(0, 0, 1),
  teacher: Float32Array.of(1, 0.1, 0.2, 0.1, 1, 0.3, 0.2, 0.3, 1),
  compressed: null,
  student: Float32Array.of(1, 0.4, 0.5, 0.4, 1, 0.6, 0.5, 0.6, 1),
};

test("has every step, every pair once, and nothing of what is not known", () => {
  const run = createRunStore();
  run.begin("a", 10, false);
  const losses = {
    total: 3,
    global: 1,
    local: 2,
    feature: 0.5,
    classToken: 0.25,
  };
  run.apply({
    ...{ type: "steps", runId: "a" },
    steps: [
      { step: 1, learningRate: 0.01, losses },
      { step: 2, learningRate: 0.02, losses: { ...losses, total: 2 } },
    ],
  });
  run.apply({ type: "similarity", runId: "a", sample });
  const tables = runTables(run.history(), ["cat", "dog"]);
  expect(Object.keys(tables)).toEqual(["losses", "cosines-held-out"]);
  expect(tables["losses"]!.rows).toEqual([
    [1, 3, 1, 2, 0.5, 0.25, 0.01],
    [2, 2, 1, 2, 0.5, 0.25, 0.02],
  ]);
  expect(tables["cosines-held-out"]!.rows).toEqual([
    [2, 0, 1, "cat", "cat", 0.100000001, "", 0.400000006],
    [2, 0, 2, "cat", "dog", 0.200000003, "", 0.5],
    [2, 1, 2, "cat", "dog", 0.300000012, "", 0.600000024],
  ]);
});

test("leaves have their path, and what is missing has none", () => {
  expect(leaves({ a: { b: [1, 2], c: null }, d: false })).toEqual([
    ["a.b.0", 1],
    ["a.b.1", 2],
    ["d", "false"],
  ]);
});
