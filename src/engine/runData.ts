/** The images of one run: batches to train on, sets to be measured on, samples to be shown. */
import { createBatches, type ImageView } from "../data/batches.ts";
import { IMAGE_VALUES, imageBatch, imageFloats } from "../data/image32.ts";
import { runSplits, stratifiedChoice, type ImageSet } from "../data/splits.ts";
import { imageView } from "../data/views.ts";
import type { RunConfig } from "../protocol/config.ts";
import type { ImageBatch, SimilaritySample } from "../protocol/results.ts";
import { seededRng, shuffledIndices } from "../tensor/rng.ts";
import type { EvaluationSet, EvaluationSets } from "./evaluator.ts";
import type { Packs } from "./packs.ts";

export type RunData = Awaited<ReturnType<typeof loadRunData>>;

/** Loads the packs a config names and divides them. @throws {EngineError} If a pack is missing, corrupt, or lacks what the config asks. */
export async function loadRunData(config: RunConfig, packs: Packs) {
  const { seed } = config;
  const ids = [config.data.pack, ...config.data.far];
  const loaded = new Map<string, Awaited<ReturnType<Packs["load"]>>>();
  for (const id of ids) loaded.set(id, await packs.load(id));
  const splits = runSplits(config.data, seed, loaded, config.evaluation.split);
  const batches = createBatches({
    images: splits.idTrain.indices,
    batchSize: config.optimiser.batchSize,
    views: config.data.views,
    seed,
  });

  /** Seeded order, so that the beginning of a set is a fair sample of it. */
  const shuffled = (name: string, { indices, ...rest }: ImageSet): ImageSet => {
    const order = shuffledIndices(
      indices.length,
      seededRng(seed, `evaluation/${name}`),
    );
    return { ...rest, indices: Uint32Array.from(order, (i) => indices[i]!) };
  };

  /** Equal shares of the classes, sorted by class. */
  const classSorted = ({ pack, indices, options }: ImageSet): ImageSet => {
    const count = Math.min(config.evaluation.heatmapImages, indices.length);
    const chosen = stratifiedChoice(indices, pack.labels, count, seed);
    const byClass = chosen.toSorted(
      (a, b) => pack.labels[a]! - pack.labels[b]! || a - b,
    );
    return { pack, indices: byClass, options };
  };

  const samples: Record<SimilaritySample["source"], ImageSet> = {
    "held-out": classSorted(splits.idHeldOut),
    training: classSorted(splits.idTrain),
  };
  const sets: EvaluationSets = {
    bank: toEvaluationSet(shuffled("bank", splits.idTrain)),
    id: toEvaluationSet(shuffled("id", splits.idHeldOut)),
    near: byName(splits.near.map((set) => [set.name, shuffled(set.name, set)])),
    far: byName(splits.far.map((set) => [set.name, shuffled(set.name, set)])),
    samples: {
      "held-out": toEvaluationSet(samples["held-out"]),
      training: toEvaluationSet(samples.training),
    },
  };

  const viewPixels = ({ image, view }: ImageView): Float32Array => {
    const { pack, options } = splits.idTrain;
    const pixels = imageFloats(pack, [image], options);
    return imageView(pixels, seed, image, view, config.data.colourChange);
  };

  return {
    sets,
    manifests: (await packs.index()).packs,
    classes: splits.idTrain.pack.manifest.classes,
    stepsPerEpoch: batches.stepsPerEpoch,
    batch: batches.at,
    viewPixels,
    /** Classes that are trained on. */
    trainingClasses: splits.idLabels.length,

    /** Training class of each view's image, 0 to `trainingClasses` - 1. */
    labels: (views: readonly ImageView[]): number[] =>
      views.map(({ image }) =>
        splits.idLabels.indexOf(splits.idTrain.pack.labels[image]!),
      ),

    /** Pixels of a batch, [n, 32, 32, 3]. */
    viewsPixels(views: readonly ImageView[]): Float32Array {
      const out = new Float32Array(views.length * IMAGE_VALUES);
      views.forEach((view, i) => out.set(viewPixels(view), i * IMAGE_VALUES));
      return out;
    },

    /** The original view of up to `count` training images, drawn by seed; fewer are the beginning of more. */
    sample(count: number): ImageView[] {
      const { indices } = splits.idTrain;
      const order = shuffledIndices(
        indices.length,
        seededRng(seed, "mean tokens"),
      );
      return Array.from(order.subarray(0, count), (i) => ({
        image: indices[i]!,
        view: 0,
      }));
    },

    /** The images behind a heatmap. */
    sampleImages(source: SimilaritySample["source"]): ImageBatch {
      const { pack, indices, options } = samples[source];
      return imageBatch(pack, indices, options);
    },
  };
}

function toEvaluationSet({ pack, indices, options }: ImageSet): EvaluationSet {
  return {
    n: indices.length,
    labels: Uint8Array.from(indices, (index) => pack.labels[index]!),
    pixels: (start, count) =>
      imageFloats(pack, indices.subarray(start, start + count), options),
  };
}

const byName = (sets: [string, ImageSet][]): Record<string, EvaluationSet> =>
  Object.fromEntries(sets.map(([name, set]) => [name, toEvaluationSet(set)]));
