/**
 * An ONNX model as bytes: nodes in the order in which they run, constants, one named free axis. Its numbers and metadata, and nothing else, are read back.
 *
 * Source: field numbers of https://github.com/onnx/onnx, onnx/onnx.proto.
 */
import { EngineError } from "../../protocol/engineError.ts";
import { brief } from "../../protocol/brief.ts";
import {
  bytesField,
  floatField,
  intField,
  messageBytes,
  messageField,
  readFields,
  textField,
  type Field,
  type ReadField,
} from "./protobuf.ts";
import type { NamedTensors, SafetensorsFile } from "./safetensors.ts";

/** A constant: `int64` for shapes and indices, float32 for everything else. */
export type OnnxConstant = {
  shape: readonly number[];
  values: Float32Array | readonly number[];
};

export type OnnxNode = {
  op: string;
  inputs: readonly string[];
  output: string;
  /** Whole numbers from 0 become INT, lists of them INTS; a float is written `{ float }`. Axes are counted from the front. */
  attributes?: Record<
    string,
    number | readonly number[] | { readonly float: number }
  >;
};

/** A float32 input or output; a text in its shape names an axis of any length. */
export type OnnxValue = { name: string; shape: readonly (number | string)[] };

export type OnnxModel = {
  opset: number;
  graph: string;
  inputs: readonly OnnxValue[];
  outputs: readonly OnnxValue[];
  nodes: readonly OnnxNode[];
  constants: Record<string, OnnxConstant>;
  /** For people: `metadata_props`. */
  metadata: Record<string, string>;
};

/** That of ONNX 1.12, the first with opset 17. */
const IR_VERSION = 8;

const ELEMENT = { float: 1, int64: 7 } as const;
const ATTRIBUTE = { float: 1, int: 2, ints: 7 } as const;

export function writeOnnx(model: OnnxModel): Uint8Array<ArrayBuffer> {
  const graph = [
    ...model.nodes.map((node) => messageField(1, nodeFields(node))),
    textField(2, model.graph),
    ...Object.entries(model.constants).map(([name, constant]) =>
      messageField(5, constantFields(name, constant)),
    ),
    ...model.inputs.map((value) => messageField(11, valueFields(value))),
    ...model.outputs.map((value) => messageField(12, valueFields(value))),
  ];
  return messageBytes([
    intField(1, IR_VERSION),
    textField(2, "cospress-lab"),
    messageField(7, graph),
    messageField(8, [textField(1, ""), intField(2, model.opset)]),
    ...Object.entries(model.metadata).map(([key, value]) =>
      messageField(14, [textField(1, key), textField(2, value)]),
    ),
  ]);
}

function nodeFields({ op, inputs, output, attributes = {} }: OnnxNode) {
  return [
    ...inputs.map((input) => textField(1, input)),
    textField(2, output),
    textField(3, output),
    textField(4, op),
    ...Object.entries(attributes).map(([name, value]) =>
      messageField(5, [textField(1, name), ...attributeFields(value)]),
    ),
  ];
}

function attributeFields(
  value: number | readonly number[] | { readonly float: number },
): Field[] {
  if (typeof value === "number") {
    return [intField(3, value), intField(20, ATTRIBUTE.int)];
  }
  if ("float" in value) {
    return [floatField(2, value.float), intField(20, ATTRIBUTE.float)];
  }
  return [
    ...value.map((each) => intField(8, each)),
    intField(20, ATTRIBUTE.ints),
  ];
}

function constantFields(
  name: string,
  { shape, values }: OnnxConstant,
): Field[] {
  const isFloat = values instanceof Float32Array;
  const bytes = new Uint8Array(values.length * (isFloat ? 4 : 8));
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    if (isFloat) view.setFloat32(i * 4, value, true);
    else view.setBigInt64(i * 8, BigInt(value), true);
  });
  return [
    ...shape.map((side) => intField(1, side)),
    intField(2, isFloat ? ELEMENT.float : ELEMENT.int64),
    textField(8, name),
    bytesField(9, bytes),
  ];
}

function valueFields({ name, shape }: OnnxValue): Field[] {
  const sides = shape.map((side) =>
    messageField(1, [
      typeof side === "number" ? intField(1, side) : textField(2, side),
    ]),
  );
  const tensor = [intField(1, ELEMENT.float), messageField(2, sides)];
  return [textField(1, name), messageField(2, [messageField(1, tensor)])];
}

/**
 * Float32 constants by name, and the metadata, of a model whose constants lie in it as `writeOnnx` puts them there; believes nothing in it.
 *
 * @returns Copies: the bytes may be given away.
 * @throws {EngineError} `import-unreadable`, with what must hold and what came.
 */
export function readOnnx(bytes: Uint8Array): SafetensorsFile {
  const tensors: [string, NamedTensors[string]][] = [];
  const metadata: [string, string][] = [];
  try {
    for (const { field, value } of readFields(bytes)) {
      if (field === 14) {
        const parts = [...readFields(message(value))];
        metadata.push([textOf(parts, 1), textOf(parts, 2)]);
      }
      if (field !== 7) continue;
      for (const part of readFields(message(value))) {
        const constant = part.field === 5 && readConstant(message(part.value));
        if (constant) tensors.push(constant);
      }
    }
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw malformed("be a whole ONNX model", cause.message);
  }
  if (tensors.length === 0) {
    throw malformed(
      "be an ONNX model with float32 constants",
      `${bytes.length} bytes without one`,
    );
  }
  return {
    tensors: Object.fromEntries(tensors),
    metadata: Object.fromEntries(metadata),
  };
}

/** Null where its numbers are no float32. */
function readConstant(
  bytes: Uint8Array,
): [string, NamedTensors[string]] | null {
  const fields = [...readFields(bytes)];
  const isFloat = fields.some(
    ({ field, value }) => field === 2 && value === ELEMENT.float,
  );
  if (!isFloat) return null;
  const name = textOf(fields, 8);
  const shape = fields
    .filter(({ field }) => field === 1)
    .map(({ value }) => (typeof value === "number" ? value : NaN));
  const raw = fields.find(({ field }) => field === 9)?.value;
  const numbers = raw instanceof Uint8Array ? raw : new Uint8Array(0);
  const size = shape.reduce((product, side) => product * side, 1);
  if (size * Float32Array.BYTES_PER_ELEMENT !== numbers.length) {
    throw malformed(
      `hold ${brief(name)} [${shape.join(", ")}] in its raw data, 4 bytes a number`,
      `${numbers.length} bytes`,
    );
  }
  return [name, { shape, values: new Float32Array(numbers.slice().buffer) }];
}

function message(value: ReadField["value"]): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new RangeError(`a message must lie where it is, got ${value}`);
}

function textOf(fields: readonly ReadField[], number: number): string {
  const found = fields.find(({ field }) => field === number);
  return found ? new TextDecoder().decode(message(found.value)) : "";
}

const malformed = (expected: string, got: string) =>
  new EngineError(
    "import-unreadable",
    `readOnnx: the file must ${expected}, got ${got}`,
  );
