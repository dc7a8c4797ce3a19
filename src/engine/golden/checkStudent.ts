import { studentTokens } from "../../models/student.ts";
import type { Parameters } from "../../models/parameters.ts";
import type { StudentSizes } from "../../models/studentSizes.ts";
import * as tf from "../../tensor/tf.ts";
import {
  compareArray,
  compareNumber,
  type Checker,
  type Comparison,
} from "./comparison.ts";
import { array, number, optionalNumber, record, tensor } from "./goldenFile.ts";

/** The ViT's tokens, and gradients of the sum of tokens times a cotangent. */
export const checkStudent: Checker = async ({ content }, relative) => {
  const config = record(content, "config");
  const sizes: StudentSizes = {
    image: number(config, "img_size"),
    patch: number(config, "patch_size"),
    width: number(config, "embed_dim"),
    depth: number(config, "depth"),
    heads: number(config, "num_heads"),
    stem: "linear",
  };
  const weights = record(content, "weights");
  const parameters: Parameters = {};
  for (const name of Object.keys(weights)) {
    // Only the masked pass of other methods has a use for it.
    if (name === "mask_token") continue;
    parameters[name] = tf.tidy(() =>
      tf.variable(fromPyTorch(name, tensor(array(weights, name))), true),
    );
  }
  const images = tf.tidy(() => {
    const channelsLast = tf.transpose(
      tensor(array(content, "image")),
      [0, 2, 3, 1],
    );
    // The student itself moves 0..1 to -1..1; the reference takes pixels as they are.
    return tf.div(tf.add(channelsLast, 1), 2) as tf.Tensor4D;
  });
  const cotangent = tensor(array(content, "cotangent"));
  const tokens = studentTokens(parameters, sizes, images);
  const { value, grads } = tf.variableGrads(
    () => tf.sum(tf.mul(studentTokens(parameters, sizes, images), cotangent)),
    Object.values(parameters),
  );
  const errors = record(content, "max_abs_diff_authors_f32_vs_f64");
  const comparisons: Comparison[] = [
    await compareArray(
      "expected_tokens",
      array(content, "expected_tokens"),
      tokens,
      relative,
      number(errors, "tokens"),
    ),
    compareNumber(
      "expected_loss_f64",
      number(content, "expected_loss_f64"),
      (await value.data())[0]!,
      relative,
    ),
  ];
  const expected = record(content, "expected_some_gradients");
  for (const name of Object.keys(expected)) {
    const golden = array(expected, name);
    const variable = parameters[name];
    const gradient = variable && grads[variable.name];
    const got = gradient && toPyTorch(name, gradient, golden.shape);
    comparisons.push(
      await compareArray(
        `expected_some_gradients.${name}`,
        golden,
        got,
        relative,
        optionalNumber(errors, "grads", name),
      ),
    );
    got?.dispose();
  }
  tf.dispose([
    tokens,
    value,
    grads,
    images,
    cotangent,
    Object.values(parameters),
  ]);
  return comparisons;
};

/** PyTorch stores [out, in], convolutions [out, in, height, width]; we [in, out] with rows, columns, channels as `in`. */
function fromPyTorch(name: string, x: tf.Tensor): tf.Tensor {
  if (name === "patch_embed.proj.weight") {
    const [out] = x.shape;
    return tf.reshape(tf.transpose(x, [2, 3, 1, 0]), [-1, out!]);
  }
  return isMatrix(x.shape) ? tf.transpose(x) : tf.clone(x);
}

/** The inverse of `fromPyTorch`, to a known shape. */
function toPyTorch(
  name: string,
  x: tf.Tensor,
  shape: readonly number[],
): tf.Tensor {
  return tf.tidy(() => {
    if (name === "patch_embed.proj.weight") {
      const [out, channels, height, width] = shape;
      const kernel = tf.reshape(x, [height!, width!, channels!, out!]);
      return tf.transpose(kernel, [3, 2, 0, 1]);
    }
    return isMatrix(shape) ? tf.transpose(x) : tf.clone(x);
  });
}

const isMatrix = (shape: readonly number[]) => shape.length === 2;
