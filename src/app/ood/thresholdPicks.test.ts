import { expect, test } from "vitest";
import { oodImageAt, type ScoredSpace } from "./scoredSpaces.ts";
import { thresholdPicks } from "./thresholdPicks.ts";

const scored: ScoredSpace = {
  id: [0.9, 0.2, 0.6],
  ood: [0.1, 0.5, 0.8, 0.7],
  parts: [
    { set: "class:a", n: 1 },
    { set: "class:b", n: 3 },
  ],
};

test("finds the set and the place of a pooled image", () => {
  expect(oodImageAt(scored, 0)).toEqual({ set: "class:a", index: 0 });
  expect(oodImageAt(scored, 3)).toEqual({ set: "class:b", index: 2 });
  expect(oodImageAt(scored, 4)).toBeNull();
});

test("picks what lies around the threshold, and the worst of both mistakes", () => {
  const { nearest, lost, letIn } = thresholdPicks(scored, 0.6, 4);
  expect(nearest.map(({ score }) => score)).toEqual([0.5, 0.6, 0.7, 0.8]);
  // A score at the threshold is not above it: 0.6 is lost.
  expect(lost.map(({ score, isId }) => [score, isId])).toEqual([
    [0.2, true],
    [0.6, true],
  ]);
  expect(letIn).toEqual([
    { set: "class:b", index: 1, score: 0.8, isId: false },
    { set: "class:b", index: 2, score: 0.7, isId: false },
  ]);
});

test("at the ends nothing is lost, or everything", () => {
  expect(thresholdPicks(scored, 0, 2).lost).toEqual([]);
  const all = thresholdPicks(scored, 1, 9);
  expect(all.letIn).toEqual([]);
  expect(all.lost).toHaveLength(3);
  expect(all.nearest).toHaveLength(7);
});
