import { expect, test } from "vitest";
import { readClaimsResult, type ClaimsResult } from "./claimResults.ts";
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
