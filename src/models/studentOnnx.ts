/**
 * A student as an ONNX model: `images` [batch, 3, 32, 32], 0 to 1, in; `class_token` [batch, width] and `tokens` [batch, tokens, width] out.
 *
 * Opset 17, the first with LayerNormalization; GELU is written out with Erf. Preprocessing is part of the graph.
 */
import {
  readOnnx,
  writeOnnx,
  type OnnxConstant,
  type OnnxNode,
} from "../data/formats/onnx.ts";
import type { NamedTensors } from "../data/formats/safetensors.ts";
import {
  onnxLayout,
  storedStudent,
  toPyTorch,
  type StudentFile,
} from "./studentFile.ts";
import { tokenGrid, type StudentSizes } from "./studentSizes.ts";

const OPSET = 17;
const NORM_EPSILON = 1e-6;
const CHANNELS = 3;

/** Axes of tokens, [batch, token, width], and of images, [batch, channel, row, column]. */
const WIDTH_AXIS = 2;
const CHANNELS_LAST_AXIS = 3;

/** Nodes and constants that lead from `images` to `class_token` and `tokens`: what the ONNX file holds, and what other formats are made of. */
export type StudentGraph = {
  nodes: readonly OnnxNode[];
  constants: Readonly<Record<string, OnnxConstant>>;
};

/** @param student As `initialStudent` names and shapes it. */
export function studentGraph(
  student: NamedTensors,
  sizes: StudentSizes,
): StudentGraph {
  const graph = createGraph();
  const pixels = graph.node("Sub", [
    graph.node("Mul", ["images", graph.number(2)]),
    graph.number(1),
  ]);
  const stored = toPyTorch(student, sizes);
  const patches = embedPatches(graph, pixels, student, stored, sizes);
  let x = positioned(graph, patches, student, sizes);
  for (let block = 0; block < sizes.depth; block++) {
    x = transformerBlock(graph, x, student, `blocks.${block}`, sizes);
  }
  const norm = layerNorm(graph, x, student, "norm", WIDTH_AXIS);
  graph.rename(norm, "tokens");
  graph.node("Gather", ["tokens", graph.index(0)], { axis: 1 }, "class_token");
  return { nodes: graph.nodes, constants: graph.constants };
}

/**
 * @param student As `initialStudent` names and shapes it.
 * @param metadata `labMetadata` among it, if the student is to come back.
 */
export function studentOnnx(
  student: NamedTensors,
  sizes: StudentSizes,
  metadata: Record<string, string>,
): Uint8Array<ArrayBuffer> {
  const { image, width } = sizes;
  const tokens = 1 + tokenGrid(sizes) ** 2;
  return writeOnnx({
    opset: OPSET,
    graph: "student",
    inputs: [{ name: "images", shape: ["batch", CHANNELS, image, image] }],
    outputs: [
      { name: "class_token", shape: ["batch", width] },
      { name: "tokens", shape: ["batch", tokens, width] },
    ],
    ...studentGraph(student, sizes),
    metadata,
  });
}

/** The student of a model that `studentOnnx` made. @throws {EngineError} `import-unreadable`, as `readStudentFile`. */
export function readStudentOnnx(bytes: Uint8Array): StudentFile {
  const { tensors, metadata } = readOnnx(bytes);
  return storedStudent(
    { tensors: parametersOf(tensors), metadata },
    onnxLayout,
  );
}

/** Without the numbers that the graph itself needs: no parameter is a scalar. */
export const parametersOf = (constants: NamedTensors): NamedTensors =>
  Object.fromEntries(
    Object.entries(constants).filter(([, { shape }]) => shape.length > 0),
  );

type Graph = ReturnType<typeof createGraph>;

/** Collects nodes and constants; every node has one output, by whose name others refer to it. */
function createGraph() {
  const nodes: OnnxNode[] = [];
  const constants: Record<string, OnnxConstant> = {};
  let count = 0;
  const constant = (name: string, value: OnnxConstant) => {
    constants[name] = value;
    return name;
  };
  return {
    nodes,
    constants,
    constant,
    /** A float scalar. */
    number: (value: number) =>
      constant(`number ${value}`, {
        shape: [],
        values: Float32Array.of(value),
      }),
    /** An integer scalar. */
    index: (value: number) =>
      constant(`index ${value}`, { shape: [], values: [value] }),
    /** A list of integers. */
    list: (values: readonly number[]) =>
      constant(`list ${values.join(" ")}`, { shape: [values.length], values }),
    node(
      op: string,
      inputs: readonly string[],
      attributes: NonNullable<OnnxNode["attributes"]> = {},
      output = `${op} ${++count}`,
    ): string {
      nodes.push({ op, inputs, output, attributes });
      return output;
    },
    /** Gives the output of the last node its public name. */
    rename(output: string, name: string): void {
      const last = nodes.pop()!;
      if (last.output !== output) {
        throw new RangeError(
          `rename: '${output}' must be the last node, got '${last.output}'`,
        );
      }
      nodes.push({ ...last, output: name });
    },
  };
}

/** [batch, 3, image, image] -> [batch, grid * grid, width]. */
function embedPatches(
  graph: Graph,
  pixels: string,
  student: NamedTensors,
  stored: NamedTensors,
  { patch, width, stem, image }: StudentSizes,
): string {
  const convolve = (
    x: string,
    name: string,
    attributes: { strides: number[]; pads: number[] },
  ) =>
    graph.node(
      "Conv",
      [
        x,
        graph.constant(`${name}.weight`, stored[`${name}.weight`]!),
        graph.constant(`${name}.bias`, stored[`${name}.bias`]!),
      ],
      attributes,
    );
  let x = pixels;
  const stages = stem === "linear" ? 0 : Math.log2(patch);
  for (let stage = 0; stage < stages; stage++) {
    const name = `patch_embed.stem.${stage}`;
    const pads = [1, 1, 1, 1];
    const convolved = convolve(x, `${name}.conv`, { strides: [2, 2], pads });
    const last = graph.node("Transpose", [convolved], { perm: [0, 2, 3, 1] });
    const normed = layerNorm(
      graph,
      last,
      student,
      `${name}.norm`,
      CHANNELS_LAST_AXIS,
    );
    x = graph.node("Transpose", [gelu(graph, normed)], { perm: [0, 3, 1, 2] });
  }
  const stride = stem === "linear" ? patch : 1;
  const map = convolve(x, "patch_embed.proj", {
    strides: [stride, stride],
    pads: [0, 0, 0, 0],
  });
  const grid = image / patch;
  const flat = graph.node("Reshape", [
    map,
    graph.list([0, width, grid * grid]),
  ]);
  return graph.node("Transpose", [flat], { perm: [0, 2, 1] });
}

/** The class token in front, positions added. */
function positioned(
  graph: Graph,
  patches: string,
  student: NamedTensors,
  { width }: StudentSizes,
): string {
  const batch = graph.node("Gather", [
    graph.node("Shape", ["images"]),
    graph.list([0]),
  ]);
  const shape = graph.node("Concat", [batch, graph.list([1, width])], {
    axis: 0,
  });
  const classToken = graph.node("Expand", [
    graph.constant("cls_token", student["cls_token"]!),
    shape,
  ]);
  const tokens = graph.node("Concat", [classToken, patches], { axis: 1 });
  const positions = graph.constant("pos_embed", student["pos_embed"]!);
  return graph.node("Add", [tokens, positions]);
}

function transformerBlock(
  graph: Graph,
  x: string,
  student: NamedTensors,
  name: string,
  sizes: StudentSizes,
): string {
  const scaled = (branch: string, scale: string) =>
    graph.node("Mul", [
      branch,
      graph.constant(
        `${name}.${scale}.gamma`,
        student[`${name}.${scale}.gamma`]!,
      ),
    ]);
  const attended = attention(
    graph,
    layerNorm(graph, x, student, `${name}.norm1`, WIDTH_AXIS),
    student,
    `${name}.attn`,
    sizes,
  );
  const middle = graph.node("Add", [x, scaled(attended, "ls1")]);
  const normed = layerNorm(graph, middle, student, `${name}.norm2`, WIDTH_AXIS);
  const hidden = gelu(graph, linear(graph, normed, student, `${name}.mlp.fc1`));
  const out = linear(graph, hidden, student, `${name}.mlp.fc2`);
  return graph.node("Add", [middle, scaled(out, "ls2")]);
}

function attention(
  graph: Graph,
  x: string,
  student: NamedTensors,
  name: string,
  sizes: StudentSizes,
): string {
  const { heads, width } = sizes;
  const tokens = 1 + tokenGrid(sizes) ** 2;
  const split = [0, tokens, 3, heads, width / heads];
  const qkv = graph.node(
    "Transpose",
    [
      graph.node("Reshape", [
        linear(graph, x, student, `${name}.qkv`),
        graph.list(split),
      ]),
    ],
    { perm: [2, 0, 3, 1, 4] },
  ); // [3, batch, heads, tokens, headWidth]
  const part = (which: number) =>
    graph.node("Gather", [qkv, graph.index(which)], { axis: 0 });
  const keys = graph.node("Transpose", [part(1)], { perm: [0, 1, 3, 2] });
  const scores = graph.node("Mul", [
    graph.node("MatMul", [part(0), keys]),
    graph.number(1 / Math.sqrt(width / heads)),
  ]);
  const weights = graph.node("Softmax", [scores], { axis: 3 });
  const seen = graph.node("MatMul", [weights, part(2)]);
  const joined = graph.node("Reshape", [
    graph.node("Transpose", [seen], { perm: [0, 2, 1, 3] }),
    graph.list([0, tokens, width]),
  ]);
  return linear(graph, joined, student, `${name}.proj`);
}

function linear(
  graph: Graph,
  x: string,
  student: NamedTensors,
  name: string,
): string {
  const [weight, bias] = [`${name}.weight`, `${name}.bias`];
  return graph.node("Add", [
    graph.node("MatMul", [x, graph.constant(weight, student[weight]!)]),
    graph.constant(bias, student[bias]!),
  ]);
}

function layerNorm(
  graph: Graph,
  x: string,
  student: NamedTensors,
  name: string,
  axis: number,
): string {
  const [weight, bias] = [`${name}.weight`, `${name}.bias`];
  return graph.node(
    "LayerNormalization",
    [
      x,
      graph.constant(weight, student[weight]!),
      graph.constant(bias, student[bias]!),
    ],
    { axis, epsilon: { float: NORM_EPSILON } },
  );
}

/** x / 2 * (1 + erf(x / sqrt 2)), exactly. */
function gelu(graph: Graph, x: string): string {
  const error = graph.node("Erf", [
    graph.node("Mul", [x, graph.number(Math.SQRT1_2)]),
  ]);
  const gate = graph.node("Add", [error, graph.number(1)]);
  const half = graph.node("Mul", [x, graph.number(0.5)]);
  return graph.node("Mul", [half, gate]);
}
