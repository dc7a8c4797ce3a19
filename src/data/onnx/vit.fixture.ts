/** Small vision networks as ONNX files, with the names that DINOv2's have. */
import { seededRng } from "../../tensor/rng.ts";
import {
  writeOnnx,
  type OnnxConstant,
  type OnnxNode,
} from "../formats/onnx.ts";

export type PatchNetwork = {
  /** Null: of any size. */
  side?: number | null;
  batch?: number;
  patch?: number;
  width?: number;
  /** Tokens in front of the patches. */
  leading?: number;
  /** Leaves the patches out, and gives [n, width]. */
  isPooled?: boolean;
  isChannelsLast?: boolean;
  /** Computes in half precision from end to end. */
  isHalf?: boolean;
  /** Every weight and bias of the LayerNorm. */
  scale?: number;
  bias?: number;
};

/** Patches by a convolution, their mean in front of them as often as `leading` says, LayerNorm. `pixel_values` in, `last_hidden_state` out. */
export function patchNetwork({
  side = null,
  batch,
  patch = 14,
  width = 6,
  leading = 1,
  isPooled = false,
  isChannelsLast = false,
  isHalf = false,
  scale,
  bias,
}: PatchNetwork = {}): Uint8Array<ArrayBuffer> {
  const rng = seededRng(1, "patch network");
  const random = (...shape: number[]): OnnxConstant => ({
    shape,
    values: Float32Array.from(
      { length: shape.reduce((a, b) => a * b, 1) },
      () => rng.normal(),
    ),
  });
  const nodes: OnnxNode[] = [];
  const node = (
    op: string,
    inputs: string[],
    output: string,
    attributes: NonNullable<OnnxNode["attributes"]> = {},
  ) => {
    nodes.push({ op, inputs, output, attributes });
    return output;
  };
  const FLOAT = 1;
  const HALF = 10;
  let x = "pixel_values";
  if (isHalf) x = node("Cast", [x], "full", { to: FLOAT });
  if (isChannelsLast)
    x = node("Transpose", [x], "nchw", { perm: [0, 3, 1, 2] });
  const strides = [patch, patch];
  const map = node("Conv", [x, "weight"], "map", { strides });
  const flat = node("Reshape", [map, "flat"], "columns");
  const patches = node("Transpose", [flat], "patches", { perm: [0, 2, 1] });
  const mean = node("ReduceMean", [patches], "mean", { axes: [1] });
  const all = [
    ...Array<string>(leading).fill(mean),
    ...(isPooled ? [] : [patches]),
  ];
  let tokens = node("Concat", all, "all", { axis: 1 });
  const last = isHalf ? "normed" : "last_hidden_state";
  tokens = node(
    "LayerNormalization",
    [tokens, "scale", "bias"],
    isPooled ? "one" : last,
    { axis: 2, epsilon: { float: 1e-6 } },
  );
  if (isPooled) tokens = node("Reshape", [tokens, "pooled"], last);
  if (isHalf) node("Cast", [tokens], "last_hidden_state", { to: HALF });
  const [rows, columns] = side === null ? ["height", "width"] : [side, side];
  const n = batch ?? "batch";
  const bytes = writeOnnx({
    ...{ opset: 17, graph: "patches", nodes, metadata: {} },
    inputs: [
      {
        name: "pixel_values",
        shape: isChannelsLast
          ? [n, rows!, columns!, 3]
          : [n, 3, rows!, columns!],
      },
    ],
    outputs: [
      {
        name: "last_hidden_state",
        shape: isPooled ? [n, width] : [n, "tokens", width],
      },
    ],
    constants: {
      weight: random(width, 3, patch, patch),
      flat: { shape: [3], values: [0, width, -1] },
      scale: scale === undefined ? random(width) : filled(width, scale),
      bias: bias === undefined ? random(width) : filled(width, bias),
      ...(isPooled && { pooled: { shape: [2], values: [-1, width] } }),
    },
  });
  return isHalf ? asHalf(bytes) : bytes;
}

const filled = (n: number, value: number): OnnxConstant => ({
  shape: [n],
  values: new Float32Array(n).fill(value),
});

/** Declares input and output, the only values whose type stands behind their name, as float16. */
function asHalf(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  // A name, a type's length, a tensor's length, and its element type, which is 1.
  const halved = text.replace(
    /(pixel_values|last_hidden_state)(\x12.\x0a.\x08)\x01/gs,
    "$1$2\x0a",
  );
  return Uint8Array.from(halved, (char) => char.charCodeAt(0));
}
