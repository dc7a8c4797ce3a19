/** From a teacher's id to the teacher. */
import type { ReadFile } from "../data/readFile.ts";
import { isBundledTeacher } from "../protocol/config.ts";
import * as tf from "../tensor/tf.ts";
import { loadBundledTeacher } from "./bundledTeacher.ts";
import type { Teacher } from "./teacher.ts";

const IMAGE_SIDE = 32;

/**
 * Loads a teacher by its id in the config.
 *
 * @param readFile Reads a file below the site's root; a teacher of one's own lies in `teachers/<id>/`.
 * @param onProgress Bytes read so far, and in all.
 * @throws {EngineError} `teacher-missing`, `teacher-corrupt` or `network`, naming the file, what was expected and what came.
 */
export async function loadTeacher(
  id: string,
  readFile: ReadFile,
  onProgress?: (doneBytes: number, totalBytes: number) => void,
): Promise<Teacher> {
  if (!isBundledTeacher(id)) {
    const { loadOwnTeacher } = await import("./ownTeacher.ts");
    return loadOwnTeacher(id, readFile, onProgress);
  }
  const network = await loadBundledTeacher(id, readFile, onProgress);
  return {
    id,
    width: network.width,
    grid: network.grid,
    knowsAnyImage: true,
    embed: ({ n, pixels }) =>
      Promise.resolve(
        tf.tidy(() =>
          network.embed(tf.tensor4d(pixels, [n, IMAGE_SIDE, IMAGE_SIDE, 3])),
        ),
      ),
    embedNow: (images) => network.embed(images),
    dispose: () => network.dispose(),
  };
}
