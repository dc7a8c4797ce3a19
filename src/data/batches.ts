/** The order in which a run sees its images: a new one each epoch, recomputed from seed and step, so that nothing has to be saved. */
import { seededRng, shuffledIndices } from "../tensor/rng.ts";

/** One image under one of its views. */
export type ImageView = {
  /** Position in the pack. */
  image: number;
  /** 0 to views - 1, see `views.ts`. */
  view: number;
};

export type Batches = {
  /** Whole batches in an epoch; the images that are left over are dropped, others each time. */
  stepsPerEpoch: number;
  /** Epoch of a step, from 0. */
  epochOf(step: number): number;
  /** The batch of step 1, 2, ...: `batchSize` different images, each under one view. */
  at(step: number): ImageView[];
};

/**
 * Batches of a run.
 *
 * In every run of `views` epochs an image is due under each of its views once; at which it begins is seeded,
 * so that a batch mixes views.
 *
 * @param images Positions in the pack.
 * @param views Views of each image, at least 1.
 * @throws {RangeError} If there are fewer images than a batch takes.
 */
export function createBatches({
  images,
  batchSize,
  views,
  seed,
}: {
  images: Uint32Array;
  batchSize: number;
  views: number;
  seed: number;
}): Batches {
  const stepsPerEpoch = Math.floor(images.length / batchSize);
  if (stepsPerEpoch < 1) {
    throw new RangeError(
      `createBatches: needs at least one batch of ${batchSize} images, got ${images.length}`,
    );
  }
  const viewRng = seededRng(seed, "views of images");
  const firstViews = Uint8Array.from(images, () => viewRng.intBelow(views));
  const epochOf = (step: number) => Math.floor((step - 1) / stepsPerEpoch);

  let epoch = -1;
  let order: Uint32Array = new Uint32Array(0);
  return {
    stepsPerEpoch,
    epochOf,
    at(step) {
      if (!Number.isSafeInteger(step) || step < 1) {
        throw new RangeError(
          `batches.at: 'step' must be 1 or more, got ${step}`,
        );
      }
      if (epochOf(step) !== epoch) {
        epoch = epochOf(step);
        order = shuffledIndices(
          images.length,
          seededRng(seed, `batches/${epoch}`),
        );
      }
      const start = ((step - 1) % stepsPerEpoch) * batchSize;
      return Array.from(order.subarray(start, start + batchSize), (i) => ({
        image: images[i]!,
        view: (firstViews[i]! + epoch) % views,
      }));
    },
  };
}
