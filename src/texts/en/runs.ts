import { room } from "../rooms.ts";

const runsOf = (n: string) => `${n} ${n === "1" ? "run" : "runs"}`;

export const runs = room("runs", {
  name: "Runs",
  /** Of dates. */
  locale: "en-GB",
  linked: {
    title: "Runs of this link",
    hasForm: "has the settings of the form",
    trainedAs: (run: string) => `; trained here as ${run}`,
    drawRun: (run: string) => `Draw ${run}, a run of this link`,
    draw: "Draw",
    drawn: "Drawn",
    useOf: (run: string) => `Use the settings of ${run}`,
  },
  use: "Use its settings",
  details: {
    nothing:
      "There is nothing to replay: a run keeps its panels when it pauses or ends, as far as there is room for them.",
    copied: "Copied.",
    older:
      "An older version of the lab wrote these settings; they can no longer be read.",
    underWay: "A run is under way; Reset opens the form.",
    name: "Name",
    note: "Note",
    changedPaths: (settings: string) => ` Changed in mid-run: ${settings}.`,
    begin:
      " The link and “Use its settings” begin with a student that the seed draws, as no link holds a file.",
    origin: (
      number: number,
      begun: string,
      backend: string,
      later: string,
      size: string,
    ) =>
      `Run ${number} of this browser, begun ${begun} on ${backend}, last written ${later} later; about ${size}.`,
    unknownBackend: "an unknown backend",
    replay: "Replay it",
    used: "The form has these settings now.",
    copyLink: "Copy link to its settings",
    show: "Show in the list",
    hide: "Hide",
    delete: "Delete",
  },
  problem: {
    name: "About the run notebook",
    choose: "Choose what to delete",
    full: (limit: string) =>
      `The run notebook holds the ${limit} that it may, so this run is not kept. Nothing is deleted without your choice.`,
    fleeting:
      "This browser keeps nothing here, as in a private window: runs are in the notebook until this page is closed.",
    refused: (reason: string) =>
      `This browser does not keep the run: ${reason}. The run itself goes on.`,
  },
  overlays: {
    terms: {
      total: "Total",
      global: "Global",
      local: "Local",
      feature: "Feature",
      classToken: "Class token",
    },
    losses: "Losses of runs",
    otherMethods:
      "These runs have different methods: their losses are different quantities.",
    sameMethod:
      "On a logarithmic scale. Losses compare between runs with the same method and weights only.",
    noTerm: "None of these runs has this term.",
    whichLoss: "Which loss",
    knn: "kNN accuracy of runs",
    knnCaption: "Of the student, on held-out images, at each evaluation.",
    errors: "Angle error of runs",
    errorsCaption:
      "Mean difference to the teacher’s angles, on held-out pairs.",
    none: "No evaluation yet.",
    cursor: (figure: string) => `${figure}: step whose values are read out`,
    scores: "OOD scores of runs",
    byRun:
      "Share of the student’s scores in each bin: ID filled, OOD hatched. Scores are cosines to the nearest training image.",
    bySet: (set: string) =>
      `Share of the student’s scores of ${set} images in each bin; cosines to the nearest training image.`,
    noScores: "No scores yet.",
    foreign: "Foreign images",
    sets: { near: "Near OOD", far: "Far OOD" },
    layout: "Layout of the scores",
    layouts: { rows: "Run by run", id: "ID overlaid", ood: "OOD overlaid" },
    without: {
      near: "No run that is drawn has near-OOD scores.",
      far: "No run that is drawn has far-OOD scores.",
    },
    step: "Step",
    noneDrawn: "No run is drawn.",
    noValues: (run: string) => `${run}: no values`,
    atStep: (run: string, value: string, step: string) =>
      `${run} ${value} at step ${step}`,
    columns: ["Run", "AUROC", "ID images", "OOD images"],
  },
  table: {
    name: "Table of runs",
    caption:
      "Runs kept in this browser. A box draws a run above; a name opens more about it; a column’s head sorts.",
    markCaption:
      "Runs kept in this browser. A box marks a run to be deleted; a name opens more about it; a column’s head sorts.",
    run: "Run, and what changed since the one before",
    columns: {
      steps: "Steps",
      knn: "kNN ↑",
      error: "Angle error ↓",
      near: "Near AUROC ↑",
      far: "Far AUROC ↑",
      begun: "Begun",
      bytes: "Size",
    },
    mark: (run: string) => `Mark ${run}`,
    draw: (run: string) => `Draw ${run}`,
    hidden: " hidden",
    begin: (run: string) => `Its student began as that of ${run}`,
    steps: (step: string, steps: string) => `${step} of ${steps}`,
    images: (n: string) => `${n} images`,
    subset: (n: string) => `${n} images, subset`,
    pairs: (n: string) => `${n} pairs`,
    ends: {
      finished: "finished",
      failed: "failed",
      underWay: "under way",
      left: "left there",
    },
  },
  empty: {
    title: "No runs yet",
    text: "Every run is kept here by itself, from its first step on, under a name that can be remembered, with what you changed since the run before. Press Train; then change one thing and train again.",
  },
  tick: (most: number) =>
    `Tick up to ${most} runs to draw them over each other.`,
  find: "Find",
  findWhat: "name, note or change",
  explained: "the runs",
  showHidden: (n: number) => `Show ${n} hidden`,
  deleteMarked: (n: number, size: string) => `Delete ${n} marked, ${size}`,
  keepThem: "Keep them",
  deleteSeveral: "Delete several",
  storage: "Storage used",
  mostDrawn: (most: number) =>
    `${most} runs are drawn, as many as there are colours that can be told apart; untick one to draw another.`,
  allHidden: "All runs are hidden.",
  noneFound: (wanted: string) =>
    `No run has “${wanted}” in its name, note or changes.`,
  more: (n: number, found: string) => `Show ${n} more of ${found}`,
  delete: {
    title: (run: string) => `Delete ${run}?`,
    thisRun: "this run",
    titleOfMany: (n: number) => `Delete ${n} runs?`,
    question:
      "Their curves, scores, names and notes would be gone from this browser. The same settings and seed make the same run again.",
    one: "Delete the run",
    many: "Delete the runs",
  },
  stored: (runs: string, size: string, limit: string) =>
    `${runsOf(runs)}, ${size} of at most ${limit} in this browser. Nothing is deleted without your choice.`,
  nothingStored: (limit: string) =>
    `Nothing is stored yet of at most ${limit} in this browser. Nothing is deleted without your choice.`,
  changes: {
    none: "none",
    on: "on",
    off: "off",
    with: (values: string) => `with ${values}`,
    without: (values: string) => `without ${values}`,
    order: "in another order",
    first: (preset: string) => `First run, preset ${preset}`,
    nothing: (run: string) => `Nothing changed since ${run}`,
    gone: (preset: string) => `Preset ${preset}, which is no longer there`,
    unchanged: (preset: string) => `Preset ${preset}, unchanged`,
    changed: (preset: string, changes: string) =>
      `Preset ${preset}, with ${changes}`,
  },
});
