import { expect, test } from "vitest";
import type { ModelChoice } from "../../protocol/importing.ts";
import { fileOf, textBytes } from "../decoders/files.fixture.ts";
import { writeOnnx, type OnnxModel } from "../formats/onnx.ts";
import { bringNetwork } from "./bringNetwork.ts";
import { patchNetwork, type PatchNetwork } from "./vit.fixture.ts";

const NOTHING: ModelChoice = { model: null, side: null, normalisation: null };

const bring = (
  bytes: Uint8Array,
  choice: Partial<ModelChoice> = {},
  name = "vit.onnx",
) => bringNetwork([fileOf(name, bytes)], { ...NOTHING, ...choice });

async function manifestOf(
  network: PatchNetwork,
  choice: Partial<ModelChoice> = {},
) {
  return (await bring(patchNetwork(network), choice)).preview.manifest;
}

test("a network that takes any size sees as many pixels as its patches need for 8 x 8 tokens", async () => {
  const { preview, teacher } = await bring(patchNetwork());
  const { manifest, sides, models, model } = preview;
  expect({ sides, models: models.length, model }).toEqual({
    ...{ sides: [56, 112, 224], models: 1, model: "vit.onnx" },
  });
  expect(preview.msPerImage).toBeGreaterThan(0);
  expect(manifest).toMatchObject({
    ...{ kind: "onnx", title: "vit, 112 px", width: 6, grid: 8 },
    input: {
      ...{ name: "pixel_values", type: "float32", layout: "channels-first" },
      ...{ side: 112, batch: null },
    },
    output: { name: "last_hidden_state", leading: 1 },
    preprocessing: {
      ...{ resampling: "bicubic", mean: [0.485, 0.456, 0.406] },
      ...{ deviation: [0.229, 0.224, 0.225], origin: "assumed" },
    },
  });
  expect(manifest.id).toMatch(/^onnx-vit-[0-9a-f]{8}$/);
  expect(manifest.trial).toHaveLength(6);
  expect([...teacher.files.keys()]).toEqual([
    `teachers/${manifest.id}/manifest.json`,
    `teachers/${manifest.id}/model.onnx`,
  ]);
  // Another side or another normalisation makes another teacher of the same file.
  const coarse = await manifestOf({}, { side: 56 });
  expect(coarse).toMatchObject({ grid: 4, title: "vit, 56 px" });
  const half = await manifestOf({}, { normalisation: "half" });
  expect(half.preprocessing).toMatchObject({
    ...{ mean: [0.5, 0.5, 0.5], origin: "chosen" },
  });
  expect(new Set([manifest.id, coarse.id, half.id]).size).toBe(3);
});

test.each<{ name: string; network: PatchNetwork; expected: object }>([
  {
    name: "a fixed size and batch",
    network: { side: 28, batch: 1 },
    expected: { grid: 2, input: { side: 28, batch: 1 } },
  },
  {
    name: "four registers",
    network: { leading: 5, side: 42 },
    expected: { grid: 3, output: { leading: 5 } },
  },
  {
    name: "patch tokens alone",
    network: { leading: 0, side: 42 },
    expected: { grid: 3, output: { leading: 0 } },
  },
  {
    name: "a vector for each picture",
    network: { isPooled: true },
    expected: { grid: 0, input: { side: 224 } },
  },
  {
    name: "channels last",
    network: { isChannelsLast: true, side: 56 },
    expected: { grid: 4, input: { layout: "channels-last" } },
  },
  {
    name: "half precision",
    network: { isHalf: true, side: 56 },
    expected: { grid: 4, input: { type: "float16" } },
  },
])("a network is taken as it is: $name", async ({ network, expected }) => {
  expect(await manifestOf(network)).toMatchObject(expected);
});

test("a folder as Hugging Face has it brings its preprocessing, and models to choose from", async () => {
  const settings = {
    ...{ do_center_crop: false, size: { height: 28, width: 28 }, resample: 2 },
    ...{ do_rescale: true, rescale_factor: 1 / 127.5, do_normalize: true },
    ...{ image_mean: [1, 1, 1], image_std: [1, 1, 2] },
  };
  const files = [
    fileOf("tiny-vit/config.json", textBytes("{}")),
    fileOf(
      "tiny-vit/preprocessor_config.json",
      textBytes(JSON.stringify(settings)),
    ),
    fileOf("tiny-vit/onnx/model_fp16.onnx", patchNetwork({ isHalf: true })),
    fileOf("tiny-vit/onnx/model.onnx", patchNetwork()),
  ];
  const { preview } = await bringNetwork(files, NOTHING);
  expect(preview.models.map(({ path }) => path)).toEqual([
    ...["tiny-vit/onnx/model.onnx", "tiny-vit/onnx/model_fp16.onnx"],
  ]);
  expect(preview.manifest).toMatchObject({
    ...{ title: "tiny-vit, 28 px", input: { side: 28 } },
    // 0 to 255 by 127.5 minus 1 is 0 to 1 minus a half, by a half.
    preprocessing: {
      ...{ resampling: "bilinear", origin: "file" },
      ...{ mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 1] },
    },
  });
  const path = "tiny-vit/onnx/model_fp16.onnx";
  const chosen = await bringNetwork(files, { ...NOTHING, model: path });
  expect(chosen.preview.model).toBe(path);
  expect(chosen.preview.manifest).toMatchObject({
    ...{ title: "tiny-vit fp16, 28 px", input: { type: "float16" } },
  });
});

/** One node from `pixel_values` to an output of that shape. */
const oneNode = (
  op: string,
  {
    input = ["batch", 3, 28, 28],
    output = ["batch", "tokens", "width"],
    ...rest
  }: Partial<Omit<OnnxModel, "nodes">> & {
    input?: (number | string)[];
    output?: (number | string)[];
    inputs?: undefined;
    attributes?: Record<string, number>;
    also?: string[];
  } = {},
) =>
  writeOnnx({
    ...{ opset: 17, graph: "one", metadata: {}, constants: {}, ...rest },
    inputs: [{ name: "pixel_values", shape: input }],
    outputs: [{ name: "last_hidden_state", shape: output }],
    nodes: [
      {
        ...{ op, inputs: ["pixel_values", ...(rest.also ?? [])] },
        ...{ output: "last_hidden_state", attributes: rest.attributes ?? {} },
      },
    ],
  });

const whole = patchNetwork({ side: 28 });

/** The square of all pixels of an image, as so many tokens. */
const reshaped = (...shape: number[]) =>
  oneNode("Reshape", {
    also: ["shape"],
    constants: { shape: { shape: [shape.length], values: shape } },
    output: shape.map((side, i) => (i === 0 ? "batch" : side)),
  });

test.each<[name: string, bytes: Uint8Array, code: string, says: string]>([
  [
    "empty",
    new Uint8Array(0),
    "import-unreadable",
    "must be an ONNX file that ONNX Runtime opens, got No graph was found",
  ],
  [
    "text",
    textBytes("not a network at all"),
    "import-unreadable",
    "must be a whole ONNX file, got 20 bytes that begin 0x6e6f7420",
  ],
  [
    "truncated",
    whole.subarray(0, 400),
    "import-unreadable",
    "must be a whole ONNX file, got 400 bytes",
  ],
  ["no graph", Uint8Array.of(8, 8), "import-unreadable", "No graph was found"],
  [
    "unknown operator",
    oneNode("Nonsense"),
    "import-unfit",
    "must be of operators that ONNX Runtime Web has, got No Op registered for Nonsense",
  ],
  [
    "a future opset",
    oneNode("Identity", { opset: 99 }),
    "import-unreadable",
    "Opset 99",
  ],
  [
    "a missing weight",
    oneNode("Add", { also: ["weight"] }),
    "import-unreadable",
    "'weight' is not a graph input",
  ],
  [
    "vectors in",
    oneNode("Identity", { input: ["batch", 8], output: ["batch", 8] }),
    "import-unfit",
    "input 'pixel_values': must be [n, 3, height, width] or [n, height, width, 3], got [batch, 8]",
  ],
  [
    "grey pictures",
    oneNode("Flatten", { input: ["batch", 1, 28, 28], output: ["batch", 784] }),
    "import-unfit",
    "got [batch, 1, 28, 28]",
  ],
  [
    "oblong pictures",
    oneNode("Flatten", {
      input: ["batch", 3, 28, 56],
      output: ["batch", 4704],
    }),
    "import-unfit",
    "must be of square pictures, got 28 x 56 pixels",
  ],
  [
    "maps out",
    oneNode("Relu", { output: ["batch", 3, 28, 28] }),
    "import-unfit",
    "must be a network with an output [n, tokens, d] or [n, d], got last_hidden_state float32 [batch, 3, 28, 28]",
  ],
  [
    "no square of tokens",
    reshaped(-1, 12, 196),
    "import-unfit",
    "got 12 tokens",
  ],
  [
    "another batch",
    reshaped(1, 4, 1176),
    "import-unfit",
    "must be [2, tokens, d] or [2, d], got [1, 4, 1176]",
  ],
  [
    "what cannot be computed",
    reshaped(5, 7, 9),
    "import-unfit",
    "must be a network that computes 'last_hidden_state' of 'pixel_values' [2, 3, 28, 28], got",
  ],
  [
    "no number",
    patchNetwork({ side: 28, bias: NaN }),
    "import-unfit",
    "must be finite numbers, got NaN, and 60 of 60 such values",
  ],
  [
    "blind",
    patchNetwork({ side: 28, scale: 0 }),
    "import-unfit",
    "must be another class token for another picture, got the same for two",
  ],
  [
    "two inputs",
    writeOnnx({
      ...{ opset: 17, graph: "two", metadata: {}, constants: {} },
      inputs: ["pixel_values", "input_ids"].map((name) => ({
        ...{ name, shape: ["batch", 3, 28, 28] },
      })),
      outputs: [{ name: "sum", shape: ["batch", 3, 28, 28] }],
      nodes: [
        { op: "Add", inputs: ["pixel_values", "input_ids"], output: "sum" },
      ],
    }),
    "import-unfit",
    "must be a network of one input, which takes pictures, got pixel_values, input_ids",
  ],
])("is refused with its own message: %s", async (_, bytes, code, says) => {
  const refusal = await bring(bytes).catch((cause: unknown) => cause);
  expect(refusal).toMatchObject({ code });
  expect(String(refusal)).toContain(says);
  expect(String(refusal)).toContain("vit.onnx");
});

test.each<[string, string, string]>([
  ["not JSON", "{", "must be JSON"],
  ["a deviation of 0", '{"image_std":[1,0,1]}', "a mistake at 'image_std'"],
  [
    "Lanczos",
    '{"resample":1}',
    "0 (nearest), 2 (bilinear) or 3 (bicubic), got 1",
  ],
  [
    "oblong",
    '{"size":{"height":2,"width":3}}',
    "must be of a processor that makes square pictures, got 2 x 3 pixels",
  ],
])("preprocessor settings are refused: %s", async (_, text, says) => {
  const files = [
    fileOf("vit/model.onnx", whole),
    fileOf("vit/preprocessor_config.json", textBytes(text)),
  ];
  await expect(bringNetwork(files, NOTHING)).rejects.toThrow(says);
  await expect(bringNetwork(files, NOTHING)).rejects.toThrow(
    "vit/preprocessor_config.json: must be",
  );
});

test("weights in a second file, files without a network, and one of more than a gigabyte are refused before they are read", async () => {
  const unread = (path: string, size = 10) => ({
    ...{ path, size },
    read: () => Promise.reject(new Error("read")),
  });
  const refused = (...files: ReturnType<typeof unread>[]) =>
    expect(bringNetwork(files, NOTHING)).rejects;
  await refused(
    unread("vit/onnx/model.onnx"),
    unread("vit/onnx/model.onnx_data"),
  ).toThrow(
    "with its weights inside (onnx.save with save_as_external_data=False), got weights in model.onnx_data",
  );
  await refused(unread("weights.pt")).toThrow(
    "weights.pt: must be or hold a network as an ONNX file (.onnx), got a file of another name",
  );
  await refused(unread("vit.onnx", 2 ** 31)).toThrow(
    "vit.onnx: must be a network of at most 1073741824 bytes, got 2147483648",
  );
});
