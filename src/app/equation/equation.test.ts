import { expect, test } from "vitest";
import { chooseMethod } from "../../protocol/chooseMethod.ts";
import { setPath } from "../../protocol/configPaths.ts";
import { METHOD_IDS } from "../../protocol/methods.ts";
import { presetById } from "../../protocol/presets.ts";
import { equation as t } from "../../texts/en/equation.ts";
import { equationOf, settingAt } from "./equation.ts";

const QUICK = presetById("emoji-quick").config;
const losses = (total: number) => ({
  ...{ total, global: 0.5, local: 0.25, feature: 0.4, classToken: 0.3 },
});
const at = (step: number, total = 2) => ({
  ...{ step, learningRate: 0.01, losses: losses(total) },
});

test("the parts add up to the total, and the centred term is what is left", () => {
  const { rows, total, shared } = equationOf(QUICK, [], at(10));
  expect(rows.map(({ term }) => t.terms[term].name)).toEqual([
    ...["global", "local", "feature", "class token", "centred"],
  ]);
  const sum = rows.reduce((all, { part }) => all + part!, shared);
  expect(sum).toBeCloseTo(total, 12);
  expect(rows.at(-1)?.value).toBeCloseTo(2 - 1.45, 12);
});

test("weights are those of the step: before a change, and from the step after it", () => {
  const path = "method.weights.global";
  const updates = [{ step: 20, path, value: 3 }];
  expect(settingAt(QUICK, updates, path, 20)).toBe(1);
  expect(settingAt(QUICK, updates, path, 21)).toBe(3);
  const { rows } = equationOf(QUICK, updates, at(21, 5));
  expect(rows[0]).toMatchObject({ weightValue: 3, value: 0.5, part: 1.5 });
});

test("several unreported terms share what is left, and none is made up", () => {
  const both = setPath(QUICK, "method.weights.gram", 2);
  const { rows, shared } = equationOf(both, [], at(1, 2));
  expect(rows.slice(-2).map(({ value }) => value)).toEqual([null, null]);
  expect(shared).toBeCloseTo(0.55, 12);
  const none = setPath(QUICK, "method.weights.centred", 0);
  expect(equationOf(none, [], at(1, 1.45)).rows).toHaveLength(4);
});

test("every method has its own terms; a single one is the total", () => {
  for (const id of METHOD_IDS) {
    const { rows, shared } = equationOf(chooseMethod(QUICK, id), [], at(3));
    const sum = rows.reduce((all, { part }) => all + (part ?? 0), shared);
    if (rows.length > 0)
      expect(t.terms[rows[0]!.term].formula, id).not.toBe("");
    if (rows.length === 1) expect(sum, id).toBe(2);
  }
});
