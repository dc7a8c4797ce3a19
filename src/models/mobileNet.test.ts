import { beforeAll, describe, expect, test } from "vitest";
import { useTestBackend } from "../../tests/testBackend.ts";
import * as tf from "../tensor/tf.ts";
import { createMobileNet, type LayerWeights } from "./mobileNet.ts";
import type { ConvolutionLayer } from "./teacherManifest.ts";

/** A layer from one channel to one; `filter` is [side, side, 1, 1]. */
function layer(
  name: string,
  side: number,
  more: Partial<ConvolutionLayer> = {},
): ConvolutionLayer {
  return {
    name,
    kind: "conv",
    stride: 1,
    padding: "same",
    activation: "none",
    input: null,
    addFrom: null,
    file: "t1.bin",
    filter: { shape: [side, side, 1, 1], offset: 0 },
    bias: { shape: [1], offset: 0 },
    ...more,
  };
}

const weights = (filter: number[], bias: number): LayerWeights => ({
  filter: new Float32Array(filter),
  bias: new Float32Array([bias]),
});

/** [1, 2, 2, 1] */
const image = () => tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);

/** A filter of 3 x 3 that copies the pixel at (row, column) of its window. */
const pick = (row: number, column: number) =>
  Array.from({ length: 9 }, (_, i) => (i === row * 3 + column ? 1 : 0));

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(() => useTestBackend(backend));

  test.each(["conv", "depthwise"] as const)(
    "%s with stride 2 pads an even image at the bottom and right only",
    async (kind) => {
      const layers = [
        layer("first", 3, { kind, stride: 2 }),
        layer("last", 3, { kind, stride: 2 }),
      ];
      const net = createMobileNet(layers, ({ name }) =>
        weights(name === "first" ? pick(0, 0) : pick(2, 2), 0),
      );
      const [first, last] = net.run(image(), ["first", "last"]);
      expect(await first!.data()).toEqual(new Float32Array([1]));
      expect(await last!.data()).toEqual(new Float32Array([0]));
      net.dispose();
    },
  );

  test("adds the bias before ReLU6 clips, and the skip connection after the convolution", async () => {
    const layers = [
      layer("clipped", 1, { activation: "relu6" }),
      layer("sum", 1, { input: "clipped", addFrom: "clipped" }),
    ];
    const net = createMobileNet(layers, ({ name }) =>
      name === "clipped" ? weights([4], -5) : weights([10], 1),
    );
    const [clipped, sum] = net.run(image(), ["clipped", "sum"]);
    // 4 x - 5 = -1, 3, 7, 11
    expect([...(await clipped!.data())]).toEqual([0, 3, 6, 6]);
    // 10 y + 1 + y
    expect([...(await sum!.data())]).toEqual([1, 34, 67, 67]);
    net.dispose();
  });

  test("frees every map but the taps, and its weights in the end", () => {
    const layers = [
      layer("a", 1),
      layer("b", 1, { input: "a" }),
      layer("c", 1, { input: "b", addFrom: "a" }),
    ];
    const x = image();
    const before = tf.memory().numTensors;
    const net = createMobileNet(layers, () => weights([1], 0));
    const loaded = tf.memory().numTensors;
    const taps = net.run(x, ["b", "c"]);
    expect(tf.memory().numTensors).toBe(loaded + 2);
    expect(x.isDisposed).toBe(false);
    tf.dispose(taps);
    net.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test("names a layer that does not exist", () => {
    const net = createMobileNet([layer("a", 1)], () => weights([1], 0));
    expect(() => net.run(image(), ["z"])).toThrow(
      "createMobileNet: a tap or input must be an earlier layer, got 'z'",
    );
    net.dispose();
  });
});
