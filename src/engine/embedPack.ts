/** Tokens of a pack's images, by the teacher or by a student from a file, a batch at a time. */
import { imageFloats, IMAGE_SIDE } from "../data/image32.ts";
import type { NamedTensors } from "../data/formats/safetensors.ts";
import type { Pack } from "../data/pack.ts";
import type { ReadFile } from "../data/readFile.ts";
import { toVariables } from "../models/parameters.ts";
import { studentTokens } from "../models/student.ts";
import { tokenGrid, type StudentSizes } from "../models/studentSizes.ts";
import { loadTeacher } from "../models/loadTeacher.ts";
import type { TeacherImages } from "../models/teacher.ts";
import * as tf from "../tensor/tf.ts";

/** Images embedded at once: bounds memory. */
const BATCH = 64;

export type Embedder = {
  /** Of an image, class token first. */
  tokens: number;
  width: number;
  /** [n, tokens, width], the caller's to dispose. */
  embed(images: TeacherImages): Promise<tf.Tensor3D>;
  dispose(): void;
};

export function studentEmbedder(
  student: NamedTensors,
  sizes: StudentSizes,
): Embedder {
  const parameters = toVariables(student);
  return {
    tokens: 1 + tokenGrid(sizes) ** 2,
    width: sizes.width,
    embed: ({ n, pixels }) =>
      Promise.resolve(
        tf.tidy(() =>
          studentTokens(
            parameters,
            sizes,
            tf.tensor4d(pixels, [n, IMAGE_SIDE, IMAGE_SIDE, 3]),
          ),
        ),
      ),
    dispose: () => tf.dispose(Object.values(parameters)),
  };
}

/** Raw tokens, before normalisation. @throws {EngineError} As `loadTeacher`. */
export async function teacherEmbedder(
  id: string,
  readFile: ReadFile,
): Promise<Embedder> {
  const teacher = await loadTeacher(id, readFile);
  return {
    tokens: 1 + teacher.grid ** 2,
    width: teacher.width,
    embed: (images) => teacher.embed(images),
    dispose: () => teacher.dispose(),
  };
}

/**
 * Embeds images in the order given.
 *
 * @param kept How many tokens of an image to keep: 1 for the class token alone.
 * @returns Parts [count, kept, width] with `count` images each.
 */
export async function* embedded(
  pack: Pack,
  indices: Uint32Array,
  embedder: Embedder,
  kept: number,
): AsyncGenerator<Float32Array, void> {
  for (let start = 0; start < indices.length; start += BATCH) {
    const some = indices.subarray(start, start + BATCH);
    const all = await embedder.embed({
      n: some.length,
      pixels: imageFloats(pack, some, { grey: false }),
      origins: Array.from(some, (index) => ({ pack: pack.manifest.id, index })),
    });
    const tokens = tf.slice(
      all,
      [0, 0, 0],
      [some.length, kept, embedder.width],
    );
    try {
      yield (await tokens.data()) as Float32Array;
    } finally {
      tf.dispose([all, tokens]);
    }
  }
}
