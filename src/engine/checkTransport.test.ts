import { expect, test } from "vitest";
import { presetById } from "../protocol/presets.ts";
import { checkPace, checkParts, checkStopRules } from "./checkTransport.ts";

const { method } = presetById("emoji-quick").config;

test("refuses what is no part, and a head that does not learn", () => {
  expect(checkParts("update", "head", method)).toBe("head");
  expect(() => checkParts("update", "teacher", method)).toThrow(
    `update: 'parts' must be one of both, head, student, got "teacher"`,
  );
  const svd = { ...method, id: "svd" as const };
  expect(checkParts("update", "both", svd)).toBe("both");
  expect(() => checkParts("update", "student", svd)).toThrow(
    "update: 'parts' must be both, for svd trains no head, got student",
  );
});

test.each([
  ["no list", "soon"],
  ["an unknown kind", [{ kind: "time", seconds: 5 }]],
  ["an unknown series", [{ kind: "target", series: "fame", value: 1 }]],
  ["a step that is no step", [{ kind: "step", step: 0.5 }]],
  ["an extra key", [{ kind: "step", step: 5, why: "" }]],
  ["too many", Array.from({ length: 9 }, () => ({ kind: "step", step: 5 }))],
])("refuses %s", (_, rules) => {
  expect(() => checkStopRules(rules)).toThrow(
    /^stop-rules: 'rules' must be at most 8 rules/,
  );
});

test("takes a pace above 0, or none", () => {
  expect(checkPace(null)).toBeNull();
  expect(checkPace(0.5)).toBe(0.5);
  for (const pace of [0, -1, NaN, "fast", undefined]) {
    expect(() => checkPace(pace)).toThrow(
      /^pace: 'stepsPerSecond' must be above 0, or null, got/,
    );
  }
});
