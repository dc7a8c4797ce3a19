/** The benchmark's ends in Node: jobs as JSON, and a step's numbers as a file for whoever computes the same step elsewhere. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { chooseBackend } from "../engine/backend.ts";
import {
  runBenchJob,
  stepCaseByName,
  type BenchJob,
} from "../engine/benchJobs.ts";
import { readyStep } from "../engine/stepCases.ts";
import { LOSS_NAMES } from "../engine/trainer.ts";
import { readScalars } from "../tensor/readScalars.ts";
import * as tf from "../tensor/tf.ts";
import { startNodeGpu } from "./nodeGpu.ts";

type Saved = { shape: number[]; values: Float32Array };

/** Steps whose losses go into the file: the later ones show that updates agree too. */
const CHECKED_STEPS = 3;

/** Runs one job, and prints its result as JSON. */
export async function printBenchJob(
  job: BenchJob,
  wasmFolder: string,
): Promise<void> {
  if (job.backend === "webgpu") await startNodeGpu();
  const result = await runBenchJob(job, wasmFolder, (text) =>
    console.error(text),
  );
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

/**
 * Writes everything that a step of WASM starts from, and its first losses: `numbers.bin`, float32 in little endian one after another, and
 * `case.json`, which says what lies where.
 */
export async function writeBenchNumbers(
  name: string,
  folder: string,
  wasmFolder: string,
): Promise<void> {
  await chooseBackend("wasm", wasmFolder);
  const stepCase = stepCaseByName(name);
  const { config, dTeacher, teacher } = stepCase;
  const { run, trainer, numbers } = readyStep(stepCase);
  const { student, head } = await trainer.state();
  const batch = config.optimiser.batchSize;
  const { sizes, tokens } = trainer;
  const all: Record<string, Saved> = {
    images: {
      shape: [batch, sizes.image, sizes.image, 3],
      values: numbers.images,
    },
    ...(!teacher && {
      teacherTokens: {
        shape: [batch, tokens, dTeacher],
        values: numbers.teacherTokens,
      },
    }),
    ...prefixed("student", student),
    ...prefixed("head", head),
    ...prefixed("teacher", numbers.teacher),
  };
  const losses: Record<string, number>[] = [];
  for (let step = 0; step < CHECKED_STEPS; step++) {
    const scalars = run();
    const values = await readScalars(scalars);
    tf.dispose(scalars);
    losses.push(
      Object.fromEntries(LOSS_NAMES.map((loss, i) => [loss, values[i]!])),
    );
  }
  const places: Record<string, { shape: number[]; offset: number }> = {};
  let offset = 0;
  for (const [key, { shape, values }] of Object.entries(all)) {
    places[key] = { shape, offset };
    offset += values.length;
  }
  const flat = new Float32Array(offset);
  for (const [key, { values }] of Object.entries(all)) {
    flat.set(values, places[key]!.offset);
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "numbers.bin"), new Uint8Array(flat.buffer));
  const { temperatures, weights } = config.method;
  const { learningRate, weightDecay } = config.optimiser;
  const described = {
    ...{ name, batch, student: sizes, teacher, dTeacher },
    ...{ temperatures, weights, learningRate, weightDecay },
    ...{ losses, tensors: places },
  };
  const file = path.join(folder, "case.json");
  writeFileSync(file, `${JSON.stringify(described, null, 1)}\n`);
}

const prefixed = (prefix: string, tensors: Record<string, Saved>) =>
  Object.fromEntries(
    Object.entries(tensors).map(([name, saved]) => [
      `${prefix}.${name}`,
      saved,
    ]),
  );
