/**
 * A frozen convolutional network, run from a list of layers.
 *
 * A convolution with its bias, ReLU6 and skip connection is one dispatch on WebGPU, and but for the last one call of XNNPACK on WASM.
 * XNNPACK packs a filter on its first use and keeps it for as long as the filter tensor lives, so the weights are made once.
 */
import { convolution } from "../kernels/convolution.ts";
import * as tf from "../tensor/tf.ts";
import type { ConvolutionLayer } from "./teacherManifest.ts";

/** Filter and bias values of a layer, in the layout that the manifest states. */
export type LayerWeights = { filter: Float32Array; bias: Float32Array };

export type MobileNet = {
  /**
   * Runs the layers in order, up to the last of `tapLayers`.
   *
   * Forward only: inside `tf.grads` tfjs would not fuse the activation.
   *
   * @param images [n, height, width, 3] in the network's own input range, any size.
   * @returns One map for each tap, [n, h, w, c]. The caller's to dispose.
   * @throws {RangeError} If a tap is not a layer.
   */
  run(images: tf.Tensor4D, tapLayers: readonly string[]): tf.Tensor4D[];
  dispose(): void;
};

type ReadyLayer = {
  layer: ConvolutionLayer;
  filter: tf.Tensor4D;
  bias: tf.Tensor1D;
};

/** @param weightsOf Values of each layer of the list. */
export function createMobileNet(
  layers: readonly ConvolutionLayer[],
  weightsOf: (layer: ConvolutionLayer) => LayerWeights,
): MobileNet {
  const ready: ReadyLayer[] = layers.map((layer) => {
    const { filter, bias } = weightsOf(layer);
    return {
      layer,
      filter: tf.tensor4d(filter, layer.filter.shape as [0, 0, 0, 0]),
      bias: tf.tensor1d(bias),
    };
  });
  return {
    run: (images, tapLayers) =>
      tf.tidy(() => runLayers(ready, images, tapLayers)),
    dispose: () => tf.dispose(ready.map(({ filter, bias }) => [filter, bias])),
  };
}

function runLayers(
  layers: readonly ReadyLayer[],
  images: tf.Tensor4D,
  tapLayers: readonly string[],
): tf.Tensor4D[] {
  const outputs = new Map<string | null, tf.Tensor4D>([[null, images]]);
  const outputOf = (name: string | null) => {
    const output = outputs.get(name);
    if (!output) {
      throw new RangeError(
        `createMobileNet: a tap or input must be an earlier layer, got '${name}'`,
      );
    }
    return output;
  };
  /** How many layers are still to read an output; at 0 it is freed, so that a large batch does not keep every map. */
  const readers = new Map<string | null, number>();
  const wanted = layers.slice(0, 1 + lastTap(layers, tapLayers));
  for (const { layer } of wanted) {
    for (const name of [layer.input, layer.addFrom]) {
      readers.set(name, (readers.get(name) ?? 0) + 1);
    }
  }
  for (const { layer, filter, bias } of wanted) {
    const output = convolution({
      ...{ kind: layer.kind, x: outputOf(layer.input), filter, bias },
      ...{ stride: layer.stride, activation: layer.activation },
      add: layer.addFrom === null ? null : outputOf(layer.addFrom),
    });
    outputs.set(layer.name, output);
    for (const name of [layer.input, layer.addFrom]) {
      const left = (readers.get(name) ?? 0) - 1;
      readers.set(name, left);
      if (left === 0 && name !== null && !tapLayers.includes(name)) {
        outputs.get(name)?.dispose();
        outputs.delete(name);
      }
    }
  }
  return tapLayers.map(outputOf);
}

/** Index of the last layer that a tap needs. */
function lastTap(
  layers: readonly ReadyLayer[],
  tapLayers: readonly string[],
): number {
  return Math.max(
    ...tapLayers.map((tap) =>
      layers.findIndex(({ layer }) => layer.name === tap),
    ),
  );
}
