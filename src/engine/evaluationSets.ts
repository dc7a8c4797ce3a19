/** The images that a run is measured on. */
import type { corruptedImage } from "../data/corruptions/corruptedImage.ts";
import type { Chunked } from "../evaluation/chunks.ts";
import type { PackImage } from "../models/teacher.ts";
import type { CorruptionId, Severity } from "../protocol/corruptions.ts";
import type { ImageBatch, SimilaritySample } from "../protocol/results.ts";

/** Images in a fixed order, and what is known of them. */
export type EvaluationSet = {
  n: number;
  labels: Uint8Array;
  /** [n], positions in the pack's list of domains; empty when it has none. */
  domains: Uint8Array;
  /** Pixels [count, 32, 32, 3], 0 to 1, of images `start` to `start + count`. */
  pixels(start: number, count: number): Float32Array;
  /** Everything that the pixels of an image follow from. */
  nameOf(image: number): string;
  /** Null for corrupted images. */
  originOf(image: number): PackImage | null;
  /** Images by position, for the page. */
  batch(images: ArrayLike<number>): ImageBatch;
};

/** Some ID test images, as they are and corrupted. */
export type CorruptibleImages = {
  clean: EvaluationSet;
  /** `corrupt` does it: what a run needs from its start on comes without. */
  corrupted(
    corruption: CorruptionId,
    severity: Severity,
    corrupt: typeof corruptedImage,
  ): Chunked<EvaluationSet>;
};

/** The sets of one run. `near` and `far` by the names that results use. */
export type EvaluationSets = {
  /** ID training images: the bank of kNN and of OOD scores. */
  bank: EvaluationSet;
  /** ID test images. */
  id: EvaluationSet;
  near: Record<string, EvaluationSet>;
  far: Record<string, EvaluationSet>;
  /** Class-sorted samples behind the heatmaps. */
  samples: Record<SimilaritySample["source"], EvaluationSet>;
  /** ID images to choose by; empty where the run itself is measured on them, or the pack has none. */
  validation: EvaluationSet;
  /** Up to `count` ID test images to be corrupted: the same for every run seed, fewer are the beginning of more. */
  corruptible(count: number): CorruptibleImages;
};
