import { expect, test } from "vitest";
import { bodyAt } from "./keptRun.ts";
import { runBody } from "./notebook/runRecord.ts";
import { runOf } from "./notebook/runs.fixture.ts";

test("a kept run at a step has what was known by then, and at its end everything", () => {
  const run = runOf(40, 5);
  const late = run.history().frames.scores.frames.at(-1)!;
  run.apply({ type: "scores", runId: "run-1", scores: { ...late, step: 10 } });
  const body = runBody("id", run.peek(), run.history());
  expect(body.evaluations.map(({ step }) => step)).toEqual([0, 10, 20, 30, 40]);

  const early = bodyAt(body, 25);
  expect(early.evaluations.map(({ step }) => step)).toEqual([0, 10, 20]);
  expect(early.scores?.step).toBe(10);
  expect(early.result).toBeNull();
  expect(early.losses).toBe(body.losses);

  expect(bodyAt(body, 40)).toBe(body);
  expect(bodyAt(body, 1000)).toBe(body);
  expect(bodyAt(body, null)).toBe(body);
  // One of an older version of the lab has no frames, and shows none that would be of another step.
  expect(bodyAt({ ...body, history: null }, 25).scores).toBeNull();
});
