import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  configDifference,
  setPath,
  type ConfigDifference,
} from "../protocol/configPaths.ts";
import { parseConfig, type RunConfig } from "../protocol/config.ts";
import { checkConfig } from "../protocol/configRules.ts";
import { CONFIG_FIELDS, type ConfigField } from "../protocol/fields.ts";
import { PRESETS, presetById } from "../protocol/presets.ts";
import { encodeLink } from "./configLink.ts";
import { FREE_LESSON } from "./lesson.ts";
import { readView, VIEWS, writeView } from "./address.ts";
import { readUrl, shareUrl, writeUrl, type SharedState } from "./urlState.ts";

const HOME = "https://lab.example/site/";
const quick = presetById("emoji-quick").config;
/** What an address has that says nothing about these. */
const PLAIN = {
  ...{ linkedRuns: [], linkedStep: null, lesson: FREE_LESSON },
  issues: [],
};

test("starts with the default preset and no complaint", () => {
  expect(readUrl(HOME)).toEqual({
    presetId: "emoji-quick",
    config: quick,
    backend: "auto",
    ...PLAIN,
  });
});

test("finds in an address what was written to it", () => {
  const config = setPath(presetById("paper").config, "seed", 42);
  const href = writeUrl(`${HOME}?theirs=1`, {
    presetId: "paper",
    config,
    backend: "wasm",
  });
  expect(href).toContain("?theirs=1&backend=wasm&preset=paper");
  expect(readUrl(href)).toEqual({
    presetId: "paper",
    config,
    backend: "wasm",
    ...PLAIN,
  });
});

test("leaves an address bare while everything is as the default preset has it", () => {
  const changed = writeUrl(HOME, {
    presetId: "emoji-quick",
    config: setPath(quick, "seed", 2),
    backend: "auto",
  });
  expect(changed).toContain("#s=2.");
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

test("leaves out the fields that contradict the others, with the reason, and keeps the rest", () => {
  const readLink = (difference: ConfigDifference) =>
    readUrl(`${HOME}#s=${encodeLink(difference)}`);
  const heads = readLink({ seed: 9, "student.heads": 5 });
  expect(heads.config).toEqual(setPath(quick, "seed", 9));
  expect(heads.issues).toEqual([
    expect.stringMatching(
      /^The link's “Attention heads” is left out: must divide the width/,
    ),
  ]);
  const width = readLink({ seed: 9, "student.width": 30 });
  expect(width.config.student.width).toBe(64);
  expect(width.issues[0]).toMatch(
    /^The link's “Width” is left out: “Attention heads” must divide/,
  );
  // Together they make sense.
  const both = readLink({ "student.heads": 5, "student.width": 30 });
  expect(both).toMatchObject({
    ...{ issues: [], config: { student: { width: 30, heads: 5 } } },
  });
});

test("falls back to the preset when a link cannot be read at all", () => {
  const state = readUrl(`${HOME}#s=0.old`);
  expect(state.config).toEqual(quick);
  expect(state.issues[0]).toMatch(/format '0', this page reads '1' and '2'/);
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

test("carries other runs' settings as what they differ from this one in", () => {
  const config = setPath(quick, "student.width", 32);
  const linkedRuns = [
    { name: "amber otter 12", config },
    { name: "brisk fox 3", config: setPath(quick, "seed", 5) },
  ];
  const state = { presetId: "emoji-quick", config, backend: "auto" as const };
  const href = writeUrl(HOME, { ...state, linkedRuns });
  expect(readUrl(href)).toMatchObject({ config, linkedRuns, issues: [] });
  // They stay while the form is changed.
  const later = { ...readUrl(href), config: setPath(config, "seed", 8) };
  expect(readUrl(writeUrl(href, later)).linkedRuns).toEqual(linkedRuns);
  const wrong = encodeLink({}, [{ name: "odd", difference: { seed: -1 } }]);
  expect(readUrl(`${HOME}#s=${wrong}`).issues).toEqual([
    expect.stringMatching(/^The link's run “odd”: “Seed” is left out: must/),
  ]);
});

test("reads the settings before the #, where a course page has dropped what follows it", () => {
  const link = encodeLink({ seed: 9 });
  expect(readUrl(`${HOME}?s=${link}`).config.seed).toBe(9);
  const written = writeUrl(`${HOME}?s=${link}`, readUrl(`${HOME}?s=${link}`));
  expect(written).toBe(`${HOME}#s=${link}`);
});

test("is about a step of the run, and says when there is none like it", () => {
  expect(readUrl(`${HOME}?step=300`).linkedStep).toBe(300);
  expect(readUrl(`${HOME}?step=9000`)).toMatchObject({
    linkedStep: 600,
    issues: [
      "The link is about step 9000, but the run has 600; it goes to the last.",
    ],
  });
  for (const text of ["0", "-3", "1.5", "many"]) {
    const { linkedStep, issues } = readUrl(`${HOME}?step=${text}`);
    expect(linkedStep).toBeNull();
    expect(issues[0]).toContain(`got “${text}”`);
  }
});

const SHARED: SharedState = {
  ...{ presetId: "emoji-quick", config: quick, view: "overview", step: null },
  ...{ runs: [], isEmbedded: false, hide: [], lock: [] },
};

test("a shared link says what was chosen and nothing of how this page is open", () => {
  const here = `${HOME}?backend=cpu&view=ood&theirs=1&embed=1#s=${encodeLink({ seed: 4 })}`;
  expect(shareUrl(here, SHARED)).toBe(HOME);
  const config = setPath(quick, "seed", 7);
  const href = shareUrl(here, {
    ...{ ...SHARED, config, view: "runs", step: 200, isEmbedded: true },
    ...{ hide: ["setup", "losses"], lock: ["optimiser", "seed"] },
  });
  expect(href).toContain(
    "?embed=1&hide=setup,losses&lock=optimiser,seed&step=200&view=runs#s=2.",
  );
  const read = readUrl(href);
  expect(read).toMatchObject({
    ...{ config, linkedStep: 200, issues: [] },
    lesson: { isEmbedded: true, hidden: ["setup", "losses"] },
  });
  expect(read.lesson.locked).toContain("optimiser.steps");
  expect(readView(href)).toBe("runs");
});

/** The same numbers on every machine. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Some value of that field, with as many digits as a number can have. */
function someValue(field: ConfigField, next: () => number): unknown {
  const between = (low: number, high: number) => low + next() * (high - low);
  switch (field.kind) {
    case "integer":
      return Math.round(between(field.min, field.max));
    case "real":
      return between(field.min, field.max);
    case "reals":
      return Array.from({ length: field.maxLength }, () =>
        between(field.min, field.max),
      );
    case "choice":
      return field.choices[Math.floor(next() * field.choices.length)]!.value;
    case "toggle":
      return next() < 0.5;
    case "slug":
      return `pack-${Math.floor(next() * 1e6)}`;
    case "slugs":
      return Array.from(
        { length: 6 },
        () => `some-class-${(next() * 1e6) | 0}`,
      );
    case "fixed":
      return field.value;
  }
}

/** Of fields in a seeded order, as many as are asked for; whether they make sense together is left out. */
function changed(config: RunConfig, count: number, next: () => number) {
  const fields = CONFIG_FIELDS.map((field) => ({ field, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ field }) => field);
  let result = config;
  for (const field of fields) {
    if (Object.keys(configDifference(config, result)).length === count) break;
    result = setPath(result, field.path, someValue(field, next));
  }
  return result;
}

test("stays under 2,000 characters with twenty changed fields, whichever preset and fields", () => {
  let longest = 0;
  for (const { id, config } of PRESETS) {
    for (let seed = 1; seed <= 20; seed++) {
      const next = numbersFrom(seed);
      const wild = changed(config, 20, next);
      expect(Object.keys(configDifference(config, wild))).toHaveLength(20);
      const href = shareUrl("https://a-longer-host.example.org/cospress-lab/", {
        ...SHARED,
        ...{ presetId: id, config: wild, view: "compare", step: 599 },
        ...{ isEmbedded: true, hide: ["setup", "views", "losses", "scores"] },
        ...{ lock: ["data", "teacher", "student", "optimiser"] },
        runs: [1, 2].map((run) => ({
          name: `amber otter ${run}`,
          config: changed(wild, 2, next),
        })),
      });
      longest = Math.max(longest, href.length);
    }
  }
  expect(longest).toBeLessThan(2000);
});

test("any address gives a config that makes sense, a view, and words for what is wrong", () => {
  const param = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("1", "all", "setup,views", "student", "runs", "paper"),
  );
  const paths = fc.oneof(
    fc.constantFrom(...CONFIG_FIELDS.map(({ path }) => path)),
    fc.string(),
  );
  const difference = fc.dictionary(
    paths,
    fc.oneof(fc.jsonValue(), fc.integer(), fc.double()),
  );
  const hash = fc.oneof(
    fc.string({ unit: "binary" }),
    difference.map((each) => `s=${encodeLink(each)}`),
    fc
      .tuple(difference, difference)
      .map(
        ([own, other]) =>
          `s=${encodeLink(own, [{ name: "x", difference: other }])}`,
      ),
  );
  const names = [
    "preset",
    "backend",
    "view",
    "step",
    "embed",
    "hide",
    "lock",
    "s",
  ];
  const params = fc.dictionary(fc.constantFrom(...names), param);
  fc.assert(
    fc.property(params, hash, (asked, after) => {
      const url = new URL(HOME);
      for (const [name, value] of Object.entries(asked)) {
        url.searchParams.set(name, value);
      }
      url.hash = after;
      const state = readUrl(url.href);
      expect(parseConfig(state.config).ok).toBe(true);
      expect(checkConfig(state.config, null)).toEqual([]);
      for (const run of state.linkedRuns) {
        expect(checkConfig(run.config, null)).toEqual([]);
      }
      expect(VIEWS).toContain(readView(url.href));
      expect(state.issues.every((issue) => issue.length > 10)).toBe(true);
      // What is written of it is read back without a complaint about the settings.
      const again = readUrl(writeUrl(HOME, state));
      expect(again).toMatchObject({ config: state.config, issues: [] });
    }),
    { numRuns: 150 },
  );
});
