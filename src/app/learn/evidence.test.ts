import { expect, test } from "vitest";
import { runWith, stepsWith, withRun, type RunFact } from "./evidence.ts";

function fact(step: number, changed = {}, updated: string[] = []): RunFact {
  return {
    ...{ changed, updated, step, hasFailed: false },
    ...{ firstTotal: 3, lastTotal: 1, start: null },
    latest: step === 0 ? null : ({ step } as RunFact["latest"]),
  };
}

test("a run takes the place of a shorter one with the same settings, and of no other", () => {
  const other = fact(80, { seed: 2 });
  const steered = fact(40, {}, ["optimiser.learningRate"]);
  const longer = fact(120);
  const runs = withRun([fact(50), other, steered], fact(60));
  expect(runs.map(({ step }) => step)).toEqual([60, 80, 40]);
  // A run begun anew with the same settings waits until it is as far.
  expect(withRun([longer], fact(10))).toEqual([fact(10), longer]);
  expect(withRun([longer], fact(120))).toHaveLength(1);
});

test("keeps a dozen runs at most", () => {
  const many = Array.from({ length: 20 }, (_, seed) => fact(1, { seed }));
  expect(withRun(many, fact(5))).toHaveLength(12);
});

test("finds the furthest run with exactly these settings", () => {
  const runs = [fact(30), fact(90), fact(150, { seed: 2 })];
  expect(runWith({ runs }, {}, 60)?.step).toBe(90);
  expect(runWith({ runs }, {}, 100)).toBeNull();
  expect(stepsWith({ runs }, {})).toBe(90);
  expect(stepsWith({ runs }, { seed: 3 })).toBe(0);
});
