/**
 * The bundled teacher: MobileNetV2 up to block 13 or 15, taken from a COCO detector, frozen.
 *
 * Its spatial map gives the patch tokens, the mean of that map the class token. What comes out is raw: `tokenNormalisation.ts` follows.
 * Two settings of one network: `mobilenet-v2-fast` sees images at 64 px and stops at tap t1 (4 x 4 tokens of 576 numbers);
 * `mobilenet-v2-fine` sees them at 128 px and joins taps t1 and t2 (8 x 8 tokens of 736 numbers).
 */
import type { ReadFile } from "../data/readFile.ts";
import { isGpuBackend } from "../kernels/gpuKernel.ts";
import { resizePixels, tokensOfMaps } from "../kernels/wgsl/convolution.ts";
import type { BundledTeacherId } from "../protocol/config.ts";
import { axisSizes, ShapeError } from "../tensor/axisSizes.ts";
import * as tf from "../tensor/tf.ts";
import { unitRows } from "../tensor/unitRows.ts";
import { createMobileNet } from "./mobileNet.ts";
import { readTeacherFiles, type TeacherFiles } from "./teacherFiles.ts";

export type BundledTeacher = {
  id: BundledTeacherId;
  /** Numbers in a token. */
  width: number;
  /** Patch tokens lie on a grid x grid lattice, row by row. */
  grid: number;
  /**
   * @param images [n, 32, 32, 3], 0 to 1.
   * @returns Raw tokens [n, 1 + grid * grid, width], class token first. The caller's to dispose.
   * @throws {ShapeError} If `images` has another shape.
   */
  embed(images: tf.Tensor4D): tf.Tensor3D;
  dispose(): void;
};

const IMAGE_SIDE = 32;

const SETTINGS: Record<
  BundledTeacherId,
  { inputSide: number; taps: readonly string[]; grid: number }
> = {
  "mobilenet-v2-fast": { inputSide: 64, taps: ["t1"], grid: 4 },
  "mobilenet-v2-fine": { inputSide: 128, taps: ["t1", "t2"], grid: 8 },
};

/**
 * Images that go through the network at once; more are taken in turns, so that memory stays bounded.
 * Measured on WASM, one thread: 1.67 ms an image by eights, 1.53 by 16, 1.52 by 32, 1.49 by 64 at 64 px;
 * at 128 px the WASM heap grows to 69 MB by 16 and to 117 MB by 32. On a GPU every round costs its dispatches again.
 */
const IMAGES_AT_ONCE = { host: 16, gpu: 32 };

/**
 * Loads a bundled teacher onto the present backend. Only the weight files that its taps need are read; each is checked by SHA-256.
 *
 * @param readFile Reads a file below the site's root.
 * @param onProgress Bytes of weights read so far, and in all.
 * @throws {EngineError} `teacher-missing`, `teacher-corrupt` or `network`, naming the file, what was expected and what came.
 */
export async function loadBundledTeacher(
  id: BundledTeacherId,
  readFile: ReadFile,
  onProgress?: (doneBytes: number, totalBytes: number) => void,
): Promise<BundledTeacher> {
  const settings = SETTINGS[id];
  const files = await readTeacherFiles(settings.taps, readFile, onProgress);
  return teacherFromFiles(id, files);
}

function teacherFromFiles(
  id: BundledTeacherId,
  files: TeacherFiles,
): BundledTeacher {
  const { inputSide, grid } = SETTINGS[id];
  const network = createMobileNet(files.layers, files.weightsOf);
  const tapLayers = files.taps.map((tap) => tap.layer);
  const width = files.taps.reduce((sum, tap) => sum + tap.width, 0);

  const embedSome = (images: tf.Tensor4D): tf.Tensor3D => {
    const maps = network.run(
      networkInput(images, inputSide, files.inputRange),
      tapLayers,
    );
    return isGpuBackend()
      ? tokensOfMaps(maps, grid)
      : plainTokensOfMaps(maps, grid);
  };

  return {
    id,
    width,
    grid,
    embed(images) {
      const [n, h, w, c] = axisSizes("embed", "images", images, [
        "n",
        "h",
        "w",
        "c",
      ]);
      if (n < 1 || h !== IMAGE_SIDE || w !== IMAGE_SIDE || c !== 3) {
        throw new ShapeError(
          `embed: 'images' must have shape [n, 32, 32, 3] with n >= 1, got [${images.shape.join(", ")}]`,
        );
      }
      return tf.tidy(() => {
        const parts: tf.Tensor3D[] = [];
        const most = isGpuBackend() ? IMAGES_AT_ONCE.gpu : IMAGES_AT_ONCE.host;
        for (let first = 0; first < n; first += most) {
          const count = Math.min(most, n - first);
          const some =
            count === n
              ? images
              : tf.slice(images, [first, 0, 0, 0], [count, h, w, c]);
          parts.push(tf.tidy(() => embedSome(some)));
        }
        return parts.length === 1 ? parts[0]! : tf.concat(parts, 0);
      });
    },
    dispose: () => network.dispose(),
  };
}

/** Enlarges images and moves 0..1 to the network's range: [n, 32, 32, 3] -> [n, side, side, 3]. */
function networkInput(
  images: tf.Tensor4D,
  side: number,
  range: readonly [number, number],
): tf.Tensor4D {
  if (isGpuBackend()) return resizePixels(images, side, range);
  const [black, white] = range;
  return tf.tidy(() => {
    const scaled = tf.add(tf.mul(images, white - black), black) as tf.Tensor4D;
    return resize(scaled, side);
  });
}

/** Bilinear, half-pixel centres. [n, h, w, c] -> [n, side, side, c]. */
function resize(x: tf.Tensor4D, side: number): tf.Tensor4D {
  return tf.image.resizeBilinear(x, [side, side], false, true);
}

/**
 * Brings maps to one grid, each with tokens of length 1, and joins them: [n, g, g, c1], [n, g2, g2, c2] -> [n, g, g, c1 + c2].
 *
 * Length 1 each, or else the tap with the larger numbers would decide every angle alone.
 */
function joinTaps(maps: readonly tf.Tensor4D[], grid: number): tf.Tensor4D {
  const unitMaps = maps.map((map) =>
    unitRows(map.shape[1] === grid ? map : resize(map, grid)),
  );
  return tf.concat(unitMaps, -1);
}

/** The oracle of `tokensOfMaps`, and its form on host backends. */
export function plainTokensOfMaps(
  maps: readonly tf.Tensor4D[],
  grid: number,
): tf.Tensor3D {
  return tf.tidy(() =>
    tokensOfMap(maps.length === 1 ? maps[0]! : joinTaps(maps, grid)),
  );
}

/** Patch tokens behind their mean, the class token: [n, g, g, d] -> [n, 1 + g * g, d]. */
function tokensOfMap(map: tf.Tensor4D): tf.Tensor3D {
  const [n, h, w, d] = map.shape;
  const patchTokens = tf.reshape<tf.Rank.R3>(map, [n, h * w, d]);
  const classToken = tf.mean<tf.Tensor3D>(patchTokens, 1, true);
  return tf.concat([classToken, patchTokens], 1);
}
