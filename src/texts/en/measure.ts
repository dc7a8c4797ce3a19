/** The way to all measures of a run. */
import { room } from "../rooms.ts";

export const measure = room("measure", {
  corrupted: "Corrupted images",
  featuresOnly:
    "No corrupted images: the teacher is features of the images as they are.",
  none: "none",
  work: (label: string, done: string, total: string) =>
    `${label}: ${done} of ${total}. Training gives it up.`,
  measuring: "Measuring. Training gives it up.",
  failed: (reason: string) => `Not measured: ${reason}`,
  measured: (step: string) => `Measured at step ${step}.`,
  pauseFirst: "Pause first. ",
  before: (measured: string, step: string) =>
    `Measured at step ${measured}; the run is at step ${step}. `,
  cost: (minutes: number) =>
    `Takes about ${minutes === 1 ? "a minute" : `${minutes} minutes`} without a GPU.`,
});
