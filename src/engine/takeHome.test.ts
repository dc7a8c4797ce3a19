import { expect, test } from "vitest";
import { runId, testSessions } from "../../tests/support/testSessions.ts";
import { readSafetensors } from "../data/formats/safetensors.ts";
import type { HistoryEntry, TakenHome } from "../protocol/results.ts";

const { prepared, handle, close, seen } = testSessions();

const takeHome = (): Promise<TakenHome> => handle({ type: "take-home", runId });

const finished = async () => (await seen("finished")).result;

const headOf = ({ files }: TakenHome) =>
  readSafetensors(files["student.safetensors"] as Uint8Array).tensors;

test("gives student and numbers of a step in mid-run, which the run does not notice", async () => {
  await prepared();
  await handle({ type: "start", runId });
  const whole = await finished();
  await close();

  await prepared();
  await handle({ type: "start", runId });
  const taken = await takeHome();
  const steps = taken.result.history.length;
  expect(steps).toBeGreaterThan(0);
  expect(steps).toBeLessThan(whole.history.length);
  expect(taken.files["README.md"]).toContain(`${steps} updates`);
  expect(taken.result.final.student.knn.n).toBe(whole.final.student.knn.n);
  expect(taken.result.final.student).not.toEqual(whole.final.student);
  expect(Object.keys(taken.files)).toContain("student.onnx");
  const { history, final } = await finished();
  // The measures taken on the way stand in the history, and nothing else is different.
  const losses = ({ evaluation: _, ...step }: HistoryEntry) => step;
  expect(history.map(losses)).toEqual(whole.history.map(losses));
  expect(final).toEqual(whole.final);
  expect(headOf(await takeHome())["norm.weight"]).not.toEqual(
    headOf(taken)["norm.weight"],
  );
  expect((await takeHome()).result.final).toEqual(final);
});

test("is of one step, before or after it, where the run is told to train meanwhile", async () => {
  await prepared();
  const asked = takeHome();
  await handle({ type: "start", runId });
  const taken = await asked;
  const steps = taken.result.history.length;
  expect(taken.files["README.md"]).toContain(`${steps} updates`);
  expect((await finished()).history).toHaveLength(6);
});
