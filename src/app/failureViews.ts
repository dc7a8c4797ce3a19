/** What a visitor is offered for each way in which the world can be wrong. */
import type { ErrorCode } from "../protocol/messages.ts";

/** What the one button does. */
export type FailureAction =
  | "try-again"
  | "restart-engine"
  | "reload-page"
  | "default-preset"
  | "any-backend"
  /** In place of another, where the engine says what would be taken. */
  | "adjust"
  /** In place of another, where the run was saved. */
  | "recover"
  | "roll-back";

/** Failures of the engine, after which another one goes on with a run. */
const RECOVERABLE: readonly ErrorCode[] = [
  "bug",
  "device-lost",
  "gpu-error",
  "out-of-memory",
  "worker-died",
];

/** What the one button does: where the run was saved and another engine can go on with it, that; where the engine knows settings that it would take, those. */
export function failureAction(
  code: ErrorCode,
  { isSaved, isAdjustable }: { isSaved: boolean; isAdjustable: boolean },
): FailureAction {
  if (isAdjustable) return "adjust";
  return isSaved && RECOVERABLE.includes(code) ? "recover" : ACTIONS[code];
}

const ACTIONS: Record<ErrorCode, FailureAction> = {
  bug: "restart-engine",
  protocol: "reload-page",
  "bad-command": "restart-engine",
  "bad-config": "default-preset",
  "backend-unavailable": "any-backend",
  "self-test-failed": "any-backend",
  "pack-missing": "default-preset",
  "pack-corrupt": "try-again",
  "teacher-missing": "try-again",
  "teacher-corrupt": "try-again",
  "import-unreadable": "try-again",
  "import-too-large": "try-again",
  "import-unfit": "try-again",
  network: "try-again",
  diverged: "roll-back",
  "device-lost": "restart-engine",
  "gpu-error": "any-backend",
  "out-of-memory": "restart-engine",
  "run-elsewhere": "try-again",
  "run-missing": "try-again",
  "worker-died": "restart-engine",
};
