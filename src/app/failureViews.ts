/** What a visitor is told and offered for each way in which the world can be wrong. */
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

export const ACTION_NAMES: Record<FailureAction, string> = {
  "try-again": "Try again",
  "restart-engine": "Restart the engine",
  "reload-page": "Reload the page",
  "default-preset": "Use the default preset",
  "any-backend": "Use the best backend that works",
  adjust: "Change that",
  recover: "Go on from the last save",
  "roll-back": "Start over with half the learning rate",
};

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
  return isSaved && RECOVERABLE.includes(code)
    ? "recover"
    : FAILURE_VIEWS[code].action;
}

export type FailureView = { sentence: string; action: FailureAction };

export const FAILURE_VIEWS: Record<ErrorCode, FailureView> = {
  bug: {
    sentence:
      "Something in the lab itself went wrong; the lines below help to report it.",
    action: "restart-engine",
  },
  protocol: {
    sentence: "The page and its engine come from different versions.",
    action: "reload-page",
  },
  "bad-command": {
    sentence: "The engine was asked for something it cannot do just now.",
    action: "restart-engine",
  },
  "bad-config": {
    sentence: "The engine refuses these settings.",
    action: "default-preset",
  },
  "backend-unavailable": {
    sentence: "The backend asked for does not exist in this browser.",
    action: "any-backend",
  },
  "self-test-failed": {
    sentence:
      "The backend asked for computes wrong numbers on this machine, so it is not used.",
    action: "any-backend",
  },
  "pack-missing": {
    sentence: "An image pack could not be found.",
    action: "default-preset",
  },
  "pack-corrupt": {
    sentence: "An image pack arrived damaged.",
    action: "try-again",
  },
  "teacher-missing": {
    sentence: "The teacher's weights could not be found.",
    action: "try-again",
  },
  "teacher-corrupt": {
    sentence: "The teacher's weights arrived damaged.",
    action: "try-again",
  },
  "import-unreadable": {
    sentence:
      "A file is damaged, or of a kind that the lab does not read; nothing was imported.",
    action: "try-again",
  },
  "import-too-large": {
    sentence:
      "These files are larger than the lab takes; nothing was imported.",
    action: "try-again",
  },
  "import-unfit": {
    sentence:
      "These images cannot be trained on as they are; nothing was imported.",
    action: "try-again",
  },
  network: {
    sentence: "A download was interrupted.",
    action: "try-again",
  },
  diverged: {
    sentence:
      "A loss or score is no longer a number, so the run was stopped there. The curves up to here are kept.",
    action: "roll-back",
  },
  "device-lost": {
    sentence: "The graphics card was taken away from this page.",
    action: "restart-engine",
  },
  "gpu-error": {
    sentence:
      "The graphics card refused a part of the computation, so its numbers are not to be trusted.",
    action: "any-backend",
  },
  "out-of-memory": {
    sentence:
      "There is not enough memory for this run: fewer images, a smaller batch or a narrower student need less.",
    action: "restart-engine",
  },
  "run-elsewhere": {
    sentence: "Another tab of this browser has that run.",
    action: "try-again",
  },
  "run-missing": {
    sentence: "That run is no longer whole, or no longer kept.",
    action: "try-again",
  },
  "worker-died": {
    sentence: "The engine stopped without a word.",
    action: "restart-engine",
  },
};
