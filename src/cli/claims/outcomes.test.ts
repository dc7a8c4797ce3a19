import { expect, test } from "vitest";
import type { RunConfig } from "../../protocol/config.ts";
import { CLAIMS } from "../../protocol/claims.ts";
import { METHOD_IDS, type MethodId } from "../../protocol/methods.ts";
import { seededRng } from "../../tensor/rng.ts";
import { planOf, worldRuns, type World } from "./claimWorld.fixture.ts";
import { claimOutcomes } from "./outcomes.ts";

const RANKED: Partial<Record<MethodId, number>> = {
  cospress: 0.8,
  ...{ svd: 0.7, pca: 0.65, orthonormal: 0.6, gaussian: 0.5 },
  ...{ proteus: 0.4, mse: 0.3, scratch: 0.2 },
};

/** Every run its own small noise. */
function noise(config: RunConfig, size: number): number {
  const rng = seededRng(config.seed, JSON.stringify(config.method));
  return size * rng.normal();
}

/** As the claims would have it. */
function claimed(config: RunConfig): number {
  const { id, temperatures, studentLoss, headCondition, weights } =
    config.method;
  const others = 0.25 + 0.01 * METHOD_IDS.indexOf(id);
  const base = RANKED[id] ?? others;
  return (
    base -
    (temperatures.length === 1 ? 0.08 + temperatures[0]! / 2 : 0) -
    (studentLoss === "mse" ? 0.1 : 0) -
    0.1 * Math.log10(headCondition) -
    (weights.local === 0 ? 0.05 : 0) +
    noise(config, 0.001)
  );
}

const supporting: World = {
  quality: claimed,
  condition: ({ seed }) => 1.2 + 0.01 * seed,
};
const contradicting: World = {
  quality: (config) => 1 - claimed(config),
  best: claimed,
  condition: ({ seed }) => 5 + 0.1 * seed,
};
/** Every arm has the same three values, in an order of its own: no difference has a sign on all seeds, and all means are equal. */
const level: World = {
  quality: ({ seed, method, data }) => {
    const turn = seededRng(0, JSON.stringify([method, data])).intBelow(3);
    return 0.5 + 0.05 * (((seed + turn) % 3) - 1);
  },
  property: () => 0.5,
  condition: ({ seed }) => (seed === 1 ? 1.1 : 1.8),
};

const ids = CLAIMS.map(({ id }) => id);
const verdicts = (world: World, ...args: string[]) => {
  const plan = planOf(...args);
  const outcomes = claimOutcomes(plan, worldRuns(plan, world));
  return Object.fromEntries(outcomes.map(({ id, verdict }) => [id, verdict]));
};
const each = (verdict: string) =>
  Object.fromEntries(ids.map((id) => [id, verdict]));

test("a world as the claims have it supports all twelve", () => {
  expect(verdicts(supporting)).toEqual(each("supported"));
});

test("the world upside down contradicts all but the relation of angles and properties, until that is turned too", () => {
  expect(verdicts(contradicting)).toEqual({
    ...each("contradicted"),
    7: "supported",
  });
  const apart = { ...contradicting, property: claimed };
  expect(verdicts(apart, "--only", "7")).toEqual({ 7: "contradicted" });
});

test("a world in which nothing differs but from seed to seed decides nothing", () => {
  expect(verdicts(level)).toEqual(each("undecided"));
});

test("one seed decides nothing, however large the differences", () => {
  const found = verdicts(supporting, "--seeds", "1");
  // Claim 7 correlates methods, not seeds.
  for (const id of ids.filter((id) => id !== 7)) {
    expect(found[id], String(id)).toBe("undecided");
  }
});

test("says what is not there, and counts it", () => {
  const plan = planOf();
  const none = claimOutcomes(plan, new Map());
  expect(none.map(({ verdict }) => verdict)).toEqual(ids.map(() => "not-run"));
  expect(none.every(({ found, planned }) => found === 0 && planned > 0)).toBe(
    true,
  );
  const runs = worldRuns(plan, supporting);
  for (const task of plan.tasks) {
    if (task.method === "proteus") runs.delete(task);
  }
  const some = claimOutcomes(plan, runs);
  const outcome = (id: number) => some.find((one) => one.id === id)!;
  for (const id of [3, 4, 5, 6]) {
    expect(outcome(id).verdict).toBe("undecided");
    expect(outcome(id).because).toContain("not there");
    expect(outcome(id).found).toBeLessThan(outcome(id).planned);
  }
  expect(outcome(10).verdict).toBe("supported");
});

test("sentences and tables carry the numbers", () => {
  const plan = planOf("--only", "3,8");
  const [third, eighth] = claimOutcomes(plan, worldRuns(plan, supporting));
  expect(third!.because).toBe(
    "CosPress' student is ahead of Proteus in angle error, ahead of Plain MSE (FitNets) in angle error. Beside the control, a fixed SVD head on the teacher's side, it is ahead of Uncentred SVD head in angle error.",
  );
  const comparison = third!.tables.at(-1)!;
  // 30 (0.2 - 0.6) = -12 degrees, give or take the noise.
  expect(comparison.rows[0]!.slice(0, 2)).toEqual([
    "CosPress' student beside Proteus",
    "Angle error ↓",
  ]);
  expect(Number.parseFloat(comparison.rows[0]![4]!)).toBeCloseTo(-12, 0);
  const curve = eighth!.curves!.find(
    ({ method, readout, labelsPerClass }) =>
      method === "cospress" && readout === "fineTune" && labelsPerClass === 10,
  )!;
  expect(curve.points.map(({ images }) => images)).toEqual([
    100, 300, 1000, 3000,
  ]);
  expect(curve.points[0]!.mean).toBeCloseTo(0.85, 2);
  for (const table of [third, eighth].flatMap((one) => one!.tables)) {
    for (const row of table.rows) {
      expect(row).toHaveLength(table.columns.length);
    }
  }
});
