/** Made-up results of every run of a plan, all numbers of which follow from one: how good a student or head is. */
import {
  CORRUPTION_IDS,
  type CorruptionId,
} from "../../protocol/corruptions.ts";
import type { RunConfig } from "../../protocol/config.ts";
import type { BenchMeasures } from "../../protocol/measures.ts";
import { OOD_SCORE_IDS } from "../../protocol/oodScores.ts";
import type {
  EmbeddingEvaluation,
  FinalEvaluation,
  RunResult,
} from "../../protocol/results.ts";
import { planClaims, type ClaimPlan, type ClaimTask } from "./claimPlan.ts";
import type { ClaimRun } from "./claimRuns.ts";

export type World = {
  /** 0 to 1; better is more in every measure. */
  quality: (config: RunConfig) => number;
  /** Of detection and robustness; as good as the rest unless told otherwise. */
  property?: (config: RunConfig) => number;
  /** At the step that labels would choose; as at the last step unless told otherwise. */
  best?: (config: RunConfig) => number;
  condition: (config: RunConfig) => number;
};

export const planOf = (...args: string[]): ClaimPlan =>
  planClaims([...args, "--out", "somewhere"], 1);

export function worldRuns(
  { tasks }: ClaimPlan,
  world: World,
): Map<ClaimTask, ClaimRun> {
  return new Map(tasks.map((task) => [task, runOf(task, world)]));
}

function runOf({ config, labelsPerClass }: ClaimTask, world: World): ClaimRun {
  const q = world.quality(config);
  if (labelsPerClass) {
    const scores = labelsPerClass.map((count) => ({
      ...{ labelsPerClass: count, labels: 6 * count, n: 100, validation: 50 },
      probe: { accuracy: q / 2 + count / 100, strength: 1 },
      fineTune: {
        ...{ accuracy: q + count / 200, learningRate: 0.001, step: 25 },
        validationAccuracy: q,
      },
    }));
    return {
      kind: "low-data",
      result: {
        ...{ format: 1, kind: "low-data", config, backend: "wasm" },
        ...{ scores, totalMs: 1 },
      },
    };
  }
  const p = world.property?.(config) ?? q;
  const b = world.best?.(config) ?? q;
  const losses = { total: 1, global: 0, local: 0, feature: 1, classToken: 0 };
  const entry = (step: number, accuracy: number, x: number) => ({
    ...{ step, learningRate: 0.1, losses },
    evaluation: {
      ...{ step, subset: true, teacher: evaluation(1, 1), compressed: null },
      student: {
        ...evaluation(x, x),
        knn: { accuracy, n: 5, bank: 9 },
      },
    },
  });
  const result: RunResult = {
    ...{ format: 1, preset: "emoji-quick", backend: "wasm", adapter: "" },
    ...{ config, versions: {}, updates: [] },
    history: [entry(1, 0.9 + b / 10, b), entry(2, 0.1, q)],
    final: {
      ...{ teacher: full(1, 1), untrained: full(0, 0), student: full(q, p) },
      compressed: full(q, p),
    },
    map: {
      singularValues: [world.condition(config), 1],
      condition: world.condition(config),
      orthogonalityDeviation: 0.1,
    },
    timing: { firstLossMs: 1, msPerStep: 2, totalMs: 30 },
  };
  return { kind: "run", result };
}

function evaluation(q: number, p: number): EmbeddingEvaluation {
  const angles = {
    ...{ pearson: q, spearman: q },
    ...{ meanErrorDegrees: 30 * (1 - q), n: 10 },
  };
  const group = { auroc: p, fpr95: 1 - p, nId: 5, nOod: 5 };
  return {
    knn: { accuracy: q, n: 5, bank: 9 },
    ...{ angles, trainingAngles: angles },
    ood: { near: group, far: group, sets: {} },
  };
}

function full(q: number, p: number): FinalEvaluation {
  const group = { auroc: p, fpr95: 1 - p };
  const errors = Object.fromEntries(
    CORRUPTION_IDS.map((id) => [id, Array<number>(5).fill(1 - p)]),
  ) as Record<CorruptionId, number[]>;
  // What claims are made from, and no more.
  const measures = {
    geometry: { neighbours: { mutualKnn: q } },
    probe: { accuracy: q },
    ood: Object.fromEntries(
      OOD_SCORE_IDS.map((id) => [id, { near: group, far: group, sets: {} }]),
    ),
    corruption: {
      ...{ clean: 0.01, corrupted: errors, meanError: 1 - p, n: 4 },
    },
    tokens: {
      ...{ similarityCorrelation: q, compressedCosine: q, n: 3, tokens: 16 },
    },
  } as unknown as BenchMeasures;
  return { ...evaluation(q, p), measures };
}
