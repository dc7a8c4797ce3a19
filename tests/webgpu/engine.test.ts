/** What surrounds a training step on WebGPU: the device, targets from the cache, pipelines compiled ahead, and a run that goes on from a checkpoint. */
import { beforeAll, expect, test, vi } from "vitest";
import { chooseBackend } from "../../src/engine/backend.ts";
import {
  readCheckpoint,
  writeCheckpoint,
} from "../../src/engine/checkpointFile.ts";
import { loadRun } from "../../src/engine/loadRun.ts";
import { createRunMemory } from "../../src/engine/runMemory.ts";
import { createTeacherTokens } from "../../src/engine/teacherTokens.ts";
import { createTrainer, LOSS_NAMES } from "../../src/engine/trainer.ts";
import { readyStep, STEP_CASES } from "../../src/engine/stepCases.ts";
import { compileAhead, gpuDevice } from "../../src/kernels/gpuKernel.ts";
import { halvesOnGpu } from "../../src/kernels/halfTokens.ts";
import { ownTeacherFiles, withOwnTeacher } from "../../src/data/ownTeacher.ts";
import { packOf } from "../../src/data/packOf.fixture.ts";
import { MissingFileError } from "../../src/data/readFile.ts";
import { sha256Hex } from "../../src/data/sha256.ts";
import { toHalf } from "../../src/data/formats/halfFloats.ts";
import type { Teacher } from "../../src/models/teacher.ts";
import type { Losses } from "../../src/protocol/results.ts";
import { readScalars } from "../../src/tensor/readScalars.ts";
import { seededRng } from "../../src/tensor/rng.ts";
import * as tf from "../../src/tensor/tf.ts";
import { useWebGpu } from "./support.ts";

const QUICK = STEP_CASES.find(({ name }) => name === "emoji-quick")!;
/** Few kernels, small ones: a software adapter takes a second for each. */
const SMALL: typeof QUICK.config = {
  ...QUICK.config,
  student: { width: 8, depth: 1, heads: 2, patch: 16, stem: "linear" },
  method: { ...QUICK.config.method, temperatures: [0.1] },
};
const SMALL_TEACHER = 12;
const CLASSES = 6;
const SIZE = 5;
const PARTS = { head: true, student: true };

/** Compilers that run beside a page have a low priority, and wait long on a busy machine. */
const COMPILE_TIMEOUT_MS = 400_000;

beforeAll(useWebGpu);

test("the device has the adapter's features and limits, and the report names them", async () => {
  const adapter = (await navigator.gpu.requestAdapter())!;
  const { features, limits } = gpuDevice();
  for (const feature of [
    "shader-f16",
    "subgroups",
    "timestamp-query",
  ] as const) {
    expect(features.has(feature), feature).toBe(adapter.features.has(feature));
  }
  for (const limit of [
    "maxBufferSize",
    "maxStorageBuffersPerShaderStage",
  ] as const) {
    expect(limits[limit], limit).toBe(adapter.limits[limit]);
  }
  const report = await chooseBackend("webgpu", "");
  expect(report.features).toEqual([...features].sort());
  expect(report.selfTestError).toBeLessThan(1e-4);
});

/** A 2 x 2 grid of 4-dimensional tokens that follow from the first pixels of an image. */
function toyTeacher(): Teacher & { seen: number } {
  return {
    id: "mobilenet-v2-fast",
    width: 4,
    grid: 2,
    knowsAnyImage: true,
    seen: 0,
    embed({ n, pixels }) {
      this.seen += n;
      const size = 20;
      const each = pixels.length / n;
      const values = Float32Array.from(
        { length: n * size },
        (_, i) => pixels[Math.floor(i / size) * each + (i % size)]!,
      );
      return Promise.resolve(tf.tensor3d(values, [n, 5, 4]));
    },
    dispose() {},
  };
}

const pixels = ({ image, view }: { image: number; view: number }) =>
  Float32Array.from({ length: 32 * 32 * 3 }, (_, i) =>
    Math.sin(i * (1 + image) + 7 * view),
  );

const noPause = () => Promise.resolve();

test.each([2, 4])(
  "targets on a grid of %s are those of the batch, fresh and from the cache, and nobody reads them",
  async (grid) => {
    const teacher = toyTeacher();
    const tokens = createTeacherTokens(teacher, grid, 0.7, pixels);
    const keys = [0, 1, 2].map((image) => ({ image, view: 0 }));
    await tokens.fitMeans(keys, noPause);
    const views = [
      keys[1]!,
      { image: 5, view: 1 },
      keys[0]!,
      { image: 6, view: 1 },
    ];
    const fresh = await tokens.targets(views, noPause);
    expect(teacher.seen).toBe(5);
    // When this comes back, what was on its way to the cache has come too.
    const ours = [...(await fresh.data())];
    const cached = await tokens.targets(views, noPause);
    expect(teacher.seen).toBe(5);
    const expected = await tokens.batch(views, noPause);
    expect(teacher.seen).toBe(5);
    expect(fresh.shape).toEqual([4, 1 + grid * grid, 4]);
    expect([...(await cached.data())]).toEqual(ours);
    expected.forEach((value, i) => {
      expect(Math.abs(value - ours[i]!)).toBeLessThan(1e-6);
    });
    tf.dispose([fresh, cached]);
  },
);

test("rounds to the same halves as the cache does", async () => {
  const values = Float32Array.from([
    ...[
      0, -0, 1, -1, 1.0004883, 1.0009765, 1e-3, -1e-5, 3e-8, 2e-8, 65504, 1e6,
      -1e6, 0.1,
    ],
  ]);
  const words = await halvesOnGpu(tf.tensor1d(values)).data();
  const halves = new Uint16Array(Int32Array.from(words).buffer);
  expect([...halves]).toEqual([...toHalf(values)]);
});

test(
  "pipelines are compiled while images still come, and the first step compiles nothing",
  async () => {
    const config = {
      ...SMALL,
      data: { ...SMALL.data, images: 8, heldOut: [], far: [] },
      optimiser: { ...SMALL.optimiser, batchSize: SIZE },
      evaluation: { ...SMALL.evaluation, heatmapImages: 4 },
    };
    const pack = sixteenImages(config.data.pack);
    const teacher = await featuresOf(pack);
    let release = () => {};
    const images = new Promise<typeof pack>(
      (resolve) => (release = () => resolve(pack)),
    );
    let areThere = false;
    const ahead = compilations("createComputePipelineAsync");
    const loading = loadRun({
      config: { ...config, teacher: { ...config.teacher, id: teacher.id } },
      parts: PARTS,
      packs: {
        index: () => Promise.resolve({ packs: [pack.manifest] }),
        load: () => images,
      },
      readFile: teacher.readFile,
      memory: createRunMemory(),
      compiles: true,
      onImages: () => (areThere = true),
      onTeacherBytes: () => {},
      pause: noPause,
    });
    await vi.waitFor(() => expect(ahead.names.length).toBeGreaterThan(5), {
      timeout: COMPILE_TIMEOUT_MS / 2,
    });
    ahead.end();
    expect(areThere).toBe(false);
    release();
    await loading;
    expect(areThere).toBe(true);

    const late = compilations("createComputePipeline");
    const step = { ...QUICK, config: SMALL, dTeacher: SMALL_TEACHER };
    const ready = readyStep(step, SIZE);
    const losses = ready.run();
    late.end();
    expect(late.names).toEqual([]);
    expect(Number.isFinite((await losses[0]!.data())[0])).toBe(true);
    tf.dispose(losses);
    ready.dispose();
  },
  COMPILE_TIMEOUT_MS,
);

test(
  "compiling ahead changes nothing",
  async () => {
    const trainer = createTrainer(SMALL, SMALL_TEACHER, CLASSES);
    const before = await trainer.state();
    const { numTensors } = tf.memory();
    await compileAhead(() => trainer.rehearse(SIZE, SMALL.method, PARTS));
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(await trainer.state()).toEqual(before);
    trainer.dispose();
  },
  COMPILE_TIMEOUT_MS,
);

/** Names of the pipelines that a device is asked for in this way, until `end`. */
function compilations(
  way: "createComputePipeline" | "createComputePipelineAsync",
) {
  const { prototype } = GPUDevice;
  const original = prototype[way] as (
    descriptor: GPUComputePipelineDescriptor,
  ) => never;
  const names: string[] = [];
  prototype[way] = function (this: GPUDevice, descriptor) {
    names.push(String(descriptor.label));
    return original.call(this, descriptor);
  };
  return {
    names,
    end: () => {
      prototype[way] = original;
    },
  };
}

/** Sixteen images of two classes, half of them to train on. */
const sixteenImages = (id: string) =>
  packOf(
    { height: 32, width: 32, channels: 3 },
    new Uint8Array(16 * 32 * 32 * 3),
    Array.from({ length: 16 }, (_, i) => i % 2),
    [],
    { train: 8, validation: 0, test: 8 },
    id,
  );

/** A class token and four patch tokens for each image of a pack. */
async function featuresOf({ manifest }: ReturnType<typeof packOf>) {
  const rows = 16;
  const bytes = new Uint8Array(
    new Float32Array(rows * 5 * SMALL_TEACHER).fill(1).buffer,
  );
  const sha256 = await sha256Hex(bytes);
  const id = "own-ones-00000000";
  const files = ownTeacherFiles(
    {
      ...{ format: 1, kind: "features", id, title: "ones", rows },
      ...{ width: SMALL_TEACHER, grid: 2, matchedBy: "order" },
      classToken: "given",
      source: { name: "ones.npy", bytes: bytes.length, sha256 },
      pack: { id: manifest.id, title: manifest.title, sha256 },
      file: { path: "features.bin", bytes: bytes.length, sha256 },
    },
    bytes,
  );
  const nothing = () => Promise.reject(new MissingFileError("nothing there"));
  return { id, readFile: withOwnTeacher(nothing, files) };
}

test("what cannot be compiled ahead is left to its first call", async () => {
  await expect(
    compileAhead(() => {
      tf.square(tf.tensor1d([1, 2]));
      throw new Error("rehearsal");
    }),
  ).rejects.toThrow("rehearsal");
  expect([...(await tf.square(tf.tensor1d([3, 4])).data())]).toEqual([9, 16]);
});

const STEPS = 12;
/** Steps before the save. */
const CUT = 5;

/** Of losses, and of weights and moments beside the largest of their tensor. Bit-equal on SwiftShader; a GPU may sum in another order each time. */
const TOLERANCE = 1e-5;

const rng = seededRng(1, "batches");
const floats = (n: number) => Float32Array.from({ length: n }, rng.uniform);
const batches = Array.from({ length: STEPS }, (_, i) => ({
  ...{ size: SIZE, step: i + 1, labels: [0, 1, 2, 0, 1] },
  images: floats(SIZE * 32 * 32 * 3),
  teacherTokens: floats(SIZE * 5 * SMALL_TEACHER),
}));

type Trainer = ReturnType<typeof createTrainer>;

/** Each [terms], of these steps. */
async function losses(trainer: Trainer, from: number, to: number) {
  const made: Float32Array[] = [];
  for (const batch of batches.slice(from, to)) {
    const scalars = trainer.step(batch, SMALL.method, 0.01, 0.05);
    made.push(await readScalars(scalars));
    tf.dispose(scalars);
  }
  return made;
}

/** Largest difference beside the largest value, over all arrays that lie in both at the same place. */
function largestDifference(a: unknown, b: unknown): number {
  if (a instanceof Float32Array && b instanceof Float32Array) {
    expect(a.length).toBe(b.length);
    const scale = Math.max(...b.map(Math.abs), 1e-12);
    return Math.max(...a.map((value, i) => Math.abs(value - b[i]!) / scale));
  }
  if (typeof a !== "object" || a === null) {
    expect(a).toEqual(b);
    return 0;
  }
  expect(Object.keys(a)).toEqual(Object.keys(b as object));
  const inner = Object.entries(a).map(([key, value]) =>
    largestDifference(value, (b as Record<string, unknown>)[key]),
  );
  return Math.max(0, ...inner);
}

async function throughAFile(
  trainer: Trainer,
  made: readonly Float32Array[],
): Promise<Awaited<ReturnType<Trainer["state"]>>> {
  const entry = (terms: Float32Array, i: number) => ({
    ...{ step: i + 1, learningRate: 0.01 },
    losses: Object.fromEntries(
      LOSS_NAMES.map((name, at) => [name, terms[at] ?? 0]),
    ) as Losses,
  });
  const bytes = await writeCheckpoint({
    start: SMALL,
    snapshot: {
      ...{ format: 1, config: SMALL, step: made.length, updates: [] },
      trainer: await trainer.state(),
      means: { classToken: floats(2), patchToken: floats(2) },
      history: made.map(entry),
      times: { trainingMs: 0, elapsedMs: 0, firstLossMs: 0 },
    },
    stopWatch: { rules: [], spent: [] },
    backend: "webgpu",
  });
  return (await readCheckpoint(bytes)).snapshot.trainer;
}

test("on WebGPU losses, weights and moments of a run that was cut off are those of one that was not", async () => {
  const whole = createTrainer(SMALL, SMALL_TEACHER, CLASSES);
  const expected = await losses(whole, 0, STEPS);
  const end = await whole.state();
  whole.dispose();
  expect(new Set(expected.map(([total]) => total)).size).toBe(STEPS);

  const first = createTrainer(SMALL, SMALL_TEACHER, CLASSES);
  const before = await losses(first, 0, CUT);
  const saved = await throughAFile(first, before);
  first.dispose();

  // Of another seed: whatever it has not from the file shows.
  const second = createTrainer({ ...SMALL, seed: 99 }, SMALL_TEACHER, CLASSES);
  second.restore(saved);
  const after = await losses(second, CUT, STEPS);
  const difference = Math.max(
    largestDifference([...before, ...after], expected),
    largestDifference(await second.state(), end),
  );
  second.dispose();
  expect(difference).toBeLessThanOrEqual(TOLERANCE);
});
