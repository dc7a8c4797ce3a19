import { expect, test } from "vitest";
import { parseConfig } from "./config.ts";
import {
  configDifference,
  getPath,
  setPath,
  valueIssue,
} from "./configPaths.ts";
import {
  CONFIG_FIELDS,
  fieldAt,
  fieldRule,
  isFieldOf,
  type ConfigField,
} from "./fields.ts";
import { METHOD_IDS, type MethodId } from "./methods.ts";
import { PRESETS, presetById } from "./presets.ts";

const config = presetById("emoji-quick").config;

/** Dotted paths of everything in a config that is not a group. */
function leafPaths(node: object, prefix = ""): string[] {
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? leafPaths(value, `${prefix}${key}.`)
      : [`${prefix}${key}`],
  );
}

const accepts = (path: string, value: unknown) =>
  valueIssue(config, path, value) === null;

test("has exactly one row for every setting of a config", () => {
  const rows = CONFIG_FIELDS.map((field) => field.path as string);
  const stated = CONFIG_FIELDS.reduce(
    (whole, { path }) => setPath(whole, path, getPath(config, path)),
    config,
  );
  expect([...rows].sort()).toEqual(leafPaths(stated).sort());
  expect(new Set(rows).size).toBe(rows.length);
});

test("states the ranges that the schema holds to", () => {
  for (const field of CONFIG_FIELDS as readonly ConfigField[]) {
    if (field.kind === "integer" || field.kind === "real") {
      const beyond = field.kind === "integer" ? 1 : 1e-6;
      expect(accepts(field.path, field.min), field.path).toBe(true);
      expect(accepts(field.path, field.max), field.path).toBe(true);
      expect(accepts(field.path, field.min - beyond), field.path).toBe(false);
      expect(accepts(field.path, field.max + beyond), field.path).toBe(false);
    }
    if (field.kind === "integer") {
      expect(accepts(field.path, field.min + 0.5), field.path).toBe(false);
    }
    if (field.kind === "reals") {
      const list = (n: number) => Array<number>(n).fill(field.min);
      expect(accepts(field.path, [field.min, field.max])).toBe(true);
      expect(accepts(field.path, [field.min / 2])).toBe(false);
      expect(accepts(field.path, [field.max * 2])).toBe(false);
      expect(accepts(field.path, list(field.minLength))).toBe(true);
      expect(accepts(field.path, list(field.minLength - 1))).toBe(false);
      expect(accepts(field.path, list(field.maxLength))).toBe(true);
      expect(accepts(field.path, list(field.maxLength + 1))).toBe(false);
    }
    if (field.kind === "choice") {
      for (const { value } of field.choices) {
        expect(accepts(field.path, value), value).toBe(true);
      }
      expect(accepts(field.path, "something-else")).toBe(false);
    }
    if (field.kind === "fixed") {
      expect(accepts(field.path, field.value)).toBe(true);
      expect(accepts(field.path, field.value + 1)).toBe(false);
    }
  }
});

test("offers every choice that a preset makes", () => {
  for (const preset of PRESETS) {
    for (const field of CONFIG_FIELDS as readonly ConfigField[]) {
      if (field.kind !== "choice") continue;
      const values = field.choices.map((choice) => choice.value);
      expect(values).toContain(getPath(preset.config, field.path));
    }
  }
});

test("explains each setting in one sentence", () => {
  for (const field of CONFIG_FIELDS) {
    expect(field.explanation, field.path).toMatch(/^[A-Z0-9].*\.$/);
  }
});

test("shows under each method the settings that it reads", () => {
  const shown = (method: MethodId) =>
    CONFIG_FIELDS.filter((field) => isFieldOf(field, method)).map(
      ({ path }) => path,
    );
  expect(shown("cospress")).toContain("method.temperatures");
  expect(shown("svd")).not.toContain("method.temperatures");
  expect(shown("kd")).toContain("method.logitTemperature");
  expect(shown("untrained")).toContain("optimiser.steps");
  for (const id of METHOD_IDS) expect(shown(id)).toContain("method.id");
});

test("says in words what a value must be", () => {
  const depth = fieldAt("student.depth");
  expect(depth && fieldRule(depth)).toBe("must be a whole number from 1 to 12");
  expect(fieldAt("student.colour")).toBeUndefined();
});

test("reads a config from before the variants as what it meant then", () => {
  const { id, temperatures, affinities, stopHeadGradient, weights } =
    config.method;
  const { global, local, feature, classToken, centred } = weights;
  const old = {
    ...config,
    method: {
      ...{ id, temperatures, affinities, stopHeadGradient },
      weights: { global, local, feature, classToken, centred },
    },
  };
  expect(parseConfig(old)).toEqual({ ok: true, config });
});

test("a config that leaves a setting out means its initial value", () => {
  expect(config.evaluation.measures).toBeUndefined();
  expect(getPath(config, "evaluation.measures")).toBe("basic");
  expect(getPath(config, "evaluation.corruptedImages")).toBe(0);
  const stated = setPath(config, "evaluation.measures", "basic");
  expect(configDifference(config, stated)).toEqual({});
  const full = setPath(config, "evaluation.measures", "full");
  expect(configDifference(config, full)).toEqual({
    "evaluation.measures": "full",
  });
});

test("every preset is a valid config that differs from no field of itself", () => {
  for (const { config } of PRESETS) {
    expect(parseConfig(config).ok).toBe(true);
    expect(configDifference(config, config)).toEqual({});
  }
});
