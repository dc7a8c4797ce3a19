import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, expect, test, vi } from "vitest";
import { de } from "./de.tsx";
import { shell } from "./en/shell.ts";
import {
  firstLanguage,
  language,
  onLanguage,
  setLanguage,
} from "./language.ts";
import { byId, layOver, room, rooms } from "./rooms.ts";

import.meta.glob("./en/*.{ts,tsx}", { eager: true });
const ROOMS = Object.fromEntries(rooms);

afterEach(() => setLanguage("en"));

/** Each text of a room behind its path; functions too. */
function textsOf(value: unknown, path: string[] = []): [string[], unknown][] {
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([name, inner]) =>
        textsOf(inner, [...path, name]),
      )
    : [[path, value]];
}

const at = (root: unknown, path: readonly string[]) =>
  path.reduce<unknown>(
    (inner, name) => (inner as Record<string, unknown>)[name],
    root,
  );

/** What a function is given: numbers that no text has by itself. */
const ARGUMENTS = [71, 72, 73, 74, 75, 76] as const;

/** What is no number, by the text's path. */
const GIVEN: Readonly<Record<string, readonly unknown[]>> = {
  "failures set": [
    [
      ["71", "72"],
      ["73", "74"],
    ],
  ],
  "notices beginsWith": [
    { file: "71", step: 72, hasHead: true, sha256: "73".repeat(32) },
  ],
  "notices noTeacherMap": ["mse"],
  "rules nothingLearned": [["feature", "classToken"]],
};

function said(name: string, text: unknown): string {
  if (typeof text !== "function") return String(text);
  const given = GIVEN[name] ?? ARGUMENTS;
  const made = (text as (...values: unknown[]) => ReactNode)(...given);
  return renderToStaticMarkup(made);
}

const german = textsOf(de).map(
  ([path, text]) => [path.join(" "), path, text] as const,
);
const ENGLISH = textsOf(ROOMS);

test("German has each room of the page, and no other", () => {
  expect(Object.keys(de).sort()).toEqual(Object.keys(ROOMS).sort());
});

test("German names each measure of an arena, each claim, and each preset", () => {
  for (const name of ["arenaMeasures", "claimTexts", "presets"] as const) {
    expect(Object.keys(de[name]).sort()).toEqual(
      Object.keys(at(ROOMS, [name]) as object).sort(),
    );
  }
});

test("lists are as long as in English", () => {
  expect(german.length).toBeGreaterThan(100);
  for (const [name, path] of german) {
    for (let depth = 1; depth < path.length; depth++) {
      const list = at(de, path.slice(0, depth));
      if (!Array.isArray(list)) continue;
      const english = at(ROOMS, path.slice(0, depth)) as unknown[];
      expect(list.length, name).toBe(english.length);
    }
  }
});

test.each(german)(
  "German says %s, with what it is given",
  (name, path, text) => {
    const words = said(name, text);
    const english = said(name, at(ROOMS, path));
    expect(words.trim() === "").toBe(english.trim() === "");
    for (const value of ARGUMENTS) {
      expect(words.includes(String(value))).toBe(
        english.includes(String(value)),
      );
    }
  },
);

test("texts change in place, and those who ask are told", async () => {
  const heard = vi.fn();
  const end = onLanguage(heard);
  await setLanguage("de");
  expect(language()).toBe("de");
  expect(document.documentElement.lang).toBe("de");
  expect(shell.views.runs).toBe("Läufe");
  expect(shell.arenaRun(2, 3)).toBe("Arena 2 von 3");
  await setLanguage("en");
  expect(textsOf(ROOMS)).toEqual(ENGLISH);
  expect(document.documentElement.lang).toBe("en");
  expect(heard).toHaveBeenCalledTimes(2);
  end();
});

test("a room that is fetched later speaks the language in force, and what is no text stays", () => {
  layOver({ late: { table: { a: { label: "Breite" } } } });
  const table = [{ id: "a", label: "Width", min: 3 }] as const;
  room("late", { table: byId(table) });
  expect(table[0]).toEqual({ id: "a", label: "Breite", min: 3 });
  layOver({});
  expect(table[0]).toEqual({ id: "a", label: "Width", min: 3 });
});

test("the last language asked for wins, whichever arrives first", async () => {
  const german = setLanguage("de");
  await setLanguage("en");
  await german;
  expect(language()).toBe("en");
  expect(shell.views.runs).toBe("Runs");
});

test("begins in the language of the address, of an earlier choice, or of the browser", () => {
  expect(firstLanguage("de", "en", ["en-GB"])).toBe("de");
  expect(firstLanguage("tlh", "de", ["en"])).toBe("de");
  expect(firstLanguage(null, null, ["fr-CH", "de-CH", "en"])).toBe("de");
  expect(firstLanguage(null, null, ["fr"])).toBe("en");
  expect(firstLanguage(null, "constructor", [])).toBe("en");
});
