/** Settings from a file or the clipboard: as the lab saves them, or inside a result. */
import { parseConfig, type ConfigIssue, type RunConfig } from "./config.ts";
import { checkConfig } from "./configRules.ts";
import type { PackManifest } from "./packs.ts";
import type { OwnTeacher } from "./teachers.ts";

export type ReadConfig =
  | { ok: true; config: RunConfig }
  /** `path` empty: the text as a whole. */
  | { ok: false; issues: ConfigIssue[] };

/** Far more than any config, and little enough to be read at once: a result with every step of a long run. */
const MOST_CHARACTERS = 200e6;

/**
 * @param packs Of this site; null: not known yet.
 * @param teachers Beside the bundled ones.
 */
export function readConfigText(
  text: string,
  packs: readonly PackManifest[] | null,
  teachers: readonly OwnTeacher[] = [],
): ReadConfig {
  const refused = (message: string): ReadConfig => ({
    ok: false,
    issues: [{ path: "", message }],
  });
  if (text.length > MOST_CHARACTERS) {
    return refused(
      `must have at most ${MOST_CHARACTERS} characters, got ${text.length}`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const start = text.trim().slice(0, 24);
    return refused(
      start === ""
        ? "must be JSON, got nothing"
        : `must be JSON, got text beginning ${JSON.stringify(start)}`,
    );
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const kind = Array.isArray(value) ? "a list" : JSON.stringify(value);
    return refused(`must be an object of settings, got ${kind.slice(0, 40)}`);
  }
  const parsed = parseConfig("config" in value ? value.config : value);
  if (!parsed.ok) return parsed;
  const issues = checkConfig(parsed.config, packs, teachers);
  return issues.length > 0 ? { ok: false, issues } : parsed;
}
