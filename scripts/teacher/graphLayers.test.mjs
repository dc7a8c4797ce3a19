import { expect, test } from "vitest";
import { layersUpTo } from "./graphLayers.mjs";

const bytes = (text) => [...text].map((letter) => letter.charCodeAt(0));
const convolution = (stride, padding = "SAME") => ({
  padding: { s: bytes(padding) },
  data_format: { s: bytes("NHWC") },
  strides: { list: { i: ["1", `${stride}`, `${stride}`, "1"] } },
  dilations: { list: { i: ["1", "1", "1", "1"] } },
});

/** A graph of [name, op, inputs, attributes]; names as in the detector, after its two folders. */
function graphOf(nodes, weights) {
  const full = (name) => `F/M/${name}`;
  return {
    nodes: new Map(
      nodes.map(([name, op, input, attr]) => [
        full(name),
        { name: full(name), op, input: input.map(full), attr },
      ]),
    ),
    weights: new Map(
      Object.entries(weights).map(([name, { shape, values }]) => [
        full(name),
        { shape, dtype: "float32", values: new Float32Array(values) },
      ]),
    ),
  };
}

const WEIGHTS = {
  filter: { shape: [1, 1, 1, 2], values: [1, 2] },
  depthwise: { shape: [1, 1, 2, 1], values: [3, 4] },
  project: { shape: [1, 1, 2, 2], values: [1, 2, 3, 4] },
  scale: { shape: [2], values: [10, 100] },
  shift: { shape: [2], values: [0.5, -0.5] },
};

const NODES = [
  ["Conv/conv", "Conv2D", ["image", "filter"], convolution(2)],
  ["Conv/add", "Add", ["Conv/conv", "shift"]],
  ["Conv/relu", "Relu6", ["Conv/add"]],
  [
    "expanded_conv/depthwise/conv",
    "DepthwiseConv2dNative",
    ["Conv/relu", "depthwise"],
    convolution(1),
  ],
  [
    "expanded_conv/depthwise/add",
    "Add",
    ["expanded_conv/depthwise/conv", "shift"],
  ],
  [
    "expanded_conv/depthwise/mul",
    "Mul",
    ["scale", "expanded_conv/depthwise/add"],
  ],
  [
    "expanded_conv_1/project/conv",
    "Conv2D",
    ["expanded_conv/depthwise/mul", "project"],
    convolution(1),
  ],
  [
    "expanded_conv_1/sum",
    "AddN",
    ["expanded_conv_1/project/conv", "Conv/relu"],
  ],
  ["expanded_conv_1/out", "Add", ["shift", "expanded_conv_1/sum"]],
];

test("folds scales and shifts, and keeps activations and skip connections", () => {
  const { layers, taps } = layersUpTo(graphOf(NODES, WEIGHTS), "F/M/image", [
    "F/M/Conv/relu",
    "F/M/expanded_conv_1/out",
  ]);
  expect(taps).toEqual(["stem", "block1/project"]);
  expect(
    layers.map((layer) => ({
      ...layer,
      filter: [...layer.filter],
      bias: [...layer.bias],
    })),
  ).toEqual([
    {
      name: "stem",
      kind: "conv",
      stride: 2,
      padding: "same",
      activation: "relu6",
      input: null,
      addFrom: null,
      filterShape: [1, 1, 1, 2],
      filter: [1, 2],
      bias: [0.5, -0.5],
    },
    {
      name: "block0/depthwise",
      kind: "depthwise",
      stride: 1,
      padding: "same",
      activation: "none",
      input: "stem",
      addFrom: null,
      filterShape: [1, 1, 2, 1],
      filter: [30, 400],
      bias: [5, -50],
    },
    {
      name: "block1/project",
      kind: "conv",
      stride: 1,
      padding: "same",
      activation: "none",
      input: "block0/depthwise",
      addFrom: "stem",
      filterShape: [1, 1, 2, 2],
      filter: [1, 2, 3, 4],
      bias: [0.5, -0.5],
    },
  ]);
});

test("names a node it cannot turn into a layer", () => {
  const nodes = [...NODES, ["Conv/pool", "MaxPool", ["Conv/relu"]]];
  expect(() =>
    layersUpTo(graphOf(nodes, WEIGHTS), "F/M/image", ["F/M/Conv/pool"]),
  ).toThrow(
    "layersUpTo: node 'F/M/Conv/pool' (MaxPool) must be a convolution, scale, shift, ReLU6 or residual sum, got inputs F/M/Conv/relu",
  );
});

test("refuses to scale what has been activated", () => {
  const nodes = [...NODES, ["Conv/late", "Mul", ["Conv/relu", "scale"]]];
  expect(() =>
    layersUpTo(graphOf(nodes, WEIGHTS), "F/M/image", ["F/M/Conv/late"]),
  ).toThrow("(Mul) must come before an activation");
});

test("refuses a padding that the layer list cannot say", () => {
  const nodes = [
    ["Conv/conv", "Conv2D", ["image", "filter"], convolution(2, "VALID")],
  ];
  expect(() =>
    layersUpTo(graphOf(nodes, WEIGHTS), "F/M/image", ["F/M/Conv/conv"]),
  ).toThrow("must be NHWC, SAME, undilated with one stride");
});
