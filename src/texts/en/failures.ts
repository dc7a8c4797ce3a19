/** What a visitor is told and offered for each way in which the world can be wrong. */
import { room } from "../rooms.ts";

export const failures = room("failures", {
  actions: {
    "try-again": "Try again",
    "restart-engine": "Restart the engine",
    "reload-page": "Reload the page",
    "default-preset": "Use the default preset",
    "any-backend": "Use the best backend that works",
    adjust: "Change that",
    recover: "Go on from the last save",
    "roll-back": "Start over with half the learning rate",
  },
  /** Settings by their names, and what they are set to. */
  set: (settings: readonly (readonly [string, string])[]) =>
    `Set ${settings.map(([name, value]) => `${name.toLowerCase()} ${value}`).join(" and ")}`,
  goOn: (step: string) => `Go on from step ${step}`,
  rollBack: (step: string) =>
    `Back to step ${step}, with half the learning rate`,
  details: "Details",
  where: "Where it happened",
  sentences: {
    bug: "Something in the lab itself went wrong; the lines below help to report it.",
    protocol: "The page and its engine come from different versions.",
    "bad-command": "The engine was asked for something it cannot do just now.",
    "bad-config": "The engine refuses these settings.",
    "backend-unavailable":
      "The backend asked for does not exist in this browser.",
    "self-test-failed":
      "The backend asked for computes wrong numbers on this machine, so it is not used.",
    "pack-missing": "An image pack could not be found.",
    "pack-corrupt": "An image pack arrived damaged.",
    "teacher-missing": "The teacher's weights could not be found.",
    "teacher-corrupt": "The teacher's weights arrived damaged.",
    "import-unreadable":
      "A file is damaged, or of a kind that the lab does not read; nothing was imported.",
    "import-too-large":
      "These files are larger than the lab takes; nothing was imported.",
    "import-unfit":
      "These images cannot be trained on as they are; nothing was imported.",
    network: "A download was interrupted.",
    diverged:
      "A loss or score is no longer a number, so the run was stopped there. The curves up to here are kept.",
    "device-lost": "The graphics card was taken away from this page.",
    "gpu-error":
      "The graphics card refused a part of the computation, so its numbers are not to be trusted.",
    "out-of-memory":
      "There is not enough memory for this run: fewer images, a smaller batch or a narrower student need less.",
    "run-elsewhere": "Another tab of this browser has that run.",
    "run-missing": "That run is no longer whole, or no longer kept.",
    "worker-died": "The engine stopped without a word.",
  },
});
