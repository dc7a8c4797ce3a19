/** How the cost of a step, and of an evaluation, grows with its sizes, on the present backend. */
import { runToEnd } from "../evaluation/chunks.ts";
import { knnClassify } from "../evaluation/knn.ts";
import { IMAGE_SIDE, IMAGE_VALUES } from "../data/image32.ts";
import { presetById } from "../protocol/presets.ts";
import { seededRng } from "../tensor/rng.ts";
import { samples } from "./stepBench.ts";
import { readyStep, standardStep, type StepCase } from "./stepCases.ts";
import { createTrainer } from "./trainer.ts";

export type GrowthSeries = {
  /** What grows. */
  of: "batch" | "tokens" | "width" | "temperatures" | "images";
  /** What is measured, in words. */
  what: string;
  points: { size: number; ms: number }[];
};

/** Batch size where a step of 64 images would take long at the far end. */
const SMALL_BATCH = 16;

/** Width of one head, as DINOv2 has it half as wide. */
const HEAD_WIDTH = 32;

const CLASSES = 6;
const QUERIES = 1000;

const temperaturesUpTo = (count: number) =>
  Array.from({ length: count }, (_, i) => 0.01 * (i + 1));

/** @param count Samples of each point; the shortest counts, which other work disturbed least. */
export async function measureGrowth(
  count: number,
  onProgress: (text: string) => void,
): Promise<GrowthSeries[]> {
  const series = async (
    of: GrowthSeries["of"],
    what: string,
    sizes: readonly number[],
    measure: (size: number) => Promise<number>,
  ): Promise<GrowthSeries> => {
    const points: GrowthSeries["points"] = [];
    for (const size of sizes) {
      onProgress(`${of} ${size}`);
      points.push({ size, ms: await measure(size) });
    }
    return { of, what, points };
  };
  const stepMs = (sizes: Parameters<typeof standardStep>[2], batch: number) =>
    shortestStep(standardStep("growth", null, sizes), batch, count);
  return [
    await series(
      "batch",
      "standard step, teacher cached",
      [8, 16, 32, 64, 128, 256],
      (batch) => stepMs({}, batch),
    ),
    await series(
      "tokens",
      `standard step, batch ${SMALL_BATCH}, patches of 8, 4 and 2 pixels`,
      [17, 65, 257],
      (tokens) =>
        stepMs({ patch: IMAGE_SIDE / Math.sqrt(tokens - 1) }, SMALL_BATCH),
    ),
    await series(
      "width",
      `standard step, batch ${SMALL_BATCH}, heads ${HEAD_WIDTH} wide`,
      [32, 64, 96, 128, 160, 192],
      (width) => stepMs({ width, heads: width / HEAD_WIDTH }, SMALL_BATCH),
    ),
    await series(
      "temperatures",
      "standard step, batch 64",
      [1, 2, 5, 10, 20],
      (temperatures) =>
        stepMs({ temperatures: temperaturesUpTo(temperatures) }, 64),
    ),
    await series(
      "images",
      `embedding so many training images with the student of emoji-quick, and kNN of ${QUERIES.toLocaleString("en")} others among them`,
      [500, 1000, 2000, 5000, 10_000, 20_000, 50_000],
      evaluationMs,
    ),
  ];
}

async function shortestStep(
  stepCase: StepCase,
  batch: number,
  count: number,
): Promise<number> {
  const { run, dispose } = readyStep(stepCase, batch);
  await samples(run, 1);
  const ms = Math.min(...(await samples(run, count)));
  dispose();
  return ms;
}

/** One evaluation: what it costs lies in passes over many images, so that one is enough. */
async function evaluationMs(images: number): Promise<number> {
  const { config } = presetById("emoji-quick");
  const trainer = createTrainer(config, 1, CLASSES);
  const rng = seededRng(0, "growth");
  const pixels = Float32Array.from({ length: 64 * IMAGE_VALUES }, rng.uniform);
  const embed = async (n: number) => ({
    n,
    d: trainer.sizes.width,
    values: await trainer.embed(
      n,
      (_start, count) => pixels.subarray(0, count * IMAGE_VALUES),
      () => Promise.resolve(),
    ),
  });
  const queries = await embed(QUERIES);
  const labels = Uint8Array.from({ length: images }, (_, i) => i % CLASSES);
  const started = performance.now();
  const bank = await embed(images);
  const { knnK: k, knnTemperature: temperature } = config.evaluation;
  runToEnd(
    knnClassify(queries, bank, labels, { k, temperature, classes: CLASSES }),
  );
  const ms = performance.now() - started;
  trainer.dispose();
  return ms;
}
