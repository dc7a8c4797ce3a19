import { expect, test } from "vitest";
import { configDifference } from "../protocol/configPaths.ts";
import { presetById } from "../protocol/presets.ts";
import { planForm, readForm, withMethod, type ArenaForm } from "./arenaForm.ts";

const { config } = presetById("emoji-quick");
const initial = readForm(null);
const form = (change: Partial<ArenaForm>) => ({ ...initial, ...change });

function planned(change: Partial<ArenaForm>) {
  const made = planForm(form(change), config, null);
  if (!made.ok) throw new Error(made.reason);
  return made.plan;
}

function refusal(change: Partial<ArenaForm>): string {
  const made = planForm(form(change), config, null);
  return made.ok ? "none" : made.reason;
}

test("plans what the command line plans: every method on every seed, full bench, own learning rate", () => {
  const { runs, seeds } = planned({
    methods: ["cospress", "scratch"],
    seeds: 2,
  });
  expect(seeds).toEqual([1, 2]);
  expect(runs.map(({ name }) => name)).toEqual([
    ...["cospress-1", "scratch-1", "cospress-2", "scratch-2"],
  ]);
  expect(configDifference(config, runs[3]!.config)).toEqual({
    seed: 2,
    "method.id": "scratch",
    "optimiser.learningRate": 0.003,
    "evaluation.measures": "full",
  });
});

test("a factor multiplies the runs", () => {
  const { runs, factor } = planned({
    ...{ methods: ["svd"], seeds: 1 },
    ...{ factorPath: "student.width", factorValues: "32, 64" },
  });
  expect(factor?.values).toEqual([32, 64]);
  expect(runs.map(({ config: { student } }) => student.width)).toEqual([
    32, 64,
  ]);
});

test("says what a plan lacks", () => {
  expect(refusal({ methods: [] })).toContain("at least one method");
  expect(refusal({ seeds: 0 })).toContain("1 to 20");
  const width = { factorPath: "student.width" };
  expect(refusal({ ...width, factorValues: " " })).toContain("it is 64 now");
  expect(refusal({ ...width, factorValues: "32,32" })).toContain("differ");
  expect(refusal({ ...width, factorValues: "wide" })).toMatch(
    /^Width: .*"wide"/,
  );
  // Each alone is a width; only with four heads it is none.
  expect(refusal({ ...width, factorValues: "32,30" })).toContain("width=30");
});

test("the reference stays among those compared", () => {
  const without = withMethod(form({}), "cospress", false);
  expect(without.methods).not.toContain("cospress");
  expect(without.reference).toBe(without.methods[0]);
  const teacher = withMethod(form({ reference: "teacher" }), "svd", false);
  expect(teacher.reference).toBe("teacher");
  expect(withMethod(without, "cospress", true).methods[0]).toBe("cospress");
});

test("reads a stored form, and the initial one where it cannot", () => {
  const stored = form({ methods: ["svd", "kd"], seeds: 3, reference: "kd" });
  expect(readForm(JSON.stringify(stored))).toEqual(stored);
  expect(readForm("{")).toEqual(initial);
  expect(readForm('{"methods": ["magic", "mse"], "factorPath": "x"}')).toEqual({
    ...initial,
    ...{ methods: ["mse"], reference: "mse" },
  });
});
