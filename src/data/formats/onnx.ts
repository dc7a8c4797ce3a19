/**
 * An ONNX model as bytes: nodes in the order in which they run, constants, one named free axis.
 *
 * Source: field numbers of https://github.com/onnx/onnx, onnx/onnx.proto.
 */
import {
  bytesField,
  floatField,
  intField,
  messageBytes,
  messageField,
  textField,
  type Field,
} from "./protobuf.ts";

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
