import {
  parseConfig,
  type ConfigIssue,
  type RunConfig,
} from "../protocol/config.ts";
import { checkConfig } from "../protocol/configRules.ts";
import { EngineError } from "../protocol/engineError.ts";
import type { PackIndex } from "../protocol/packs.ts";

/** What is wrong with a config, as a command is refused with. */
export function badConfig(caller: string, issues: ConfigIssue[]): EngineError {
  const text = issues.map(({ path, message }) => `${path}: ${message}`);
  return new EngineError("bad-config", `${caller}: ${text.join("; ")}`, issues);
}

/** @throws {EngineError} `bad-config`, if a config makes no sense by itself or with these packs and teachers. */
export function requireSense(
  caller: string,
  config: RunConfig,
  { packs, teachers }: PackIndex,
): void {
  const checked = parseConfig(config);
  const issues = checked.ok
    ? checkConfig(checked.config, packs, teachers)
    : checked.issues;
  if (issues.length > 0) throw badConfig(caller, issues);
}
