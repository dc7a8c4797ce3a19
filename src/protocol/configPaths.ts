/** Reading and writing one setting by its dotted path, and the difference of two configs as a list of such settings. */
import { brief } from "./brief.ts";
import { parseConfig, type RunConfig } from "./config.ts";
import { CONFIG_FIELDS, fieldAt, fieldRule } from "./fields.ts";
import { RULE_TEXTS as t } from "./ruleTexts.ts";

/** Settings by dotted path: what a link states beyond its preset. */
export type ConfigDifference = Record<string, unknown>;

/**
 * The value at a dotted path; where the config states none, what that means.
 *
 * @throws {RangeError} If there is no such setting.
 */
export function getPath(config: RunConfig, path: string): unknown {
  refuseUnknown("getPath", path);
  const field = fieldAt(path)!;
  const value = path
    .split(".")
    .reduce<unknown>(
      (node, key) => (node as Record<string, unknown>)[key],
      config,
    );
  return value ?? ("initial" in field ? field.initial : undefined);
}

/**
 * A copy of `config` with one setting changed; groups that are not on the path are shared with the original.
 *
 * @throws {RangeError} If there is no such setting, or it cannot have this value by itself (cross-field rules: `checkConfig`).
 */
export function setPath(
  config: RunConfig,
  path: string,
  value: unknown,
): RunConfig {
  refuseUnknown("setPath", path);
  const changed = replaceAt(config, path.split("."), value);
  const parsed = parseConfig(changed);
  if (!parsed.ok) {
    throw new RangeError(`setPath: '${path}' ${valueComplaint(path, value)}`);
  }
  return changed as RunConfig;
}

/** Why `value` cannot stand at `path`, or null when it can; looks at this field alone. */
export function valueIssue(
  config: RunConfig,
  path: string,
  value: unknown,
): string | null {
  if (!fieldAt(path)) return t.noSetting;
  const parsed = parseConfig(replaceAt(config, path.split("."), value));
  return parsed.ok ? null : valueComplaint(path, value);
}

/** A JSON value where the text is one, else the text itself: `0.5`, `true`, `[0.1, 0.2]`, `joint`. */
export function parsePathValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** What has to be set on `base` to get `config`, in the order of the form. */
export function configDifference(
  base: RunConfig,
  config: RunConfig,
): ConfigDifference {
  const difference: ConfigDifference = {};
  for (const { path } of CONFIG_FIELDS) {
    const value = getPath(config, path);
    if (!isSameValue(getPath(base, path), value)) difference[path] = value;
  }
  return difference;
}

/**
 * Sets on `base` what can be set, and says of every other entry why not; never throws.
 * The result is valid field by field; `checkConfig` adds what concerns two fields.
 */
export function applyDifference(
  base: RunConfig,
  difference: ConfigDifference,
): { config: RunConfig; issues: { path: string; message: string }[] } {
  let config = base;
  const issues: { path: string; message: string }[] = [];
  for (const [path, value] of Object.entries(difference)) {
    const message = valueIssue(config, path, value);
    if (message) issues.push({ path, message });
    else config = setPath(config, path, value);
  }
  return { config, issues };
}

/** Same setting: numbers, strings, booleans, and lists of them in the same order. */
export function isSameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function valueComplaint(path: string, value: unknown): string {
  const field = fieldAt(path);
  const rule = field ? fieldRule(field) : t.noSetting;
  return t.got(rule, brief(value));
}

function refuseUnknown(caller: string, path: string): void {
  if (fieldAt(path)) return;
  const inside = CONFIG_FIELDS.filter((field) =>
    field.path.startsWith(`${path}.`),
  ).map((field) => field.path);
  throw new RangeError(
    inside.length > 0
      ? `${caller}: '${path}' is a group of settings; set one of ${inside.join(", ")}`
      : `${caller}: there is no setting '${path}'`,
  );
}

function replaceAt(
  node: unknown,
  [key, ...rest]: string[],
  value: unknown,
): unknown {
  if (key === undefined) return value;
  const object = node as Record<string, unknown>;
  return { ...object, [key]: replaceAt(object[key], rest, value) };
}
