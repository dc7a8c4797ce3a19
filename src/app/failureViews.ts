/** What a visitor is told and offered for each way in which the world can be wrong. */
import type { ErrorCode } from "../protocol/messages.ts";

/** What the one button does. */
export type FailureAction =
  | "try-again"
  | "reset"
  | "restart-engine"
  | "reload-page"
  | "default-preset"
  | "any-backend";

export const ACTION_NAMES: Record<FailureAction, string> = {
  "try-again": "Try again",
  reset: "Back to step 0",
  "restart-engine": "Restart the engine",
  "reload-page": "Reload the page",
  "default-preset": "Use the default preset",
  "any-backend": "Use the best backend that works",
};

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
      "The loss is no longer a number: a smaller learning rate usually helps. The curves up to here are kept.",
    action: "reset",
  },
  "device-lost": {
    sentence: "The graphics card was taken away from this page.",
    action: "restart-engine",
  },
  "out-of-memory": {
    sentence:
      "There is not enough memory for this run: fewer images, a smaller batch or a narrower student need less.",
    action: "restart-engine",
  },
  "worker-died": {
    sentence: "The engine stopped without a word; the run is lost.",
    action: "restart-engine",
  },
};
