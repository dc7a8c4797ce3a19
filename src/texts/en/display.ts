import { room } from "../rooms.ts";

export const display = room("display", {
  title: "Display and stored data",
  language: "Language",
  projector: "Projector: larger type, thicker lines; stands in the address",
  contrast: "High contrast",
  calm: "Less motion: charts change once a second",
  stored: "Stored in this browser",
  whatIsStored:
    "Runs with their curves, interrupted runs, results of arenas, progress in lessons, choices such as the theme, and the site itself for use offline.",
  size: (megabytes: string) => ` About ${megabytes} MB in all.`,
  neverLeft: "Nothing of it has ever left this machine.",
  deleteStored: "Delete everything stored here",
  question: "Delete everything?",
  consequence:
    "All kept runs and notes will be gone for good, the present run too.",
  deleteAll: "Delete all of it",
});
