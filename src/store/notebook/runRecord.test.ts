import { expect, test } from "vitest";
import { setPath } from "../../protocol/configPaths.ts";
import { createRunStore } from "../runStore.ts";
import {
  keyMeasures,
  runBody,
  runChanges,
  storedBytes,
  type KeptHistory,
} from "./runRecord.ts";
import { QUICK, resultOf, viewOf } from "./runs.fixture.ts";

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
  expect(left).toEqual(["280 of 400 evaluations"]);
});

test("leaves out what is wanted least until a run fits, and says so", () => {
  const view = { ...viewOf(1000, 50), result: resultOf(QUICK) };
  const history: KeptHistory = { bytes: 1e6, data: null };
  const whole = runBody("a", view, history);
  expect(whole.history).toBe(history);
  const bounded = runBody("a", view, history, storedBytes(whole) - 1);
  expect(bounded).toMatchObject({ history: null, left: ["the key-frames"] });
  const tiny = runBody("a", view, history, 20_000);
  expect(storedBytes(tiny)).toBeLessThanOrEqual(20_000);
  expect(tiny.evaluations.at(-1)?.step).toBe(1000);
  expect(tiny.left.join()).toMatch(/key-frames.*bench.*scores.*evaluations/);
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
  expect(storedBytes({ ab: "xyz", c: [1, true] })).toBe(8 + 2 + 3 + 1 + 17);
});
