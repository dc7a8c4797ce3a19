import { expect, test } from "vitest";
import { reducedConfig } from "../../tests/reducedPacks.ts";
import { runId, testSessions } from "../../tests/support/testSessions.ts";
import { measuredRow } from "../protocol/arenaMeasures.ts";
import { planRuns, type PlannedRun } from "../protocol/arenaRuns.ts";
import { chooseMethod } from "../protocol/chooseMethod.ts";
import { EngineError } from "../protocol/engineError.ts";
import type { MethodId } from "../protocol/methods.ts";
import * as tf from "../tensor/tf.ts";

const { readFile, open, eventsOf, seen } = testSessions();

const arenaId = "arena";

function plan(methods: MethodId[], seeds: number[]): PlannedRun[] {
  return planRuns({
    ...{ methods, seeds, factor: null },
    configOf: (id, seed) => ({ ...chooseMethod(reducedConfig(), id), seed }),
  });
}

test("trains one run after the other, each as it would be by itself, and leaves no tensor behind", async () => {
  const opened = open();
  const before = tf.memory().numTensors;
  const runs = plan(["cospress", "scratch"], [1, 2]);
  await opened.handle({ type: "arena", arenaId, runs });
  await seen("arena-over");
  expect(tf.memory().numTensors).toBe(before);
  const found = eventsOf("arena-run");
  expect(found.map(({ name }) => name)).toEqual(runs.map(({ name }) => name));
  expect(found.map(({ result }) => result.config)).toEqual(
    runs.map(({ config }) => config),
  );
  expect(eventsOf("arena-progress").at(-1)).toMatchObject({
    ...{ name: "scratch-2", done: 3, planned: 4, steps: 6 },
  });

  // Rows and summary, as the page asks for them.
  const rows = await opened.handle({
    type: "compare",
    runs: found.map(({ result }) => ({ factor: null, result })),
  });
  expect(rows.map(({ method, seed }) => `${method} ${seed}`)).toEqual([
    ...["teacher 1", "teacher 2", "untrained 1", "untrained 2"],
    ...["cospress 1", "scratch 1", "cospress 2", "scratch 2"],
  ]);
  const summary = await opened.handle({
    ...{ type: "summarise", reference: "cospress" },
    rows: rows.map(measuredRow),
  });
  const scratch = summary.find(({ method }) => method === "scratch")!;
  expect(scratch.measures["knn.accuracy"]!.difference!.n).toBe(2);

  // The last run of the queue, alone in a session of its own.
  await opened.dispose();
  const alone = open();
  await alone.handle({ type: "prepare", runId, config: runs[3]!.config });
  await alone.handle({ type: "start", runId });
  const { result } = await seen("finished");
  expect(result.history).toEqual(found[3]!.result.history);
  expect(result.final).toEqual(found[3]!.result.final);
});

test("says which run failed, and goes on with the next", async () => {
  let teachers = 0;
  const opened = open({
    readFile(path, onProgress) {
      if (path.endsWith("t1.bin") && ++teachers === 1) {
        throw new EngineError("network", "readFile: the line is down");
      }
      return readFile(path, onProgress);
    },
  });
  const before = tf.memory().numTensors;
  await opened.handle({ type: "arena", arenaId, runs: plan(["mse"], [1, 2]) });
  expect(await seen("arena-over")).toMatchObject({ isStopped: false });
  expect(eventsOf("arena-run-failed")).toMatchObject([
    { name: "mse-1", error: { code: "network" } },
  ]);
  expect(eventsOf("arena-run").map(({ name }) => name)).toEqual(["mse-2"]);
  expect(eventsOf("failed")).toEqual([]);
  expect(tf.memory().numTensors).toBe(before);
});

test("a stop gives up the run under way; the page's own run then goes on as if nothing had been", async () => {
  const config = reducedConfig();
  const undisturbed = open();
  await undisturbed.handle({ type: "prepare", runId, config });
  await undisturbed.handle({ type: "start", runId });
  const { result: expected } = await seen("finished");
  await undisturbed.dispose();

  const opened = open();
  await opened.handle({ type: "prepare", runId, config });
  await opened.handle({ type: "step", runId, count: 2 });
  const runs = plan(["cospress", "mse"], [3]);
  const long = runs.map((run) => ({
    ...run,
    config: {
      ...run.config,
      optimiser: { ...run.config.optimiser, steps: 5000 },
    },
  }));
  await opened.handle({ type: "arena", arenaId, runs: long });
  const isUnderWay = { code: "bad-command" };
  for (const type of ["resume", "reset", "stop", "evaluate"] as const) {
    await expect(opened.handle({ type, runId }), type).rejects.toMatchObject(
      isUnderWay,
    );
  }
  await expect(
    opened.handle({ type: "prepare", runId: "b", config }),
  ).rejects.toMatchObject(isUnderWay);
  await expect(
    opened.handle({ type: "arena", arenaId: "second", runs }),
  ).rejects.toMatchObject(isUnderWay);
  await seen("arena-progress", ({ step }) => step > 0);
  await opened.handle({ type: "stop-arena", arenaId });
  expect(eventsOf("arena-over")).toMatchObject([{ isStopped: true }]);
  expect(eventsOf("arena-run")).toEqual([]);

  await opened.handle({ type: "resume", runId });
  const { result } = await seen("finished");
  expect(result.history).toEqual(expected.history);
  expect(result.final).toEqual(expected.final);
});

test("refuses while the page's own run is running, and a plan that makes no sense", async () => {
  const opened = open();
  const config = reducedConfig();
  const runs = plan(["mse"], [1]);
  const start = (planned: PlannedRun[]) =>
    opened.handle({ type: "arena", arenaId, runs: planned });
  await expect(start([])).rejects.toThrow("at least one run");
  await expect(start([...runs, ...runs])).rejects.toThrow("got mse-1 twice");
  const { student } = config;
  const unfit = { ...config, student: { ...student, heads: 3 } };
  await expect(start([{ ...runs[0]!, config: unfit }])).rejects.toMatchObject({
    code: "bad-config",
    issues: [{ path: "student.heads" }],
  });
  await opened.handle({ type: "prepare", runId, config });
  await opened.handle({ type: "start", runId });
  await expect(start(runs)).rejects.toThrow("got running");
  await seen("finished");
  expect(eventsOf("arena-over")).toEqual([]);
});
