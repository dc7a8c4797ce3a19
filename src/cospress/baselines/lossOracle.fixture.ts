/** A second opinion on losses between two sets of vectors: plain float64 loops, and their central differences as gradients. */
import { expect } from "vitest";
import { seededRng } from "../../tensor/rng.ts";
import * as tf from "../../tensor/tf.ts";

/** Rows of numbers, as loops like them. */
export type Vectors = number[][];
export type Loop = (teacher: Vectors, student: Vectors) => number;
export type Loss = (teacher: tf.Tensor2D, student: tf.Tensor2D) => tf.Scalar;

/** float32 kernels against float64, relative to the largest element. */
const TOLERANCE = 1e-4;

/** Half the width of a central difference: rounding and curvature both stay below 1e-8. */
const DIFFERENCE = 1e-5;

/** Gaussian vectors that float32 holds exactly; `mean` moves all of them. */
export function randomVectors(
  n: number,
  d: number,
  purpose: string,
  mean = 0,
): Vectors {
  const rng = seededRng(11, purpose);
  return Array.from({ length: n }, () =>
    Array.from({ length: d }, () => Math.fround(mean + rng.normal())),
  );
}

export async function valueOf(
  loss: Loss,
  teacher: Vectors,
  student: Vectors,
): Promise<number> {
  const scalar = tf.tidy(() =>
    loss(tf.tensor2d(teacher), tf.tensor2d(student)),
  );
  const [value] = await scalar.data();
  scalar.dispose();
  return value!;
}

/** Holds value and student gradient to be numbers. */
export async function expectFinite(
  loss: Loss,
  teacher: Vectors,
  student: Vectors,
): Promise<void> {
  const { value, grad } = tf.tidy(() =>
    tf.valueAndGrad((s) => loss(tf.tensor2d(teacher), s as tf.Tensor2D))(
      tf.tensor2d(student),
    ),
  );
  const numbers = [...(await value.data()), ...(await grad.data())];
  tf.dispose([value, grad]);
  expect(numbers.filter((x) => !Number.isFinite(x))).toEqual([]);
}

/** Holds value and student gradient of a loss to its loop, and that no tensor is left behind. */
export async function expectLikeLoop(
  loss: Loss,
  loop: Loop,
  teacher: Vectors,
  student: Vectors,
): Promise<void> {
  const x = tf.tensor2d(teacher);
  const y = tf.tensor2d(student);
  const before = tf.memory().numTensors;
  const { value, grad } = tf.valueAndGrad((s) => loss(x, s as tf.Tensor2D))(y);
  expect(tf.memory().numTensors).toBe(before + 2);
  const expected = loop(teacher, student);
  const [got] = await value.data();
  expect(Math.abs(got! - expected)).toBeLessThan(TOLERANCE * expected);
  const slopes = student.flatMap((row, i) =>
    row.map((_, j) => {
      const moved = (by: number) =>
        student.map((other, k) =>
          k === i ? other.with(j, other[j]! + by) : other,
        );
      const ahead = loop(teacher, moved(DIFFERENCE));
      return (ahead - loop(teacher, moved(-DIFFERENCE))) / (2 * DIFFERENCE);
    }),
  );
  const largest = Math.max(...slopes.map(Math.abs));
  expect(largest).toBeGreaterThan(0);
  (await grad.data()).forEach((slope, i) => {
    expect(Math.abs(slope - slopes[i]!)).toBeLessThan(TOLERANCE * largest);
  });
  tf.dispose([value, grad, x, y]);
}

export const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, x, i) => sum + x * b[i]!, 0);
export const minus = (a: readonly number[], b: readonly number[]) =>
  a.map((x, i) => x - b[i]!);
export const norm = (a: readonly number[]) => Math.sqrt(dot(a, a));
export const cosine = (a: readonly number[], b: readonly number[]) =>
  dot(a, b) / (norm(a) * norm(b));
export const mean = (values: readonly number[]) =>
  values.reduce((a, b) => a + b, 0) / values.length;

/** Every value of a function of index pairs. */
export const overPairs = (
  n: number,
  f: (i: number, j: number) => number,
): number[][] =>
  Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => f(i, j)),
  );
