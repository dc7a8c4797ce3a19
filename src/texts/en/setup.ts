/** The form with everything that defines a run. */
import { room } from "../rooms.ts";

export const setup = room("setup", {
  title: "Setup",
  hide: "Hide settings",
  show: "Show settings",
  showAll: "Show all settings",
  underWay:
    "A run is under way. What can still be changed takes effect at the next step; Reset opens the rest.",
  asTheyStand:
    "Train uses these settings as they stand. A change goes back to step 0.",
  adapted: "What the engine adapted",
  groups: {
    data: "Data",
    teacher: "Teacher",
    student: "Student",
    method: "Method",
    optimiser: "Optimiser",
    evaluation: "Evaluation",
    run: "Run",
  },
  ownImages: "Own images",
  ownTeacher: "Own teacher",
  newSeed: "New seed",
  copyLink: "Copy link",
  copied: "Copied.",
  notCopied: "Copy the address of this page instead.",

  preset: "Preset",
  notInBuild: (title: string) => `${title} (not in this build)`,
  fixed: (reason: string) =>
    `Some settings are ${reason}, and so is the preset.`,
  departures: "Where it leaves the paper",
  changed: (settings: string) => `Changed: ${settings}.`,
  backToPreset: "Back to preset",
  notInForce: (reason: string) => `Not in force: ${reason}.`,
  removeTemperature: (temperature: number) =>
    `Remove temperature ${temperature}`,
  add: "Add",
});
