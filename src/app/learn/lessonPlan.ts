/** What a lesson is made of. Lessons are data (`lessons/`); `LessonPage.tsx` draws any of them. */
import type { ConfigDifference } from "../../protocol/configPaths.ts";
import type { ConfigPath } from "../../protocol/fields.ts";
import type { MethodId } from "../../protocol/methods.ts";
import { learn as t } from "../../texts/en/learn.ts";
import type { LessonWords } from "../../texts/en/lessons.ts";
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

/** A task as a lesson's file states it: what it says comes from the texts. */
type TaskPlan = Omit<Task, "say" | "reading"> & {
  reading?: Omit<NonNullable<Task["reading"]>, "label">;
  /** The step to train to, for its text. */
  step?: number;
};

type LessonPlan = Pick<
  Lesson,
  "id" | "minutes" | "settings" | "open" | "arena"
> & { outcome: Prediction["outcome"]; tasks: readonly TaskPlan[] };

/** A lesson of what it does and what it says, in the language in force whenever it is read. */
export function lessonOf(words: () => LessonWords, plan: LessonPlan): Lesson {
  const { outcome, ...rest } = plan;
  return {
    ...rest,
    get title() {
      return words().title;
    },
    get goal() {
      return words().goal;
    },
    get intro() {
      return words().intro;
    },
    predict: {
      get question() {
        return words().question;
      },
      get options() {
        return Object.entries(words().options).map(([id, text]) => ({
          ...{ id, text },
        }));
      },
      outcome,
    },
    tasks: plan.tasks.map(({ reading, step = 0, ...task }) => ({
      ...task,
      get say() {
        return words().tasks[task.id]!(step);
      },
      ...(reading && {
        reading: {
          ...reading,
          get label() {
            return words().reading ?? "";
          },
        },
      }),
    })),
    get afterwards() {
      return words().afterwards;
    },
    get notes() {
      return words().notes;
    },
    get sheet() {
      return words().sheet;
    },
  };
}

/** Train with the lesson's settings, but for `settings`, until `step` has been measured. */
export function trainTo(
  id: string,
  step: number,
  settings: ConfigDifference = {},
): TaskPlan {
  return {
    ...{ id, step, view: "overview" },
    ...(Object.keys(settings).length > 0 && { settings }),
    isDone: (evidence) => runWith(evidence, settings, step) !== null,
    progress: (evidence) =>
      t.stepOf(Math.min(step, stepsWith(evidence, settings)), step),
  };
}

export function lookAt(id: string, view: ViewId): TaskPlan {
  return { ...{ id, view }, isDone: (evidence) => evidence.view === view };
}

/** Read a number of the present run. */
export function readOff(
  id: string,
  reading: NonNullable<TaskPlan["reading"]>,
): TaskPlan {
  // It is the entered number that settles it.
  return { ...{ id, reading, view: "overview" }, isDone: () => false };
}
