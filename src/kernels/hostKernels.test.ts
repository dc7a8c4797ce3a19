import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as tf from "../tensor/tf.ts";
import {
  differentiate,
  normalTensors,
  relativeErrors,
  type Differentiable,
} from "../../tests/differentiate.ts";
import { useTestBackend } from "../../tests/testBackend.ts";
import { attention, plainAttention } from "./attention.ts";
import { gelu, plainGelu } from "./gelu.ts";
import { layerNorm, plainLayerNorm } from "./layerNorm.ts";
import { linear, plainLinear } from "./linear.ts";
import { plainScaledResidual, scaledResidual } from "./scaledResidual.ts";
import { plainUnfold3x3, unfold3x3 } from "./unfold.ts";

/** Float32 rounding of sums of up to a few hundred terms, relative to the largest element. */
const TOLERANCE = 1e-5;

type Case = {
  name: string;
  shapes: number[][];
  fused: Differentiable;
  plain: Differentiable;
};

const sizes = { batch: 3, tokens: 5, heads: 2, headWidth: 7 };
const as2d = (x: tf.Tensor | undefined) => x as tf.Tensor2D;
const as1d = (x: tf.Tensor | undefined) => x as tf.Tensor1D;

/** Whole vectors of four along every row, with remainders in blocks of rows, columns and tokens. */
const whole = { batch: 2, tokens: 11, heads: 3, headWidth: 8 };

const CASES: Case[] = [
  {
    name: "linear",
    shapes: [[11, 5], [5, 3], [3]],
    fused: (x, w, b) => linear(as2d(x), as2d(w), as1d(b)),
    plain: (x, w, b) => plainLinear(as2d(x), as2d(w), as1d(b)),
  },
  {
    name: "layerNorm",
    shapes: [[7, 13], [13], [13]],
    fused: (x, g, b) => layerNorm(as2d(x), as1d(g), as1d(b), 1e-6),
    plain: (x, g, b) => plainLayerNorm(as2d(x), as1d(g), as1d(b), 1e-6),
  },
  {
    name: "gelu",
    shapes: [[9, 17]],
    fused: (x) => gelu(as2d(x)),
    plain: (x) => plainGelu(as2d(x)),
  },
  {
    name: "scaledResidual",
    shapes: [[5, 6], [5, 6], [6]],
    fused: (x, y, g) => scaledResidual(as2d(x), as2d(y), as1d(g)),
    plain: (x, y, g) => plainScaledResidual(as2d(x), as2d(y), as1d(g)),
  },
  {
    name: "attention",
    shapes: [[15, 42]],
    fused: (x) => attention(as2d(x), sizes),
    plain: (x) => plainAttention(as2d(x), sizes),
  },
  {
    name: "linear with rows of whole vectors, longer than a block",
    shapes: [[301, 260], [260, 20], [20]],
    fused: (x, w, b) => linear(as2d(x), as2d(w), as1d(b)),
    plain: (x, w, b) => plainLinear(as2d(x), as2d(w), as1d(b)),
  },
  {
    name: "layerNorm with rows of whole vectors",
    shapes: [[131, 20], [20], [20]],
    fused: (x, g, b) => layerNorm(as2d(x), as1d(g), as1d(b), 1e-6),
    plain: (x, g, b) => plainLayerNorm(as2d(x), as1d(g), as1d(b), 1e-6),
  },
  {
    name: "gelu of whole vectors",
    shapes: [[37, 16]],
    fused: (x) => gelu(as2d(x)),
    plain: (x) => plainGelu(as2d(x)),
  },
  {
    name: "scaledResidual with rows of whole vectors",
    shapes: [[67, 12], [67, 12], [12]],
    fused: (x, y, g) => scaledResidual(as2d(x), as2d(y), as1d(g)),
    plain: (x, y, g) => plainScaledResidual(as2d(x), as2d(y), as1d(g)),
  },
  {
    name: "attention with heads of whole vectors",
    shapes: [[22, 72]],
    fused: (x) => attention(as2d(x), whole),
    plain: (x) => plainAttention(as2d(x), whole),
  },
  {
    name: "unfold3x3 with whole vectors of channels",
    shapes: [[2, 6, 4, 8]],
    fused: (x) => unfold3x3(x as tf.Tensor4D),
    plain: (x) => plainUnfold3x3(x as tf.Tensor4D),
  },
  {
    name: "unfold3x3",
    shapes: [[2, 6, 4, 3]],
    fused: (x) => unfold3x3(x as tf.Tensor4D),
    plain: (x) => plainUnfold3x3(x as tf.Tensor4D),
  },
];

describe.each(["cpu", "wasm"] as const)("host kernels on %s", (backend) => {
  beforeAll(() => useTestBackend(backend));
  afterAll(() => useTestBackend("cpu"));

  test.each(CASES)(
    "$name has the value and gradients of its plain form",
    async ({ shapes, fused, plain }) => {
      const inputs = normalTensors(shapes);
      const got = await differentiate(fused, inputs);
      const expected = await differentiate(plain, inputs);
      expect(got.length).toBe(expected.length);
      for (const error of relativeErrors(got, expected)) {
        expect(error).toBeLessThan(TOLERANCE);
      }
      tf.dispose(inputs);
    },
  );

  test.each(CASES)("$name leaves no tensor behind", ({ shapes, fused }) => {
    const inputs = shapes.map((shape) => tf.ones(shape));
    const before = tf.memory().numTensors;
    const { value, grads } = tf.valueAndGrads((...x: tf.Tensor[]) =>
      tf.sum(fused(...x)),
    )(inputs);
    tf.dispose([value, ...grads]);
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose(inputs);
  });
});

describe("on WASM", () => {
  /** Smallest normal float32 number; arithmetic below it is slow. */
  const SMALLEST_NORMAL = 2 ** -126;

  beforeAll(() => useTestBackend("wasm"));
  afterAll(() => useTestBackend("cpu"));

  test.each<Pick<Case, "name" | "fused"> & { x: () => tf.Tensor }>([
    {
      name: "GELU far below zero",
      fused: (x) => gelu(as2d(x)),
      x: () => tf.reshape(tf.linspace(-60, -8, 256), [16, 16]),
    },
    {
      name: "attention to one token of many",
      fused: (x) => attention(as2d(x), whole),
      x: () => tf.reshape(tf.mul(40, tf.sin(tf.range(0, 22 * 72))), [22, 72]),
    },
  ])("$name makes no subnormal numbers", async ({ fused, x }) => {
    for (const values of await differentiate(fused, [x()])) {
      const tiny = values.filter(
        (value) => value !== 0 && Math.abs(value) < SMALLEST_NORMAL,
      );
      expect([...tiny]).toEqual([]);
    }
  });
});
