/** Every kernel of a model on WebGPU against its plain formulation on the CPU: value and all gradients, at sizes that fit no tile. */
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  attention,
  plainAttention,
  type AttentionSizes,
} from "../../src/kernels/attention.ts";
import { gelu, plainGelu } from "../../src/kernels/gelu.ts";
import { layerNorm, plainLayerNorm } from "../../src/kernels/layerNorm.ts";
import { linear, plainLinear } from "../../src/kernels/linear.ts";
import { linearNormGelu } from "../../src/kernels/linearNormGelu.ts";
import {
  plainPositionedTokens,
  positionedTokens,
} from "../../src/kernels/positionedTokens.ts";
import { transformerBlock } from "../../src/kernels/transformerBlock.ts";
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

const as3d = (x: tf.Tensor | undefined) => x as tf.Tensor3D;

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

/** A stage of the conv stem; on the CPU it is made of layers that have oracles of their own. */
function stageCase(n: number, inputs: number, outputs: number): Case {
  const stage: Differentiable = (x, weight, bias, gamma, beta) =>
    linearNormGelu(
      as2d(x),
      {
        ...{ weight: as2d(weight), bias: as1d(bias) },
        ...{ gamma: as1d(gamma), beta: as1d(beta) },
      },
      1e-6,
      false,
    );
  return {
    name: `linear, norm, GELU ${n} x ${inputs} x ${outputs}`,
    shapes: [[n, inputs], [inputs, outputs], [outputs], [outputs], [outputs]],
    ...{ fused: stage, plain: stage },
  };
}

/** A transformer block; likewise. */
function blockCase(sizes: AttentionSizes): Case {
  const d = sizes.heads * sizes.headWidth;
  const block: Differentiable = (x, ...w) =>
    transformerBlock(
      as2d(x),
      {
        norm1: { gamma: as1d(w[0]), beta: as1d(w[1]) },
        qkv: { weight: as2d(w[2]), bias: as1d(w[3]) },
        proj: { weight: as2d(w[4]), bias: as1d(w[5]) },
        scale1: as1d(w[6]),
        norm2: { gamma: as1d(w[7]), beta: as1d(w[8]) },
        fc1: { weight: as2d(w[9]), bias: as1d(w[10]) },
        fc2: { weight: as2d(w[11]), bias: as1d(w[12]) },
        scale2: as1d(w[13]),
      },
      sizes,
      1e-6,
    );
  return {
    name: `transformer block of ${sizes.batch} x ${sizes.tokens} tokens, width ${d}`,
    shapes: [
      [sizes.batch * sizes.tokens, d],
      ...[[d], [d], [d, 3 * d], [3 * d], [d, d], [d], [d]],
      ...[[d], [d], [d, 4 * d], [4 * d], [4 * d, d], [d], [d]],
    ],
    ...{ fused: block, plain: block },
  };
}

const constant = (shape: [number, number]) => as2d(normalTensors([shape])[0]);

const CASES: Case[] = [
  linearCase(1, 8, 12),
  linearCase(7, 33, 12),
  linearCase(65, 12, 33),
  linearCase(130, 96, 8),
  linearCase(70, 33, 7),
  // The largest tiles, and several parts of rows.
  linearCase(3100, 64, 256),
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
  {
    name: "linear of a constant",
    shapes: [[12, 5], [5]],
    fused: (w, b) => linear(constant([9, 12]), as2d(w), as1d(b), true),
    plain: (w, b) => plainLinear(constant([9, 12]), as2d(w), as1d(b)),
  },
  {
    name: "positionedTokens",
    shapes: [
      [1, 1, 5],
      [19, 4, 5],
      [1, 5, 5],
    ],
    fused: (c, x, p) => positionedTokens(as3d(c), as3d(x), as3d(p)),
    plain: (c, x, p) => plainPositionedTokens(as3d(c), as3d(x), as3d(p)),
  },
  stageCase(9, 12, 20),
  stageCase(70, 7, 33),
  blockCase({ batch: 2, tokens: 5, heads: 2, headWidth: 4 }),
  blockCase({ batch: 1, tokens: 17, heads: 3, headWidth: 5 }),
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
