/** Holds the bundled teacher to the activations of the original fp32 graph, on whatever backend is present; runs in Node and in a browser. */
import type { ReadFile } from "../../src/data/readFile.ts";
import {
  loadBundledTeacher,
  type BundledTeacher,
} from "../../src/models/bundledTeacher.ts";
import type { BundledTeacherId } from "../../src/protocol/config.ts";
import * as tf from "../../src/tensor/tf.ts";

/** Required of every token; fp16 weights were seen to take 4e-5 at most away from 1. */
export const LEAST_COSINE = 0.999;

/** `activations.json`: where in `activations.bin` the pixels (from byte 0) and the float32 values of each record lie. */
export type TeacherReference = {
  images: { shape: number[] };
  records: {
    size: number;
    tap: string;
    grid: number;
    width: number;
    /** Recorded tokens of each map, counted row by row. */
    tokens: number[];
    /** float32 [n, tokens, width] from this byte on. */
    offset: number;
  }[];
};

export type ParityResult = { what: string; tokens: number; worst: number };

/**
 * Cosines of the teacher's tokens with the reference.
 *
 * @param values `activations.bin`.
 * @param imageCount How many of the eight images to run.
 */
export async function teacherParity(
  reference: TeacherReference,
  values: Uint8Array,
  readFile: ReadFile,
  imageCount = 8,
): Promise<ParityResult[]> {
  const results: ParityResult[] = [];
  const fast = await embedded("mobilenet-v2-fast");
  const [t1At64, t1At128, t2At128] = reference.records;
  results.push(
    compare("t1 at 64 px", fast, patchOf(t1At64!), [0, 576]),
    compare("pooled t1 at 64 px", fast, pooledOf(t1At64!), [0, 576]),
  );
  const fine = await embedded("mobilenet-v2-fine");
  results.push(
    compare("t1 at 128 px", fine, patchOf(t1At128!), [0, 576]),
    compare("t2 at 128 px", fine, enlargedOf(t2At128!), [576, 736]),
  );
  return results;

  async function embedded(id: BundledTeacherId) {
    const teacher = await loadBundledTeacher(id, readFile);
    const [, height, width, channels] = reference.images.shape as number[];
    const pixels = values.subarray(
      0,
      imageCount * height! * width! * channels!,
    );
    const images = tf.tensor4d(
      Float32Array.from(pixels, (pixel) => pixel / 255),
      [imageCount, height!, width!, channels!],
    );
    const tokens = teacher.embed(images);
    const read = (await tokens.data()) as Float32Array;
    tf.dispose([images, tokens]);
    teacher.dispose();
    return { teacher, tokens: read };
  }

  type Reference = { image: number; token: number; values: Float32Array }[];
  type ReferenceRecord = TeacherReference["records"][number];

  /** Vectors of a record with their place among the teacher's tokens; 0 is the class token. */
  function patchOf({ tokens, width, offset }: ReferenceRecord): Reference {
    const bytes = 4 * imageCount * tokens.length * width;
    // A copy, for float32 views need their own alignment.
    const stored = new Uint8Array(values.subarray(offset, offset + bytes));
    const floats = new Float32Array(stored.buffer);
    return Array.from({ length: imageCount }, (_, image) =>
      tokens.map((token, i) => {
        const start = (image * tokens.length + i) * width;
        return {
          image,
          token: 1 + token,
          values: floats.subarray(start, start + width),
        };
      }),
    ).flat();
  }

  /** The mean token of each image. */
  function pooledOf(record: ReferenceRecord): Reference {
    const patches = patchOf(record);
    return Array.from({ length: imageCount }, (_, image) => {
      const mean = new Float32Array(record.width);
      for (const patch of patches) {
        if (patch.image !== image) continue;
        patch.values.forEach((v, i) => (mean[i]! += v / record.tokens.length));
      }
      return { image, token: 0, values: mean };
    });
  }

  /** A map of 4 x 4 tokens on a grid twice as fine: bilinear, half-pixel centres, written out. */
  function enlargedOf(record: ReferenceRecord): Reference {
    const coarse = patchOf(record);
    const { grid, width } = record;
    const enlarged: Reference = [];
    for (let image = 0; image < imageCount; image++) {
      const at = (row: number, column: number) =>
        coarse[image * grid * grid + row * grid + column]!.values;
      for (let token = 0; token < 4 * grid * grid; token++) {
        const [y0, y1, fy] = neighbours(Math.floor(token / (2 * grid)), grid);
        const [x0, x1, fx] = neighbours(token % (2 * grid), grid);
        enlarged.push({
          image,
          token: 1 + token,
          values: Float32Array.from(
            { length: width },
            (_, i) =>
              (1 - fy) * ((1 - fx) * at(y0, x0)[i]! + fx * at(y0, x1)[i]!) +
              fy * ((1 - fx) * at(y1, x0)[i]! + fx * at(y1, x1)[i]!),
          ),
        });
      }
    }
    return enlarged;
  }

  /** Smallest cosine between reference vectors and the channels [from, to) of the teacher's tokens. */
  function compare(
    what: string,
    { teacher, tokens }: { teacher: BundledTeacher; tokens: Float32Array },
    expected: Reference,
    [from, to]: [number, number],
  ): ParityResult {
    const tokensEach = 1 + teacher.grid * teacher.grid;
    let worst = 1;
    for (const { image, token, values: vector } of expected) {
      const start = (image * tokensEach + token) * teacher.width;
      const got = tokens.subarray(start + from, start + to);
      worst = Math.min(worst, cosine(got, vector));
    }
    return { what, tokens: expected.length, worst };
  }
}

/** The two coarse positions around fine position `i`, and the share of the second; edges repeat. */
function neighbours(i: number, grid: number): [number, number, number] {
  const position = Math.min(Math.max((i + 0.5) / 2 - 0.5, 0), grid - 1);
  const below = Math.floor(position);
  return [below, Math.min(below + 1, grid - 1), position - below];
}

/** -1 when a length is zero or not a number, so that nothing broken passes. */
function cosine(a: Float32Array, b: Float32Array): number {
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < b.length; i++) {
    ab += a[i]! * b[i]!;
    aa += a[i]! * a[i]!;
    bb += b[i]! * b[i]!;
  }
  const value = ab / Math.sqrt(aa * bb);
  return Number.isNaN(value) ? -1 : value;
}
