import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as fc from "fast-check";
import { useTestBackend } from "../../tests/testBackend.ts";
import { seededRng } from "../tensor/rng.ts";
import * as tf from "../tensor/tf.ts";
import type { VectorSets } from "./affinities.ts";
import {
  compressionLoss,
  plainCompressionLoss,
  type CompressionOptions,
} from "./compressionLoss.ts";

/** Kernel in float64 against its oracle in tfjs' float32, relative to the largest element; losses and gradients below the floor are rounding. */
const TOLERANCE = 1e-4;
const FLOOR = 1e-6;

function expectClose(got: ArrayLike<number>, expected: ArrayLike<number>) {
  expect(got.length).toBe(expected.length);
  const largest = Math.max(...Array.from(expected, Math.abs));
  const allowed = Math.max(TOLERANCE * largest, FLOOR);
  for (let i = 0; i < got.length; i++) {
    expect(Math.abs(got[i]! - expected[i]!)).toBeLessThan(allowed);
  }
}

const PAPER = [0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1];

function random(shape: readonly number[], purpose: string): VectorSets {
  const rng = seededRng(6, purpose);
  const n = shape.reduce((a, b) => a * b, 1);
  const x: tf.Tensor = tf.tensor(
    Float32Array.from({ length: n }, () => rng.normal()),
    [...shape],
  );
  return x as VectorSets;
}

/** Unit vectors in the plane at the given angles, in degrees. */
const atDegrees = (degrees: number[]) =>
  tf.tensor2d(
    degrees.flatMap((a) => [
      Math.cos((a * Math.PI) / 180),
      Math.sin((a * Math.PI) / 180),
    ]),
    [degrees.length, 2],
  );

async function valueOf(
  teacher: VectorSets,
  compressed: VectorSets,
  options: CompressionOptions,
): Promise<number> {
  const loss = compressionLoss(teacher, compressed, options);
  const [value] = await loss.data();
  tf.dispose([loss, teacher, compressed]);
  return value!;
}

async function valueAndGradient(
  loss: typeof compressionLoss,
  teacher: VectorSets,
  compressed: VectorSets,
  options: CompressionOptions,
): Promise<{ value: number; gradient: Float32Array }> {
  const { value, grad } = tf.valueAndGrad((x) =>
    loss(teacher, x as VectorSets, options),
  )(compressed);
  const [scalar] = await value.data();
  const gradient = (await grad.data()) as Float32Array;
  tf.dispose([value, grad]);
  return { value: scalar!, gradient };
}

const CASES = (["joint", "conditional"] as const).flatMap((affinities) =>
  [true, false].flatMap((maskSelf) =>
    [[0.01], PAPER].map((temperatures) => ({
      affinities,
      maskSelf,
      temperatures,
    })),
  ),
);

describe.each(["cpu", "wasm"] as const)("compressionLoss on %s", (backend) => {
  beforeAll(() => useTestBackend(backend));
  afterAll(() => useTestBackend("cpu"));

  test.each(CASES)(
    "has its oracle's value and gradient ($affinities, masked $maskSelf, $temperatures)",
    async (options) => {
      const shapes = [
        [5, 3, 2],
        [3, 7, 5],
        [1, 17, 9],
      ] as const;
      for (const [sets, n, d] of shapes) {
        const teacher = random([sets, n, d + 4], "teacher");
        const compressed = random([sets, n, d], "compressed");
        const got = await valueAndGradient(
          compressionLoss,
          teacher,
          compressed,
          options,
        );
        const expected = await valueAndGradient(
          plainCompressionLoss,
          teacher,
          compressed,
          options,
        );
        expectClose([got.value], [expected.value]);
        expectClose(got.gradient, expected.gradient);
        tf.dispose([teacher, compressed]);
      }
    },
  );

  test.each(["joint", "conditional"] as const)(
    "has its oracle's value and gradient with duplicates (%s)",
    async (affinities) => {
      const options = { affinities, temperatures: PAPER };
      const first = random([1, 4, 6], "first") as tf.Tensor3D;
      const teacher = tf.concat([first, first], 1);
      const half = random([1, 4, 3], "half") as tf.Tensor3D;
      const compressed = tf.concat([half, tf.reverse(half, 1)], 1);
      const got = await valueAndGradient(
        compressionLoss,
        teacher,
        compressed,
        options,
      );
      const expected = await valueAndGradient(
        plainCompressionLoss,
        teacher,
        compressed,
        options,
      );
      expectClose([got.value], [expected.value]);
      expectClose(got.gradient, expected.gradient);
    },
  );

  test("leaves no tensor behind", () => {
    const teacher = random([2, 5, 4], "teacher");
    const compressed = random([2, 5, 3], "compressed");
    const before = tf.memory().numTensors;
    for (const loss of [compressionLoss, plainCompressionLoss]) {
      for (const options of CASES) {
        loss(teacher, compressed, options).dispose();
        const { value, grad } = tf.valueAndGrad((x) =>
          loss(teacher, x as VectorSets, options),
        )(compressed);
        tf.dispose([value, grad]);
      }
    }
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe.each(["joint", "conditional"] as const)(
  "the compression loss with %s affinities",
  (affinities) => {
    const options = { affinities, temperatures: PAPER };
    beforeAll(() => useTestBackend("cpu"));

    test("is zero when a rotation keeps every angle", async () => {
      const teacher = atDegrees([0, 20, 75, 140]);
      const rotated = atDegrees([33, 53, 108, 173]);
      expect(await valueOf(teacher, rotated, options)).toBeCloseTo(0, 6);
    });

    test("is zero when every vector is rescaled by itself", async () => {
      const teacher = random([6, 5], "teacher") as tf.Tensor2D;
      const scales = tf.tensor2d([0.01, 3, 1, 250, 0.5, 7], [6, 1]);
      const scaled = tf.mul<tf.Tensor2D>(teacher, scales);
      expect(await valueOf(teacher, scaled, options)).toBeCloseTo(0, 6);
    });

    test("is higher the more the angles are bent", async () => {
      const bent = (more: number) =>
        valueOf(
          atDegrees([0, 20, 75, 140]),
          atDegrees([0, 20 + more, 75, 140]),
          options,
        );
      const losses = [await bent(2), await bent(8), await bent(25)];
      expect(losses[0]).toBeGreaterThan(0);
      expect(losses[1]).toBeGreaterThan(losses[0]!);
      expect(losses[2]).toBeGreaterThan(losses[1]!);
    });

    test("is zero when all cosines shift by one constant", async () => {
      // Two spaces whose cosines differ by 0.2 everywhere: unit vectors u beside a common component, for c^2 = 0.1 and 0.3.
      const unit = random([6, 6], "orthogonal") as tf.Tensor2D;
      const withCommon = (share: number) => {
        const [rows] = tf.linalg.qr(unit);
        const mixed = tf.mul<tf.Tensor2D>(rows!, Math.sqrt(1 - share));
        return tf.concat([mixed, tf.fill([6, 1], Math.sqrt(share))], 1);
      };
      const teacher = withCommon(0.1) as tf.Tensor2D;
      const shifted = withCommon(0.3) as tf.Tensor2D;
      expect(await valueOf(teacher, shifted, options)).toBeCloseTo(0, 5);
    });

    test("is the same for any order of the vectors", async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }),
          async (order) => {
            const teacher = random([6, 5], "teacher") as tf.Tensor2D;
            const compressed = random([6, 3], "compressed") as tf.Tensor2D;
            const index = tf.tensor1d(order, "int32");
            const value = await valueOf(
              tf.gather<tf.Tensor2D>(teacher, index),
              tf.gather<tf.Tensor2D>(compressed, index),
              options,
            );
            const expected = await valueOf(teacher, compressed, options);
            expect(value / expected).toBeCloseTo(1, 5);
          },
        ),
        { numRuns: 12 },
      );
    });

    test("is never negative", async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
            minLength: 40,
            maxLength: 40,
          }),
          async (numbers) => {
            const teacher = tf.tensor3d(numbers.slice(0, 24), [2, 4, 3]);
            const compressed = tf.tensor3d(numbers.slice(24), [2, 4, 2]);
            const value = await valueOf(teacher, compressed, options);
            expect(value).toBeGreaterThan(-1e-6);
          },
        ),
        { numRuns: 50 },
      );
    });

    test.each([1, 2])(
      "of a set of %i vectors is exactly 0, and so is its gradient",
      async (n) => {
        const teacher = random([3, n, 4], "teacher");
        const compressed = random([3, n, 2], "compressed");
        const { value, gradient } = await valueAndGradient(
          compressionLoss,
          teacher,
          compressed,
          options,
        );
        expect(value).toBe(0);
        expect(gradient.length).toBe(6 * n);
        expect(gradient.every((entry) => entry === 0)).toBe(true);
      },
    );

    test("of one set equals that of a stack of one", async () => {
      const teacher = random([6, 5], "teacher") as tf.Tensor2D;
      const compressed = random([6, 3], "compressed") as tf.Tensor2D;
      const stacked = await valueOf(
        tf.expandDims<tf.Tensor3D>(teacher, 0),
        tf.expandDims<tf.Tensor3D>(compressed, 0),
        options,
      );
      expect(await valueOf(teacher, compressed, options)).toBe(stacked);
    });

    test("at a temperature below the kernel's range comes from its oracle", async () => {
      const cold = { affinities, temperatures: [0.001] };
      const teacher = random([5, 4], "teacher");
      const compressed = random([5, 3], "compressed");
      const plain = plainCompressionLoss(teacher, compressed, cold);
      const [expected] = await plain.data();
      expect(Number.isFinite(expected)).toBe(true);
      expect(await valueOf(teacher, compressed, cold)).toBe(expected);
    });
  },
);

const zeros = (n: number, d: number) => tf.zeros<tf.Rank.R2>([n, d]);

test("refuses shapes that do not fit", () => {
  const options = { affinities: "joint", temperatures: [0.1] } as const;
  expect(() => compressionLoss(zeros(4, 3), zeros(5, 2), options)).toThrow(
    "compressionLoss: 'teacher' and 'compressed' must have shapes [n, d] or [b, t, d] that differ only in d, got [4, 3] and [5, 2]",
  );
});

test.each([[[]], [[0.1, 0]], [[NaN]]])("refuses temperatures %j", (list) => {
  const options = { affinities: "joint", temperatures: list } as const;
  expect(() => compressionLoss(zeros(4, 3), zeros(4, 2), options)).toThrow(
    "'temperatures' must be one or more numbers > 0",
  );
});
