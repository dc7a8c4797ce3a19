/** What a lesson is made of. Lessons are data (`lessons/`); `LessonPage.tsx` draws any of them. */
import type { ConfigDifference } from "../../protocol/configPaths.ts";
import type { ConfigPath } from "../../protocol/fields.ts";
import type { MethodId } from "../../protocol/methods.ts";
import type { ViewId } from "../../store/address.ts";
import { runWith, stepsWith, type Evidence } from "./evidence.ts";

export type Task = {
  /** Different within its lesson; stored with the progress. */
  id: string;
  say: string;
  /** Whether the lab's state shows that it is done. Once it has, the task stays done. */
  isDone: (evidence: Evidence) => boolean;
  /** How far it is, in a few words. */
  progress?: (evidence: Evidence) => string;
  /** Settings beyond the lesson's own that "Set it up" brings. */
  settings?: ConfigDifference;
  /** Where to look. */
  view?: ViewId;
  /** A number to be read off the page and entered; done when it is what the lab holds. */
  reading?: {
    label: string;
    unit: string;
    /** Null while there is none. */
    valueOf: (evidence: Evidence) => number | null;
    tolerance: number;
  };
};

export type Prediction = {
  question: string;
  options: readonly { id: string; text: string }[];
  /** Which of them came true, as the lab's own numbers have it; null while they do not say. */
  outcome: (evidence: Evidence) => { option: string; because: string } | null;
};

export type Lesson = {
  /** In its link; never changes. */
  id: string;
  title: string;
  minutes: number;
  goal: string;
  /** What to know before, a paragraph each. */
  intro: readonly string[];
  /** Beyond the preset and `LESSON_SETTINGS`. */
  settings: ConfigDifference;
  /** Settings that stay open; all others are locked while the lesson is on. */
  open: readonly ConfigPath[];
  /** What "Set it up" enters under Compare. */
  arena?: { methods: readonly MethodId[]; seeds: number };
  predict: Prediction;
  tasks: readonly Task[];
  /** What it shows, and what it does not; read when all is done. */
  afterwards: readonly string[];
  /** For whoever teaches it. */
  notes: readonly string[];
  sheet: {
    /** To be filled in by hand. */
    columns: readonly string[];
    rows: readonly string[];
    questions: readonly string[];
  };
};

/** Train with the lesson's settings, but for `settings`, until `step` has been measured. */
export function trainTo(
  id: string,
  say: string,
  step: number,
  settings: ConfigDifference = {},
): Task {
  return {
    ...{ id, say, view: "overview" },
    ...(Object.keys(settings).length > 0 && { settings }),
    isDone: (evidence) => runWith(evidence, settings, step) !== null,
    progress: (evidence) =>
      `step ${Math.min(step, stepsWith(evidence, settings))} of ${step}`,
  };
}

export function lookAt(id: string, say: string, view: ViewId): Task {
  return { ...{ id, say, view }, isDone: (evidence) => evidence.view === view };
}

/** Read a number of the present run. */
export function readOff(
  id: string,
  say: string,
  reading: NonNullable<Task["reading"]>,
  view: ViewId = "overview",
): Task {
  // It is the entered number that settles it.
  return { ...{ id, say, reading, view }, isDone: () => false };
}
