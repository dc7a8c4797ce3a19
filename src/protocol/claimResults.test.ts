import { expect, test } from "vitest";
import {
  joinedClaims,
  readClaimsResult,
  type ClaimsResult,
} from "./claimResults.ts";
import { presetById } from "./presets.ts";

const result: ClaimsResult = {
  format: 1,
  preset: "emoji-quick",
  config: presetById("emoji-quick").config,
  seeds: [1, 2],
  command: "npm run --silent lab -- claims",
  claims: [
    {
      ...{ id: 8, verdict: "undecided", because: "Few.", planned: 2, found: 1 },
      tables: [{ caption: "a", columns: ["", "b"], rows: [["c", "1"]] }],
      curves: [
        {
          ...{ method: "cospress", readout: "probe", labelsPerClass: 5 },
          points: [{ images: 100, mean: 0.5, low: null, high: null }],
        },
      ],
    },
    {
      ...{ id: 1, verdict: "supported", because: "Yes.", planned: 1, found: 1 },
      tables: [],
    },
  ],
};

test("reads what was written", () => {
  expect(readClaimsResult(JSON.parse(JSON.stringify(result)))).toEqual(result);
});

test.each([
  ["nothing", null],
  ["another format", { ...result, format: 2 }],
  ["a preset that is gone", { ...result, preset: "no-such" }],
  ["settings that are gone", { ...result, config: { seed: 1 } }],
  ["a verdict of other words", { ...result, claims: [{ verdict: "true" }] }],
])("refuses %s", (_, value) => {
  expect(readClaimsResult(value)).toBeNull();
});

test("joins files claim by claim, and says which command made what stays", () => {
  const [eighth, first] = result.claims as [
    ClaimsResult["claims"][number],
    ClaimsResult["claims"][number],
  ];
  const later: ClaimsResult = {
    ...{ ...result, command: "npm run --silent lab -- claims --only 1,3,8" },
    claims: [
      { ...first, found: 0, verdict: "not-run" },
      { ...eighth, found: 2, verdict: "supported" },
      { ...first, id: 3 },
    ],
  };
  const joined = joinedClaims(result, later);
  expect(joined.command).toBe(later.command);
  expect(joined.claims).toEqual([
    { ...first, command: result.command },
    { ...first, id: 3 },
    { ...eighth, found: 2, verdict: "supported" },
  ]);
  // Once more does not blame the later command for it.
  expect(joinedClaims(joined, later).claims[0]).toEqual({
    ...{ ...first, command: result.command },
  });
});

test("does not join outcomes of other settings", () => {
  expect(() => joinedClaims(result, { ...result, seeds: [1, 2, 3] })).toThrow(
    "same preset, settings and seeds",
  );
});
