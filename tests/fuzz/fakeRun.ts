/** A run that trains nothing and takes no time, but holds tensors, pauses and fails where a real one does. */
import type { createRun, Run, RunOptions } from "../../src/engine/run.ts";
import { checkParts } from "../../src/engine/checkTransport.ts";
import { EngineError } from "../../src/protocol/engineError.ts";
import { PARTS_PATH, type PartsMode } from "../../src/protocol/parts.ts";
import type { HistoryEntry } from "../../src/protocol/results.ts";
import { resultOf } from "../../src/store/notebook/runs.fixture.ts";
import * as tf from "../../src/tensor/tf.ts";

/** Tensors that a run holds at every step. */
export const TENSORS_OF_A_RUN = 3;

/** A pack of this name cannot be loaded, as after a network failure. */
export const MISSING_PACK = "missing";

/** What is set, in the place of a learning rate, to make the next step fail. */
export const FATAL_LEARNING_RATE = 0.5;

export const fakeRun = (async (options: RunOptions) => {
  const { runId, post, pause } = options;
  let { config } = options;
  await pause();
  if (config.data.pack === MISSING_PACK) {
    throw new EngineError("pack-missing", "load: there is no such pack");
  }
  const tensors = Array.from({ length: TENSORS_OF_A_RUN }, () => tf.scalar(1));
  let step = 0;
  let history: HistoryEntry[] = [];
  let isFinished = false;

  const show = async (pauseHere: () => Promise<void>) => {
    const shown = tf.scalar(1);
    try {
      await pauseHere();
    } finally {
      shown.dispose();
    }
  };

  const run = {
    get config() {
      return config;
    },
    present: await options.packs.index(),
    status: () => ({
      ...{ step, steps: config.optimiser.steps, trainingMs: 1, elapsedMs: 1 },
      ...{ stepsPerSecond: 1, tensors: TENSORS_OF_A_RUN, tensorBytes: 12 },
    }),
    updates: [],
    get history() {
      return history;
    },
    isDone: () => step >= config.optimiser.steps,
    flush() {},
    async step() {
      if (config.optimiser.learningRate === FATAL_LEARNING_RATE) {
        throw new EngineError("diverged", "step: the loss is not finite");
      }
      await Promise.resolve();
      step++;
      const losses = {
        total: 1,
        global: 0,
        local: 0,
        feature: 1,
        classToken: 0,
      };
      history = [...history, { step, learningRate: 0.1, losses }];
    },
    showProgress: show,
    showMissing: show,
    showStart: show,
    settle: async () => {},
    async evaluateFully(pauseHere: () => Promise<void>) {
      await show(pauseHere);
      return {};
    },
    measure: (_: number, pauseHere: () => Promise<void>) => show(pauseHere),
    setImages(name: string, images: readonly number[]) {
      if (name !== "id" || images.some((i) => i !== 0)) {
        throw new EngineError("bad-command", "set-images: no such image");
      }
      return {};
    },
    async recognise(_: unknown, pauseHere: () => Promise<void>) {
      await pauseHere();
      return { step };
    },
    async finish(pauseHere: () => Promise<void>) {
      await show(pauseHere);
      isFinished = true;
      post({ type: "finished", runId, result: resultOf(config) });
    },
    result: () => (isFinished ? resultOf(config) : null),
    update(changed: typeof config, path: string, value: unknown) {
      if (path === PARTS_PATH) checkParts("update", value, config.method);
      config = changed;
      return { step, path, value };
    },
    reset(_: PartsMode) {
      config = options.config;
      step = 0;
      history = [];
      isFinished = false;
    },
    resumeClock() {},
    stopClock() {},
    dispose: () => tf.dispose(tensors),
  };
  return run as unknown as Run;
}) satisfies typeof createRun;
