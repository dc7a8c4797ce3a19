import { expect, test } from "vitest";
import { setPath } from "../../protocol/configPaths.ts";
import { PRESETS, presetById } from "../../protocol/presets.ts";
import { runName } from "./runNames.ts";

const { config } = presetById("emoji-quick");
const wordsOf = (name: string) => name.replace(/ \d+$/, "");

test("two words and a number, the same for the same settings", () => {
  expect(runName(config, 12)).toMatch(/^[a-z]+ [a-z]+ 12$/);
  expect(runName(config, 12)).toBe(runName(structuredClone(config), 12));
});

test("another seed keeps the words, any other setting changes them", () => {
  const words = wordsOf(runName(config, 1));
  expect(wordsOf(runName(setPath(config, "seed", 7), 2))).toBe(words);
  expect(wordsOf(runName(setPath(config, "student.width", 32), 2))).not.toBe(
    words,
  );
});

test("a hundred settings hardly share words, and presets share none", () => {
  const presets = PRESETS.map((preset) => wordsOf(runName(preset.config, 1)));
  expect(new Set(presets).size).toBe(PRESETS.length);
  const many = Array.from({ length: 100 }, (_, i) =>
    wordsOf(runName(setPath(config, "optimiser.steps", 100 + i), 1)),
  );
  expect(new Set(many).size).toBeGreaterThanOrEqual(97);
});
