/** The engine without a page: backend, session, and one run after the other. */
import os from "node:os";
import path from "node:path";
import type { ReadFile } from "../data/readFile.ts";
import { chooseBackend, useGpuFeatures } from "../engine/backend.ts";
import {
  evaluateNetworks,
  type EvaluationResult,
} from "../engine/evaluateNetworks.ts";
import { measureLowData } from "../engine/lowData.ts";
import { nextTick } from "../engine/nextTick.ts";
import { openPacks } from "../engine/packs.ts";
import type { SavedProbe } from "../engine/probeFile.ts";
import { createRunMemory } from "../engine/runMemory.ts";
import { createSession } from "../engine/session.ts";
import { budgetHere, requireMemory } from "../engine/stepMemory.ts";
import type { SavedNetworks } from "../engine/trainer.ts";
import type { BroughtFile } from "../protocol/beginning.ts";
import type { RunConfig } from "../protocol/config.ts";
import { fromWireError } from "../protocol/engineError.ts";
import type { GpuFeature } from "../protocol/gpuFeatures.ts";
import type { LowDataResult } from "../protocol/lowData.ts";
import type {
  BackendChoice,
  BackendReport,
  Event,
} from "../protocol/messages.ts";
import type { RunResult, TakenHome } from "../protocol/results.ts";
import { startNodeGpu } from "./nodeGpu.ts";

/** Training views that are kept: enough for all that 600 steps on eight views of 3,000 images draw, so that an arena asks the teacher once. */
const VIEW_BYTES = 640 * 2 ** 20;

/** Where tfjs' WASM binaries lie, below the folder of package.json. */
export const wasmFolderOf = (root: string) =>
  `${path.join(root, "node_modules/@tensorflow/tfjs-backend-wasm/dist")}/`;

type OnEvent = (event: Event) => void;

export type Headless = {
  /** @param from Files of the student that the run begins with; absent: its seed draws one. */
  train(
    config: RunConfig,
    onEvent: OnEvent,
    from?: BroughtFile[],
  ): Promise<RunResult>;
  /** Files of the run that was trained last, by name. */
  takeHome(): Promise<TakenHome["files"]>;
  /** Measures networks as the run of this config that trained them was measured. */
  evaluate(
    config: RunConfig,
    networks: SavedNetworks,
    probe: SavedProbe | null,
    onEvent: OnEvent,
  ): Promise<EvaluationResult>;
  /** Distils, then probes and fine-tunes with so many labels of each class. */
  lowData(
    config: RunConfig,
    labelsPerClass: readonly number[],
    onEvent: OnEvent,
  ): Promise<LowDataResult>;
};

/** Brings up a backend; says on stderr which. @throws {EngineError} If it does not come up, or lacks a feature. */
export async function openBackend(
  root: string,
  backend: BackendChoice,
  features: readonly GpuFeature[] = [],
): Promise<BackendReport> {
  if (backend === "webgpu") await startNodeGpu();
  const report = await chooseBackend(backend, wasmFolderOf(root));
  for (const { backend: name, reason } of report.passedOver) {
    console.error(`${name} passed over: ${reason}`);
  }
  useGpuFeatures(features);
  console.error(`backend ${report.backend} (${report.adapter})`);
  return report;
}

/**
 * Opens a backend for runs.
 *
 * @param root Folder of package.json.
 * @returns What trains, one config at a time; runs share what does not depend on the method.
 * @throws {EngineError} If the backend does not come up.
 */
export async function openHeadless(
  root: string,
  backend: BackendChoice,
  readFile: ReadFile,
  features: readonly GpuFeature[] = [],
): Promise<Headless> {
  const report = await openBackend(root, backend, features);
  const memory = createRunMemory(VIEW_BYTES);
  let listener: (event: Event) => void = () => {};
  const post = (event: Event) => listener(event);
  const budget = budgetHere(
    report.backend,
    // Of the machine, or of the container that this process may fill.
    Math.min(os.totalmem(), process.constrainedMemory() || Infinity),
  );
  const session = createSession({
    ...{ report, readFile, memory, post },
    checkMemory: async (caller, config, { teachers }) =>
      requireMemory(caller, config, budget, teachers),
  });
  const packs = openPacks(readFile, () => {});
  let count = 0;
  return {
    train: (config, onEvent, from) =>
      new Promise((resolve, reject) => {
        const runId = `headless ${++count}`;
        listener = (event) => {
          onEvent(event);
          if (event.type === "finished" && event.runId === runId) {
            resolve(event.result);
          }
          if (event.type === "failed") {
            reject(fromWireError(event.error));
          }
        };
        session
          .handle({ type: "prepare", runId, config, from })
          .then(() => session.handle({ type: "start", runId }))
          .catch(reject);
      }),
    async takeHome() {
      const runId = `headless ${count}`;
      return (await session.handle({ type: "take-home", runId })).files;
    },
    evaluate: (config, networks, probe, onEvent) =>
      evaluateNetworks(
        {
          runId: `headless ${++count}`,
          ...{ config, report, packs, readFile, memory },
          ...{ post: onEvent, pause: nextTick },
        },
        networks,
        probe,
      ),
    async lowData(config, labelsPerClass, onEvent) {
      const { teachers } = await packs.index();
      requireMemory("low data", config, budget, teachers);
      return measureLowData({
        ...{ config, labelsPerClass, report, packs, readFile, memory },
        ...{ post: onEvent, pause: nextTick },
      });
    },
  };
}
