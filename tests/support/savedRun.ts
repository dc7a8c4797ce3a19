/** A small run as it is saved, for tests of what keeps it. */
import { reducedConfig } from "../reducedPacks.ts";
import { evaluationAt } from "../../src/store/notebook/runs.fixture.ts";
import type { Checkpoint } from "../../src/engine/checkpointFile.ts";

/** After so many steps; the second of them was evaluated. */
export function checkpointOf(step: number): Checkpoint {
  const config = reducedConfig();
  const values = Float32Array.from({ length: 6 }, (_, i) => i / 7 + step);
  const tensor = () => ({ shape: [2, 3], values: values.slice() });
  const moment = {
    ...{ step, shape: [2, 3] },
    ...{ first: values.slice(), second: values.slice() },
  };
  return {
    start: config,
    begin: null,
    snapshot: {
      format: 1,
      config: { ...config, seed: 7 },
      step,
      trainer: {
        student: { "patch.weight": tensor() },
        head: { "linear.weight": tensor() },
        optimiser: { moments: { "student.patch.weight": moment } },
      },
      means: {
        classToken: Float32Array.of(0.1, 0.2),
        patchToken: Float32Array.of(0.3, 0.4),
      },
      history: Array.from({ length: step }, (_, i) => ({
        step: i + 1,
        learningRate: 0.01 / (i + 1),
        losses: {
          ...{ total: 1 / 3 + i, global: 0.1, local: 0 },
          ...{ feature: 1e-9, classToken: 2 },
        },
        ...(i === 1 && { evaluation: evaluationAt(2) }),
      })),
      updates: [{ step: 1, path: "optimiser.learningRate", value: 0.5 }],
      times: { trainingMs: 5, elapsedMs: 9, firstLossMs: 1 },
    },
    stopWatch: {
      rules: [{ kind: "step", step: 9 }],
      spent: [],
    },
    backend: "wasm",
  };
}
