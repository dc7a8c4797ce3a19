import { expect, test } from "vitest";
import { setPath } from "../../protocol/configPaths.ts";
import { QUICK } from "../../store/notebook/runs.fixture.ts";
import { changeText, settingsText, sinceText } from "./changeText.ts";

test("says a change in the words of the form", () => {
  const change = (path: string, from: unknown, to: unknown) =>
    changeText({ path, from, to });
  expect(change("student.width", 64, 32)).toBe("Width 64 → 32");
  expect(change("method.id", "cospress", "mse")).toMatch(/^Method CosPress → /);
  expect(change("method.headBias", true, false)).toBe(
    "Bias in the head on → off",
  );
  expect(change("method.temperatures", [0.01, 0.1], [0.1, 0.5])).toBe(
    "Temperatures with 0.5, without 0.01",
  );
  expect(change("data.far", ["a", "b"], ["b", "a"])).toBe(
    "Far-OOD packs in another order",
  );
});

test("says what a run has new, by the present name of the run before", () => {
  const since = { id: "a", name: "amber otter 3", changes: [] };
  const text = (given: typeof since | null, name?: string) =>
    sinceText({ since: given, presetId: "emoji-quick" }, () => name);
  expect(text(null)).toBe("First run, preset Emoji, quick");
  expect(text(since)).toBe("Nothing changed since amber otter 3");
  expect(text(since, "my best")).toBe("Nothing changed since my best");
  const changes = [
    { path: "seed", from: 1, to: 2 },
    { path: "student.depth", from: 3, to: 4 },
  ];
  expect(text({ ...since, changes } as never)).toBe("Seed 1 → 2; Depth 3 → 4");
});

test("says settings as a preset and what is different", () => {
  expect(settingsText("emoji-quick", QUICK)).toBe(
    "Preset Emoji, quick, unchanged",
  );
  expect(settingsText("emoji-quick", setPath(QUICK, "seed", 9))).toBe(
    "Preset Emoji, quick, with Seed 9",
  );
  expect(settingsText("gone", QUICK)).toContain("no longer there");
});
