import { describe, expect, test } from "vitest";
import { checkConfig } from "../../../protocol/configRules.ts";
import {
  applyDifference,
  type ConfigDifference,
} from "../../../protocol/configPaths.ts";
import type { Comparison } from "../../../protocol/arena.ts";
import { readUrl } from "../../../store/urlState.ts";
import { evaluationAt } from "../../../store/notebook/runs.fixture.ts";
import { measuredStep, type Evidence, type RunFact } from "../evidence.ts";
import type { Lesson } from "../lessonPlan.ts";
import { isRead } from "../lessonStore.ts";
import { lessonConfig, lessonHref } from "../lessonSetup.ts";
import { lessonById, LESSONS } from "./lessons.ts";

type Student = Partial<RunFact["start"] & object>["student"];

/** A run measured at its last step; `student` and `compressed` say what matters to the lesson. */
function run(
  changed: ConfigDifference,
  step: number,
  student: Partial<NonNullable<Student>> = {},
  rest: Partial<RunFact> = {},
  compressedError = 5,
): RunFact {
  const at = (when: number) => measuredStep(evaluationAt(when, 0.5));
  const latest = at(step);
  return {
    ...{ changed, updated: [], step, hasFailed: false },
    ...{ firstTotal: 3, lastTotal: 1, start: at(0) },
    latest: {
      ...latest,
      student: { ...latest.student, ...student },
      compressed: { ...latest.compressed!, angleError: compressedError },
    },
    ...rest,
  };
}

const NOTHING = run({}, 0, {}, { start: null, latest: null });

function evidence(
  runs: readonly RunFact[],
  rest: Partial<Evidence> = {},
): Evidence {
  return {
    ...{ view: "overview", shownStep: null, comparison: null },
    ...{ now: runs[0] ?? NOTHING, runs },
    ...rest,
  };
}

function comparison(errors: [seed: number, cospress: number, svd: number][]) {
  const row = (method: string, seed: number, error: number) => ({
    ...{ method, seed },
    values: { "angles.meanErrorDegrees": error },
  });
  const rows = errors.flatMap(([seed, a, b]) => [
    row("cospress", seed, a),
    row("svd", seed, b),
  ]);
  return { rows } as unknown as Comparison;
}

/** Everything that a lesson can ask for at once, and by option what brings it about. */
const CASES: Record<
  string,
  {
    done: Evidence;
    /** Evidence in which every task of these ids holds; the others hold in `done`. */
    also?: Record<string, Evidence>;
    outcomes: Record<string, Evidence>;
  }
> = {
  distillation: {
    done: evidence([run({}, 100)], { shownStep: 0 }),
    outcomes: {
      same: evidence([run({}, 100, { knn: 0.51 })]),
      between: evidence([run({}, 100, { knn: 0.7 })]),
      teacher: evidence([run({}, 100, { knn: 0.9 })]),
    },
  },
  angles: (() => {
    const wide = { "student.width": 32, "student.heads": 4 };
    const both = (narrow: number, other: number) =>
      evidence([
        run({}, 50, { angleError: narrow }),
        run(wide, 50, { angleError: other }),
      ]);
    return {
      done: both(30, 20),
      also: { look: evidence([], { view: "angles" }) },
      outcomes: {
        narrow: both(10, 20),
        wide: both(30, 20),
        same: both(20, 21),
      },
    };
  })(),
  head: (() => {
    const both = (a: number, b: number) =>
      evidence(
        [
          run({ "method.id": "mse" }, 150, { angleError: b }),
          run({}, 150, { angleError: a }),
        ],
        { view: "runs" },
      );
    return {
      done: both(15, 27),
      outcomes: {
        teacher: both(15, 27),
        student: both(27, 15),
        same: both(15, 16),
      },
    };
  })(),
  temperatures: (() => {
    const three = (all: number, small: number, large: number) =>
      evidence([
        run({}, 100, {}, {}, all),
        run({ "method.temperatures": [0.01] }, 100, {}, {}, small),
        run({ "method.temperatures": [0.1] }, 100, {}, {}, large),
      ]);
    return {
      done: three(6, 20, 5),
      also: { look: evidence([], { view: "angles" }) },
      outcomes: {
        all: three(4, 20, 5),
        small: three(6, 3, 5),
        large: three(6, 20, 5),
      },
    };
  })(),
  loss: (() => {
    const wild = { "optimiser.learningRate": 1 };
    const with_ = (lastTotal: number, rest: Partial<RunFact> = {}) =>
      evidence([run(wild, 50, {}, { lastTotal, ...rest }), run({}, 50)]);
    return {
      done: evidence([
        run({}, 60, {}, { updated: ["optimiser.learningRate"] }),
        run({}, 50),
        run({ "optimiser.learningRate": 0.0001 }, 50),
        run(wild, 30, {}, { hasFailed: true }),
      ]),
      outcomes: {
        faster: with_(0.5),
        slower: with_(2),
        broken: with_(2.9),
      },
    };
  })(),
  ood: (() => {
    const aurocs = (nearAuroc: number, farAuroc: number) =>
      evidence([run({}, 100, { nearAuroc, farAuroc })]);
    return {
      done: aurocs(0.6, 0.9),
      also: {
        look: evidence([], { view: "ood" }),
        try: evidence([], { view: "try" }),
      },
      outcomes: {
        near: aurocs(0.8, 0.7),
        far: aurocs(0.6, 0.9),
        same: aurocs(0.7, 0.71),
      },
    };
  })(),
  controls: (() => {
    const pairs = (...errors: [number, number, number][]) =>
      evidence([], { view: "claims", comparison: comparison(errors) });
    return {
      done: pairs([1, 15, 14], [2, 15, 16]),
      also: { look: evidence([], { view: "compare" }) },
      outcomes: {
        cospress: pairs([1, 10, 14], [2, 11, 16]),
        svd: pairs([1, 15, 12], [2, 15, 12]),
        mixed: pairs([1, 15, 14], [2, 15, 16]),
      },
    };
  })(),
  "small-data": (() => {
    const gaps = (few: number, many: number) =>
      evidence([
        run({ "data.images": 100 }, 150, {
          ...{ trainingPearson: 0.4 + few, pearson: 0.4 },
        }),
        run({}, 150, { trainingPearson: 0.5 + many, pearson: 0.5 }),
      ]);
    return {
      done: gaps(0.3, 0.1),
      outcomes: {
        larger: gaps(0.3, 0.1),
        smaller: gaps(0.1, 0.3),
        same: gaps(0.2, 0.21),
      },
    };
  })(),
};

const named = LESSONS.map((lesson) => [lesson.id, lesson] as const);

test("there are eight lessons with names of their own", () => {
  expect(LESSONS.length).toBeGreaterThanOrEqual(8);
  expect(new Set(LESSONS.map(({ id }) => id)).size).toBe(LESSONS.length);
  expect(Object.keys(CASES)).toEqual(LESSONS.map(({ id }) => id));
  expect(lessonById("ood")).toBe(LESSONS[5]);
  expect(lessonById("no-such")).toBeNull();
});

describe.each(named)("lesson %s", (id, lesson: Lesson) => {
  const { done, also = {}, outcomes } = CASES[id]!;

  test("settings make sense, and its link carries and locks them", () => {
    const config = lessonConfig(lesson);
    expect(checkConfig(config, null)).toEqual([]);
    for (const { settings = {} } of lesson.tasks) {
      const changed = applyDifference(config, settings);
      expect(changed.issues).toEqual([]);
      expect(checkConfig(changed.config, null)).toEqual([]);
      // What a task changes by hand must be open.
      for (const path of Object.keys(settings)) {
        expect(lesson.open).toContain(path);
      }
    }
    const href = lessonHref("https://lab.example/?embed=1#s=2.abc", lesson);
    const link = readUrl(href);
    expect(link.issues).toEqual([]);
    expect(link.config).toEqual(config);
    expect(link.lesson.isEmbedded).toBe(false);
    expect(link.lesson.locked).toContain("teacher.id");
    for (const path of lesson.open) {
      expect(link.lesson.locked).not.toContain(path);
    }
    expect(new URL(href).searchParams.get("lesson")).toBe(id);
    expect(href.length).toBeLessThan(2000);
  });

  test("every check fails on a lab in which nothing has happened, and holds where it should", () => {
    for (const task of lesson.tasks) {
      expect(task.isDone(evidence([])), task.id).toBe(false);
      if (!task.reading) {
        expect(task.isDone(also[task.id] ?? done), task.id).toBe(true);
        continue;
      }
      const { valueOf, tolerance } = task.reading;
      expect(isRead(task, evidence([]), 1), task.id).toBe(false);
      const value = valueOf(done)!;
      expect(isRead(task, done, value + 0.9 * tolerance), task.id).toBe(true);
      expect(isRead(task, done, value + 1.1 * tolerance), task.id).toBe(false);
    }
  });

  test("each prediction can come true, and none before the runs are there", () => {
    expect(lesson.predict.outcome(evidence([]))).toBeNull();
    expect(lesson.predict.options.map((option) => option.id).sort()).toEqual(
      Object.keys(outcomes).sort(),
    );
    for (const [option, found] of Object.entries(outcomes)) {
      const outcome = lesson.predict.outcome(found);
      expect(outcome?.option).toBe(option);
      expect(outcome?.because).toMatch(/\d/);
    }
  });
});

test("runs that were steered, or had other settings, do not count", () => {
  const { tasks } = lessonById("head")!;
  const isTrained = (fact: RunFact) => tasks[0]!.isDone(evidence([fact]));
  expect(isTrained(run({}, 150))).toBe(true);
  expect(isTrained(run({}, 149))).toBe(false);
  expect(isTrained(run({ seed: 2 }, 150))).toBe(false);
  const steered = { updated: ["optimiser.learningRate"] };
  expect(isTrained(run({}, 150, {}, steered))).toBe(false);
});
