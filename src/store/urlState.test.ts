import { expect, test } from "vitest";
import { setPath } from "../protocol/configPaths.ts";
import { presetById } from "../protocol/presets.ts";
import { encodeLink } from "./configLink.ts";
import { readUrl, readView, writeUrl, writeView } from "./urlState.ts";

const HOME = "https://lab.example/site/";
const quick = presetById("emoji-quick").config;

test("starts with the default preset and no complaint", () => {
  expect(readUrl(HOME)).toEqual({
    presetId: "emoji-quick",
    config: quick,
    backend: "auto",
    issues: [],
  });
});

test("finds in an address what was written to it", () => {
  const config = setPath(presetById("paper").config, "seed", 42);
  const href = writeUrl(`${HOME}?embed=1`, {
    presetId: "paper",
    config,
    backend: "wasm",
  });
  expect(href).toContain("?embed=1&backend=wasm&preset=paper");
  expect(readUrl(href)).toEqual({
    presetId: "paper",
    config,
    backend: "wasm",
    issues: [],
  });
});

test("leaves an address bare while everything is as the default preset has it", () => {
  const changed = writeUrl(HOME, {
    presetId: "emoji-quick",
    config: setPath(quick, "seed", 2),
    backend: "auto",
  });
  expect(changed).toContain("#s=1.");
  const restored = writeUrl(changed, {
    presetId: "emoji-quick",
    config: quick,
    backend: "auto",
  });
  expect(restored).toBe(HOME);
});

test("names an unknown preset and backend, and goes on without them", () => {
  const state = readUrl(`${HOME}?preset=imagenet&backend=abacus`);
  expect(state.presetId).toBe("emoji-quick");
  expect(state.backend).toBe("auto");
  expect(state.issues.join(" ")).toMatch(/imagenet.*abacus/);
});

test("keeps the good fields of a link and explains each bad one", () => {
  const link = encodeLink({ seed: 9, "student.depth": 99, "student.hat": 1 });
  const state = readUrl(`${HOME}#s=${link}`);
  expect(state.config).toEqual(setPath(quick, "seed", 9));
  expect(state.issues).toEqual([
    "The link's “Depth” is left out: must be a whole number from 1 to 12, got 99.",
    "The link's “student.hat” is left out: is not a setting.",
  ]);
});

test("falls back to the preset when a link's fields contradict each other", () => {
  const state = readUrl(`${HOME}#s=${encodeLink({ "student.heads": 5 })}`);
  expect(state.config).toEqual(quick);
  expect(state.issues[0]).toMatch(/“Attention heads” must divide the width/);
});

test("falls back to the preset when a link cannot be read at all", () => {
  const state = readUrl(`${HOME}#s=0.old`);
  expect(state.config).toEqual(quick);
  expect(state.issues[0]).toMatch(/format '0', this page reads '1'/);
});

test("keeps the view in the address beside the run's settings", () => {
  const link = `${HOME}?preset=paper#s=${encodeLink({ seed: 9 })}`;
  const shown = writeView(link, "ood");
  expect(readView(link)).toBe("overview");
  expect(readView(shown)).toBe("ood");
  expect(readUrl(shown)).toEqual(readUrl(link));
  expect(writeView(shown, "overview")).toBe(link);
});

test("shows the overview for a view that is none, and says so", () => {
  const href = `${HOME}?view=sphere`;
  expect(readView(href)).toBe("overview");
  expect(readUrl(href).issues).toEqual([
    "There is no view “sphere”; this is the overview.",
  ]);
});
