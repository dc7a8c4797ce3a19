import { expect, test } from "vitest";
import { reducedConfig } from "../../tests/reducedPacks.ts";
import { runId, testSessions } from "../../tests/support/testSessions.ts";
import type { RunConfig } from "../protocol/config.ts";
import type { RunResult } from "../protocol/results.ts";
import * as tf from "../tensor/tf.ts";

const { open, prepared, close, forget, eventsOf, seen } = testSessions();

const losses = () =>
  eventsOf("steps").flatMap(({ steps }) =>
    steps.map((step) => step.losses.total),
  );

/** Trains a run to its end. */
async function finished(config?: RunConfig): Promise<RunResult> {
  const opened = await prepared(config);
  await opened.handle({ type: "start", runId });
  return (await seen("finished")).result;
}

test("shows images, heatmaps and a stated subset before training starts", async () => {
  await prepared();
  expect(eventsOf("sample-images").map(({ source }) => source)).toEqual([
    "held-out",
    "training",
  ]);
  const { sample } = await seen("similarity");
  expect(sample.step).toBe(0);
  expect(sample.n).toBe(12);
  // A vector's cosine with itself, and the class order.
  for (const cosines of [sample.teacher, sample.compressed!, sample.student]) {
    expect(cosines[0]).toBeCloseTo(1, 5);
    expect(cosines[12 * 12 - 1]).toBeCloseTo(1, 5);
  }
  expect([...sample.labels]).toEqual([...sample.labels].sort((a, b) => a - b));
  const { width } = reducedConfig().student;
  expect(sample.widths).toEqual({ teacher: 576, student: width });
  const { evaluation } = await seen("evaluation");
  expect(evaluation.step).toBe(0);
  expect(evaluation.map?.singularValues).toHaveLength(width);
  expect(evaluation.teacher.angles).toMatchObject({
    pearson: 1,
    meanErrorDegrees: 0,
  });
  await seen("evaluation", (event) => !event.evaluation.subset);
});

test("runs to the end and reports every step, evaluations and four final rows", async () => {
  const result = await finished();
  expect(result.history.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(
    result.history
      .filter(({ evaluation }) => evaluation)
      .map(({ step }) => step),
  ).toEqual([3, 6]);
  expect(losses()).toEqual(result.history.map((entry) => entry.losses.total));
  for (const row of [
    "teacher",
    "compressed",
    "student",
    "untrained",
  ] as const) {
    const { knn, angles, ood } = result.final[row]!;
    expect(knn.n).toBe(72);
    expect(knn.bank).toBe(64);
    expect(angles.n).toBe((72 * 71) / 2);
    expect(Object.keys(ood.sets)).toEqual([
      "class:animals-nature",
      "class:food-drink",
      "pack:crops",
    ]);
    expect(ood.near?.nOod).toBe(24);
  }
  expect(result.timing.firstLossMs).toBeGreaterThan(0);
  expect(eventsOf("status").at(-1)?.state).toBe("finished");
});

test("gives the same numbers for the same seed, and others for another", async () => {
  const first = await finished();
  await close();
  const second = await finished();
  expect(second.history).toEqual(first.history);
  expect(second.final).toEqual(first.final);
  await close();
  const other = await finished({ ...reducedConfig(), seed: 2 });
  expect(other.history[0]?.losses).not.toEqual(first.history[0]?.losses);
});

test("holds at a pause, adds one step, and goes on as if nothing had happened", async () => {
  const { history } = await finished();
  await close();
  const paused = await prepared();
  await paused.handle({ type: "step", runId, count: 2 });
  expect(losses()).toHaveLength(2);
  await paused.handle({ type: "pause", runId });
  const { step } = await paused.handle({ type: "step", runId, count: 1 });
  expect(step).toBe(3);
  expect(eventsOf("status").at(-1)?.state).toBe("paused");
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(losses()).toHaveLength(3);
  await paused.handle({ type: "resume", runId });
  const { result } = await seen("finished");
  expect(result.history).toEqual(history);
});

test("repeats the first losses after a reset", async () => {
  const opened = await prepared();
  await opened.handle({ type: "step", runId, count: 3 });
  const before = losses();
  await opened.handle({ type: "reset", runId });
  expect(eventsOf("status").at(-1)).toMatchObject({ state: "idle", step: 0 });
  forget();
  await opened.handle({ type: "step", runId, count: 3 });
  expect(losses()).toEqual(before);
});

test("goes on from a snapshot exactly where it was taken", async () => {
  const { history, final } = await finished();
  await close();
  const first = await prepared();
  await first.handle({ type: "step", runId, count: 2 });
  const snapshot = structuredClone(await first.snapshot());
  await first.dispose();
  const second = await prepared();
  await second.restore(snapshot);
  await second.handle({ type: "resume", runId });
  const { result } = await seen("finished");
  expect(result.history.map((entry) => entry.losses)).toEqual(
    history.map((entry) => entry.losses),
  );
  expect(result.final).toEqual(final);
});

test("keeps the number of tensors constant over steps, and leaves none behind", async () => {
  await close();
  const before = tf.memory().numTensors;
  const { optimiser, evaluation } = reducedConfig();
  const opened = await prepared({
    ...reducedConfig(),
    optimiser: { ...optimiser, steps: 40 },
    evaluation: { ...evaluation, every: 40 },
  });
  await opened.handle({ type: "start", runId });
  await seen("finished");
  const counts = eventsOf("status")
    .filter(({ state, step }) => state === "running" && step >= 10 && step < 40)
    .map(({ tensors }) => tensors);
  expect(counts.length).toBeGreaterThan(0);
  expect(new Set(counts).size).toBe(1);
  await opened.handle({ type: "stop", runId });
  expect(tf.memory().numTensors).toBe(before);
});

test("can overfit sixty-four images", async () => {
  const base = reducedConfig();
  const result = await finished({
    ...base,
    data: { ...base.data, images: 64, views: 1 },
    student: { ...base.student, width: 32 },
    optimiser: { ...base.optimiser, batchSize: 64, steps: 80, warmupSteps: 5 },
    evaluation: { ...base.evaluation, every: 80 },
  });
  expect(result.final.student.trainingAngles.pearson).toBeGreaterThan(0.8);
  expect(result.final.untrained.trainingAngles.pearson).toBeLessThan(0.5);
});

test("applies and logs a change in mid-run, and refuses one that needs a new run", async () => {
  const opened = await prepared();
  await opened.handle({ type: "step", runId, count: 1 });
  const update = {
    type: "update",
    runId,
    path: "optimiser.learningRate",
    value: 0,
  } as const;
  await expect(
    opened.handle({ ...update, path: "student.width", value: 32 }),
  ).rejects.toMatchObject({ code: "bad-config" });
  await expect(opened.handle({ ...update, value: -1 })).rejects.toMatchObject({
    code: "bad-config",
  });
  await opened.handle({
    ...update,
    path: "optimiser.minLearningRate",
  });
  expect(await opened.handle(update)).toEqual({
    step: 1,
    path: "optimiser.learningRate",
    value: 0,
  });
  await opened.handle({ type: "resume", runId });
  const { result } = await seen("finished");
  expect(result.updates.map(({ path }) => path)).toEqual([
    "optimiser.minLearningRate",
    "optimiser.learningRate",
  ]);
  expect(result.history.at(-1)?.learningRate).toBe(0);
});

test("stops at the step where a loss is not finite, and names it", async () => {
  const base = reducedConfig();
  const opened = await prepared({
    ...base,
    optimiser: {
      ...base.optimiser,
      learningRate: 1,
      warmupLearningRate: 1,
      steps: 400,
    },
    method: { ...base.method, stopHeadGradient: false },
  });
  await opened.handle({ type: "start", runId });
  // A learning rate of 1 may survive on LayerNormed networks: a NaN in the weights does not.
  const poison = await opened.snapshot();
  poison.trainer.student["norm.weight"]!.values.fill(NaN);
  await opened.handle({ type: "pause", runId });
  await opened.restore(poison);
  await opened.handle({ type: "resume", runId });
  for (;;) {
    const failed = eventsOf("failed")[0];
    if (failed) {
      expect(failed.error.code).toBe("diverged");
      expect(failed.error.message).toMatch(
        /loss must be finite, got NaN at step \d+/,
      );
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(eventsOf("status").at(-1)?.state).toBe("failed");
});

test("refuses a config that makes no sense, field by field", async () => {
  const config = reducedConfig();
  const opened = open();
  await expect(
    opened.handle({
      type: "prepare",
      runId,
      config: { ...config, student: { ...config.student, heads: 3 } },
    }),
  ).rejects.toMatchObject({
    code: "bad-config",
    issues: [{ path: "student.heads" }],
  });
});

test("refuses commands for another run, or in the wrong state, and changes nothing", async () => {
  const opened = await prepared();
  await expect(
    opened.handle({ type: "start", runId: "b" }),
  ).rejects.toMatchObject({
    code: "bad-command",
  });
  await expect(opened.handle({ type: "resume", runId })).rejects.toMatchObject({
    code: "bad-command",
  });
  await expect(
    opened.handle({ type: "step", runId, count: 0.5 }),
  ).rejects.toThrow("step: 'count' must be a positive integer, got 0.5");
  await expect(opened.handle({ type: "fly" } as never)).rejects.toMatchObject({
    code: "protocol",
  });
  expect(losses()).toEqual([]);
});

test("gives up a run that is still loading for a newer one", async () => {
  const opened = open();
  const first = opened.handle({
    type: "prepare",
    runId: "old",
    config: reducedConfig(),
  });
  first.catch(() => {});
  const second = opened.handle({
    type: "prepare",
    runId,
    config: reducedConfig(),
  });
  await expect(first).rejects.toMatchObject({ code: "bad-command" });
  await second;
  await opened.handle({ type: "step", runId, count: 1 });
  expect(losses()).toHaveLength(1);
});

/** Five steps of a run that begins with one part alone, and goes on with both. */
async function parted() {
  const opened = open();
  const config = reducedConfig();
  await opened.handle({ type: "prepare", runId, config, parts: "head" });
  await opened.handle({ type: "step", runId, count: 2 });
  const update = { type: "update", runId, path: "parts" } as const;
  await opened.handle({ ...update, value: "student" });
  await opened.handle({ type: "step", runId, count: 2 });
  expect(await opened.handle({ ...update, value: "both" })).toEqual({
    step: 4,
    path: "parts",
    value: "both",
  });
  await opened.handle({ type: "step", runId, count: 1 });
  return structuredClone(await opened.snapshot());
}

test("trains the head alone, the student alone, then both; logs it and repeats it", async () => {
  const first = await parted();
  expect(first.updates).toEqual([
    { step: 0, path: "parts", value: "head" },
    { step: 2, path: "parts", value: "student" },
    { step: 4, path: "parts", value: "both" },
  ]);
  const lossesOf = ({ history }: typeof first) =>
    history.map((entry) => entry.losses);
  // The side that stands still is measured as well.
  for (const terms of lossesOf(first)) {
    expect(Math.min(...Object.values(terms))).toBeGreaterThan(0);
  }
  await close();
  const second = await parted();
  expect(lossesOf(second)).toEqual(lossesOf(first));
  expect(second.trainer).toEqual(first.trainer);
  await close();
  const both = await prepared();
  await both.handle({ type: "step", runId, count: 2 });
  // Losses are those before the update: the first step's are the same whatever is trained.
  const [start, next] = lossesOf(await both.snapshot());
  expect(lossesOf(first)[0]).toEqual(start);
  expect(lossesOf(first)[1]).not.toEqual(next);
});

test.each(["head", "student"] as const)(
  "training the %s alone leaves the other as it was",
  async (part) => {
    const opened = open();
    const config = reducedConfig();
    await opened.handle({ type: "prepare", runId, config, parts: part });
    const before = structuredClone(await opened.snapshot()).trainer;
    await opened.handle({ type: "step", runId, count: 2 });
    const after = (await opened.snapshot()).trainer;
    const other = part === "head" ? "student" : "head";
    expect(after[other]).toEqual(before[other]);
    expect(after[part]).not.toEqual(before[part]);
    // A reset says anew what is trained.
    await opened.handle({ type: "reset", runId });
    expect((await opened.snapshot()).updates).toEqual([]);
    await opened.handle({ type: "reset", runId, parts: part });
    expect((await opened.snapshot()).updates).toEqual([
      { step: 0, path: "parts", value: part },
    ]);
  },
);

test("refuses parts, paces and stop rules that there are not, and changes nothing", async () => {
  const config = reducedConfig();
  const svd = { ...config.method, id: "svd" as const };
  const opened = await prepared({ ...config, method: svd });
  const update = { type: "update", runId, path: "parts" } as const;
  const refused = { code: "bad-command" };
  for (const value of ["head", "teacher", null]) {
    await expect(opened.handle({ ...update, value })).rejects.toMatchObject(
      refused,
    );
  }
  for (const stepsPerSecond of [0, -1, NaN, "fast"]) {
    await expect(
      opened.handle({ type: "pace", stepsPerSecond } as never),
    ).rejects.toMatchObject(refused);
  }
  await expect(
    opened.handle({ type: "stop-rules", rules: [{ kind: "mood" }] } as never),
  ).rejects.toMatchObject(refused);
  await expect(
    opened.handle({
      type: "prepare",
      runId: "b",
      config: { ...config, method: svd },
      parts: "head",
    }),
  ).rejects.toMatchObject(refused);
});

test("pauses where a rule is met, says which, and goes on to the end when told to", async () => {
  const { history } = await finished();
  await close();
  const opened = await prepared();
  const rule = { kind: "step", step: 2 } as const;
  const target = { kind: "target", series: "knn", value: 0 } as const;
  await opened.handle({ type: "stop-rules", rules: [rule, target] });
  await opened.handle({ type: "start", runId });
  const stopped = async (step: number) =>
    (await seen("stopped", ({ stop }) => stop.step === step)).stop;
  expect(await stopped(2)).toEqual({ step: 2, rule, values: [] });
  await seen("status", ({ state }) => state === "paused");
  await opened.handle({ type: "resume", runId });
  // The evaluation of step 3.
  const { rule: met, values } = await stopped(3);
  expect(met).toEqual(target);
  expect(values[0]).toBeGreaterThan(0);
  await seen("status", ({ state, step }) => state === "paused" && step === 3);
  await opened.handle({ type: "resume", runId });
  const { result } = await seen("finished");
  expect(result.history).toEqual(history);
  // Back at step 0 the rules count again.
  forget();
  await opened.handle({ type: "reset", runId });
  await opened.handle({ type: "start", runId });
  expect((await stopped(2)).rule).toEqual(rule);
});

test("goes slowly when told to, draws a heatmap after each step, and pauses at once", async () => {
  const opened = await prepared();
  await opened.handle({ type: "pace", stepsPerSecond: 0.001 });
  await opened.handle({ type: "start", runId });
  await seen(
    "similarity",
    ({ sample }) => sample.step === 1 && sample.source === "held-out",
  );
  // The next step is a thousand seconds away.
  const { step } = await opened.handle({ type: "pause", runId });
  expect(step).toBe(1);
  await opened.handle({ type: "resume", runId });
  await opened.handle({ type: "pace", stepsPerSecond: null });
  const { result } = await seen("finished");
  expect(result.history).toHaveLength(6);
});
