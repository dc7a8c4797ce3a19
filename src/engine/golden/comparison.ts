/** What a checker of golden values hands back: numbers beside what they should be, and how far off they may be. */
import * as tf from "../../tensor/tf.ts";
import { floats, type GoldenArray, type GoldenFile } from "./goldenFile.ts";

export type Comparison = {
  /** Path of the expected value in the file. */
  what: string;
  expected: ArrayLike<number>;
  got: ArrayLike<number>;
  /** Largest absolute difference of any element; Infinity asks only for finite numbers. */
  tolerance: number;
};

/**
 * Compares one file. `relative` is the tolerance relative to the largest expected element, 1e-4 but for WebGPU's 1e-3.
 * Throws when the file lists a value that the checker does not know.
 */
export type Checker = (
  file: GoldenFile,
  relative: number,
) => Comparison[] | Promise<Comparison[]>;

/** Float32 against the reference's float32, as golden/README.md sets it. */
export const HOST_TOLERANCE = 1e-4;
/** WebGPU may fuse and reorder; also golden/README.md's. */
export const WEBGPU_TOLERANCE = 1e-3;

/** No value is held to more than this. */
const ABSOLUTE_FLOOR = 1e-6;

/** README's rule: `max(10 x the reference's own float32 error, 1e-6, relative x max|expected|)`. */
export function toleranceFor(
  expected: ArrayLike<number>,
  relative: number,
  referenceError = 0,
): number {
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    largest = Math.max(largest, Math.abs(expected[i]!));
  }
  return Math.max(10 * referenceError, ABSOLUTE_FLOOR, relative * largest);
}

/** An array under the rule. */
export async function compareArray(
  what: string,
  golden: GoldenArray,
  got: tf.Tensor | undefined,
  relative: number,
  referenceError?: number,
): Promise<Comparison> {
  if (!got) throw new Error(`${what}: listed in the file, but not computed`);
  if (got.shape.join() !== golden.shape.join()) {
    throw new Error(
      `${what}: must have shape [${golden.shape.join(", ")}], got [${got.shape.join(", ")}]`,
    );
  }
  const expected = floats(golden);
  return {
    what,
    expected,
    got: await got.data(),
    tolerance: toleranceFor(expected, relative, referenceError),
  };
}

/** A number under the rule; `float32` is the reference's own float32 value, where the file has one. */
export function compareNumber(
  what: string,
  expected: number,
  got: number,
  relative: number,
  float32 = expected,
): Comparison {
  const tolerance = toleranceFor(
    [expected],
    relative,
    Math.abs(float32 - expected),
  );
  return { what, expected: [expected], got: [got], tolerance };
}

/** A number or list that must be hit exactly. */
export function compareExactly(
  what: string,
  expected: ArrayLike<number>,
  got: ArrayLike<number>,
): Comparison {
  return { what, expected, got, tolerance: 0 };
}

/** The element that is furthest off; Infinity for one that is not finite, or a list of another length. */
function furthest({ expected, got }: Comparison): {
  difference: number;
  at: number;
} {
  if (got.length !== expected.length) return { difference: Infinity, at: 0 };
  let [difference, at] = [0, 0];
  for (let i = 0; i < got.length; i++) {
    const off = Number.isFinite(got[i])
      ? Math.abs(got[i]! - expected[i]!)
      : Infinity;
    if (off > difference) [difference, at] = [off, i];
  }
  return { difference, at };
}

const holds = (difference: number, tolerance: number) =>
  difference <= tolerance && difference !== Infinity;

/** One line for each comparison that fails; empty when all hold. */
export function mismatches(comparisons: readonly Comparison[]): string[] {
  return comparisons.flatMap((comparison) => {
    const { what, expected, got, tolerance } = comparison;
    if (got.length !== expected.length) {
      return [
        `${what}: ${expected.length} numbers expected, got ${got.length}`,
      ];
    }
    const { difference, at } = furthest(comparison);
    return holds(difference, tolerance)
      ? []
      : [
          `${what}: ${expected[at]} expected at ${at}, got ${got[at]}; off by ${difference}, allowed ${tolerance}`,
        ];
  });
}

/** The comparison that uses up most of what it is allowed. */
export function worstOf(comparisons: readonly Comparison[]) {
  let worst = { what: "", difference: 0, tolerance: 0, isWithin: true };
  let most = -1;
  for (const comparison of comparisons) {
    const { what, tolerance } = comparison;
    const { difference } = furthest(comparison);
    const isWithin = holds(difference, tolerance);
    const share = difference === 0 ? 0 : difference / tolerance;
    const used = isWithin ? share : Infinity;
    if (used <= most) continue;
    most = used;
    worst = { what, difference, tolerance, isWithin };
  }
  return worst;
}

/** Runs a checker, and frees what it leaves behind. */
export async function inScope<T>(check: () => T | Promise<T>): Promise<T> {
  tf.engine().startScope();
  try {
    return await check();
  } finally {
    tf.engine().endScope();
  }
}
