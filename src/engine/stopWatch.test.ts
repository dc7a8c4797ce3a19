import { expect, test } from "vitest";
import type { HistoryEntry } from "../protocol/results.ts";
import type { StopRule } from "../protocol/stopRules.ts";
import { createStopWatch } from "./stopWatch.ts";

/** A history whose total loss is `total(step)`, with an evaluation of `accuracy(step)` every tenth step. */
function historyOf(
  steps: number,
  total: (step: number) => number,
  accuracy: (step: number) => number = () => 0,
): HistoryEntry[] {
  return Array.from({ length: steps }, (_, i) => {
    const step = i + 1;
    const losses = { total: total(step), global: 0, local: 0 };
    return {
      step,
      learningRate: 0.1,
      losses: { ...losses, feature: 0, classToken: 0 },
      ...(step % 10 === 0 && {
        evaluation: {
          step,
          student: { knn: { accuracy: accuracy(step) } },
        } as HistoryEntry["evaluation"],
      }),
    } as HistoryEntry;
  });
}

/** The stops of a run over a whole history, which goes on after each. */
function stopsOf(rules: StopRule[], history: HistoryEntry[]) {
  const watch = createStopWatch();
  watch.set(rules);
  return history.flatMap((_, i) => {
    const stop = watch.check(i + 1, history.slice(0, i + 1));
    if (stop) watch.begin(i + 1);
    return stop ? [stop] : [];
  });
}

test("stops after the step that a rule names, and only then", () => {
  const rule = { kind: "step", step: 7 } as const;
  expect(
    stopsOf(
      [rule],
      historyOf(20, () => 1),
    ),
  ).toEqual([{ step: 7, rule, values: [] }]);
});

test("stops when a loss has become flat, and says both means", () => {
  const rule = {
    kind: "plateau",
    series: "total",
    steps: 10,
    gain: 0.05,
  } as const;
  // Falls by 1 a step until step 40, then stays.
  const [stop, ...others] = stopsOf(
    [rule],
    historyOf(100, (step) => 50 - Math.min(step, 40)),
  );
  expect(others).toEqual([]);
  const { step, values } = stop!;
  // The later ten are all flat at step 50; at 49 the earlier ten are still 5 % higher.
  expect(step).toBeGreaterThan(40);
  expect(step).toBeLessThanOrEqual(60);
  const [earlier = NaN, later = NaN] = values;
  expect(earlier - later).toBeLessThan(0.05 * earlier);
});

test("does not call a steady improvement flat, nor a rise an improvement", () => {
  const rule = {
    kind: "plateau",
    series: "total",
    steps: 5,
    gain: 0.01,
  } as const;
  const falling = historyOf(60, (step) => 0.9 ** step);
  expect(stopsOf([rule], falling)).toEqual([]);
  const rising = historyOf(60, (step) => step);
  expect(stopsOf([rule], rising)[0]?.step).toBe(10);
});

test("gives a run that goes on its time before it is called flat", () => {
  const watch = createStopWatch();
  watch.set([{ kind: "plateau", series: "total", steps: 5, gain: 0.01 }]);
  const flat = historyOf(100, () => 1);
  watch.begin(50);
  expect(watch.check(59, flat.slice(0, 59))).toBeNull();
  expect(watch.check(60, flat.slice(0, 60))?.values).toEqual([1, 1]);
});

test("a plateau of a measure is looked for at its evaluations, higher being better", () => {
  const rule = {
    kind: "plateau",
    series: "knn",
    steps: 20,
    gain: 0.02,
  } as const;
  const history = historyOf(
    120,
    () => 1,
    (step) => Math.min(step, 60) / 100,
  );
  expect(stopsOf([rule], history)).toEqual([
    { step: 90, rule, values: [0.6, 0.6] },
  ]);
});

test("stops at a target: a measure at once, a loss by the mean of ten steps", () => {
  const measure = { kind: "target", series: "knn", value: 0.5 } as const;
  const history = historyOf(
    100,
    (step) => (step === 20 ? 0 : 100 - step),
    (step) => step / 100,
  );
  expect(stopsOf([measure], history)).toEqual([
    { step: 50, rule: measure, values: [0.5] },
  ]);
  const loss = { kind: "target", series: "total", value: 10 } as const;
  // 100 - 94.5 and the nine before: the dip at step 20 stops nothing.
  expect(stopsOf([loss], history)).toEqual([
    { step: 95, rule: loss, values: [9.5] },
  ]);
});

test("a rule that has stopped the run is spent until the run is back at step 0", () => {
  const watch = createStopWatch();
  const rule = { kind: "step", step: 3 } as const;
  watch.set([rule]);
  const history = historyOf(3, () => 1);
  expect(watch.check(3, history)).not.toBeNull();
  watch.set([rule]);
  expect(watch.check(3, history)).toBeNull();
  watch.rearm();
  expect(watch.check(3, history)).not.toBeNull();
  watch.set([]);
  watch.set([rule]);
  expect(watch.check(3, history)).not.toBeNull();
});
