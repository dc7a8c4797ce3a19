import { afterEach, beforeAll, expect, test } from "vitest";
import { reducedConfig, reducedReader } from "../../tests/reducedPacks.ts";
import { WASM_FOLDER } from "../../tests/testBackend.ts";
import { chooseMethod } from "../protocol/chooseMethod.ts";
import type { RunConfig } from "../protocol/config.ts";
import { CORRUPTION_IDS, SEVERITIES } from "../protocol/corruptions.ts";
import { MEASURED_SPACES } from "../protocol/measures.ts";
import type { BackendReport, EventOf } from "../protocol/messages.ts";
import { OOD_SCORE_IDS } from "../protocol/oodScores.ts";
import type { RunResult } from "../protocol/results.ts";
import type { ReadFile } from "../data/readFile.ts";
import { chooseBackend } from "./backend.ts";
import { createRunMemory, type RunMemory } from "./runMemory.ts";
import { createSession, type Session } from "./session.ts";

let report: BackendReport;
let readFile: ReadFile;
let session: Session | null = null;
/** Of the run that finished last. */
let streamed: EventOf<"measures">[] = [];

beforeAll(async () => {
  report = await chooseBackend("wasm", WASM_FOLDER);
  readFile = await reducedReader();
});

afterEach(() => session?.dispose());

/** A run to its end, and how often the teacher was asked for corrupted images. */
async function finished(
  config: RunConfig,
  memory?: RunMemory,
): Promise<RunResult> {
  await session?.dispose();
  streamed = [];
  return new Promise((resolve, reject) => {
    session = createSession({
      report,
      readFile,
      post: (event) => {
        if (event.type === "measures") streamed.push(event);
        if (event.type === "finished") resolve(event.result);
        if (event.type === "failed") reject(new Error(event.error.message));
      },
      ...(memory && { memory }),
    });
    const opened = session;
    opened
      .handle({ type: "prepare", runId: "a", config })
      .then(() => opened.handle({ type: "start", runId: "a" }))
      .catch(reject);
  });
}

const config = reducedConfig();
const short: RunConfig = {
  ...config,
  optimiser: { ...config.optimiser, steps: 2 },
};
const full: RunConfig = {
  ...short,
  evaluation: { ...config.evaluation, measures: "full" },
};
const corrupting: RunConfig = {
  ...full,
  evaluation: { ...full.evaluation, corruptedImages: 4 },
};

test("a run that asks for no bench has none", async () => {
  const { final } = await finished(short);
  for (const row of Object.values(final)) {
    expect(row).not.toHaveProperty("measures");
  }
  expect(streamed).toEqual([]);
});

test("measures teacher, compressed, student and untrained alike, and nothing about training changes", async () => {
  const { final, history, map } = await finished({
    ...full,
    evaluation: { ...full.evaluation, tokenImages: 20 },
  });
  for (const [name, row] of Object.entries(final)) {
    const { geometry, probe, ood, corruption } = row!.measures!;
    expect(geometry.neighbours, name).toMatchObject({ n: 72, k: 10 });
    expect(geometry.angles.n).toBe((72 * 71) / 2);
    // Two ways to the same number.
    expect(geometry.pearson).toBeCloseTo(row!.angles.pearson, 6);
    expect(geometry.angles.meanDegrees).toBeCloseTo(
      row!.angles.meanErrorDegrees,
      4,
    );
    expect(ood.knn).toHaveProperty("near.auroc");
    const { near, far } = ood.knn as Extract<typeof ood.knn, { sets: object }>;
    expect(near!.auroc).toBeCloseTo(row!.ood.near!.auroc, 6);
    expect(far!.fpr95).toBeCloseTo(row!.ood.far!.fpr95, 6);
    expect(Object.keys(ood)).toEqual([...OOD_SCORE_IDS]);
    expect(probe).toMatchObject({ n: 72, bank: 64, validation: 72 });
    expect(probe.classes).toHaveLength(6);
    const right = probe.classes.reduce(
      (sum, _, c) => sum + probe.confusion[c * 6 + c]!,
      0,
    );
    expect(right / 72).toBeCloseTo(probe.accuracy, 12);
    expect(corruption).toBeNull();
  }
  expect(streamed.map(({ space }) => space)).toEqual([...MEASURED_SPACES]);
  for (const { space, step, measures } of streamed) {
    expect(step).toBe(2);
    expect(measures).toEqual(final[space]!.measures);
  }
  expect(final.teacher.measures!.geometry.angles.meanDegrees).toBe(0);
  const { student, compressed, teacher, untrained } = final;
  expect(teacher.measures).not.toHaveProperty("tokens");
  expect(compressed!.measures!.tokens).toMatchObject({ n: 20, tokens: 16 });
  // A space beside itself.
  expect(compressed!.measures!.tokens!.compressedCosine).toBeCloseTo(1, 6);
  for (const { measures } of [student, untrained]) {
    const { similarityCorrelation, compressedCosine } = measures!.tokens!;
    expect(Math.abs(similarityCorrelation)).toBeLessThan(1);
    expect(Math.abs(compressedCosine!)).toBeLessThan(1);
  }
  expect(map!.singularValues).toHaveLength(16);
  const without = await finished(short);
  expect(history.map(({ losses }) => losses)).toEqual(
    without.history.map(({ losses }) => losses),
  );
});

test("holds a part of the bank back for the probe when the run is measured on validation images", async () => {
  const { final } = await finished({
    ...full,
    evaluation: { ...full.evaluation, split: "validation" },
  });
  const { bank, validation } = final.student.measures!.probe;
  expect(bank + validation).toBe(64);
  // Ten or eleven images of each of six classes: two of each are held back.
  expect(validation).toBe(12);
});

test("corrupts the same images for every seed, and each method of a seed shares teacher and untrained student", async () => {
  const memory = createRunMemory();
  const first = await finished(corrupting, memory);
  const { corruption } = first.final.student.measures!;
  expect(Object.keys(corruption!.corrupted)).toEqual([...CORRUPTION_IDS]);
  for (const errors of Object.values(corruption!.corrupted)) {
    expect(errors).toHaveLength(SEVERITIES.length);
  }
  expect(corruption!.n).toBe(4);
  expect(first.final.teacher.measures!.corruption!.clean).toBeLessThan(0.9);

  const [corrupted, classTokens] = [
    memory.corrupted.size,
    memory.classTokens.size,
  ];
  expect(corrupted).toBe(4 * 16 * 5);
  const alone = await finished(chooseMethod(corrupting, "mse"));
  const sharing = await finished(chooseMethod(corrupting, "mse"), memory);
  expect(memory.corrupted.size).toBe(corrupted);
  expect(memory.classTokens.size).toBe(classTokens);
  expect(sharing.final.teacher).toEqual(first.final.teacher);
  expect(sharing.final.untrained).toEqual(first.final.untrained);
  expect(sharing.final.compressed).toBeNull();
  // Sharing is a matter of time alone.
  expect(alone.final).toEqual(sharing.final);
  expect(alone.history).toEqual(sharing.history);
}, 120_000);
