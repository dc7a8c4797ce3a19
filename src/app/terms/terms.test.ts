import { expect, test } from "vitest";
import { ARENA_MEASURES } from "../../protocol/arenaMeasures.ts";
import { CONFIG_FIELDS } from "../../protocol/fields.ts";
import { OOD_SCORE_IDS } from "../../protocol/oodScores.ts";
import { runConfigSchema } from "../../protocol/config.ts";
import { STOP_SERIES } from "../../protocol/stopRules.ts";
import { LOSS_COLUMNS } from "../../store/runHistory.ts";
import { PANEL_TERMS } from "./panelTerms.ts";
import { terms, termsOfMeasure } from "./terms.ts";

const TERMS = terms();
const byId = new Map(TERMS.map((term) => [term.id, term]));

/** Dotted paths of a schema's leaves. */
function leaves(schema: object, prefix = ""): string[] {
  const { shape } = schema as { shape?: Record<string, object> };
  if (!shape) return [prefix];
  return Object.entries(shape).flatMap(([key, inner]) =>
    leaves(inner, prefix === "" ? key : `${prefix}.${key}`),
  );
}

test("every field of the config has a sentence and a formula", () => {
  const paths = leaves(runConfigSchema);
  expect(paths.length).toBeGreaterThan(40);
  expect(new Set(paths)).toEqual(
    new Set(CONFIG_FIELDS.map(({ path }) => path)),
  );
  for (const path of paths) expect(byId.has(path), path).toBe(true);
});

test("every measure that is compared, stopped by or drawn has one, and a score's two", () => {
  for (const { id } of [...ARENA_MEASURES, ...STOP_SERIES]) {
    expect(termsOfMeasure(id).length, id).toBe(
      id.startsWith("measures.ood.") ? 2 : 1,
    );
  }
  for (const column of LOSS_COLUMNS.filter((name) => name !== "step")) {
    expect(termsOfMeasure(column)).toHaveLength(1);
  }
  for (const id of OOD_SCORE_IDS) expect(byId.has(`scores.${id}`)).toBe(true);
  expect(termsOfMeasure("no.such.measure")).toEqual([]);
});

test("panels explain terms that there are", () => {
  for (const id of Object.values(PANEL_TERMS).flat()) {
    expect(byId.has(id), id).toBe(true);
  }
});

test("a sentence is one sentence, a formula is never empty, and no id is given twice", () => {
  expect(byId.size).toBe(TERMS.length);
  for (const { id, name, sentence, formula } of TERMS) {
    expect(name, id).not.toBe("");
    expect(sentence, id).toMatch(/\.$/);
    // Settings may add a second where one would hide something.
    expect(sentence.length, id).toBeLessThan(240);
    expect(formula.length, id).toBeGreaterThan(8);
  }
});
