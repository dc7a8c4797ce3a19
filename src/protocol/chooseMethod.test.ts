import { expect, test } from "vitest";
import { chooseMethod } from "./chooseMethod.ts";
import { setPath } from "./configPaths.ts";
import { METHODS, methodById } from "./methods.ts";
import { parseConfig } from "./config.ts";
import { presetById } from "./presets.ts";

const quick = presetById("emoji-quick").config;

test("brings every method's learning rate, and gives the first config back", () => {
  for (const { id, learningRateFactor } of METHODS) {
    const chosen = chooseMethod(quick, id);
    expect(chosen.method).toEqual({ ...quick.method, id });
    expect(chosen.optimiser.learningRate).toBeCloseTo(
      0.01 * learningRateFactor,
      8,
    );
    expect(parseConfig(chosen).ok).toBe(true);
    expect(chooseMethod(chosen, "cospress")).toEqual(quick);
  }
});

test("stays above the final learning rate", () => {
  const flat = setPath(quick, "optimiser.minLearningRate", 0.01);
  for (const { id } of METHODS) {
    expect(
      chooseMethod(flat, id).optimiser.learningRate,
    ).toBeGreaterThanOrEqual(0.01);
  }
});

test("describes every method in a sentence", () => {
  expect(new Set(METHODS.map(({ title }) => title)).size).toBe(METHODS.length);
  for (const { summary } of METHODS) expect(summary).toMatch(/^[A-Z].*\.$/);
  expect(methodById("vkd").title).toBe("VkD");
});
