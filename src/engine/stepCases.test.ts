import { beforeAll, describe, expect, test } from "vitest";
import { useTestBackend } from "../../tests/testBackend.ts";
import { readScalars } from "../tensor/readScalars.ts";
import * as tf from "../tensor/tf.ts";
import { readyStep, STEP_CASES, standardStep } from "./stepCases.ts";
import { LOSS_NAMES } from "./trainer.ts";

const BATCH = 4;
const STEPS = 10;

beforeAll(() => useTestBackend("wasm"));

/** Losses of one update, by name. */
async function losses(run: () => tf.Scalar[]): Promise<Record<string, number>> {
  const scalars = run();
  const values = await readScalars(scalars);
  tf.dispose(scalars);
  return Object.fromEntries(LOSS_NAMES.map((name, i) => [name, values[i]!]));
}

describe.each(STEP_CASES)("$name", (stepCase) => {
  test("losses fall on a repeated batch, and no tensor is left", async () => {
    const before = tf.memory().numTensors;
    const ready = readyStep(stepCase, BATCH);
    const first = await losses(ready.run);
    const { numTensors } = tf.memory();
    let last = first;
    for (let step = 1; step < STEPS; step++) last = await losses(ready.run);
    expect(tf.memory().numTensors).toBe(numTensors);
    // The head's two losses pull at one map, and four class tokens weigh little beside all tokens: their sum falls.
    const ofHead = ({ global, local }: typeof first) => global! + local!;
    expect(ofHead(last)).toBeLessThan(ofHead(first));
    for (const name of ["total", "feature", "classToken"]) {
      expect(last[name], name).toBeLessThan(first[name]!);
    }
    ready.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test("repeats itself", async () => {
    const twice = [];
    for (let i = 0; i < 2; i++) {
      const ready = readyStep(stepCase, 2);
      twice.push(await losses(ready.run));
      ready.dispose();
    }
    expect(twice[0]).toEqual(twice[1]);
  });
});

test("the teacher's forward pass gives tokens on the student's grid, alone and in the step", () => {
  const [cached, withTeacher] = STEP_CASES.map((of) => readyStep(of, 2));
  expect(cached!.teacherTokens).toBeNull();
  const tokens = withTeacher!.teacherTokens!();
  expect(tokens.shape).toEqual([2, 65, 192]);
  tokens.dispose();
  cached!.dispose();
  withTeacher!.dispose();
});

test("a teacher on another grid than the student's is refused", () => {
  const { teacher } = STEP_CASES.find(({ teacher }) => teacher !== null)!;
  const before = tf.memory().numTensors;
  expect(() => readyStep(standardStep("wide", teacher, { patch: 8 }))).toThrow(
    "readyStep: the teacher's token grid must be the student's, 4, got 8",
  );
  expect(tf.memory().numTensors).toBe(before);
});
