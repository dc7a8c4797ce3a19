/** Every kernel of a model on WebGPU against its plain formulation on the CPU: value and all gradients, at sizes that fit no tile. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { attention, plainAttention } from "../../src/kernels/attention.ts";
import { gelu, plainGelu } from "../../src/kernels/gelu.ts";
import { layerNorm, plainLayerNorm } from "../../src/kernels/layerNorm.ts";
import { linear, plainLinear } from "../../src/kernels/linear.ts";
import { plainUnfold3x3, unfold3x3 } from "../../src/kernels/unfold.ts";
import * as tf from "../../src/tensor/tf.ts";
import { useBackend } from "../../src/tensor/useBackend.ts";
import {
  differentiate,
  normalTensors,
  relativeErrors,
  type Differentiable,
} from "../differentiate.ts";

/** Float32 rounding of sums of up to some hundred terms, and erf's 1.5e-7. */
const TOLERANCE = 2e-5;

type Case = {
  name: string;
  shapes: number[][];
  fused: Differentiable;
  plain: Differentiable;
};

const as1d = (x: tf.Tensor | undefined) => x as tf.Tensor1D;
const as2d = (x: tf.Tensor | undefined) => x as tf.Tensor2D;

const linearCase = (n: number, inputs: number, outputs: number): Case => ({
  name: `linear ${n} x ${inputs} x ${outputs}`,
  shapes: [[n, inputs], [inputs, outputs], [outputs]],
  fused: (x, w, b) => linear(as2d(x), as2d(w), as1d(b)),
  plain: (x, w, b) => plainLinear(as2d(x), as2d(w), as1d(b)),
});

const normCase = (n: number, d: number): Case => ({
  name: `layerNorm ${n} x ${d}`,
  shapes: [[n, d], [d], [d]],
  fused: (x, g, b) => layerNorm(as2d(x), as1d(g), as1d(b), 1e-6),
  plain: (x, g, b) => plainLayerNorm(as2d(x), as1d(g), as1d(b), 1e-6),
});

const attentionCase = (
  batch: number,
  tokens: number,
  heads: number,
  headWidth: number,
): Case => {
  const sizes = { batch, tokens, heads, headWidth };
  return {
    name: `attention of ${batch} x ${tokens} tokens, ${heads} heads of ${headWidth}`,
    shapes: [[batch * tokens, 3 * heads * headWidth]],
    fused: (x) => attention(as2d(x), sizes),
    plain: (x) => plainAttention(as2d(x), sizes),
  };
};

const CASES: Case[] = [
  linearCase(1, 8, 12),
  linearCase(7, 33, 12),
  linearCase(65, 12, 33),
  linearCase(130, 96, 8),
  linearCase(70, 33, 7),
  // Large tiles, several parts of rows.
  linearCase(3100, 8, 68),
  normCase(1, 8),
  normCase(7, 33),
  normCase(65, 96),
  normCase(65, 12),
  attentionCase(1, 2, 1, 4),
  attentionCase(2, 17, 2, 7),
  attentionCase(1, 65, 3, 8),
  attentionCase(1, 65, 1, 33),
  attentionCase(1, 257, 1, 4),
  attentionCase(1, 10, 1, 128),
  {
    name: "gelu of odd size",
    shapes: [[9, 17]],
    fused: (x) => gelu(as2d(x)),
    plain: (x) => plainGelu(as2d(x)),
  },
  {
    name: "gelu of whole vectors",
    shapes: [[12, 8]],
    fused: (x) => gelu(as2d(x)),
    plain: (x) => plainGelu(as2d(x)),
  },
  {
    name: "unfold3x3",
    shapes: [[2, 6, 4, 3]],
    fused: (x) => unfold3x3(x as tf.Tensor4D),
    plain: (x) => plainUnfold3x3(x as tf.Tensor4D),
  },
];

const expected = new Map<Case, Float32Array[]>();

beforeAll(async () => {
  await useBackend("cpu");
  for (const each of CASES) {
    const inputs = normalTensors(each.shapes);
    expected.set(each, await differentiate(each.plain, inputs));
    tf.dispose(inputs);
  }
  await useBackend("webgpu");
  tf.env().set("WEBGPU_CPU_FORWARD", false);
});

afterAll(() => {
  expect(tf.getBackend()).toBe("webgpu");
});

test.each(CASES)("$name", async (each) => {
  const inputs = normalTensors(each.shapes);
  const before = tf.memory().numTensors;
  const got = await differentiate(each.fused, inputs);
  expect(tf.memory().numTensors).toBe(before);
  for (const error of relativeErrors(got, expected.get(each)!)) {
    expect(error).toBeLessThan(TOLERANCE);
  }
  tf.dispose(inputs);
});
