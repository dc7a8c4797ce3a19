/** What one image is to both networks: asked by the page, answered between two steps. Plain data. */
import type { CorruptionId, Severity } from "./corruptions.ts";
import type { ImageBatch } from "./results.ts";

/** A picture of any size, as a canvas gives it: RGBA [height, width, 4], alpha not multiplied in. */
export type AskedPicture = {
  width: number;
  height: number;
  rgba: Uint8ClampedArray<ArrayBuffer>;
};

export type RecognitionQuestion = {
  picture: AskedPicture;
  /** What is done to the picture once it has 32 x 32 pixels; null: nothing. */
  corruption: { id: CorruptionId; severity: Severity } | null;
  /**
   * Images that it is compared with: `sample`, as many as an evaluation on the way takes (quick enough for a run under way), or `all`.
   */
  extent: "sample" | "all";
};

/** How the image lies in one space. */
export type SpaceRecognition = {
  /** The nearest training images, nearest first; `at` is the place among `neighbourImages`. */
  neighbours: { at: number; cosine: number }[];
  /** [classes of the pack] Shares of the neighbours' votes, as kNN accuracy counts them. */
  votes: Float32Array;
  /** OOD score: cosine to the nearest training image. */
  score: number;
  /** The same of known images that were held out, rising. */
  idScores: Float32Array;
  /** 95 % of the known images score at least this. */
  threshold: number;
};

export type Recognition = {
  step: number;
  /** Training images that it was compared with. */
  bank: number;
  /** The one image as the networks saw it. */
  seen: ImageBatch;
  neighbourImages: ImageBatch;
  /** Null where the teacher is features of a pack's images, which know no other picture. */
  teacher: SpaceRecognition | null;
  student: SpaceRecognition;
};
