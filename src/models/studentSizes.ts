export type StudentSizes = {
  /** Side of the square image in pixels. */
  image: number;
  /** Side of a patch in pixels; divides `image`. */
  patch: number;
  /** Embedding width. */
  width: number;
  depth: number;
  /** Attention heads; divides `width`. */
  heads: number;
  stem: "linear" | "conv";
};

/** Patches along one side of the student's token grid. */
export function tokenGrid({ image, patch }: StudentSizes): number {
  return image / patch;
}
