import { room } from "../rooms.ts";

const counted = (n: number, one: string, many: string) =>
  `${n} ${n === 1 ? one : many}`;

export const compare = room("compare", {
  name: "Compare",
  teacher: "Teacher",
  method: "Method",
  seeds: (n: number) => counted(n, "seed", "seeds"),
  range: (low: string, high: string) => `${low} to ${high}`,
  arena: {
    title: "Arena",
    stop: "Stop the arena",
    resume: "Resume the arena",
    run: "Run the arena",
    form: "Methods, seeds, one changed setting",
    usage: (runs: number, size: string, limit: string) =>
      `This browser keeps ${counted(runs, "finished run", "finished runs")}, ${size} of at most ${limit}; the oldest make room.`,
    forget: "Forget them",
    forgetTitle: "Forget all finished runs?",
    forgetQuestion:
      "Every run that an arena has finished in this browser would be trained again when it is next wanted.",
    forgetAction: "Forget the runs",
    methods: (n: number) => counted(n, "method", "methods"),
    factor: (n: number, path: string) => `${n} values of ${path}`,
    plan: (runs: number, times: string) =>
      `${counted(runs, "run", "runs")}: ${times}, with the settings of Setup.`,
    allHere: "All are here.",
    left: (here: number, missing: number) =>
      `${counted(here, "is", "are")} here, ${missing} to train.`,
    noPace: "The first run will tell how long that takes.",
    paceOfRuns: (time: string, backend: string) =>
      `About ${time} at the pace of those here, on ${backend}.`,
    paceOfSteps: (time: string, backend: string) =>
      `About ${time} of training at the pace of the run in Overview, on ${backend}, and the measures after each.`,
    paused: "A run in Overview is paused meanwhile.",
    preparing: "Preparing",
    progress: (run: number, runs: number, name: string, what: string) =>
      `Run ${run} of ${runs}, ${name}: ${what}`,
    step: (step: number, steps: number) => `step ${step} of ${steps}`,
    runName: (method: string, seed: string) => `${method}, seed ${seed}`,
    notKept: (run: string, reason: string) =>
      `This browser does not keep the run ${run}: ${reason}`,
    failed: (run: string, reason: string) => `${run} failed: ${reason}`,
    keepsNothing:
      "This browser keeps nothing here: finished runs last as long as this page.",
  },
  form: {
    what: "What to compare",
    methods: "Methods",
    seeds: "Seeds",
    factor: "One setting that differs",
    none: "none",
    values: "Its values, separated by commas",
    noMethod: "Choose at least one method.",
    seedsRule: (most: number) =>
      `Seeds must be a whole number from 1 to ${most}.`,
    giveValues: (setting: string, now: string) =>
      `${setting}: give the values to compare, separated by commas; it is ${now} now.`,
    differ: (setting: string) =>
      `${setting}: the values must be settings, and differ.`,
  },
  table: {
    name: "Table of the comparison",
    caption: (reference: string) =>
      `Mean and standard deviation over seeds; beside ${reference}, the paired difference and its 95 % interval. A column's head sorts.`,
    pairs: (n: number) => ` (n ${n})`,
  },
  results: {
    underWay:
      "The first run is under way; its numbers appear here when it is finished.",
    none: "No finished runs with these settings and methods yet. Run the arena, or open the file of one that was run on the command line.",
    measures: "Measures",
    explained: "the comparison",
    step: "Step",
    steps: { last: "Last step", best: "Best step (optimistic)" },
    comparedWith: "Compared with",
    bestNote:
      "The evaluation with the highest kNN accuracy of each run, chosen on the images that it is measured on, on the way often on fewer of them: optimistic. The full bench is of the last step alone.",
    dotsNote:
      "Circles are seeds, the bar is their mean with its 95 % interval (Student's); dashed: the teacher's mean.",
    tableNote: (reference: string) =>
      `Mean ± standard deviation over seeds; below, the difference to ${reference} paired by seed with Student's 95 % interval. “better” and “worse” only where this interval and the bootstrap's both exclude 0; ≈: they cannot be told apart. OOD scores: higher means more in-distribution; AUROC and FPR95 with ID as the positive class.`,
    runs: (trained: number, planned: number) => `${trained} of ${planned} runs`,
    failedRuns: (n: number) => ` (${n} failed)`,
    settings: (
      preset: string,
      width: number,
      images: string,
      steps: string,
      batch: number,
    ) =>
      `${preset}, width ${width}, ${images} training images, ${steps} steps of ${batch}`,
    seeds: (seeds: string) => `seeds ${seeds}`,
    on: (backends: string) => `on ${backends}`,
    and: " and ",
    own: "Trained in this browser",
    command: "The command that makes these numbers again",
  },
  groups: {
    main: "Main",
    geometry: "Geometry",
    near: "OOD scores, near",
    far: "OOD scores, far",
    corruption: "Corruption",
  },
  dots: {
    better: {
      higher: "Higher is better. ",
      lower: "Lower is better. ",
    },
    upTo: (seeds: number) => `Up to ${counted(seeds, "seed", "seeds")}.`,
    columns: ["Method", "Mean", "95 % interval", "Seeds", "By seed"],
  },
  source: {
    shown: "Shown",
    own: "Runs of this browser",
    file: "Arena file",
    open: "Open arena.json",
    save: "Save arena.json",
    noArena: (file: string, reason: string) => `${file} is no arena: ${reason}`,
    unreadable: (file: string, reason: string) =>
      `${file} cannot be read: ${reason}`,
  },
  marks: { leads: "better", loses: "worse", ties: "≈", unknown: "" },
  words: {
    title: (reference: string) => `Beside ${reference}, in words`,
    nothing: (reference: string) =>
      `fewer than two seeds in common with ${reference}: nothing can be said.`,
    leads: (reference: string, measures: string) =>
      `leads ${reference} in ${measures}`,
    loses: (reference: string, measures: string) =>
      `loses to ${reference} in ${measures}`,
    ties: (measures: string) => `cannot be told apart from it in ${measures}`,
    between: ". It ",
    chance: (comparisons: number, expected: number) =>
      `${comparisons} comparisons at 95 %: about ${expected} of them would exclude 0 by chance if there were no difference at all.`,
  },
});
