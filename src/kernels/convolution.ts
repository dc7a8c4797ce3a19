import * as tf from "../tensor/tf.ts";
import { isGpuBackend } from "./gpuKernel.ts";
import { convolve, type Convolution } from "./wgsl/convolution.ts";
import { linearForward } from "./wgsl/linear.ts";

/**
 * A convolution of a frozen network, TensorFlow's SAME padding, with its bias, ReLU6 and skip connection; forward only.
 *
 * One dispatch on WebGPU; on WASM the convolution with bias and ReLU6 is one call of XNNPACK.
 *
 * @returns [n, ceil(h / stride), ceil(w / stride), out]
 */
export function convolution(layer: Convolution): tf.Tensor4D {
  if (!isGpuBackend()) return plainConvolution(layer);
  const { kind, x, filter, bias, stride, activation, add } = layer;
  const [fh, fw, inputs] = filter.shape;
  if (kind !== "conv" || fh !== 1 || fw !== 1 || stride !== 1) {
    return convolve(layer);
  }
  const outputs = bias.shape[0];
  return tf.tidy(() => {
    const { value } = linearForward(
      tf.reshape(x, [-1, inputs]),
      tf.reshape(filter, [inputs, outputs]),
      bias,
      {
        ...(activation === "relu6" && { activation }),
        ...(add && { add: { to: tf.reshape(add, [-1, outputs]) } }),
      },
    );
    const [n, h, w] = x.shape;
    return tf.reshape(value, [n, h, w, outputs]);
  });
}

/** The oracle of `convolution`, and its form on host backends. */
export function plainConvolution(layer: Convolution): tf.Tensor4D {
  const { kind, x, filter, bias, stride, activation, add } = layer;
  return tf.tidy(() => {
    const run = kind === "conv" ? tf.fused.conv2d : tf.fused.depthwiseConv2d;
    const output = run({
      ...{ x, filter, bias, strides: stride, pad: "same" },
      activation: activation === "relu6" ? "relu6" : "linear",
    });
    return add ? tf.add<tf.Tensor4D>(output, add) : output;
  });
}
