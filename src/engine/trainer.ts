/** Student, head and optimiser of one run: turns a batch into an update, and images into embeddings. Knows no clock and no messages. */
import { IMAGE_SIDE } from "../data/image32.ts";
import type {
  FitSample,
  HiddenPatches,
  Method,
  MethodGradients,
  Parts,
} from "../cospress/method.ts";
import { toVariables, type Parameters } from "../models/parameters.ts";
import { initialStudent, studentTokens } from "../models/student.ts";
import { tokenGrid, type StudentSizes } from "../models/studentSizes.ts";
import type { RunConfig } from "../protocol/config.ts";
import { submitGpuWork } from "../tensor/gpuDevice.ts";
import { seededRng } from "../tensor/rng.ts";
import * as tf from "../tensor/tf.ts";
import { createAdamW, type AdamWState } from "./adamW.ts";
import { METHODS } from "./methods.ts";

/** Order of the loss scalars of a step, in `PendingStep.scalars`. */
export const LOSS_NAMES = [
  "total",
  "global",
  "local",
  "feature",
  "classToken",
] as const;

/** Images embedded in one pass: bounds memory, and the time between two chances to pause. */
const EMBEDDING_BATCH = 64;

/** A batch on its way to the backend, or there already: the same views for both networks. Tensors stay the caller's. */
export type TrainingBatch = {
  size: number;
  /** [size, 32, 32, 3], 0 to 1. */
  images: Float32Array | tf.Tensor4D;
  /** [size, 1 + grid * grid, dTeacher] on the student's grid. */
  teacherTokens: Float32Array | tf.Tensor3D;
  /** [size], training class of each image; only methods that need labels look. */
  labels: ArrayLike<number>;
  /** Number of the update, from 1: all that is random in it follows from this and the seed. */
  step: number;
};

/** Pixels [count, 32, 32, 3] of images `start` to `start + count`. */
type ImagesOf = (start: number, count: number) => Float32Array;

type SavedTensors = Record<string, { shape: number[]; values: Float32Array }>;

/** Student and head as plain data; without a head there is no compressed teacher to speak of. */
export type SavedNetworks = { student: SavedTensors; head?: SavedTensors };

/** Everything that training changes, as plain data. */
export type TrainerState = Required<SavedNetworks> & { optimiser: AdamWState };

export type Trainer = ReturnType<typeof createTrainer>;

export function studentSizes({ student }: RunConfig): StudentSizes {
  const { patch, width, depth, heads, stem } = student;
  return { image: IMAGE_SIDE, patch, width, depth, heads, stem };
}

/**
 * @param dTeacher Width of the teacher's tokens.
 * @param classes Training classes.
 * @param hasPatchTokens Whether the teacher has them; otherwise the student's are left out of the losses.
 * @returns A trainer at step 0, drawn from the config's seed alone; `fit` is to be called before its first step.
 */
export function createTrainer(
  config: RunConfig,
  dTeacher: number,
  classes: number,
  hasPatchTokens = true,
) {
  const sizes = studentSizes(config);
  const tokens = hasPatchTokens ? 1 + tokenGrid(sizes) ** 2 : 1;
  const method: Method = METHODS[config.method.id];
  const student = toVariables(
    initialStudent(sizes, seededRng(config.seed, "student")),
  );
  const head: Parameters = method.initialHead(
    { dTeacher, dStudent: sizes.width, classes },
    config.method,
    seededRng(config.seed, "head"),
  );
  const optimiser = createAdamW({ weightDecay: config.optimiser.weightDecay });

  const imageTensor = (images: Float32Array, n: number) =>
    tf.tensor4d(images, [n, IMAGE_SIDE, IMAGE_SIDE, 3]);

  /** Losses and gradients, within a `tf.tidy`. */
  function gradientsOn(
    batch: TrainingBatch,
    options: RunConfig["method"],
    parts: Parts,
  ): MethodGradients {
    const { size } = batch;
    const images =
      batch.images instanceof Float32Array
        ? imageTensor(batch.images, size)
        : batch.images;
    const teacherTokens =
      batch.teacherTokens instanceof Float32Array
        ? tf.tensor3d(batch.teacherTokens, [size, tokens, dTeacher])
        : batch.teacherTokens;
    return method.gradients(
      {
        teacherTokens,
        studentTokens: (hidden?: HiddenPatches) => {
          const all = studentTokens(student, sizes, images, hidden);
          return hasPatchTokens
            ? all
            : tf.slice(all, [0, 0, 0], [size, 1, sizes.width]);
        },
        labels: batch.labels,
        rng: seededRng(config.seed, `step/${batch.step}`),
      },
      head,
      student,
      options,
      parts,
    );
  }

  /** Tokens of some images, [count, kept, width]. */
  const tokensOf = (images: Float32Array, count: number, kept: number) =>
    tf.tidy(() =>
      tf.slice(
        studentTokens(student, sizes, imageTensor(images, count)),
        [0, 0, 0],
        [count, kept, sizes.width],
      ),
    );

  /** The first `kept` tokens of every image, [n, kept, width]. */
  async function embedded(
    n: number,
    imagesOf: ImagesOf,
    pause: () => Promise<void>,
    kept: number,
  ): Promise<Float32Array> {
    const size = kept * sizes.width;
    const out = new Float32Array(n * size);
    for (let start = 0; start < n; start += EMBEDDING_BATCH) {
      const count = Math.min(EMBEDDING_BATCH, n - start);
      const some = tokensOf(imagesOf(start, count), count, kept);
      out.set((await some.data()) as Float32Array, start * size);
      some.dispose();
      await pause();
    }
    return out;
  }

  return {
    sizes,
    tokens,
    dTeacher,

    /** Whether `fit` does anything. */
    isFitted: method.fit !== undefined,

    /** Computes the parts of the head that are not learned. */
    async fit(sample: FitSample): Promise<void> {
      await method.fit?.(sample, head, config.method);
    },

    /**
     * One update.
     *
     * @param parts Which networks it is of.
     */
    step(
      batch: TrainingBatch,
      options: RunConfig["method"],
      learningRate: number,
      weightDecay: number,
      parts: Parts = { head: true, student: true },
    ): tf.Scalar[] {
      const losses = tf.tidy(() => {
        const gradients = gradientsOn(batch, options, parts);
        // One call for all: on WebGPU it is one dispatch.
        optimiser.apply(
          { ...named("head", head), ...named("student", student) },
          {
            ...(parts.head && named("head", gradients.head)),
            ...(parts.student && named("student", gradients.student)),
          },
          learningRate,
          weightDecay,
        );
        return LOSS_NAMES.map((name) => gradients.losses[name]);
      });
      submitGpuWork();
      return losses;
    },

    /**
     * Everything that `step` and `embed` run, on meaningless numbers and without changing anything: for `compileAhead`.
     *
     * @param size Images in a batch.
     */
    rehearse(size: number, options: RunConfig["method"], parts: Parts): void {
      tf.tidy(() => {
        const pixels = (count: number) =>
          new Float32Array(count * IMAGE_SIDE ** 2 * 3);
        const teacherTokens = new Float32Array(size * tokens * dTeacher);
        const labels = new Uint8Array(size);
        const batch = { size, images: pixels(size), teacherTokens, labels };
        const { losses } = gradientsOn({ ...batch, step: 1 }, options, parts);
        // Terms of the loss are kept for whoever reads them.
        tf.dispose(losses);
        tokensOf(pixels(EMBEDDING_BATCH), EMBEDDING_BATCH, 1);
        const w = tf.variable(tf.zeros<tf.Rank>([1]), true);
        const rehearsal = createAdamW({ weightDecay: 0 });
        rehearsal.apply({ w }, { w: tf.zeros([1]) }, 0);
        rehearsal.dispose();
        w.dispose();
      });
    },

    /**
     * The student's class tokens.
     *
     * @param imagesOf Pixels [count, 32, 32, 3] of images `start` to `start + count`.
     * @param pause Awaited between batches, so that the thread stays answerable.
     * @returns [n, width]
     */
    embed: (n: number, imagesOf: ImagesOf, pause: () => Promise<void>) =>
      embedded(n, imagesOf, pause, 1),

    /** All of the student's tokens, as `embed`: [n, tokens, width], class token first. */
    embedTokens: (n: number, imagesOf: ImagesOf, pause: () => Promise<void>) =>
      embedded(n, imagesOf, pause, tokens),

    /** Teacher class tokens [n, dTeacher] in the student's space, [n, width]; null if the method has no map there. */
    async compress(
      classTokens: Float32Array,
      n: number,
    ): Promise<Float32Array | null> {
      const { compress } = method;
      if (!compress) return null;
      const compressed = tf.tidy(() =>
        compress(tf.tensor3d(classTokens, [n, 1, dTeacher]), head),
      );
      try {
        return (await compressed.data()) as Float32Array;
      } finally {
        compressed.dispose();
      }
    },

    /** Whether a head has the names and shapes of this one. */
    hasHeadLike: (saved: SavedTensors): boolean =>
      Object.keys(saved).length === Object.keys(head).length &&
      Object.entries(head).every(
        ([name, { shape }]) => saved[name]?.shape.join() === shape.join(),
      ),

    /** The head's parameters alone. */
    head: (): Promise<SavedTensors> => save(head),

    async state(): Promise<TrainerState> {
      const [savedStudent, savedHead, savedOptimiser] = await Promise.all([
        save(student),
        save(head),
        optimiser.state(),
      ]);
      return {
        student: savedStudent,
        head: savedHead,
        optimiser: savedOptimiser,
      };
    },

    /** @throws {RangeError} If the state has other tensors or shapes than this config's networks. */
    restore(state: TrainerState): void {
      const { moments } = state.optimiser;
      requireMoments(moments, {
        ...named("student", student),
        ...named("head", head),
      });
      load(student, state.student);
      load(head, state.head);
      optimiser.restore(state.optimiser);
    },

    /**
     * Networks to be measured; the optimiser knows nothing of them.
     *
     * @throws {RangeError} As `restore`.
     */
    restoreNetworks({ student: saved, head: savedHead }: SavedNetworks): void {
      load(student, saved);
      if (savedHead) load(head, savedHead);
    },

    dispose(): void {
      tf.dispose([...Object.values(student), ...Object.values(head)]);
      optimiser.dispose();
    },
  };
}

/** Keys with a prefix, so that head and student share one optimiser without sharing names. */
function named<T>(
  prefix: string,
  values: Record<string, T>,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`${prefix}.${name}`, value]),
  );
}

/** Checked here, and not when a step first meets one. */
function requireMoments(
  moments: TrainerState["optimiser"]["moments"],
  parameters: Record<string, tf.Variable>,
): void {
  for (const [name, { shape }] of Object.entries(moments)) {
    const parameter = parameters[name];
    if (parameter?.shape.join() === shape.join()) continue;
    throw new RangeError(
      `restore: the moments of '${name}' must have the shape of ${parameter ? `the parameter, [${parameter.shape.join(", ")}]` : "a parameter"}, got [${shape.join(", ")}]`,
    );
  }
}

async function save(variables: Parameters): Promise<SavedTensors> {
  const entries = Object.entries(variables).map(async ([name, variable]) => {
    const values = (await variable.data()) as Float32Array;
    const shape: number[] = [...variable.shape];
    return [name, { shape, values: values.slice() }] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

function load(variables: Parameters, saved: SavedTensors): void {
  for (const [name, variable] of Object.entries(variables)) {
    const found = saved[name];
    if (!found || found.shape.join() !== variable.shape.join()) {
      throw new RangeError(
        `restore: '${name}' must have shape [${variable.shape.join(", ")}], got ${found ? `[${found.shape.join(", ")}]` : "nothing"}`,
      );
    }
    tf.tidy(() => variable.assign(tf.tensor(found.values, found.shape)));
  }
}
