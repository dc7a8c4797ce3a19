/** What the transport's commands may ask for: checked where they arrive. */
import * as z from "zod/mini";
import type { RunConfig } from "../protocol/config.ts";
import { EngineError } from "../protocol/engineError.ts";
import { hasLearnedHead, PARTS, type PartsMode } from "../protocol/parts.ts";
import {
  MOST_STOP_RULES,
  stopRuleListSchema,
  type StopRule,
} from "../protocol/stopRules.ts";

/** @throws {EngineError} `bad-command`, if `value` is no such choice, or the method has no head to choose. */
export function checkParts(
  caller: string,
  value: unknown,
  method: RunConfig["method"],
): PartsMode {
  const parts = PARTS.find((each) => each === value);
  if (!parts) {
    throw new EngineError(
      "bad-command",
      `${caller}: 'parts' must be one of ${PARTS.join(", ")}, got ${JSON.stringify(value)}`,
    );
  }
  if (parts !== "both" && !hasLearnedHead(method)) {
    throw new EngineError(
      "bad-command",
      `${caller}: 'parts' must be both, for ${method.id} trains no head, got ${parts}`,
    );
  }
  return parts;
}

/** @throws {EngineError} `bad-command`, if `value` is no list of rules. */
export function checkStopRules(value: unknown): StopRule[] {
  const parsed = z.safeParse(stopRuleListSchema, value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.join(".") ?? "";
  throw new EngineError(
    "bad-command",
    `stop-rules: 'rules' must be at most ${MOST_STOP_RULES} rules (step, plateau or target), got ${place === "" ? "something else" : `something else at '${place}'`}: ${issue?.message ?? ""}`,
  );
}

/** @throws {EngineError} `bad-command`, if `value` is neither a pace nor null, which means full speed. */
export function checkPace(value: unknown): number | null {
  if (value === null) return null;
  if (typeof value === "number" && value > 0) return value;
  throw new EngineError(
    "bad-command",
    `pace: 'stepsPerSecond' must be above 0, or null, got ${JSON.stringify(value)}`,
  );
}
