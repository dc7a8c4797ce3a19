/** The bar at the top: transport, progress, status. */
import { room } from "../rooms.ts";

export const bar = room("bar", {
  wholePage: "in a page of its own",
  display: "Display",
  share: "Share",
  takeHome: "Take home",
  takeHomeTitle: "Take home: the student, results and settings as files",
  about: "About",
  theme: "Theme",
  themes: { light: "Light", system: "As the system", dark: "Dark" },

  run: "Run",
  train: "Train",
  pause: "Pause",
  resume: "Resume",
  step: "Step",
  reset: "Reset",
  options: "Run options",
  stopRules: (n: number) => `${n} stop rule${n > 1 ? "s" : ""}`,
  parts: { both: "Both", head: "Head only", student: "Student only" },
  /** Within a sentence. */
  partsWithin: { both: "both", head: "head only", student: "student only" },
  slowMotion: (steps: number) =>
    `slow motion, ${steps === 1 ? "1 step" : `${steps} steps`} a second`,

  stepsDone: "Steps done",
  preparation: "Preparation",
  elapsed: (time: string) => `${time} elapsed`,
  left: (time: string) => `about ${time} left`,
  pace: (steps: string) => `${steps} steps/s`,
  startingEngine: "Starting the engine",
  preparingRun: "Preparing the run",
  stepsToGo: (steps: string) => `${steps} steps to go`,
  work: (label: string, done: string, total: string) =>
    `${label}: ${done} of ${total}`,
  images: " images",

  backendTested: "Backend: being tested",
  software: "A software adapter: correct, but far slower than a GPU. ",
  selfTest: (error: string) =>
    `The self-test differed from the CPU by at most ${error}.`,
  passedOver: (backends: string) => `Passed over: ${backends}.`,

  /** Of a run, within a sentence. */
  states: {
    empty: "empty",
    loading: "loading",
    idle: "idle",
    running: "running",
    paused: "paused",
    finished: "finished",
    failed: "failed",
  },
  where: (state: string, step: number, steps: number) =>
    `${state}, step ${step} of ${steps}`,
  stopped: (reason: string) => `stopped: ${reason}`,
  totalLoss: (loss: string) => `total loss ${loss}`,
  losses: {
    global: "global",
    local: "local",
    feature: "feature",
    classToken: "class token",
  },
  spoken: (state: string, reason: string) =>
    `Run ${state}${reason === "" ? "" : `: ${reason}`}`,
  spokenStep: (head: string, step: number, steps: number, loss: string) =>
    `${head}, step ${step} of ${steps}, total loss ${loss}`,
  arenaRun: (run: number, runs: number) =>
    `an arena is training run ${run} of ${runs} (Compare)`,
  arenaSoon: "an arena is about to train (Compare)",

  atStep: "at the step that was set",
  reached: (series: string, value: string) => `${series} has reached ${value}`,
  itsMean: (steps: number) => `, its mean over ${steps} steps`,
  flat: (series: string, later: string, steps: string, earlier: string) =>
    `${series} is flat: ${later} on average over ${steps} steps, ${earlier} over those before`,
});
