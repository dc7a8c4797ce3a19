import { expect, test } from "vitest";
import { reducedConfig } from "../../tests/reducedPacks.ts";
import { runId, testSessions } from "../../tests/support/testSessions.ts";
import { auroc } from "../evaluation/detection.ts";
import { MEASURED_SPACES } from "../protocol/measures.ts";
import * as tf from "../tensor/tf.ts";
import { createRunMemory } from "./runMemory.ts";

const { close, eventsOf, seen, ...sessions } = testSessions();
/** Measures of teacher and untrained student, which all of these runs have in common. */
const memory = createRunMemory();
const prepared = () => sessions.prepared(reducedConfig(), { memory });

const CORRUPTED = 2;

test("measures four spaces of a paused run, image by image, and leaves no tensor and no trace in the training", async () => {
  const paused = await prepared();
  await paused.handle({ type: "step", runId, count: 2 });
  await seen("evaluation", ({ evaluation }) => evaluation.step === 2);
  const tensors = tf.memory().numTensors;
  const reply = await paused.handle({
    ...{ type: "measure", runId },
    corruptedImages: CORRUPTED,
  });
  expect(reply).toEqual({ step: 2, isComplete: true });
  expect(tf.memory().numTensors).toBe(tensors);

  const measured = eventsOf("measures");
  expect(measured.map(({ space, step }) => [space, step])).toEqual(
    MEASURED_SPACES.map((space) => [space, 2]),
  );
  for (const { space, measures, details, knn } of measured) {
    expect(details.labels, space).toHaveLength(72);
    expect([...details.predicted].every((label) => label < 8)).toBe(true);
    const right = details.labels.filter((l, i) => l === details.predicted[i]);
    expect(right.length / 72).toBeCloseTo(measures.probe.accuracy, 12);
    // The styles together are all images.
    const styles = details.domains;
    const sum = (of: (style: (typeof styles)[number]) => number) =>
      styles.reduce((total, style) => total + of(style), 0);
    expect(sum(({ n }) => n)).toBe(72);
    expect(sum(({ bank }) => bank)).toBe(64);
    expect(sum(({ n, probe }) => n * probe)).toBeCloseTo(right.length, 9);
    expect(sum((style) => style.n * style.knn)).toBeCloseTo(
      72 * knn.accuracy,
      9,
    );
    expect(details.scores.react).toBeNull();
    const { id, sets } = details.scores.energy!;
    expect(Object.keys(sets)).toEqual([
      "class:animals-nature",
      "class:food-drink",
      "pack:crops",
    ]);
    for (const [name, scores] of Object.entries(sets)) {
      const { energy } = measures.ood;
      if ("unsupported" in energy) throw new Error(energy.unsupported);
      expect(auroc(id, scores)).toBe(energy.sets[name]!.auroc);
    }
    expect(measures.corruption!.n).toBe(CORRUPTED);
  }
  // A task that reports progress also reports its end.
  const ends = eventsOf("progress").filter(({ label }) =>
    label.startsWith("All measures"),
  );
  expect(ends.at(-1)).toMatchObject({ done: 33, total: 33 });

  await paused.handle({ type: "resume", runId });
  const { result } = await seen("finished");
  await close();
  const plain = await prepared();
  await plain.handle({ type: "start", runId });
  const { result: without } = await seen("finished");
  expect(result.history.map(({ losses }) => losses)).toEqual(
    without.history.map(({ losses }) => losses),
  );
  expect(result.final).toEqual(without.final);
}, 120_000);

test("is given up when the run trains on, and may be taken again at the end", async () => {
  const idle = await prepared();
  const waiting = idle.handle({ type: "measure", runId });
  await seen("progress", ({ label }) => label.startsWith("All measures"));
  await idle.handle({ type: "step", runId, count: 1 });
  expect(await waiting).toEqual({ step: 0, isComplete: false });
  expect(eventsOf("failed")).toEqual([]);
  const before = eventsOf("measures").length;
  expect(before).toBeLessThan(4);

  await idle.handle({ type: "resume", runId });
  await seen("finished");
  const again = await idle.handle({ type: "measure", runId });
  expect(again).toEqual({ step: 6, isComplete: true });
  expect(eventsOf("measures")).toHaveLength(before + 4);
  expect(eventsOf("status").at(-1)!.state).toBe("finished");
}, 120_000);

test("refuses to measure while training, and a number of images that is none", async () => {
  const opened = await prepared();
  const odd = { type: "measure", runId, corruptedImages: -1 } as const;
  await expect(opened.handle(odd)).rejects.toThrow(
    "measure: 'corruptedImages' must be a whole number from 0, got -1",
  );
  await opened.handle({ type: "start", runId });
  await expect(opened.handle({ type: "measure", runId })).rejects.toThrow(
    "measure: the run must be idle or paused or finished, got running",
  );
}, 60_000);

test("shows images of a set by position, and says which sets there are", async () => {
  const opened = await prepared();
  const images = await opened.handle({
    ...{ type: "set-images", runId },
    ...{ set: "class:food-drink", images: [3, 0, 3] },
  });
  expect(images).toMatchObject({ n: 3, height: 32, width: 32 });
  expect(images.labels).toEqual(Uint8Array.of(3, 3, 3));
  const image = (i: number) => images.rgba.slice(i * 4096, (i + 1) * 4096);
  expect(image(0)).toEqual(image(2));
  expect(image(0)).not.toEqual(image(1));
  await expect(
    opened.handle({ type: "set-images", runId, set: "id", images: [72] }),
  ).rejects.toThrow(
    'set-images: must name images of one of id, class:animals-nature, class:food-drink, pack:crops, got 1 of "id", which has 72',
  );
});
