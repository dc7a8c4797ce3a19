import { expect, test } from "vitest";
import { setPath } from "../protocol/configPaths.ts";
import type { PackManifest } from "../protocol/packs.ts";
import { presetById } from "../protocol/presets.ts";
import { createSettingsStore, presetObstacle } from "./settingsStore.ts";
import { de } from "../texts/de.tsx";
import "../texts/en/settings.ts";
import { layOver } from "../texts/rooms.ts";
import { readUrl } from "./urlState.ts";

const HOME = "https://lab.example/";
const quick = presetById("emoji-quick").config;
const settingsAt = (query = "") => createSettingsStore(readUrl(HOME + query));

const noFile = {
  path: "images.bin",
  bytes: 0,
  sha256: "0".repeat(64),
  encoding: "none",
  rawBytes: 0,
} as const;

function pack(id: string, classes: string[]): PackManifest {
  return {
    format: 1,
    id,
    title: id,
    description: "",
    image: { height: 32, width: 32, channels: 3 },
    classes,
    classTitles: classes,
    domains: [],
    counts: { train: 8000, validation: 0, test: 400 },
    classCounts: {
      train: classes.map(() => 8000 / classes.length),
      validation: classes.map(() => 0),
      test: classes.map(() => 400 / classes.length),
    },
    files: { images: noFile, labels: noFile },
    sources: [],
    licence: "",
  };
}

const EMOJI = pack("emoji8", [
  "animals-nature",
  "food-drink",
  "flags",
  "objects",
]);
const CROPS = pack("crops", ["crop"]);

test("takes a value that makes sense at once", () => {
  const settings = settingsAt();
  settings.edit("optimiser.steps", 100);
  expect(settings.getState().config.optimiser.steps).toBe(100);
  expect(settings.getState().drafts).toEqual({});
});

test("keeps the last valid config in force while a value is out of range", () => {
  const settings = settingsAt();
  settings.edit("student.depth", 99);
  const { config, drafts, refusals } = settings.getState();
  expect(config).toBe(quick);
  expect(drafts).toEqual({ "student.depth": 99 });
  expect(refusals["student.depth"]).toBe(
    "must be a whole number from 1 to 12, got 99",
  );
});

test("lets two settings change one after the other although the first alone is wrong", () => {
  const settings = settingsAt();
  settings.edit("student.width", 30);
  expect(settings.getState().config).toBe(quick);
  expect(settings.getState().refusals["student.width"]).toMatch(
    /^Attention heads: must divide the width \(30\)/,
  );
  settings.edit("student.heads", 3);
  const { config, drafts, refusals } = settings.getState();
  expect(config.student).toMatchObject({ width: 30, heads: 3 });
  expect(drafts).toEqual({});
  expect(refusals).toEqual({});
});

test("takes a good value although another draft is still wrong", () => {
  const settings = settingsAt();
  settings.edit("student.width", 30);
  settings.edit("seed", 5);
  const { config, drafts } = settings.getState();
  expect(config.seed).toBe(5);
  expect(config.student.width).toBe(64);
  expect(drafts).toEqual({ "student.width": 30 });
});

test("forgets a refusal when the field gets a good value after all", () => {
  const settings = settingsAt();
  settings.edit("student.depth", 99);
  settings.edit("student.depth", 4);
  expect(settings.getState().refusals).toEqual({});
  expect(settings.getState().config.student.depth).toBe(4);
});

test("drops drafts with the preset they were made for", () => {
  const settings = settingsAt();
  settings.edit("student.depth", 99);
  settings.choosePreset("paper");
  expect(settings.getState().drafts).toEqual({});
  expect(settings.getState().config).toBe(presetById("paper").config);
});

test("refuses what the packs present do not allow, once they are known", () => {
  const settings = settingsAt();
  settings.setPresent({ packs: [EMOJI, CROPS] });
  settings.edit("data.heldOut", ["cats"]);
  expect(settings.getState().refusals["data.heldOut"]).toMatch(/no class/);
  expect(settings.getState().linkIssues).toEqual([]);
});

test("begins with the site's packs, unless the settings ask for another", () => {
  const begun = (query: string, packs = [EMOJI, CROPS]) =>
    createSettingsStore(readUrl(HOME + query), packs).getState();
  expect(begun("").packs).toEqual([EMOJI, CROPS]);
  expect(begun("?preset=cifar10-holdout").packs).toBeNull();
  // The engine alone knows what is missing, and says so.
  expect(begun("", [EMOJI]).packs).toBeNull();
  expect(begun("", [EMOJI]).config).toBe(quick);
});

test("leaves out a far pack that is absent, and says so", () => {
  const settings = settingsAt();
  settings.setPresent({ packs: [EMOJI] });
  expect(settings.getState().config).toEqual(setPath(quick, "data.far", []));
  expect(settings.getState().linkIssues[0]).toMatch(/no pack 'crops' here/);
});

test("falls back to the default preset when the asked one has no images here", () => {
  const settings = settingsAt("?preset=cifar10-holdout");
  settings.setPresent({ packs: [EMOJI, CROPS] });
  expect(settings.getState().presetId).toBe("emoji-quick");
  expect(settings.getState().config).toBe(quick);
  expect(settings.getState().linkIssues.join(" ")).toMatch(
    /no pack 'cifar10' here.*This is “Emoji, quick” instead/,
  );
});

test("says what keeps a preset from running", () => {
  expect(presetObstacle("emoji-quick", [EMOJI, CROPS])).toBeNull();
  expect(presetObstacle("cifar10-holdout", [EMOJI, CROPS])).toMatch(
    /no pack 'cifar10'/,
  );
  expect(presetObstacle("cifar10-holdout", null)).toBeNull();
});

test("takes back a change that the engine refused, and keeps it in sight", () => {
  const settings = settingsAt();
  const earlier = settings.getState().config;
  settings.edit("optimiser.steps", 10);
  settings.takeBack("optimiser.steps", earlier, "step 20 is already done");
  const { config, drafts, refusals } = settings.getState();
  expect(config.optimiser.steps).toBe(600);
  expect(drafts).toEqual({ "optimiser.steps": 10 });
  expect(refusals).toEqual({ "optimiser.steps": "step 20 is already done" });
});

test("says why a draft is not in force in the language in force", () => {
  const settings = settingsAt();
  settings.edit("student.depth", 99);
  settings.edit("student.heads", 5);
  const english = settings.getState().refusals;
  layOver(de);
  settings.sayAgain();
  expect(settings.getState().refusals).toEqual({
    "student.depth": "es muss eine ganze Zahl von 1 bis 12 sein, nicht 99",
    "student.heads": `es muss die Breite (${quick.student.width}) ohne Rest teilen, anders als 5`,
  });
  layOver({});
  settings.sayAgain();
  expect(settings.getState().refusals).toEqual(english);
});
