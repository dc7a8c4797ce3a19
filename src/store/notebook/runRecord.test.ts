import { expect, test } from "vitest";
import { setPath } from "../../protocol/configPaths.ts";
import { createRunStore } from "../runStore.ts";
import { readBody } from "./readRun.ts";
import { keyMeasures, runBody, runChanges, storedBytes } from "./runRecord.ts";
import { QUICK, resultOf, runOf, viewOf } from "./runs.fixture.ts";

test("keeps thinned losses, evaluations, scores and the result without its steps", () => {
  const view = { ...viewOf(5000, 11), result: resultOf(QUICK) };
  const body = runBody("a", view, null);
  expect(body.losses.step.length).toBeLessThanOrEqual(300);
  expect([body.losses.step[0], body.losses.step.at(-1)]).toEqual([1, 5000]);
  expect(body.losses.total[0]).toBe(4);
  expect(body.evaluations).toHaveLength(11);
  expect(body.scores?.step).toBe(5000);
  expect(body.result?.final.student.knn.n).toBe(300);
  expect(body.result).not.toHaveProperty("history");
  expect(body.left).toEqual([]);
  expect(storedBytes(body)).toBeLessThan(100_000);
});

test("a run that evaluates at every step stays small, with its first and last evaluation", () => {
  const { evaluations, left } = runBody("a", viewOf(2000, 400), null);
  expect(evaluations).toHaveLength(120);
  expect([evaluations[0]?.step, evaluations.at(-1)?.step]).toEqual([0, 2000]);
  expect(left).toEqual(["evaluations but for 120"]);
});

test("leaves out what is wanted least until a run fits, and says so", () => {
  const run = runOf(1000, 50);
  const view = { ...run.peek(), result: resultOf(QUICK) };
  const history = run.history();
  const whole = runBody("a", view, history);
  expect(whole.history).toEqual(history);
  const size = storedBytes(whole);
  const thinner = runBody("a", view, history, size - 1);
  const steps = thinner.history?.frames.evaluations.frames.map(
    ({ step }) => step,
  );
  expect(steps?.length).toBeLessThan(50);
  expect([steps?.[0], steps?.at(-1)]).toEqual([0, 1000]);
  expect(storedBytes(thinner)).toBeLessThan(size);
  // Losses are kept of every step, or there is no replay.
  const bounded = runBody("a", view, history, size - 1000 * 7 * 8);
  expect(bounded).toMatchObject({ history: null, left: ["the replay"] });
  const tiny = runBody("a", view, history, 20_000);
  expect(storedBytes(tiny)).toBeLessThanOrEqual(20_000);
  expect(tiny.evaluations.at(-1)?.step).toBe(1000);
  expect(tiny.left.join()).toMatch(/bench.*scores.*evaluations.*replay/);
});

test("a body is read as it was written, but for a history that could not be replayed", () => {
  const run = runOf(20, 3);
  const rule = { kind: "step", step: 7 } as const;
  const stop = { step: 7, rule, values: [] };
  run.apply({ type: "stopped", runId: "run-1", stop });
  const body = runBody("a", run.peek(), run.history());
  expect(body.history?.stops).toEqual([stop]);
  expect(readBody(body)).toBe(body);
  const columns = { ...body.history!.columns, total: Float64Array.of(1) };
  const damaged = { ...body, history: { ...body.history!, columns } };
  expect(readBody(damaged)).toEqual({ ...body, history: null });
});

test("the key measures are the finished run's, else the latest evaluation's, each with its sample", () => {
  const view = viewOf(100, 3);
  expect(keyMeasures(view)).toMatchObject({
    ...{ step: 100, isSubset: true, far: null },
    knn: { n: 300 },
    angles: { n: 1225 },
    near: { nId: 300, nOod: 100 },
  });
  const finished = { ...view, result: resultOf(QUICK, 0.75) };
  expect(keyMeasures(finished)).toMatchObject({
    ...{ isSubset: false, knn: { accuracy: 0.75 } },
  });
  expect(keyMeasures(createRunStore().getState())).toBeNull();
});

test("names every setting that differs, with both values, in the order of the form", () => {
  const changed = setPath(setPath(QUICK, "student.width", 32), "seed", 5);
  expect(runChanges(QUICK, changed)).toEqual([
    { path: "seed", from: 1, to: 5 },
    { path: "student.width", from: 64, to: 32 },
  ]);
  expect(runChanges(QUICK, structuredClone(QUICK))).toEqual([]);
});

test("counts the bytes of what it stores", () => {
  expect(storedBytes(new Float32Array(10))).toBe(40);
  const shared = new Float32Array(10);
  expect(storedBytes([shared, shared])).toBe(8 + 40 + 8);
  expect(storedBytes({ ab: "xyz", c: [1, true] })).toBe(8 + 2 + 3 + 1 + 17);
});
