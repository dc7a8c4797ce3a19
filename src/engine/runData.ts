/** The images of one run: batches to train on, sets to be measured on, samples to be shown. */
import type { corruptedImage } from "../data/corruptions/corruptedImage.ts";
import { createBatches, type ImageView } from "../data/batches.ts";
import { IMAGE_VALUES, imageBatch, imageFloats } from "../data/image32.ts";
import { runSplits, stratifiedChoice, type ImageSet } from "../data/splits.ts";
import { imageView } from "../data/views.ts";
import type { Chunked } from "../evaluation/chunks.ts";
import type { RunConfig } from "../protocol/config.ts";
import type { CorruptionId, Severity } from "../protocol/corruptions.ts";
import type { ImageBatch, SimilaritySample } from "../protocol/results.ts";
import { seededRng, shuffledIndices } from "../tensor/rng.ts";
import type {
  CorruptibleImages,
  EvaluationSet,
  EvaluationSets,
} from "./evaluationSets.ts";
import type { Packs } from "./packs.ts";
import type { RunMemory } from "./runMemory.ts";

/** Decides which images are corrupted, and how: not the run's seed, so that all runs meet the same. */
const CORRUPTION_SEED = 0;

export type RunData = Awaited<ReturnType<typeof loadRunData>>;

/**
 * Loads the packs a config names and divides them.
 *
 * @param memory Where corrupted images are kept.
 * @throws {EngineError} If a pack is missing, corrupt, or lacks what the config asks.
 */
export async function loadRunData(
  config: RunConfig,
  packs: Pick<Packs, "index" | "load">,
  memory: RunMemory,
) {
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

  const { split } = config.evaluation;
  const { idHeldOut } = splits;
  const validation =
    split === "test"
      ? runSplits(config.data, seed, loaded, "validation").idHeldOut
      : { ...idHeldOut, indices: new Uint32Array(0) };
  const order = shuffledIndices(
    idHeldOut.indices.length,
    seededRng(CORRUPTION_SEED, "corrupted images"),
  );
  const corruptible = (count: number): CorruptibleImages => {
    const chosen = {
      ...idHeldOut,
      indices: Uint32Array.from(
        order.subarray(0, count),
        (i) => idHeldOut.indices[i]!,
      ),
    };
    return {
      clean: toEvaluationSet(chosen),
      corrupted: (corruption, severity, corrupt) =>
        corruptedSet(chosen, corruption, severity, corrupt, memory),
    };
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
    validation: toEvaluationSet(validation),
    corruptible,
  };

  const viewPixels = ({ image, view }: ImageView): Float32Array => {
    const { pack, options } = splits.idTrain;
    const pixels = imageFloats(pack, [image], options);
    return imageView(pixels, seed, image, view, config.data.colourChange);
  };

  return {
    sets,
    present: await packs.index(),
    classes: splits.idTrain.pack.manifest.classes,
    stepsPerEpoch: batches.stepsPerEpoch,
    batch: batches.at,
    viewPixels,
    /** Every image is shown in grey. */
    isGrey: splits.idTrain.options.grey,
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
    domains:
      pack.domains.length > 0
        ? Uint8Array.from(indices, (index) => pack.domains[index]!)
        : new Uint8Array(0),
    pixels: (start, count) =>
      imageFloats(pack, indices.subarray(start, start + count), options),
    nameOf: (image) =>
      `${pack.manifest.id}${options.grey ? "/grey" : ""}/${indices[image]}`,
    originOf: (image) => ({ pack: pack.manifest.id, index: indices[image]! }),
    batch: (images) =>
      imageBatch(
        pack,
        Array.from(images, (image) => indices[image]!),
        options,
      ),
  };
}

/** The images of a set, corrupted; yields after each that is not in memory yet. */
function* corruptedSet(
  { pack, indices, options }: ImageSet,
  corruption: CorruptionId,
  severity: Severity,
  corrupt: typeof corruptedImage,
  memory: RunMemory,
): Chunked<EvaluationSet> {
  const clean = toEvaluationSet({ pack, indices, options });
  const nameOf = (image: number) =>
    `${clean.nameOf(image)}/${corruption}/${severity}`;
  const values = new Float32Array(clean.n * IMAGE_VALUES);
  for (let i = 0; i < clean.n; i++) {
    let bytes = memory.corrupted.get(nameOf(i));
    if (!bytes) {
      const request = {
        ...{ corruption, severity, seed: CORRUPTION_SEED },
        ...{ image: indices[i]!, isGrey: options.grey },
      };
      // Multiples of 1 / 255: a byte holds them exactly.
      bytes = Uint8Array.from(corrupt(clean.pixels(i, 1), request), (x) =>
        Math.round(255 * x),
      );
      memory.corrupted.set(nameOf(i), bytes);
      yield i;
    }
    bytes.forEach((byte, k) => (values[i * IMAGE_VALUES + k] = byte / 255));
  }
  return {
    ...clean,
    nameOf,
    originOf: () => null,
    pixels: (start, count) =>
      values.slice(start * IMAGE_VALUES, (start + count) * IMAGE_VALUES),
  };
}

const byName = (sets: [string, ImageSet][]): Record<string, EvaluationSet> =>
  Object.fromEntries(sets.map(([name, set]) => [name, toEvaluationSet(set)]));
