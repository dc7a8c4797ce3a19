/**
 * A teacher: frozen, and known by the tokens that it gives to images. What comes out is raw: `tokenNormalisation.ts` follows.
 *
 * Three kinds: the bundled network, an ONNX network that somebody brought, and features.
 */
import type * as tf from "../tensor/tf.ts";

/** An image of a pack, as it lies there. */
export type PackImage = { pack: string; index: number };

/** Images by what they show, and by which they are. */
export type TeacherImages = {
  n: number;
  /** [n, 32, 32, 3], 0 to 1. */
  pixels: Float32Array;
  /** [n]; null for what lies in no pack: crops, corrupted images, a visitor's picture. */
  origins: readonly (PackImage | null)[];
};

export type Teacher = {
  id: string;
  /** Numbers in a token. */
  width: number;
  /** Patch tokens lie on a grid x grid lattice, row by row; 0: there is a class token and nothing else. */
  grid: number;
  /** Whether it answers about images that lie in no pack. */
  knowsAnyImage: boolean;
  /** For whoever runs it: where it is computed, and why. */
  notes?: readonly string[];
  /**
   * @returns Raw tokens [n, 1 + grid * grid, width], class token first. The caller's to dispose.
   * @throws {EngineError} `bad-command`, if a teacher that is no network does not know an image.
   */
  embed(images: TeacherImages): Promise<tf.Tensor3D>;
  /** The same of a network on the present backend, at once: what can be compiled ahead. [n, 32, 32, 3] -> [n, 1 + grid * grid, width]. */
  embedNow?(images: tf.Tensor4D): tf.Tensor3D;
  dispose(): void;
};
