/** What surrounds a training step on WebGPU: the device, targets from the cache, and pipelines compiled ahead. */
import { beforeAll, expect, test } from "vitest";
import { chooseBackend } from "../../src/engine/backend.ts";
import { createTeacherTokens } from "../../src/engine/teacherTokens.ts";
import { createTrainer } from "../../src/engine/trainer.ts";
import { readyStep, STEP_CASES } from "../../src/engine/stepCases.ts";
import { compileAhead, gpuDevice } from "../../src/kernels/gpuKernel.ts";
import { halvesOnGpu } from "../../src/kernels/halfTokens.ts";
import { toHalf } from "../../src/data/formats/halfFloats.ts";
import type { Teacher } from "../../src/models/teacher.ts";
import * as tf from "../../src/tensor/tf.ts";
import { useWebGpu } from "./support.ts";

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
  "after compiling ahead the first step compiles nothing, and nothing has changed",
  async () => {
    const quick = STEP_CASES.find(({ name }) => name === "emoji-quick")!;
    // Few kernels, small ones: a software adapter takes a second for each.
    const config: typeof quick.config = {
      ...quick.config,
      student: { width: 8, depth: 1, heads: 2, patch: 16, stem: "linear" },
      method: { ...quick.config.method, temperatures: [0.1] },
    };
    const step = { ...quick, config, dTeacher: 12 };
    const trainer = createTrainer(config, step.dTeacher, 6);
    const before = await trainer.state();
    const { numTensors } = tf.memory();
    const size = 5;
    const parts = { head: true, student: true };
    await compileAhead(() => trainer.rehearse(size, config.method, parts));
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(await trainer.state()).toEqual(before);
    const { prototype } = GPUDevice;
    const { createComputePipeline } = prototype;
    const compiled: string[] = [];
    prototype.createComputePipeline = function (descriptor) {
      compiled.push(String(descriptor.label));
      return createComputePipeline.call(this, descriptor);
    };
    const ready = readyStep(step, size);
    const losses = ready.run();
    prototype.createComputePipeline = createComputePipeline;
    expect(compiled).toEqual([]);
    expect(Number.isFinite((await losses[0]!.data())[0])).toBe(true);
    tf.dispose(losses);
    ready.dispose();
    trainer.dispose();
  },
  COMPILE_TIMEOUT_MS,
);

test("what cannot be compiled ahead is left to its first call", async () => {
  await expect(
    compileAhead(() => {
      tf.square(tf.tensor1d([1, 2]));
      throw new Error("rehearsal");
    }),
  ).rejects.toThrow("rehearsal");
  expect([...(await tf.square(tf.tensor1d([3, 4])).data())]).toEqual([9, 16]);
});
