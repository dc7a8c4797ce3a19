import { expect, test } from "vitest";
import { configDifference } from "../protocol/configPaths.ts";
import { presetById } from "../protocol/presets.ts";
import { planArena } from "./arenaPlan.ts";
import { UsageError } from "./settings.ts";

const plan = (...args: string[]) => planArena([...args, "--out", "runs/x"], 8);

const names = (...args: string[]) => plan(...args).runs.map(({ name }) => name);

test("runs every method on every seed, from the preset's seed on", () => {
  expect(names("--methods", "cospress,mse", "--seeds", "2")).toEqual([
    "cospress-1",
    "mse-1",
    "cospress-2",
    "mse-2",
  ]);
  expect(plan("--methods", "svd", "--set", "seed=7").seeds).toEqual([
    7, 8, 9, 10, 11,
  ]);
});

test("methods differ in id and learning rate alone, and ask for the full bench", () => {
  const { runs } = plan("--methods", "cospress,scratch,mse", "--seeds", "1");
  const [cospress, scratch, mse] = runs.map(({ config }) => config);
  expect(configDifference(cospress!, mse!)).toEqual({ "method.id": "mse" });
  expect(configDifference(cospress!, scratch!)).toEqual({
    "method.id": "scratch",
    "optimiser.learningRate": 0.003,
  });
  expect(configDifference(presetById("emoji-quick").config, cospress!)).toEqual(
    { "evaluation.measures": "full" },
  );
});

test("a setting that is given stands for every method", () => {
  const { runs } = plan(
    ...["--methods", "cospress,proteus", "--seeds", "1"],
    ...["--set", "optimiser.learningRate=0.002", "--steps", "10"],
    ...["--set", "evaluation.measures=basic"],
  );
  for (const { config } of runs) {
    expect(config.optimiser).toMatchObject({
      learningRate: 0.002,
      steps: 10,
      warmupSteps: 5,
    });
    expect(config.evaluation.measures).toBe("basic");
  }
});

test("a factor multiplies the runs, and has a name in their files", () => {
  const { runs, factor } = plan(
    ...["--methods", "cospress", "--seeds", "1"],
    ...["--factor", "student.width=32,64"],
  );
  expect(factor).toEqual({ path: "student.width", values: [32, 64] });
  expect(runs.map(({ name, config }) => [name, config.student.width])).toEqual([
    ["cospress-1-student.width=32", 32],
    ["cospress-1-student.width=64", 64],
  ]);
  const lists = plan(
    ...["--methods", "cospress", "--seeds", "1"],
    ...["--factor", "method.temperatures=[0.1],[0.05,0.1]"],
  );
  expect(lists.factor?.values).toEqual([[0.1], [0.05, 0.1]]);
  expect(lists.runs[1]!.name).toBe(
    "cospress-1-method.temperatures=%5B0.05%2C0.1%5D",
  );
});

test("compares with CosPress where it takes part, else with the first", () => {
  expect(plan("--methods", "svd,cospress").reference).toBe("cospress");
  expect(plan("--methods", "svd,mse").reference).toBe("svd");
  const named = plan("--methods", "svd,mse", "--reference", "untrained");
  expect(named.reference).toBe("untrained");
});

test("the untrained student takes no run; all means every other method", () => {
  expect(names("--methods", "untrained,svd", "--seeds", "1")).toEqual([
    "svd-1",
  ]);
  expect(plan("--methods", "all").methods).toHaveLength(17);
});

test("takes as many processes as there are cores, two unless told", () => {
  const jobs = (cores: number, ...args: string[]) =>
    planArena(["--methods", "svd", "--out", "x", ...args], cores).jobs;
  expect([jobs(1), jobs(2), jobs(16)]).toEqual([1, 2, 2]);
  expect(jobs(16, "--jobs", "5")).toBe(5);
});

test.each([
  { args: [], says: "--methods: must name methods" },
  { args: ["--methods", "cospres"], says: "got 'cospres'" },
  { args: ["--methods", "svd,svd"], says: "got svd twice" },
  { args: ["--methods", "untrained"], says: "a method that trains" },
  { args: ["--methods", "svd", "--seeds", "0"], says: "--seeds: must be" },
  { args: ["--methods", "svd", "--jobs", "two"], says: "--jobs: must be" },
  { args: ["--methods", "svd", "--preset", "nope"], says: "emoji-quick" },
  {
    args: ["--methods", "svd", "--reference", "mse"],
    says: "--reference: must be one of svd, teacher, untrained, got mse",
  },
  { args: ["--methods", "svd", "--set", "method.id=mse"], says: "--methods" },
  { args: ["--methods", "svd", "--factor", "width"], says: "path=value" },
  { args: ["--methods", "svd", "--factor", "seed=1,2"], says: "--seeds" },
  {
    args: ["--methods", "svd", "--factor", "student.wdth=1"],
    says: "student.wdth",
  },
  {
    args: ["--methods", "svd", "--factor", "student.width=8,wide"],
    says: "student.width",
  },
  {
    args: ["--methods", "svd", "--factor", "student.width=8,8"],
    says: "must differ",
  },
])("refuses $args", ({ args, says }) => {
  expect(() => plan(...args)).toThrow(UsageError);
  expect(() => plan(...args)).toThrow(says);
});

test("refuses to write nowhere", () => {
  expect(() => planArena(["--methods", "svd"], 2)).toThrow("--out");
});
