/** What the original, unmodified fp32 graph answers on eight images: the truth that the truncated fp16 teacher is tested against. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import * as tf from "@tensorflow/tfjs";
import { AssetError } from "../packs/fetch.mjs";

/** Side of the input and what is recorded there. The finer map keeps every second token, in a chequerboard, to stay small. */
const RECORDS = [
  { size: 64, tap: "t1", chequerboard: false },
  { size: 128, tap: "t1", chequerboard: true },
  { size: 128, tap: "t2", chequerboard: false },
];

/**
 * First test image of each class of a pack, at most `count`.
 *
 * @param {string} packFolder Holds manifest.json and the files it names.
 * @throws {AssetError} If the pack has not been made.
 * @returns {{ pack: string, classes: string[], pixels: Buffer, shape: number[] }} `pixels` uint8 [n, height, width, 3].
 */
export function firstTestImages(packFolder, count) {
  if (!existsSync(path.join(packFolder, "manifest.json"))) {
    throw new AssetError(
      `the pack ${path.basename(packFolder)} must be made first: npm run assets -- ${path.basename(packFolder)}`,
    );
  }
  const read = (name) => readFileSync(path.join(packFolder, name));
  const manifest = JSON.parse(read("manifest.json").toString());
  const contents = ({ path: name, encoding }) =>
    encoding === "gzip" ? gunzipSync(read(name)) : read(name);
  const labels = contents(manifest.files.labels);
  const images = contents(manifest.files.images);
  const { height, width, channels } = manifest.image;
  const bytes = height * width * channels;
  const firstTest = manifest.counts.train + manifest.counts.validation;
  const classes = manifest.classes.slice(0, count);
  const pixels = classes.map((_, label) => {
    const index = labels.indexOf(label, firstTest);
    return images.subarray(index * bytes, (index + 1) * bytes);
  });
  return {
    pack: manifest.id,
    classes,
    pixels: Buffer.concat(pixels),
    shape: [classes.length, height, width, channels],
  };
}

/**
 * Runs the whole original graph on the CPU backend, in the order and precision that its authors stored.
 *
 * @param graph From `readGraphModel`.
 * @param {Record<string, string>} tapNodes Node of each tap.
 * @returns {Promise<{ records: object[], values: Buffer }>} float32, little-endian; each record says where its values lie.
 */
export async function referenceActivations(graph, inputNode, tapNodes, images) {
  await tf.setBackend("cpu");
  const model = await tf.loadGraphModel(tf.io.fromMemory(graph.artifacts));
  const records = [];
  const parts = [];
  let offset = 0;
  for (const { size, tap, chequerboard } of RECORDS) {
    const map = tf.tidy(() => {
      const pixels = tf.tensor4d(
        Float32Array.from(images.pixels),
        images.shape,
      );
      const resized = tf.image.resizeBilinear(
        pixels,
        [size, size],
        false,
        true, // half-pixel centres
      );
      const input = tf.sub(tf.div(resized, 127.5), 1);
      return model.execute({ [inputNode]: input }, tapNodes[tap]);
    });
    const [n, grid, , width] = map.shape;
    const tokens = [...Array(grid * grid).keys()].filter(
      (token) => !chequerboard || (Math.floor(token / grid) + token) % 2 === 0,
    );
    const values = await map.data();
    const kept = new Float32Array(n * tokens.length * width);
    for (let row = 0; row < n * tokens.length; row++) {
      const image = Math.floor(row / tokens.length);
      const from = (image * grid * grid + tokens[row % tokens.length]) * width;
      kept.set(values.subarray(from, from + width), row * width);
    }
    map.dispose();
    records.push({ size, tap, grid, width, tokens, offset });
    parts.push(Buffer.from(kept.buffer));
    offset += kept.byteLength;
  }
  model.dispose();
  return { records, values: Buffer.concat(parts) };
}
