/** Precomputed features as a teacher: it knows the images of one pack, by their positions, and no other image. */
import { EngineError } from "../protocol/engineError.ts";
import type { FeatureTeacher } from "../protocol/teachers.ts";
import * as tf from "../tensor/tf.ts";
import type { PackImage, Teacher } from "./teacher.ts";

/**
 * @param manifest Checked against `bytes` before.
 * @param bytes float32 [rows, 1 + grid * grid, width].
 * @throws {EngineError} `teacher-corrupt`, if manifest and file are of different sizes.
 */
export function featureTeacher(
  { id, title, width, grid, rows, pack }: FeatureTeacher,
  bytes: Uint8Array<ArrayBuffer>,
): Teacher {
  const size = (1 + grid * grid) * width;
  if (bytes.length !== rows * size * Float32Array.BYTES_PER_ELEMENT) {
    throw new EngineError(
      "teacher-corrupt",
      `featureTeacher: the features of ${id} must be [${rows}, ${1 + grid * grid}, ${width}] in float32, got ${bytes.length} bytes`,
    );
  }
  const values = new Float32Array(bytes.buffer, bytes.byteOffset, rows * size);

  function rowOf(origin: PackImage | null): Float32Array {
    if (origin?.pack === pack.id && origin.index < rows) {
      return values.subarray(origin.index * size, (origin.index + 1) * size);
    }
    const what =
      origin === null
        ? "an image that lies in no pack (a crop, a corrupted image, a picture of your own)"
        : `image ${origin.index} of ${origin.pack}`;
    throw new EngineError(
      "bad-command",
      `embed: '${title}' has features of the ${rows} images of ${pack.title} alone, got ${what}; a network as teacher could answer`,
    );
  }

  return {
    ...{ id, width, grid, knowsAnyImage: false },
    embed({ n, origins }) {
      const out = new Float32Array(n * size);
      origins.forEach((origin, i) => out.set(rowOf(origin), i * size));
      return Promise.resolve(tf.tensor3d(out, [n, 1 + grid * grid, width]));
    },
    dispose() {},
  };
}
