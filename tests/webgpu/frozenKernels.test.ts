/** The kernels that only go forward, for pixels and frozen teachers, on WebGPU against their plain formulation on the CPU. */
import { beforeAll, expect, test } from "vitest";
import {
  convolution,
  plainConvolution,
} from "../../src/kernels/convolution.ts";
import {
  patchPixels,
  plainPatchPixels,
} from "../../src/kernels/patchPixels.ts";
import { product } from "../../src/kernels/product.ts";
import { plainUnfold3x3, unfoldPixels3x3 } from "../../src/kernels/unfold.ts";
import {
  resizePixels,
  tokensOfMaps,
} from "../../src/kernels/wgsl/convolution.ts";
import { plainTokensOfMaps } from "../../src/models/bundledTeacher.ts";
import { layerNormTokens } from "../../src/models/tokenNormalisation.ts";
import * as tf from "../../src/tensor/tf.ts";
import { useBackend } from "../../src/tensor/useBackend.ts";
import {
  normalTensors,
  relativeErrors,
  type Differentiable,
} from "../differentiate.ts";

const TOLERANCE = 1e-5;

type Case = {
  name: string;
  shapes: number[][];
  fused: Differentiable;
  plain: Differentiable;
};

const as1d = (x: tf.Tensor | undefined) => x as tf.Tensor1D;
const as2d = (x: tf.Tensor | undefined) => x as tf.Tensor2D;
const as4d = (x: tf.Tensor | undefined) => x as tf.Tensor4D;

const convolutionCase = (
  name: string,
  kind: "conv" | "depthwise",
  [h, w, inputs, outputs]: [number, number, number, number],
  side: number,
  stride: number,
  isAdded: boolean,
): Case => {
  const out = Math.ceil(h / stride);
  const run =
    (of: typeof convolution): Differentiable =>
    (x, filter, bias, add) =>
      of({
        ...{ kind, x: as4d(x), filter: as4d(filter), bias: as1d(bias) },
        ...{ stride, activation: isAdded ? "none" : "relu6" },
        add: isAdded ? as4d(add) : null,
      });
  return {
    name,
    shapes: [
      [2, h, w, inputs],
      kind === "conv" ? [side, side, inputs, outputs] : [side, side, inputs, 1],
      [outputs],
      [2, out, Math.ceil(w / stride), outputs],
    ],
    fused: run(convolution),
    plain: run(plainConvolution),
  };
};

function transposedCase(m: number, k: number, n: number): Case {
  return {
    name: `product ${m} x ${k} x ${n}, the right side transposed`,
    shapes: [
      [m, k],
      [n, k],
    ],
    fused: (x, y) => product(as2d(x), as2d(y), { transposeB: true }),
    plain: (x, y) => tf.matMul(as2d(x), as2d(y), false, true),
  };
}

const CASES: Case[] = [
  convolutionCase("1 x 1", "conv", [3, 5, 8, 12], 1, 1, false),
  convolutionCase("1 x 1, odd, added", "conv", [3, 5, 7, 5], 1, 1, true),
  convolutionCase("3 x 3, stride 2", "conv", [6, 5, 3, 8], 3, 2, false),
  convolutionCase("depthwise", "depthwise", [5, 4, 12, 12], 3, 1, false),
  convolutionCase("depthwise, odd", "depthwise", [6, 7, 3, 3], 3, 2, true),
  {
    name: "resized pixels",
    shapes: [[2, 4, 4, 3]],
    fused: (x) => resizePixels(as4d(x), 10, [-1, 1]),
    plain: (x) =>
      tf.sub(
        tf.mul(tf.image.resizeBilinear(as4d(x), [10, 10], false, true), 2),
        1,
      ),
  },
  {
    name: "tokens of one map",
    shapes: [[2, 3, 3, 10]],
    fused: (x) => tokensOfMaps([as4d(x)], 3),
    plain: (x) => plainTokensOfMaps([as4d(x)], 3),
  },
  {
    name: "tokens of two maps",
    shapes: [
      [2, 4, 4, 70],
      [2, 2, 2, 9],
    ],
    fused: (x, y) => tokensOfMaps([as4d(x), as4d(y)], 4),
    plain: (x, y) => plainTokensOfMaps([as4d(x), as4d(y)], 4),
  },
  {
    name: "tokens at mean 0 and variance 1",
    shapes: [[2, 3, 33]],
    fused: (x) => layerNormTokens(x!),
    plain: (x) => layerNormTokens(x!),
  },
  {
    name: "patches",
    shapes: [[2, 6, 6, 3]],
    fused: (x) => patchPixels(as4d(x), 2),
    plain: (x) => plainPatchPixels(as4d(x), 2),
  },
  {
    name: "neighbourhoods of pixels",
    shapes: [[2, 4, 6, 3]],
    fused: (x) => unfoldPixels3x3(as4d(x)),
    plain: (x) => plainUnfold3x3(tf.sub(tf.mul(as4d(x), 2), 1)),
  },
  transposedCase(9, 33, 7),
  // The largest tiles.
  transposedCase(6150, 4, 128),
];

const expected = new Map<Case, Float32Array>();

beforeAll(async () => {
  await useBackend("cpu");
  for (const each of CASES) {
    const inputs = normalTensors(each.shapes);
    const result = each.plain(...inputs);
    expected.set(each, (await result.data()) as Float32Array);
    tf.dispose([inputs, result]);
  }
  await useBackend("webgpu");
  tf.env().set("WEBGPU_CPU_FORWARD", false);
});

test.each(CASES)("$name", async (each) => {
  const inputs = normalTensors(each.shapes);
  const result = tf.tidy(() => each.fused(...inputs));
  const got = (await result.data()) as Float32Array;
  const [error] = relativeErrors([got], [expected.get(each)!]);
  expect(error).toBeLessThan(TOLERANCE);
  expect(tf.getBackend()).toBe("webgpu");
  tf.dispose([inputs, result]);
});
