/** Measures a training step on the present backend: its time, what it calls, what it keeps, and the same step in tfjs' plain operations. */
import { countedKernels } from "../kernels/kernelCounts.ts";
import { withPlainForms } from "../kernels/plainForms.ts";
import type { BackendReport } from "../protocol/messages.ts";
import type { StepMeasures } from "../protocol/stepBench.ts";
import * as tf from "../tensor/tf.ts";
import { createAdamW } from "./adamW.ts";
import { countedDispatches } from "./gpuDispatches.ts";
import { readyStep, type ReadyStep, type StepCase } from "./stepCases.ts";

export type StepBenchOptions = {
  /** Images; the case's own number by default. */
  batch?: number | undefined;
  /** Measured steps, half of them before and half after the plain step; at least 1. */
  steps: number;
  /** Measured plain steps, at least 1. */
  naiveSteps: number;
  /** Steps between two reads of the losses: more than 1 keeps a GPU busy, as training does. */
  stepsPerRead: number;
  /** Whether a plain step goes before the measured ones, so that nothing is compiled in them; true by default. */
  warmUp?: boolean;
};

/** Images of the plain step that goes before. */
const WARM_UP_BATCH = 2;

/** @param report Of the present backend. */
export async function measureStep(
  stepCase: StepCase,
  report: BackendReport,
  options: StepBenchOptions,
): Promise<StepMeasures> {
  const own = stepCase.config.optimiser.batchSize;
  const { batch = own, steps, naiveSteps, stepsPerRead } = options;
  const { warmUp = true } = options;
  const before = tf.memory().numTensors;
  const ready = readyStep(stepCase, batch);
  // Makes the optimiser's moments, and compiles.
  const loss = await settled(ready.run());
  const liveTensors = tf.memory().numTensors - before;
  const usual = await counted(ready);
  const half = Math.ceil(steps / 2);
  const times = await samples(ready.run, half, stepsPerRead);
  const naive = await measureNaive(stepCase, batch, naiveSteps, warmUp);
  if (steps > half) {
    times.push(...(await samples(ready.run, steps - half, stepsPerRead)));
  }
  const parts = {
    teacher: await teacherMs(ready, half),
    optimiser: await optimiserMs(ready, half),
  };
  ready.dispose();
  const medianMs = median(times);
  const rest = medianMs - parts.teacher - parts.optimiser;
  return {
    name: stepCase.name,
    backend: report.backend,
    runtime: runtime(),
    adapter: report.adapter,
    isSoftwareAdapter: report.isSoftwareAdapter,
    threads: report.threads,
    ...{ batch, isTinyBatch: batch < own },
    dispatchesPerStep: usual.dispatches,
    kernels: usual.kernels,
    liveTensors,
    allocatedBytes: usual.bytes,
    steps,
    stepMs: {
      median: medianMs,
      min: Math.min(...times),
      max: Math.max(...times),
      parts: { ...parts, forwardBackward: Math.max(0, rest) },
    },
    naive: {
      steps: naiveSteps,
      medianMs: naive.medianMs,
      dispatchesPerStep: naive.dispatches,
      lossDifference: Math.abs(naive.loss - loss) / loss,
    },
    ratioToNaive: naive.medianMs / medianMs,
  };
}

/** Node or the browser, with its version. */
function runtime(): string {
  const { process, navigator } = globalThis as {
    process?: { versions?: { node?: string } };
    navigator?: { userAgent?: string };
  };
  const node = process?.versions?.node;
  if (node) return `Node ${node}`;
  const agent = navigator?.userAgent ?? "";
  return /(Firefox|Chrome|Version)\/[\d.]+/.exec(agent)?.[0] ?? agent;
}

/** Milliseconds of one step each, the reads of losses included. */
export async function samples(
  run: ReadyStep["run"],
  steps: number,
  stepsPerRead = 1,
): Promise<number[]> {
  const times: number[] = [];
  for (let done = 0; done < steps; done += stepsPerRead) {
    const count = Math.min(stepsPerRead, steps - done);
    times.push(await timed(run, count));
  }
  return times;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[middle]!
    : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Milliseconds of each of `count` calls, waited for by reading a number of the last. */
async function timed(work: () => tf.Tensor[], count: number): Promise<number> {
  const started = performance.now();
  for (let i = 1; i < count; i++) tf.dispose(work());
  await settled(work());
  return (performance.now() - started) / count;
}

/** Reads a number of the smallest result, the first of equals, which is there when all work before it is done; disposes of all. */
async function settled(results: tf.Tensor[]): Promise<number> {
  const smallest = results.reduce((a, b) => (b.size < a.size ? b : a));
  const [value] = await smallest.data();
  tf.dispose(results);
  return value!;
}

type Counted = {
  dispatches: number | null;
  kernels: Record<string, number>;
  bytes: number;
};

/** A step, and what it called. */
async function counted({ run }: ReadyStep): Promise<Counted> {
  let scalars: tf.Scalar[] = [];
  let ours: Record<string, number> = {};
  let gpu: ReturnType<typeof countedDispatches> = null;
  const profile = await tf.profile(() => {
    gpu = countedDispatches(() => {
      ours = countedKernels(() => {
        scalars = run();
      });
    });
    return scalars;
  });
  await settled(scalars);
  const isGpu = tf.getBackend() === "webgpu";
  const dispatched = gpu as ReturnType<typeof countedDispatches>;
  const kernels = { ...ours };
  for (const { name } of profile.kernels) {
    // The forward functions of tf.customGrad, which are no kernels.
    if (name === "unnamed scope") continue;
    kernels[name] = (kernels[name] ?? 0) + 1;
  }
  return {
    dispatches: isGpu ? (dispatched?.total ?? null) : null,
    kernels: byCount(isGpu && dispatched ? dispatched.byLabel : kernels),
    bytes: isGpu ? gpuBytes() : profile.peakBytes,
  };
}

/** Most frequent first. */
function byCount(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counts).sort(([, a], [, b]) => b - a),
  );
}

function gpuBytes(): number {
  const memory = tf.memory() as { numBytesAllocatedInGPU?: number };
  return memory.numBytesAllocatedInGPU ?? 0;
}

async function measureNaive(
  stepCase: StepCase,
  batch: number,
  steps: number,
  warmUp: boolean,
) {
  if (warmUp) {
    const small = readyStep(stepCase, Math.min(WARM_UP_BATCH, batch));
    await timed(() => withPlainForms(small.run), 1);
    small.dispose();
  }
  const ready = readyStep(stepCase, batch);
  const run = () => withPlainForms(ready.run);
  let scalars: tf.Scalar[] = [];
  const started = performance.now();
  // A first step: its dispatches include those that make the optimiser's moments, two for each parameter.
  const dispatched = countedDispatches(() => {
    scalars = run();
  });
  const loss = await settled(scalars);
  const times = [performance.now() - started];
  if (steps > 1) times.push(...(await samples(run, steps - 1)));
  ready.dispose();
  return {
    loss,
    medianMs: median(times),
    dispatches:
      tf.getBackend() === "webgpu" ? (dispatched?.total ?? null) : null,
  };
}

async function teacherMs({ teacherTokens }: ReadyStep, times: number) {
  if (!teacherTokens) return 0;
  const run = () => {
    const tokens = teacherTokens();
    return [tokens, tf.slice(tokens, [0, 0, 0], [1, 1, 1])];
  };
  return timed(run, times);
}

/** AdamW alone, on parameters and gradients of the step's shapes. */
async function optimiserMs({ trainer }: ReadyStep, times: number) {
  const { head, student } = await trainer.state();
  const saved = Object.entries({ ...student, ...head });
  const parameters: Record<string, tf.Variable> = {};
  const gradients: Record<string, tf.Tensor> = {};
  for (const [name, { shape, values }] of saved) {
    gradients[name] = tf.tensor(values, shape);
    parameters[name] = tf.variable(gradients[name]);
  }
  const optimiser = createAdamW({ weightDecay: 0.05 });
  const last = Object.values(parameters).at(-1)!;
  const run = () => {
    optimiser.apply(parameters, gradients, 1e-4);
    return [tf.tidy(() => tf.slice(tf.reshape(last, [-1]), 0, 1))];
  };
  await timed(run, 1);
  const ms = await timed(run, times);
  optimiser.dispose();
  tf.dispose([...Object.values(parameters), ...Object.values(gradients)]);
  return ms;
}
