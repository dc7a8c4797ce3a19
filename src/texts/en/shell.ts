/** What stands around the views, and what all of them say. */
import { room } from "../rooms.ts";

export const shell = room("shell", {
  views: {
    overview: "Overview",
    angles: "Angles",
    ood: "OOD",
    accuracy: "Accuracy",
    runs: "Runs",
    compare: "Compare",
    claims: "Claims",
    try: "Try it",
    learn: "Learn",
  },
  tabs: "Views",
  loading: "Loading …",
  /** Below the sentence of a failure. */
  isSilent: (seconds: number) =>
    `It was started ${seconds} s ago and has not answered yet.`,
  finished: "Finished",
  stopped: "Stopped",
  pausedAt: (progress: string) => `Paused at ${progress}`,
  arena: "Arena",
  arenaRun: (run: number, runs: number) => `Arena ${run} of ${runs}`,
  /** Names of parts, in `notDrawn`. */
  parts: {
    asked: "What was asked for",
    setup: "Setup",
    failure: "The notice of a failure",
    kept: "What is kept of runs",
    lesson: "The lesson",
    link: "What the link asked for",
    timeline: "Time line",
  },
  notDrawn: (part: string) => `${part} cannot be drawn; the run goes on.`,
  drawAgain: "Draw again",
  reset: {
    title: "Reset this run?",
    question:
      "The steps made so far, their curves and the student would be lost. The same seed makes the same run again.",
    action: "Reset the run",
  },
  reseed: {
    title: "Reset with a new seed?",
    question:
      "The steps made so far, their curves and the student would be lost. Another seed draws other images, batches and first weights.",
    action: "Take a new seed",
  },
  keep: "Keep it",
  close: "Close",
  putAway: "Put away",
  linkIssues: "About this link",
  linkedStep: {
    name: "Step of this link",
    about: (step: number) => `This link is about step ${step}.`,
    run: (step: number) => `Run to step ${step}`,
  },
  explain: (label: string) => `Explain ${label}`,
  moreAbout: (label: string) => `More about ${label}`,
  more: "More, with the formula",
  numbersOf: (figure: string) => `Numbers of ${figure}`,
  whatNumbersMean: "What the numbers mean",
});
