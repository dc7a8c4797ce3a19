/** The menu beside Train. */
import { room } from "../rooms.ts";

export const runOptions = room("runOptions", {
  parts: "Steps train",
  partsLabel: "Networks that a step trains",
  partsNote:
    "The other side stands still; its losses are measured all the same. Part of the run: the same steps with the same seed repeat it.",
  noHead: "This method trains no head that could be trained by itself.",
  slow: "Slow motion",
  slowLabel: "Speed in steps a second",
  fullSpeed: "Full speed",
  slowNote: "Steps a second at most, with the heatmaps after each.",
  hidden: "While this tab is hidden",
  hiddenLabel: "A run in a hidden tab",
  goesOn: "Goes on",
  pauses: "Pauses",
  hiddenNote:
    "A run that paused goes on when the tab is shown again. If the browser stops one that should go on, the page says for how long.",
  startOver: "Start over",
  newSeed: "Reset with a new seed",
  seedNote: (seed: number) =>
    `The seed is ${seed} now. Reset keeps it and makes the same run again.`,
  runTo: "Run to step",
  run: "Run",
  range: (first: string, last: string) => `${first} to ${last}`,
  notYet: "when the run stands still",

  rules: "Pause by itself",
  rule: { step: "At step", plateau: "When flat:", target: "When reached:" },
  stopStep: "Step to stop at",
  flatSeries: "Series that becomes flat",
  gainsLess: "gains less than",
  leastGain: "Least gain in percent",
  percentIn: "% in",
  meanSteps: "Steps of a mean",
  steps: "steps",
  targetSeries: "Series with a target",
  target: "Value to reach",
  noRule: "Not in force: these numbers make no rule.",
});
