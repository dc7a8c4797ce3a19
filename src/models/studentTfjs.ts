/**
 * A student as a graph model of TensorFlow.js: `tf.loadGraphModel` opens the JSON, with the weights beside it.
 * In and out as the ONNX model has them: `images` [batch, 3, image, image], 0 to 1; `class_token` and `tokens`.
 *
 * Every node of the ONNX graph becomes one or a few of TensorFlow's. Source: tfjs-converter 4.22, `src/operations/op_list`.
 */
import * as z from "zod/mini";
import type { OnnxConstant, OnnxNode } from "../data/formats/onnx.ts";
import type { NamedTensors } from "../data/formats/safetensors.ts";
import { EngineError } from "../protocol/engineError.ts";
import { brief } from "../protocol/brief.ts";
import { storedStudent, tfjsLayout, type StudentFile } from "./studentFile.ts";
import { parametersOf, studentGraph } from "./studentOnnx.ts";
import { tokenGrid, type StudentSizes } from "./studentSizes.ts";

const CHANNELS = 3;
const FLOAT = { type: "DT_FLOAT" };
const INTEGER = { type: "DT_INT32" };

type Attribute = Record<string, unknown>;
type TfNode = {
  name: string;
  op: string;
  input?: string[];
  attr?: Record<string, Attribute>;
};
type Weight = { name: string; shape: number[]; dtype: "float32" | "int32" };

/** Names of files, the JSON's own among them. */
export const TFJS_FILES = {
  model: "student.tfjs.json",
  weights: "student.tfjs.bin",
} as const;

/**
 * Both files, by name.
 *
 * @param student As `initialStudent` names and shapes it.
 * @param metadata `labMetadata` among it, if the student is to come back.
 */
export function studentTfjs(
  student: NamedTensors,
  sizes: StudentSizes,
  metadata: Record<string, string>,
  names: { model: string; weights: string } = TFJS_FILES,
): Record<string, string | Uint8Array<ArrayBuffer>> {
  const { nodes, constants } = studentGraph(student, sizes);
  const { image, width } = sizes;
  const graph = createGraph(constants);
  graph.add({
    ...{ name: "images", op: "Placeholder" },
    attr: {
      dtype: FLOAT,
      shape: { shape: dimensions([-1, CHANNELS, image, image]) },
    },
  });
  for (const node of nodes) translate(graph, node);
  const tensor = (name: string, shape: number[]) => ({
    [name]: {
      ...{ name: `${name}:0`, dtype: "DT_FLOAT" },
      tensorShape: dimensions([-1, ...shape]),
    },
  });
  const model = {
    format: "graph-model",
    generatedBy: "CosPress Lab",
    convertedBy: null,
    signature: {
      inputs: tensor("images", [CHANNELS, image, image]),
      outputs: {
        ...tensor("class_token", [width]),
        ...tensor("tokens", [1 + tokenGrid(sizes) ** 2, width]),
      },
    },
    userDefinedMetadata: metadata,
    modelTopology: {
      node: graph.nodes,
      library: {},
      versions: { producer: 1, minConsumer: 0 },
    },
    weightsManifest: [{ paths: [names.weights], weights: graph.weights }],
  };
  return {
    [names.model]: `${JSON.stringify(model)}\n`,
    [names.weights]: graph.bytes(),
  };
}

const size = z.int().check(z.gte(0));
const readableModel = z.object({
  format: z.literal("graph-model"),
  userDefinedMetadata: z.optional(z.record(z.string(), z.string())),
  weightsManifest: z
    .array(
      z.object({
        paths: z.array(z.string()).check(z.length(1)),
        weights: z.array(
          z.object({
            name: z.string(),
            shape: z.array(size),
            dtype: z.enum(["float32", "int32"]),
          }),
        ),
      }),
    )
    .check(z.length(1)),
});

/**
 * The student of a model that `studentTfjs` made.
 *
 * @param weightsNamed The file that the JSON calls so; undefined where it is not there.
 * @throws {EngineError} `import-unreadable`, as `readStudentFile`.
 */
export function readStudentTfjs(
  json: Uint8Array,
  weightsNamed: (path: string) => Uint8Array | undefined,
): StudentFile {
  const parsed = readableModel.safeParse(parsedJson(json));
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    throw malformed(
      "be a graph model of this lab",
      `a mistake at ${brief(path.join("."))}: ${message}`,
    );
  }
  const { userDefinedMetadata: metadata = {}, weightsManifest } = parsed.data;
  const { paths, weights } = weightsManifest[0]!;
  const bytes = weightsNamed(paths[0]!);
  if (!bytes) {
    throw malformed(
      `have its weights ${brief(paths[0])} beside it`,
      "the JSON alone",
    );
  }
  const tensors: [string, NamedTensors[string]][] = [];
  let at = 0;
  for (const { name, shape, dtype } of weights) {
    const end = at + BYTES_PER_NUMBER * shape.reduce((a, b) => a * b, 1);
    if (!(end <= bytes.length)) break;
    const values = new Float32Array(bytes.slice(at, end).buffer);
    if (dtype === "float32") tensors.push([name, { shape, values }]);
    at = end;
  }
  const count = weights.length;
  if (at !== bytes.length) {
    throw malformed(
      `have ${count} weights that fill ${brief(paths[0])}`,
      `${bytes.length} bytes, of which they fill ${at}`,
    );
  }
  const named = Object.fromEntries(tensors);
  return storedStudent({ tensors: parametersOf(named), metadata }, tfjsLayout);
}

const BYTES_PER_NUMBER = 4;

function parsedJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw malformed("be JSON", `${bytes.length} bytes of something else`);
  }
}

const malformed = (expected: string, got: string) =>
  new EngineError(
    "import-unreadable",
    `readStudentTfjs: the file must ${expected}, got ${got}`,
  );

const dimensions = (shape: readonly number[]) => ({
  dim: shape.map((size) => ({ size: String(size) })),
});

/** Node names have no spaces. */
const nameOf = (name: string) => name.replaceAll(" ", "_");

type Graph = ReturnType<typeof createGraph>;

/** @param constants By the names that nodes refer to; one is written when a node first does. */
function createGraph(constants: Readonly<Record<string, OnnxConstant>>) {
  const nodes: TfNode[] = [];
  const weights: Weight[] = [];
  const parts: (Float32Array | Int32Array)[] = [];
  const written = new Set<string>();

  /** A constant of this graph; whole numbers become int32. */
  function constant(name: string, { shape, values }: OnnxConstant): string {
    if (written.has(name)) return name;
    written.add(name);
    const isFloat = values instanceof Float32Array;
    const dtype = isFloat ? FLOAT : INTEGER;
    const tensor = { dtype: dtype.type, tensorShape: dimensions(shape) };
    nodes.push({ name, op: "Const", attr: { dtype, value: { tensor } } });
    weights.push({
      ...{ name, shape: [...shape], dtype: isFloat ? "float32" : "int32" },
    });
    parts.push(isFloat ? values : Int32Array.from(values));
    return name;
  }

  return {
    nodes,
    weights,
    constant,
    known: (name: string): OnnxConstant => constants[name]!,
    /** What a node calls `name`, whether a constant or another's output. */
    input: (name: string): string =>
      Object.hasOwn(constants, name)
        ? constant(nameOf(name), constants[name]!)
        : nameOf(name),
    /** A list of whole numbers; a number alone has no axis. */
    integers(values: number | readonly number[]): string {
      const list = typeof values === "number" ? [values] : values;
      const shape = typeof values === "number" ? [] : [list.length];
      const name = `integers_${shape.length}_${list.join("_")}`;
      return constant(name, { shape, values: list });
    },
    add(node: TfNode): string {
      nodes.push(node);
      return node.name;
    },
    bytes(): Uint8Array<ArrayBuffer> {
      const length = parts.reduce((sum, part) => sum + part.byteLength, 0);
      const bytes = new Uint8Array(length);
      let at = 0;
      for (const { buffer, byteOffset, byteLength } of parts) {
        bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
        at += byteLength;
      }
      return bytes;
    },
  };
}

/** Operations that both call the same, or by these names. */
const RENAMED: Readonly<Record<string, string>> = {
  ...{ Sub: "Sub", Mul: "Mul", Add: "AddV2", Erf: "Erf", Shape: "Shape" },
  ...{ MatMul: "BatchMatMulV2", Softmax: "Softmax", Expand: "BroadcastTo" },
};

/** @throws {RangeError} For an operation that the student's graph does not have. */
function translate(graph: Graph, node: OnnxNode): void {
  const { op, inputs, attributes = {} } = node;
  const name = nameOf(node.output);
  if (op === "Conv") {
    convolution(graph, node, name, graph.input(inputs[0]!));
    return;
  }
  if (op === "Reshape") {
    // ONNX copies an axis of length 0 from what comes in: the batch, of which there is one.
    const shape = graph.known(inputs[1]!).values as readonly number[];
    const free = graph.integers(shape.map((size) => (size === 0 ? -1 : size)));
    graph.add({ name, op, input: [graph.input(inputs[0]!), free] });
    return;
  }
  const input = inputs.map(graph.input);
  const add = (as: string, of: string[], ending = "") =>
    graph.add({ name: `${name}${ending}`, op: as, input: of });
  const renamed = RENAMED[op];
  if (renamed) {
    add(renamed, input);
    return;
  }
  const [x = "", second = ""] = input;
  switch (op) {
    case "Transpose":
      add(op, [x, graph.integers(attributes["perm"] as number[])]);
      return;
    case "Gather":
      add("GatherV2", [
        ...[x, second, graph.integers((attributes["axis"] as number) ?? 0)],
      ]);
      return;
    case "Concat":
      graph.add({
        ...{ name, op: "ConcatV2" },
        input: [...input, graph.integers(attributes["axis"] as number)],
        attr: { N: { i: String(input.length) } },
      });
      return;
    case "LayerNormalization": {
      const [, weight = "", bias = ""] = input;
      const axis = graph.integers([attributes["axis"] as number]);
      const { float } = attributes["epsilon"] as { float: number };
      const epsilon = graph.constant(`epsilon_${float}`, {
        ...{ shape: [], values: Float32Array.of(float) },
      });
      const mean = (of: string, ending: string) =>
        graph.add({
          ...{ name: `${name}${ending}`, op: "Mean", input: [of, axis] },
          attr: { keep_dims: { b: true } },
        });
      const centred = add("Sub", [x, mean(x, "_mean")], "_centred");
      const squares = add("Mul", [centred, centred], "_squares");
      const variance = mean(squares, "_variance");
      const sum = add("AddV2", [variance, epsilon], "_sum");
      const scale = add("Rsqrt", [sum], "_scale");
      const normed = add("Mul", [centred, scale], "_normed");
      add("AddV2", [add("Mul", [normed, weight], "_weighted"), bias]);
      return;
    }
    default:
      throw new RangeError(
        `studentTfjs: an operation must be one of the student's, got ${op}`,
      );
  }
}

/** Channels last, as the CPU backend wants them, and back. */
function convolution(
  graph: Graph,
  { inputs, attributes = {} }: OnnxNode,
  name: string,
  x: string,
): void {
  const [, weight = "", bias = ""] = inputs;
  const [vertical = 1, horizontal = 1] = attributes["strides"] as number[];
  const pads = attributes["pads"] as number[];
  const [top = 0, left = 0, bottom = 0, right = 0] = pads;
  const { shape, values } = channelsLast(graph.known(weight));
  const kernel = graph.constant(nameOf(weight), { shape, values });
  const add = (ending: string, op: string, input: string[]) =>
    graph.add({ name: `${name}${ending}`, op, input });
  const last = graph.integers([0, 2, 3, 1]);
  const convolved = graph.add({
    ...{ name: `${name}_convolved`, op: "Conv2D" },
    input: [add("_last", "Transpose", [x, last]), kernel],
    attr: {
      strides: integers([1, vertical, horizontal, 1]),
      dilations: integers([1, 1, 1, 1]),
      padding: text("EXPLICIT"),
      explicit_paddings: integers([0, 0, top, bottom, left, right, 0, 0]),
      data_format: text("NHWC"),
    },
  });
  const biased = add("_biased", "AddV2", [convolved, graph.input(bias)]);
  add("", "Transpose", [biased, graph.integers([0, 3, 1, 2])]);
}

const integers = (values: readonly number[]) => ({
  list: { i: values.map(String) },
});
/** Texts are base64. */
const text = (value: string) => ({ s: btoa(value) });

/** A kernel [out, in, rows, columns] as [rows, columns, in, out]. */
function channelsLast({ shape, values }: OnnxConstant): OnnxConstant {
  const [out = 0, inputs = 0, rows = 0, columns = 0] = shape;
  const area = rows * columns;
  const turned = new Float32Array(values.length);
  for (let o = 0; o < out; o++) {
    for (let c = 0; c < inputs; c++) {
      for (let at = 0; at < area; at++) {
        turned[(at * inputs + c) * out + o] =
          values[(o * inputs + c) * area + at]!;
      }
    }
  }
  return { shape: [rows, columns, inputs, out], values: turned };
}
