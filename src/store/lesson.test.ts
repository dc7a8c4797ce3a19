import { expect, test } from "vitest";
import { CONFIG_FIELDS } from "../protocol/fields.ts";
import { createSettingsStore } from "./settingsStore.ts";
import { PAGE_PARTS, readLesson, writeLesson } from "./lesson.ts";
import { readUrl } from "./urlState.ts";

const read = (query: string) => readLesson(new URLSearchParams(query));

test("hides and locks nothing unless it is told to", () => {
  expect(read("preset=paper")).toEqual({
    ...{ lesson: { isEmbedded: false, hidden: [], locked: [] }, issues: [] },
  });
});

test("embedding hides form and tabs, unless the link says itself what is hidden", () => {
  expect(read("embed=1").lesson).toMatchObject({
    ...{ isEmbedded: true, hidden: ["setup", "views"] },
  });
  expect(read("embed=1&hide=losses").lesson.hidden).toEqual(["losses"]);
  expect(read("embed=1&hide=").lesson.hidden).toEqual([]);
  expect(read("embed=0").lesson.isEmbedded).toBe(false);
});

test("knows parts of the page, settings and groups of settings, and tells what it does not know", () => {
  const { lesson, issues } = read(
    "hide=heatmaps, student.width,hat&lock=teacher,seed,seed,setup",
  );
  expect(lesson.hidden).toEqual(["heatmaps", "student.width"]);
  expect(lesson.locked).toEqual(["teacher.id", "teacher.meanFraction", "seed"]);
  expect(issues).toEqual([
    "There is nothing called “hat” to hide.",
    "There is no setting “setup” to lock.",
  ]);
  expect(read("lock=all").lesson.locked).toHaveLength(CONFIG_FIELDS.length);
});

test("no part of the page is called like a setting or a group of them", () => {
  for (const id of Object.keys(PAGE_PARTS)) {
    expect(read(`lock=${id}`).issues).toHaveLength(1);
  }
});

test("writes what it reads, and nothing for what is usual", () => {
  const written = (...given: Parameters<typeof writeLesson>[1][]) => {
    const url = new URL("https://lab.example/");
    writeLesson(url, given[0]!);
    return decodeURIComponent(url.search);
  };
  expect(written({ isEmbedded: false, hide: [], lock: [] })).toBe("");
  expect(
    written({ isEmbedded: true, hide: ["views", "setup"], lock: [] }),
  ).toBe("?embed=1");
  expect(written({ isEmbedded: true, hide: [], lock: ["all"] })).toBe(
    "?embed=1&hide=&lock=all",
  );
});

test("a locked setting stays, and so does the preset", () => {
  const settings = createSettingsStore(
    readUrl("https://lab.example/?lock=student"),
  );
  settings.edit("student.width", 32);
  settings.edit("seed", 5);
  settings.choosePreset("paper");
  const { config, presetId, drafts } = settings.getState();
  expect([config.student.width, config.seed, presetId]).toEqual([
    ...[64, 5, "emoji-quick"],
  ]);
  expect(drafts).toEqual({});
});
