import { expect, test } from "vitest";
import {
  applyDifference,
  configDifference,
  getPath,
  parsePathValue,
  setPath,
  valueIssue,
} from "./configPaths.ts";
import { PRESETS, presetById } from "./presets.ts";

const quick = presetById("emoji-quick").config;
const paper = presetById("paper").config;

test("sets a nested value without touching the original", () => {
  const changed = setPath(quick, "method.weights.local", 0.5);
  expect(getPath(changed, "method.weights.local")).toBe(0.5);
  expect(quick.method.weights.local).toBe(1);
  expect(changed.data).toBe(quick.data);
});

test("refuses an unknown path by name", () => {
  expect(() => setPath(quick, "student.colour", 1)).toThrow(
    new RangeError("setPath: there is no setting 'student.colour'"),
  );
  expect(() => setPath(quick, "__proto__.polluted", 1)).toThrow(RangeError);
  expect(() => getPath(quick, "optimiser.stepz")).toThrow(
    /no setting 'optimiser.stepz'/,
  );
});

test("names the settings of a group that is set as a whole", () => {
  expect(() => setPath(quick, "method.weights", {})).toThrow(
    /'method.weights' is a group of settings; set one of method.weights.global/,
  );
});

test("refuses a value that the field cannot have, with the rule and what came", () => {
  expect(() => setPath(quick, "student.depth", 99)).toThrow(
    new RangeError(
      "setPath: 'student.depth' must be a whole number from 1 to 12, got 99",
    ),
  );
  expect(valueIssue(quick, "method.affinities", "half")).toBe(
    'must be one of joint, conditional, got "half"',
  );
});

test("reads JSON values, and bare words as themselves", () => {
  expect(parsePathValue("0.5")).toBe(0.5);
  expect(parsePathValue("true")).toBe(true);
  expect(parsePathValue("[0.1, 0.2]")).toEqual([0.1, 0.2]);
  expect(parsePathValue('["sandal","bag"]')).toEqual(["sandal", "bag"]);
  expect(parsePathValue("joint")).toBe("joint");
  expect(parsePathValue("emoji8")).toBe("emoji8");
});

test("difference and application are inverse for every pair of presets", () => {
  for (const base of PRESETS) {
    for (const target of PRESETS) {
      const difference = configDifference(base.config, target.config);
      const { config, issues } = applyDifference(base.config, difference);
      expect(issues).toEqual([]);
      expect(config).toEqual(target.config);
    }
  }
});

test("applies what it can and explains the rest field by field", () => {
  const { config, issues } = applyDifference(paper, {
    seed: 7,
    "student.depth": "deep",
    "student.hat": 1,
  });
  expect(config.seed).toBe(7);
  expect(config.student).toEqual(paper.student);
  expect(issues).toEqual([
    {
      path: "student.depth",
      message: 'must be a whole number from 1 to 12, got "deep"',
    },
    { path: "student.hat", message: "is not a setting" },
  ]);
});
