/** What the benchmark asks of an engine, in Node or in a worker of a page: one job, one backend, plain data out. */
import type {
  BackendName,
  BackendReport,
  BackendChoice,
} from "../protocol/messages.ts";
import type { StepMeasures } from "../protocol/stepBench.ts";
import { useGpuFeatures } from "../kernels/gpuFeatures.ts";
import type { GpuFeature } from "../protocol/gpuFeatures.ts";
import * as tf from "../tensor/tf.ts";
import { chooseBackend } from "./backend.ts";
import { gpuTimes, type KernelTime } from "./gpuTimes.ts";
import { measureGrowth, type GrowthSeries } from "./growthBench.ts";
import { measureStep, samples } from "./stepBench.ts";
import { readyStep, STEP_CASES, type StepCase } from "./stepCases.ts";

type OnBackend = {
  backend: BackendChoice;
  /** Most threads that WASM computes on; as many as there are by default. */
  threads?: number;
  /** Flags of tfjs to set once it is up. */
  flags?: Record<string, number | boolean>;
  /** None by default. */
  features?: GpuFeature[];
};

export type BenchJob = OnBackend &
  (
    | {
        kind: "steps";
        /** Of STEP_CASES; all by default. */
        cases?: string[];
        steps: number;
        naiveSteps: number;
        /** Where the backend is slow, `TINY_BATCH`; else the case's own. */
        batch?: number;
      }
    | { kind: "times"; case: string; steps: number; batch?: number }
    | { kind: "kernels"; case: string; steps: number }
    | { kind: "growth"; samples: number }
  );

type BenchResults = {
  steps: StepMeasures[];
  times: {
    report: BackendReport;
    ms: number[];
    /** Processor time of a step, which other work on the machine hardly changes; null in a browser, which does not tell. */
    processorMs: number | null;
  };
  /** Of one step, the mean of those measured; null where the GPU does not tell. */
  kernels: { report: BackendReport; times: KernelTime[] | null };
  growth: { report: BackendReport; series: GrowthSeries[] };
};

export type BenchResult = BenchResults[BenchJob["kind"]];

/** Images in a batch where a step of 64 would take minutes. */
const TINY_BATCH = 2;

/** Measured steps there, at most: each takes seconds. */
const SLOW_STEPS = 2;

/** Steps between two reads of the losses on a GPU, as in training. */
const GPU_STEPS_PER_READ = 10;

/** @throws {RangeError} If there is no such case; the message lists those there are. */
export function stepCaseByName(name: string): StepCase {
  const found = STEP_CASES.find((stepCase) => stepCase.name === name);
  if (found) return found;
  const known = STEP_CASES.map((stepCase) => stepCase.name).join(", ");
  throw new RangeError(
    `stepCaseByName: 'name' must be one of ${known}, got ${name}`,
  );
}

/**
 * @param onProgress Told in words what is being measured.
 * @throws {EngineError} If the backend does not come up.
 */
export async function runBenchJob(
  job: BenchJob,
  wasmFolder: string,
  onProgress: (text: string) => void,
): Promise<BenchResult> {
  const report = await chooseBackend(job.backend, wasmFolder, job.threads);
  for (const [name, value] of Object.entries(job.flags ?? {})) {
    tf.env().set(name, value);
  }
  if (job.features) useGpuFeatures(job.features);
  const where = `${report.backend} (${report.adapter})`;
  switch (job.kind) {
    case "steps": {
      const { naiveSteps } = job;
      const wanted = job.cases?.map(stepCaseByName) ?? STEP_CASES;
      const isSlow = report.isSoftwareAdapter || report.backend === "cpu";
      const steps = isSlow ? Math.min(SLOW_STEPS, job.steps) : job.steps;
      const batch = job.batch ?? (isSlow ? TINY_BATCH : undefined);
      const stepsPerRead = isGpu(report) ? GPU_STEPS_PER_READ : 1;
      const measured: StepMeasures[] = [];
      for (const stepCase of wanted) {
        onProgress(`${stepCase.name} on ${where}`);
        measured.push(
          await measureStep(stepCase, report, {
            ...{ batch, steps, naiveSteps, stepsPerRead },
          }),
        );
      }
      return measured;
    }
    case "times": {
      onProgress(`${job.case} on ${where}`);
      const { run, dispose } = readyStep(stepCaseByName(job.case), job.batch);
      await samples(run, 1);
      const perRead = isGpu(report) ? GPU_STEPS_PER_READ : 1;
      const before = processorMs();
      const ms = await samples(run, job.steps, perRead);
      const after = processorMs();
      dispose();
      const isKnown = before !== null && after !== null;
      return {
        ...{ report, ms },
        processorMs: isKnown ? (after - before) / job.steps : null,
      };
    }
    case "kernels": {
      onProgress(`kernels of ${job.case} on ${where}`);
      const { run, dispose } = readyStep(stepCaseByName(job.case));
      await samples(run, 2);
      const all = await gpuTimes(() => {
        for (let i = 0; i < job.steps; i++) tf.dispose(run());
      });
      dispose();
      const times =
        all?.map(({ name, dispatches, ms }) => ({
          name,
          dispatches: dispatches / job.steps,
          ms: ms / job.steps,
        })) ?? null;
      return { report, times };
    }
    case "growth":
      return {
        report,
        series: await measureGrowth(job.samples, (text) =>
          onProgress(`${text} on ${where}`),
        ),
      };
  }
}

/** Processor time of this process so far, all its threads together; null in a browser. */
function processorMs(): number | null {
  const { process } = globalThis as {
    process?: { cpuUsage?: () => { user: number; system: number } };
  };
  const used = process?.cpuUsage?.();
  return used ? (used.user + used.system) / 1000 : null;
}

const isGpu = ({ backend, isSoftwareAdapter }: BackendReport) =>
  backend === ("webgpu" satisfies BackendName) && !isSoftwareAdapter;
