/**
 * Teacher tokens of training views, computed once each and kept: the first epoch fills the cache, so that training starts at once.
 *
 * Kept are LayerNormed tokens in half precision, before centring. Fresh tokens are rounded the same way, so that a run does not depend on what was cached.
 */
import { IMAGE_SIDE } from "../data/image32.ts";
import type { ImageView } from "../data/batches.ts";
import { copyElements } from "../kernels/gpuKernel.ts";
import { centredTokensOnGpu, halvesOnGpu } from "../kernels/halfTokens.ts";
import { fromHalf, toHalf } from "../data/formats/halfFloats.ts";
import type { PackImage, Teacher, TeacherImages } from "../models/teacher.ts";
import {
  centreTokens,
  layerNormTokens,
  meanTokens,
} from "../models/tokenNormalisation.ts";
import * as tf from "../tensor/tf.ts";
import { createRunMemory, type RunMemory } from "./runMemory.ts";

/** Mean LayerNormed training tokens, saved with the run and never updated. [dTeacher] each; without patch tokens, `patchToken` is empty. */
export type TokenMeans = { classToken: Float32Array; patchToken: Float32Array };

/** Images to be embedded, outside training. */
export type ImageSource = {
  n: number;
  /** Pixels [count, 32, 32, 3], 0 to 1, of images `start` to `start + count`. */
  pixels(start: number, count: number): Float32Array;
  /** Everything that the pixels of an image follow from: the teacher then sees it once. Absent: nothing is kept. */
  nameOf?(image: number): string;
  /** Absent: they lie in no pack. */
  originOf?(image: number): PackImage | null;
};

/** Images that the teacher sees in one go: bounds memory, and the time between two chances to pause. */
const TEACHER_BATCH = 32;

export type TeacherTokens = ReturnType<typeof createTeacherTokens>;

/**
 * @param studentGrid Side of the student's token grid. A finer teacher grid is averaged to it, a coarser one repeated. 0: class tokens alone.
 * @param viewPixels Pixels [32, 32, 3] of a training view, 0 to 1.
 * @param origin Pack, seed and colour changes of those views.
 * @param memory Where tokens are kept; runs that share it ask the teacher once.
 */
export function createTeacherTokens(
  teacher: Teacher,
  studentGrid: number,
  meanFraction: number,
  viewPixels: (key: ImageView) => Float32Array,
  origin: { pack: string; seed: number; colourChange: number } = {
    pack: "",
    seed: 0,
    colourChange: 0,
  },
  memory: RunMemory = createRunMemory(),
) {
  const { width } = teacher;
  const storedGrid = storedGridOf(teacher, studentGrid);
  const storedTokens = 1 + storedGrid ** 2;
  const cache = memory.views({
    ...{ teacher: teacher.id, grid: storedGrid },
    ...origin,
  });
  let means: TokenMeans | null = null;

  const nameOf = ({ image, view }: ImageView) => `${image}/${view}`;

  /** LayerNormed tokens of images, on the stored grid. */
  async function embedded(images: TeacherImages): Promise<tf.Tensor3D> {
    const raw = await teacher.embed(images);
    try {
      return prepared(raw, teacher.grid, storedGrid);
    } finally {
      raw.dispose();
    }
  }

  async function embed(images: TeacherImages): Promise<Float32Array> {
    const tokens = await embedded(images);
    try {
      return (await tokens.data()) as Float32Array;
    } finally {
      tokens.dispose();
    }
  }

  /** Training views; the first of an image is the image itself. */
  const imagesOf = (keys: readonly ImageView[]): TeacherImages => ({
    n: keys.length,
    pixels: joined(keys.map(viewPixels)),
    origins: keys.map(({ image, view }) =>
      view === 0 ? { pack: origin.pack, index: image } : null,
    ),
  });

  const someOf = (
    source: ImageSource,
    start: number,
    n: number,
  ): TeacherImages => ({
    n,
    pixels: source.pixels(start, n),
    origins: Array.from(
      { length: n },
      (_, i) => source.originOf?.(start + i) ?? null,
    ),
  });

  /** Half-precision tokens of each key, [1 + storedGrid^2 * width] each, from the cache or the teacher. */
  async function stored(
    keys: readonly ImageView[],
    pause: () => Promise<void>,
  ): Promise<Uint16Array[]> {
    const found = new Map<string, Uint16Array>();
    const missing: ImageView[] = [];
    for (const key of keys) {
      const kept = cache.get(key);
      if (kept) found.set(nameOf(key), kept);
      else missing.push(key);
    }
    const size = storedTokens * width;
    for (let start = 0; start < missing.length; start += TEACHER_BATCH) {
      const some = missing.slice(start, start + TEACHER_BATCH);
      const values = await embed(imagesOf(some));
      some.forEach((key, i) => {
        const halves = toHalf(values.subarray(i * size, (i + 1) * size));
        found.set(nameOf(key), halves);
        cache.set(key, halves);
      });
      await pause();
    }
    return keys.map((key) => found.get(nameOf(key))!);
  }

  /**
   * The same on WebGPU, as words of two numbers. What the cache does not have is copied from the teacher's output, and comes into the cache
   * when it can be read: nobody waits for that. If the same view is wanted before, the teacher sees it again.
   */
  async function storedOnGpu(
    keys: readonly ImageView[],
    pause: () => Promise<void>,
  ): Promise<tf.Tensor> {
    const size = storedTokens * width;
    const words = new Int32Array((keys.length * size) / 2);
    const halves = new Uint16Array(words.buffer);
    const missing: { key: ImageView; at: number }[] = [];
    keys.forEach((key, at) => {
      const kept = cache.get(key);
      if (kept) halves.set(kept, at * size);
      else missing.push({ key, at });
    });
    const all = tf.tensor1d(words, "int32");
    for (let start = 0; start < missing.length; start += TEACHER_BATCH) {
      const some = missing.slice(start, start + TEACHER_BATCH);
      const tokens = await embedded(imagesOf(some.map(({ key }) => key)));
      const fresh = halvesOnGpu(tokens);
      tokens.dispose();
      some.forEach(({ at }, i) => {
        const [from, to] = [i, at].map((image) => (image * size) / 2);
        const source = { tensor: fresh, start: from! };
        copyElements(source, { tensor: all, start: to! }, size / 2);
      });
      void keep(
        some.map(({ key }) => key),
        fresh,
      );
      try {
        await pause();
      } catch (cause) {
        all.dispose();
        throw cause;
      }
    }
    return all;
  }

  /** Puts tokens into the cache when they have been read. */
  async function keep(
    keys: readonly ImageView[],
    fresh: tf.Tensor,
  ): Promise<void> {
    try {
      const words = (await fresh.data()) as Int32Array;
      const halves = new Uint16Array(words.buffer, words.byteOffset);
      const size = halves.length / keys.length;
      keys.forEach((key, i) =>
        cache.set(key, halves.slice(i * size, (i + 1) * size)),
      );
    } catch {
      // The device is lost, which the step itself will report.
    } finally {
      fresh.dispose();
    }
  }

  function centred(
    values: Float32Array,
    n: number,
    tokens: number,
  ): tf.Tensor3D {
    if (!means)
      throw new Error(
        "createTeacherTokens: means must be set before tokens are centred",
      );
    const { classToken, patchToken } = means;
    return tf.tidy(() =>
      centreTokens(
        tf.tensor3d(values, [n, tokens, width]),
        {
          classToken: tf.tensor1d(classToken),
          patchToken: tf.tensor1d(patchToken),
        },
        meanFraction,
      ),
    );
  }

  return {
    width,
    knowsAnyImage: teacher.knowsAnyImage,
    get cachedViews() {
      return cache.size;
    },

    /** Takes the mean tokens over a sample of training images, unless a restored run brings its own. */
    async fitMeans(
      sample: readonly ImageView[],
      pause: () => Promise<void>,
    ): Promise<TokenMeans> {
      const halves = await stored(sample, pause);
      const fitted = tf.tidy(() =>
        meanTokens(
          tf.tensor3d(fromHalf(halves), [sample.length, storedTokens, width]),
        ),
      );
      means = {
        classToken: (await fitted.classToken.data()) as Float32Array,
        patchToken: (await fitted.patchToken.data()) as Float32Array,
      };
      tf.dispose([fitted.classToken, fitted.patchToken]);
      return means;
    },

    /** @throws {RangeError} If they are of another width than the teacher's tokens. */
    useMeans(restored: TokenMeans): void {
      for (const [name, { length }] of Object.entries(restored)) {
        if (length === width) continue;
        throw new RangeError(
          `useMeans: '${name}' must have ${width} numbers, got ${length}`,
        );
      }
      means = restored;
    },

    /** Training targets: centred tokens on the student's grid, [n, 1 + studentGrid^2, width]. */
    async batch(
      keys: readonly ImageView[],
      pause: () => Promise<void>,
    ): Promise<Float32Array> {
      const halves = await stored(keys, pause);
      const tokens = tf.tidy(() =>
        resampleTokens(
          centred(fromHalf(halves), keys.length, storedTokens),
          storedGrid,
          studentGrid,
        ),
      );
      try {
        return (await tokens.data()) as Float32Array;
      } finally {
        tokens.dispose();
      }
    },

    /**
     * As `batch`, for WebGPU: made there, without a read that anybody waits for. The caller disposes of it.
     *
     * @returns The same numbers as `batch`, but that the smallest, below 6e-5 before centring, may be 0.
     */
    async targets(
      keys: readonly ImageView[],
      pause: () => Promise<void>,
    ): Promise<tf.Tensor3D> {
      const shape: [number, number, number] = [
        keys.length,
        1 + studentGrid ** 2,
        width,
      ];
      // The kernel repeats patch tokens, and does nothing else with them.
      const isRepeated = storedGrid > 0 && studentGrid % storedGrid === 0;
      if (!means || !isRepeated || (storedTokens * width) % 2 !== 0) {
        return tf.tensor3d(await this.batch(keys, pause), shape);
      }
      const { classToken, patchToken } = means;
      const halves = await storedOnGpu(keys, pause);
      const from = storedGrid;
      const stored = { halves, n: keys.length, width, from, to: studentGrid };
      const targets = tf.tidy(() =>
        centredTokensOnGpu(
          stored,
          tf.tensor1d([...classToken, ...patchToken]),
          meanFraction,
        ),
      );
      halves.dispose();
      return targets;
    },

    /** Centred tokens of any images on the student's grid, [n, 1 + studentGrid^2, width]; nothing is kept. */
    async imageTokens(
      source: ImageSource,
      pause: () => Promise<void>,
    ): Promise<Float32Array> {
      const { n } = source;
      const size = (1 + studentGrid ** 2) * width;
      const out = new Float32Array(n * size);
      for (let start = 0; start < n; start += TEACHER_BATCH) {
        const count = Math.min(TEACHER_BATCH, n - start);
        const values = await embed(someOf(source, start, count));
        const tokens = tf.tidy(() =>
          resampleTokens(
            centred(values, count, storedTokens),
            storedGrid,
            studentGrid,
          ),
        );
        out.set((await tokens.data()) as Float32Array, start * size);
        tokens.dispose();
        await pause();
      }
      return out;
    },

    /** Centred class tokens of any images, [n, width]. */
    async classTokens(
      source: ImageSource,
      pause: () => Promise<void>,
    ): Promise<Float32Array> {
      const { n, nameOf } = source;
      const out = new Float32Array(n * width);
      for (let start = 0; start < n; start += TEACHER_BATCH) {
        const count = Math.min(TEACHER_BATCH, n - start);
        const names = Array.from({ length: nameOf ? count : 0 }, (_, i) =>
          [teacher.id, nameOf!(start + i)].join("/"),
        );
        const known = names.flatMap((name) => {
          const tokens = memory.classTokens.get(name);
          return tokens ? [tokens] : [];
        });
        let values: Float32Array;
        if (known.length === count) {
          values = joined(known);
        } else {
          const tokens = await embed(someOf(source, start, count));
          values = firstTokens(tokens, count, storedTokens, width);
          names.forEach((name, i) =>
            memory.classTokens.set(
              name,
              values.slice(i * width, (i + 1) * width),
            ),
          );
        }
        const classTokens = centred(values, count, 1);
        out.set((await classTokens.data()) as Float32Array, start * width);
        classTokens.dispose();
        await pause();
      }
      return out;
    },
  };
}

/** Side of the grid that is kept: a finer teacher grid is averaged first. */
const storedGridOf = ({ grid }: Teacher, studentGrid: number): number =>
  Math.min(grid, studentGrid);

/** LayerNormed tokens on another grid. */
const prepared = (raw: tf.Tensor3D, from: number, to: number): tf.Tensor3D =>
  tf.tidy(() => resampleTokens(layerNormTokens(raw), from, to));

/** A teacher's forward pass on as many images as it sees at a time, with meaningless numbers: for `compileAhead`. Nothing, where it runs elsewhere. */
export function rehearseTeacher(teacher: Teacher, studentGrid: number): void {
  tf.tidy(() => {
    const shape = [TEACHER_BATCH, IMAGE_SIDE, IMAGE_SIDE, 3] as const;
    const images: tf.Tensor4D = tf.zeros([...shape]);
    const raw = teacher.embedNow?.(images);
    if (!raw) return;
    const { grid } = teacher;
    halvesOnGpu(prepared(raw, grid, storedGridOf(teacher, studentGrid)));
  });
}

/**
 * Patch tokens on another grid, the class token as it is: each is the mean of the area that it covers. That averages squares when `to` divides `from`,
 * repeats tokens when `from` divides `to`, and weighs by the share of the area otherwise.
 *
 * @param tokens [n, 1 + from * from, d]
 * @returns [n, 1 + to * to, d]
 */
export function resampleTokens(
  tokens: tf.Tensor3D,
  from: number,
  to: number,
): tf.Tensor3D {
  if (from === to) return tf.clone(tokens);
  const [n, , d] = tokens.shape;
  const [classTokens, patches] = tf.split(tokens, [1, from * from], 1) as [
    tf.Tensor3D,
    tf.Tensor3D,
  ];
  if (from % to === 0) {
    const side = from / to;
    // One axis at a time, so that no tensor has more than four axes.
    const rows = tf.mean(tf.reshape(patches, [n * to, side, from, d]), 1); // [n * to, from, d]
    const squares = tf.mean(tf.reshape(rows, [n * to * to, side, d]), 1); // [n * to * to, d]
    return tf.concat([classTokens, tf.reshape(squares, [n, to * to, d])], 1);
  }
  if (to % from === 0) {
    const side = to / from;
    const wide = tf.tile(tf.reshape(patches, [n * from * from, 1, d]), [
      1,
      side,
      1,
    ]);
    const tall = tf.tile(tf.reshape(wide, [n * from, 1, to, d]), [
      1,
      side,
      1,
      1,
    ]);
    return tf.concat([classTokens, tf.reshape(tall, [n, to * to, d])], 1);
  }
  const weights = tf.tensor2d(areaWeights(from, to), [to, from]);
  // Rows first, then columns: [n, from, from, d] -> [n, to, to, d].
  const rows = tf.matMul(
    weights,
    tf.reshape(tf.transpose(tf.reshape(patches, [n, from, -1]), [1, 0, 2]), [
      ...[from, n * from * d],
    ]),
  ); // [to, n * from * d]
  const columns = tf.matMul(
    weights,
    tf.reshape(tf.transpose(tf.reshape(rows, [to, n, from, d]), [2, 1, 0, 3]), [
      from,
      n * to * d,
    ]),
  ); // [to, n * to * d]
  const turned = tf.transpose(
    tf.reshape(columns, [to, n, to, d]),
    [1, 2, 0, 3],
  );
  return tf.concat([classTokens, tf.reshape(turned, [n, to * to, d])], 1);
}

/** Share of each of `to` intervals that each of `from` intervals of the same line covers: [to, from], rows sum to 1. */
function areaWeights(from: number, to: number): Float32Array {
  return Float32Array.from({ length: to * from }, (_, k) => {
    const [i, j] = [Math.floor(k / from), k % from];
    const begin = Math.max(i / to, j / from);
    const end = Math.min((i + 1) / to, (j + 1) / from);
    return Math.max(0, end - begin) * to;
  });
}

/** Arrays of one length, end to end. */
function joined(parts: readonly Float32Array[]): Float32Array {
  const size = parts[0]?.length ?? 0;
  const out = new Float32Array(size * parts.length);
  parts.forEach((part, i) => out.set(part, i * size));
  return out;
}

/** The class tokens [n, d] out of flat tokens [n, tokens, d]. */
function firstTokens(
  values: Float32Array,
  n: number,
  tokens: number,
  d: number,
): Float32Array {
  const out = new Float32Array(n * d);
  for (let i = 0; i < n; i++) {
    out.set(values.subarray(i * tokens * d, i * tokens * d + d), i * d);
  }
  return out;
}
