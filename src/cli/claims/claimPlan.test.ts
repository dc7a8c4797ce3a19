import { expect, test } from "vitest";
import { configDifference } from "../../protocol/configPaths.ts";
import { checkConfig } from "../../protocol/configRules.ts";
import { planArena } from "../arenaPlan.ts";
import { UsageError } from "../settings.ts";
import { planClaims } from "./claimPlan.ts";

const plan = (...args: string[]) => planClaims([...args, "--out", "a"], 2);

test("trains each config once, under a name of its own that no file system minds", () => {
  const { tasks } = plan();
  const names = tasks.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.join("")).toMatch(/^[\w.=%()!'~-]+$/);
  const configs = tasks.map(({ config, labelsPerClass }) =>
    JSON.stringify([config, labelsPerClass]),
  );
  expect(new Set(configs).size).toBe(configs.length);
  for (const { config, name } of tasks) {
    expect(checkConfig(config, null), name).toEqual([]);
  }
});

test("its plain students are those of an arena with the same settings", () => {
  const settings = ["--set", "student.width=32", "--seeds", "2"];
  const arena = planArena(
    ["--methods", "cospress,proteus,scratch", ...settings, "--out", "b"],
    2,
  );
  const { tasks } = plan(...settings);
  for (const run of arena.runs) {
    const same = tasks.filter(
      ({ config, labelsPerClass }) =>
        !labelsPerClass &&
        Object.keys(configDifference(config, run.config)).length === 0,
    );
    expect(same.map(({ name }) => name)).toEqual([run.name]);
  }
});

test("a head alone is fitted for as many steps as the preset's student learns", () => {
  const { tasks } = plan("--only", "1", "--seeds", "1");
  expect(tasks.map(({ method }) => method)).toEqual([
    ...["cospress", "svd", "pca", "gaussian", "orthonormal"],
  ]);
  for (const { config, method } of tasks) {
    expect(config.optimiser.steps).toBe(1);
    expect(config.method.headSteps).toBe(method === "cospress" ? 600 : 0);
  }
});

test("only the claims asked for are planned", () => {
  expect(plan("--only", "3,9").claims.map(({ id }) => id)).toEqual([3, 9]);
  expect(plan("--only", "3").lowData).toEqual([]);
  const { lowData } = plan("--only", "8", "--seeds", "1");
  // Two methods on four sizes, and the baseline once.
  expect(lowData).toHaveLength(9);
  expect(() => plan("--only", "13")).toThrow(UsageError);
  expect(() => plan("--set", "method.id=svd")).toThrow("decided by each claim");
  expect(() => planClaims([], 2)).toThrow("--out: must name a folder");
});
