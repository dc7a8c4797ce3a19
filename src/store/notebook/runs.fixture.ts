/** Runs as the engine would tell them, for tests of the notebook and of what shows it. */
import type { RunConfig } from "../../protocol/config.ts";
import { presetById } from "../../protocol/presets.ts";
import type {
  EmbeddingEvaluation,
  Evaluation,
  OodScores,
  RunResult,
} from "../../protocol/results.ts";
import { createRunStore, type RunStore, type RunView } from "../runStore.ts";
import {
  keyMeasures,
  runBody,
  runChanges,
  storedBytes,
  type RunBody,
  type RunSummary,
} from "./runRecord.ts";
import { runName } from "./runNames.ts";

export const QUICK: RunConfig = presetById("emoji-quick").config;

/** A student of that accuracy; everything else follows from it. */
function measuredAt(accuracy: number): EmbeddingEvaluation {
  const angles = {
    pearson: accuracy,
    spearman: accuracy,
    meanErrorDegrees: 40 * (1 - accuracy),
    n: 1225,
  };
  const near = { auroc: 0.5 + accuracy / 4, fpr95: 0.9, nId: 300, nOod: 100 };
  return {
    knn: { accuracy, n: 300, bank: 2500 },
    angles,
    trainingAngles: angles,
    ood: { near, far: null, sets: { "class:food-drink": near } },
  };
}

export function evaluationAt(step: number, accuracy = 0.5): Evaluation {
  return {
    ...{ step, subset: true },
    teacher: measuredAt(0.9),
    compressed: measuredAt(0.8),
    student: measuredAt(accuracy),
  };
}

/** Scores of 60 known and 20 foreign images; the foreign ones lie `gap` lower. */
function scoresAt(step: number, gap = 0.2): OodScores {
  const around = (middle: number, n: number) =>
    Float32Array.from({ length: n }, (_, i) => middle + (i / n - 0.5) * 0.3);
  const sets = {
    id: around(0.7, 60),
    near: around(0.7 - gap, 20),
    far: around(0.7 - 2 * gap, 20),
  };
  return {
    ...{ step, subset: true },
    teacher: sets,
    compressed: sets,
    student: sets,
  };
}

export function resultOf(config: RunConfig, accuracy = 0.6): RunResult {
  return {
    ...{ format: 1, config, preset: null, backend: "wasm", adapter: "" },
    ...{ versions: {}, updates: [] },
    history: Array.from({ length: 1000 }, (_, i) => ({
      step: i + 1,
      learningRate: 0.01,
      losses: { total: 1, global: 0, local: 0, feature: 1, classToken: 0 },
    })),
    final: {
      teacher: measuredAt(0.9),
      compressed: measuredAt(0.8),
      student: measuredAt(accuracy),
      untrained: measuredAt(0.2),
    },
    timing: { firstLossMs: 1, msPerStep: 2, totalMs: 30 },
  };
}

/** A run that has made `steps` steps of as many, and learned as well as `skill` (0.4: to an accuracy of 0.6) says. */
export function runOf(
  steps: number,
  evaluations: number,
  skill = 0.4,
): RunStore {
  const run = createRunStore();
  run.begin("run-1", steps, false);
  run.apply({
    type: "steps",
    runId: "run-1",
    steps: Array.from({ length: steps }, (_, i) => {
      const at = 1 / (i + 1);
      return {
        step: i + 1,
        learningRate: 0.01,
        losses: {
          total: 1 + 3 * at,
          global: at ** skill,
          local: at / 2,
          feature: at,
          classToken: at,
        },
      };
    }),
  });
  for (let i = 0; i < evaluations; i++) {
    const step = Math.round((i * steps) / Math.max(1, evaluations - 1));
    run.apply({
      type: "evaluation",
      runId: "run-1",
      evaluation: evaluationAt(step, 0.2 + (skill * i) / evaluations),
    });
  }
  run.apply({
    type: "scores",
    runId: "run-1",
    scores: scoresAt(steps, skill / 2),
  });
  run.apply({
    ...{ type: "status", runId: "run-1", state: "paused" },
    ...{ step: steps, steps, trainingMs: 10, elapsedMs: 20 },
    ...{ stepsPerSecond: 9, tensors: 1, tensorBytes: 8 },
  });
  return run;
}

export const viewOf = (...run: Parameters<typeof runOf>): RunView =>
  runOf(...run).peek();

/** Run number `number` of a browser: begun a minute after the one before it. */
export function keptRun(
  number: number,
  change: Partial<RunSummary> = {},
  view: RunView = viewOf(20, 3),
): { summary: RunSummary; body: RunBody } {
  const id = change.id ?? `id-${number}`;
  const config = change.config ?? { ...QUICK, seed: number };
  const body = runBody(id, view, null);
  const summary: RunSummary = {
    ...{ format: 1, id, name: runName(config, number), number, note: "" },
    ...{ isHidden: false, presetId: "emoji-quick", config },
    startedAt: Date.UTC(2026, 0, 1) + number * 60_000,
    updatedAt: Date.UTC(2026, 0, 1) + number * 60_000 + 30_000,
    ...{ end: "finished", step: 20, steps: 20, backend: "wasm" },
    since:
      number > 1
        ? {
            id: `id-${number - 1}`,
            name: runName({ ...QUICK, seed: number - 1 }, number - 1),
            changes: runChanges({ ...QUICK, seed: number - 1 }, config),
          }
        : null,
    updatedPaths: [],
    measures: keyMeasures(view),
    bytes: 0,
    ...change,
  };
  summary.bytes ||= storedBytes(summary) + storedBytes(body);
  return { summary, body };
}
