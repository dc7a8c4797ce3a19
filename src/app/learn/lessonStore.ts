/** The lesson that is on: follows the lab, and marks what has been done. Lives as long as the lab; knows no React. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Comparison } from "../../protocol/arena.ts";
import {
  configDifference,
  type ConfigDifference,
} from "../../protocol/configPaths.ts";
import type { ViewId } from "../../store/address.ts";
import { controlOf } from "../compare/controlOf.ts";
import type { Lab } from "../lab.ts";
import {
  isSameRun,
  runFact,
  withRun,
  type Evidence,
  type RunFact,
} from "./evidence.ts";
import type { Lesson, Task } from "./lessonPlan.ts";
import { lessonConfig, setUpLesson } from "./lessonSetup.ts";
import {
  keepProgress,
  NOTHING_DONE,
  readProgress,
  type LessonProgress,
  type Progress,
} from "./progress.ts";

export type LessonState = {
  lesson: Lesson | null;
  /** Of the lesson that is on; null without one. */
  evidence: Evidence | null;
  progress: Progress;
  /** Whether the sheet is printed with the notes for whoever teaches it. */
  hasNotes: boolean;
};

export type LessonStore = StoreApi<LessonState> & {
  /** Begins to follow the lab for a lesson; null: for none, and what it locked is open again. */
  open(lesson: Lesson | null): void;
  look(view: ViewId): void;
  predict(option: string): void;
  /** @returns Whether the number is what the lab holds. */
  read(task: Task, value: number): boolean;
  /** Forgets what was done of the lesson that is on. */
  startAgain(): void;
  setUp(settings?: ConfigDifference): void;
};

const stores = new WeakMap<Lab, LessonStore>();

/** One for each lab. */
export function lessonsOf(lab: Lab): LessonStore {
  const known = stores.get(lab);
  if (known) return known;
  const made = createLessonStore(lab);
  stores.set(lab, made);
  return made;
}

/** Whether a number read off the page is what the lab holds. */
export function isRead(task: Task, evidence: Evidence, value: number): boolean {
  const held = task.reading?.valueOf(evidence) ?? null;
  if (held === null || !task.reading) return false;
  return Math.abs(held - value) <= task.reading.tolerance;
}

function createLessonStore(lab: Lab): LessonStore {
  const store = createStore<LessonState>(() => ({
    ...{ lesson: null, evidence: null, progress: readProgress() },
    hasNotes: false,
  }));
  const { getState, setState } = store;
  let view: ViewId = "overview";
  let comparison: Comparison | null = null;
  let last = { runId: "", step: 0 };
  /** The present run was made before the lesson was begun again. */
  let isPassedOver = false;
  /** Locks of the page before a lesson set its own. */
  let locked: readonly string[] | null = null;

  const progressOf = ({ id }: Lesson): LessonProgress =>
    getState().progress[id] ?? NOTHING_DONE;

  function change({ id }: Lesson, next: LessonProgress): void {
    const progress = { ...getState().progress, [id]: next };
    setState({ progress });
    keepProgress(progress);
  }

  /** Looks at the lab, and marks the tasks that it shows to be done. */
  function follow(): void {
    const { lesson } = getState();
    if (!lesson) return;
    const run = lab.run.getState();
    const { runId, step } = run.status;
    if (last.runId !== runId || step < last.step) isPassedOver = false;
    last = { runId, step };
    const beganWith = lab.beganWith();
    const changed = configDifference(
      lessonConfig(lesson),
      beganWith ?? lab.settings.getState().config,
    );
    const now = runFact(run, changed);
    const before = progressOf(lesson);
    const isCounted = beganWith !== null && step > 0 && !isPassedOver;
    const runs = isCounted ? withRun(before.runs, now) : before.runs;
    const { step: shownStep } = lab.timeline.getState();
    const evidence: Evidence = { view, shownStep, now, runs, comparison };
    setState({ evidence });
    const newly = lesson.tasks.filter(
      (task) => !before.done.includes(task.id) && task.isDone(evidence),
    );
    const isNews = newly.length > 0 || isWorthKeeping(before.runs[0], runs[0]);
    if (!isNews) return;
    const done = [...before.done, ...newly.map(({ id }) => id)];
    change(lesson, { ...before, done, runs });
  }

  lab.run.subscribe(follow);
  lab.timeline.subscribe(follow);

  let isCompared = false;
  /** Hears what Compare comes to, from the first lesson on that needs it. */
  function followComparison(): void {
    if (isCompared) return;
    isCompared = true;
    void controlOf(lab).then((control) => {
      const take = () => {
        const { shown } = control.getState();
        comparison = shown?.source.kind === "own" ? shown.comparison : null;
        follow();
      };
      control.subscribe(take);
      take();
    });
  }

  function release(): void {
    if (locked === null) return;
    const { lesson } = lab.settings.getState();
    lab.settings.setState({ lesson: { ...lesson, locked } });
    locked = null;
  }

  function setUp(settings?: ConfigDifference): void {
    const { lesson } = getState();
    if (!lesson) return;
    locked ??= lab.settings.getState().lesson.locked;
    setUpLesson(lab, lesson, settings);
  }

  return {
    ...store,
    open(lesson) {
      if (lesson === getState().lesson) return;
      release();
      setState({ lesson, evidence: null });
      if (lesson?.arena) followComparison();
      follow();
    },
    look(shown) {
      view = shown;
      follow();
    },
    predict(option) {
      const { lesson } = getState();
      if (!lesson) return;
      change(lesson, { ...progressOf(lesson), predicted: option });
    },
    read(task, value) {
      const { lesson, evidence } = getState();
      if (!lesson || !evidence || !isRead(task, evidence, value)) return false;
      const before = progressOf(lesson);
      const done = [...new Set([...before.done, task.id])];
      change(lesson, { ...before, done });
      return true;
    },
    startAgain() {
      const { lesson } = getState();
      if (!lesson) return;
      isPassedOver = lab.run.getState().status.step > 0;
      setUp();
      change(lesson, NOTHING_DONE);
      follow();
    },
    setUp,
  };
}

/** Storage is written when a run has been measured anew, not at each step. */
const isWorthKeeping = (
  before: RunFact | undefined,
  now: RunFact | undefined,
) =>
  now !== undefined &&
  (before === undefined ||
    !isSameRun(before, now) ||
    before.latest?.step !== now.latest?.step ||
    before.hasFailed !== now.hasFailed);
