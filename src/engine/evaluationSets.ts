/** The images that a run is measured on. */
import type { Chunked } from "../evaluation/chunks.ts";
import type { CorruptionId, Severity } from "../protocol/corruptions.ts";
import type { SimilaritySample } from "../protocol/results.ts";

/** Images in a fixed order, and what is known of them. */
export type EvaluationSet = {
  n: number;
  labels: Uint8Array;
  /** Pixels [count, 32, 32, 3], 0 to 1, of images `start` to `start + count`. */
  pixels(start: number, count: number): Float32Array;
  /** Everything that the pixels of an image follow from. */
  nameOf(image: number): string;
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
  /** The ID test images that are corrupted: the same for every run seed. */
  uncorrupted: EvaluationSet;
  corrupted(
    corruption: CorruptionId,
    severity: Severity,
  ): Chunked<EvaluationSet>;
};
