import { expect, test } from "vitest";
import type { ArenaRun } from "../protocol/arena.ts";
import { ARENA_MEASURES, measuredRow } from "../protocol/arenaMeasures.ts";
import { CORRUPTION_IDS, type CorruptionId } from "../protocol/corruptions.ts";
import type { BenchMeasures } from "../protocol/measures.ts";
import type { MethodId } from "../protocol/methods.ts";
import { presetById } from "../protocol/presets.ts";
import type {
  EmbeddingEvaluation,
  FinalEvaluation,
  RunResult,
} from "../protocol/results.ts";
import { arenaRows, arenaSummary } from "./arenaSummary.ts";

/** An evaluation whose numbers all follow from one. */
function evaluation(x: number): EmbeddingEvaluation {
  const angles = {
    ...{ pearson: x, spearman: x / 2 },
    ...{ meanErrorDegrees: 20 * x, n: 10 },
  };
  const near = { auroc: x, fpr95: 1 - x, nId: 5, nOod: 5 };
  return {
    knn: { accuracy: x, n: 5, bank: 9 },
    ...{ angles, trainingAngles: angles },
    ood: { near, far: null, sets: {} },
  };
}

/** With errors under corruption, `error` at every severity of every one, and 0.1 on clean images. */
function corrupted(x: number, error: number): FinalEvaluation {
  const errors = Object.fromEntries(
    CORRUPTION_IDS.map((id) => [id, Array<number>(5).fill(error)]),
  ) as Record<CorruptionId, number[]>;
  const corruption = {
    ...{ clean: 0.1, corrupted: errors, meanError: error, n: 4 },
  };
  // Of the measures, the corruption errors are all that a row is made from.
  const measures = { corruption } as Partial<BenchMeasures> as BenchMeasures;
  return { ...evaluation(x), measures };
}

function run(
  method: MethodId,
  seed: number,
  student: FinalEvaluation,
  factor: ArenaRun["factor"] = null,
): ArenaRun {
  const { config } = presetById("emoji-quick");
  const losses = { total: 1, global: 0, local: 0, feature: 1, classToken: 0 };
  const step = (at: number, x: number) => ({
    ...{ step: at, learningRate: 0.1, losses },
    evaluation: {
      ...{ step: at, subset: at < 3, teacher: evaluation(1) },
      ...{ compressed: null, student: evaluation(x) },
    },
  });
  const result: RunResult = {
    ...{ format: 1, preset: "emoji-quick", backend: "wasm", adapter: "" },
    config: { ...config, seed, method: { ...config.method, id: method } },
    ...{ versions: {}, updates: [] },
    history: [step(1, 0.2), step(2, 0.9), step(3, student.knn.accuracy)],
    final: {
      ...{ teacher: evaluation(1), compressed: null, student },
      untrained: evaluation(0.1 * seed),
    },
    timing: { firstLossMs: 1, msPerStep: 2, totalMs: 30 },
  };
  return { factor, result };
}

const values: Partial<Record<MethodId, number[]>> = {
  cospress: [0.5, 0.6, 0.55],
  mse: [0.4, 0.52, 0.41],
};
const runs = Object.entries(values).flatMap(([method, list]) =>
  list.map((x, i) => run(method as MethodId, i + 1, evaluation(x))),
);

test("gives each run a row, and each seed one of the teacher and one of the untrained student", () => {
  const rows = arenaRows(runs);
  expect(rows.map(({ method, seed }) => `${method} ${seed}`)).toEqual([
    ...["teacher 1", "teacher 2", "teacher 3"],
    ...["untrained 1", "untrained 2", "untrained 3"],
    ...["cospress 1", "cospress 2", "cospress 3"],
    ...["mse 1", "mse 2", "mse 3"],
  ]);
  expect(rows[4]!.knn.accuracy).toBe(0.2);
  expect(rows[7]).toMatchObject({
    knn: { accuracy: 0.6, n: 5 },
    factor: null,
    timing: { totalMs: 30 },
    best: { step: 2, subset: true, knn: { accuracy: 0.9 } },
  });
  expect(rows[0]).toMatchObject({ best: null, timing: null });
});

test("means, deviations and paired differences are those of a plain loop", () => {
  const [, , cospress, mse] = arenaSummary(arenaRows(runs), "cospress");
  const [own, other] = [values["mse"]!, values["cospress"]!];
  let mean = 0;
  let difference = 0;
  for (let i = 0; i < 3; i++) {
    mean += own[i]! / 3;
    difference += (own[i]! - other[i]!) / 3;
  }
  let squares = 0;
  let squaredDifference = 0;
  for (let i = 0; i < 3; i++) {
    squares += (own[i]! - mean) ** 2;
    squaredDifference += (own[i]! - other[i]! - difference) ** 2;
  }
  const found = mse!.measures["knn.accuracy"]!;
  expect(found.mean).toBeCloseTo(mean, 12);
  expect(found.deviation).toBeCloseTo(Math.sqrt(squares / 2), 12);
  const { n, student, bootstrap } = found.difference!;
  expect(n).toBe(3);
  expect(student.mean).toBeCloseTo(difference, 12);
  // Student's t with two degrees of freedom at 97.5 %.
  const reach = (4.303 * Math.sqrt(squaredDifference / 2)) / Math.sqrt(3);
  expect(student.high - student.mean).toBeCloseTo(reach, 12);
  expect(bootstrap.low).toBeGreaterThanOrEqual(0.41 - 0.55 - 1e-12);
  expect(bootstrap.high).toBeLessThanOrEqual(0.52 - 0.6 + 1e-12);
  expect(cospress!.measures["knn.accuracy"]!.difference).toBeNull();
});

test("pairs by seed, whatever is missing", () => {
  const holed = runs.filter(
    ({ result }) =>
      result.config.method.id !== "cospress" || result.config.seed !== 2,
  );
  const mse = arenaSummary(arenaRows(holed), "cospress").at(-1)!;
  const { n, difference } = mse.measures["knn.accuracy"]!;
  expect(n).toBe(3);
  expect(difference!.n).toBe(2);
  expect(difference!.student.mean).toBeCloseTo(
    (0.4 - 0.5 + 0.41 - 0.55) / 2,
    12,
  );
  const single = arenaSummary(arenaRows(runs.slice(0, 1)), "cospress");
  for (const { measures } of single) {
    expect(measures["knn.accuracy"]).toMatchObject({ n: 1, deviation: null });
    expect(measures["knn.accuracy"]!.difference).toBeNull();
  }
});

test("compares within a value of the factor, never across", () => {
  const width = (value: number) => ({ path: "student.width", value });
  const rows = arenaRows(
    [8, 16].flatMap((w, i) => [
      ...[1, 2].map((s) =>
        run("cospress", s, evaluation(0.5 + i / 10), width(w)),
      ),
      ...[1, 2].map((s) => run("mse", s, evaluation(0.4), width(w))),
    ]),
  );
  const differences = arenaSummary(rows, "cospress")
    .filter(({ method }) => method === "mse")
    .map(({ factor, measures }) => [
      factor!.value,
      measures["knn.accuracy"]!.difference!.student.mean,
    ]);
  expect(differences[0]![0]).toBe(8);
  expect(differences[0]![1]).toBeCloseTo(-0.1, 12);
  expect(differences[1]![1]).toBeCloseTo(-0.2, 12);
});

test("sets corruption errors beside those of the scratch student of the same seed", () => {
  const rows = arenaRows([
    run("scratch", 1, corrupted(0.5, 0.4)),
    run("scratch", 2, corrupted(0.5, 0.5)),
    run("cospress", 1, corrupted(0.6, 0.2)),
    run("cospress", 3, corrupted(0.6, 0.2)),
  ]);
  const of = (method: string, seed: number) =>
    rows.find((row) => row.method === method && row.seed === seed)!
      .againstScratch;
  expect(of("scratch", 2)!.mCe).toBeCloseTo(1, 12);
  expect(of("cospress", 1)!.mCe).toBeCloseTo(0.5, 12);
  // (0.2 - 0.1) / (0.4 - 0.1)
  expect(of("cospress", 1)!.relativeMCe).toBeCloseTo(1 / 3, 12);
  expect(of("cospress", 3)).toBeNull();
  expect(of("teacher", 1)).toBeNull();
});

test("finds a value by its path, and nothing where there is none", () => {
  const row = arenaRows(runs.slice(0, 1))[0]!;
  const { values, best } = measuredRow(row);
  expect(values["angles.meanErrorDegrees"]).toBe(20);
  expect(values).not.toHaveProperty(["ood.far.auroc"]);
  expect(values).not.toHaveProperty(["measures.probe.accuracy"]);
  expect(best).toBeNull();
  const trained = measuredRow(arenaRows(runs.slice(0, 1))[2]!);
  expect(trained.values["knn.accuracy"]).toBe(0.5);
  expect(trained.best).toMatchObject({
    ...{ step: 2, subset: true },
    values: { "knn.accuracy": 0.9 },
  });
  const ids = ARENA_MEASURES.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
