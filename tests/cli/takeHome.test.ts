import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { unzipSync } from "fflate";
import * as ort from "onnxruntime-web";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeReader } from "../../src/cli/nodeReader.ts";
import { pngOf, zipOf } from "../../src/data/decoders/files.fixture.ts";
import { npyArray } from "../../src/data/decoders/npy.ts";
import { readSafetensors } from "../../src/data/formats/safetensors.ts";
import { imageFloats } from "../../src/data/image32.ts";
import { openPacks } from "../../src/engine/packs.ts";
import type { EvaluationResult } from "../../src/engine/evaluateNetworks.ts";
import type { RunResult } from "../../src/protocol/results.ts";
import { FEW_MEASURED, lab, LIMIT_MS, SMALL_SETTINGS } from "./runLab.ts";

const out = mkdtempSync(path.join(tmpdir(), "lab-take-home-"));
afterAll(() => rmSync(out, { recursive: true }));

const file = (...names: string[]) => path.join(out, ...names);
const json = (name: string) =>
  JSON.parse(readFileSync(name, "utf8")) as RunResult;

const SEED = ["--seed", "5", "--backend", "wasm"];

/** Settings of the data and of the measures alone: the student's sizes stand in its file. */
const DATA_SETTINGS = [...FEW_MEASURED, "--set", "data.images=64"];

beforeAll(async () => {
  const { code, stderr } = await lab(
    ...["train", "--preset", "emoji-quick", "--steps", "4", ...SEED],
    ...SMALL_SETTINGS,
    ...["--out", file("run"), "--save", file("home")],
  );
  expect(stderr).toContain("what belongs to it");
  expect(code).toBe(0);
}, LIMIT_MS);

test("writes student, head and probe with the keys that the model card names", () => {
  const tensors = (name: string) =>
    readSafetensors(readFileSync(file("home", name))).tensors;
  const student = tensors("student.safetensors");
  expect(student["mask_token"]!.shape).toEqual([1, 8]);
  expect(student["blocks.0.attn.qkv.weight"]!.shape).toEqual([24, 8]);
  const head = tensors("head.safetensors");
  expect(head["linear.weight"]!.shape).toEqual([8, 576]);
  expect(head["norm.weight"]!.shape).toEqual([576]);
  expect(head["teacher_mean.patch_token"]!.shape).toEqual([576]);
  const probe = readSafetensors(readFileSync(file("home/probe.safetensors")));
  expect(probe.tensors["weight"]!.shape).toEqual([6, 8]);
  expect(JSON.parse(probe.metadata["classes"]!)).toHaveLength(6);
});

test("writes a model card with numbers, their sample sizes, and licences", () => {
  const card = readFileSync(file("home/README.md"), "utf8");
  const { knn } = json(file("run/result.json")).final.student;
  expect(card).toContain(`${knn.n} in-distribution`);
  expect(card).toContain(`| **student** | ${knn.accuracy.toFixed(3)} (`);
  for (const text of [
    "seed 5",
    "4 updates",
    "Noto Emoji (Google), npm package @iconify-json/noto 1.2.9, Apache-2.0",
    "MobileNetV2 (COCO detector backbone)",
    "## What it is not good for",
  ]) {
    expect(card).toContain(text);
  }
  expect(card).not.toMatch(/undefined|NaN|\[object/);
});

/** [n, 32, 32, 3] -> [n, 3, 32, 32]. */
function channelsFirst(pixels: Float32Array, n: number): Float32Array {
  const area = 32 * 32;
  return Float32Array.from(pixels, (_, at) => {
    const image = Math.floor(at / (3 * area));
    const channel = Math.floor(at / area) % 3;
    return pixels[(image * area + (at % area)) * 3 + channel]!;
  }).subarray(0, n * 3 * area);
}

async function runOnnx(name: string, pixels: Float32Array, n: number) {
  ort.env.wasm.numThreads = 1;
  const model = new Uint8Array(readFileSync(name));
  const session = await ort.InferenceSession.create(model);
  const values = channelsFirst(pixels, n);
  const images = new ort.Tensor("float32", values, [n, 3, 32, 32]);
  const { class_token: classToken, tokens } = await session.run({ images });
  await session.release();
  return { classToken: classToken!, tokens: tokens! };
}

/** Both are float32, in other orders of summation. */
const MOST_DIFFERENCE = 1e-4;

function differenceOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a).toHaveLength(b.length);
  return Array.from(a, (x, i) => Math.abs(x - b[i]!)).reduce(
    (most, each) => Math.max(most, each),
    0,
  );
}

test(
  "embeds a pack's images as the ONNX file does that it exports, in the pack's order",
  { timeout: LIMIT_MS },
  async () => {
    const student = ["--student", file("home/student.safetensors")];
    const onnx = await lab("export", ...student, "--out", file("b.onnx"));
    expect(onnx).toMatchObject({
      code: 0,
      stderr: `wrote ${file("b.onnx")}\n`,
    });
    const { code, stdout } = await lab(
      ...["embed", ...student, "--pack", "emoji8", "--split", "test"],
      ...["--tokens", "all", "--backend", "wasm", "--out", file("e.npz")],
    );
    expect(code).toBe(0);
    const files = unzipSync(new Uint8Array(readFileSync(file("e.npz"))));
    const array = (name: string) => npyArray(name, files[`${name}.npy`]!);

    const readFile = nodeReader(path.resolve("public"));
    const packs = openPacks(readFile, () => {});
    const pack = await packs.load("emoji8");
    const { start, end } = pack.splitRange("test");
    const tokens = array("tokens");
    expect(tokens.shape).toEqual([end - start, 17, 8]);
    expect(JSON.parse(stdout)).toMatchObject({
      shape: tokens.shape,
      imagesSha256: pack.manifest.files.images.sha256,
    });
    expect([...(array("labels").values as Uint8Array)]).toEqual([
      ...pack.labels.subarray(start, end),
    ]);
    const pixels = imageFloats(pack, [start, start + 1, start + 2], {
      grey: false,
    });
    const expected = await runOnnx(file("b.onnx"), pixels, 3);
    expect(expected.classToken.dims).toEqual([3, 8]);
    const size = 3 * 17 * 8;
    const first = Array.from({ length: size }, (_, i) => tokens.values[i]!);
    const wanted = expected.tokens.data as Float32Array;
    expect(differenceOf(first, wanted)).toBeLessThan(MOST_DIFFERENCE);
    const graph = await lab("export", ...student, "--out", file("g/m.json"));
    expect(graph.code).toBe(0);
    expect(readFileSync(file("g/m.bin"))).toEqual(
      readFileSync(file("home/student.tfjs.bin")),
    );
    const saved = await runOnnx(file("home/student.onnx"), pixels, 3);
    expect(saved.tokens.data).toEqual(wanted);
  },
);

test(
  "embeds own images by the teacher, and exports parameters as arrays under PyTorch's names",
  { timeout: LIMIT_MS },
  async () => {
    const picture = (grey: number) => pngOf(9, 9, () => [grey, grey, 9]);
    const names = ["a", "b"].flatMap((folder, k) =>
      Array.from({ length: 4 }, (_, i) => [
        `${folder}/${i}.png`,
        picture(100 * k + i),
      ]),
    );
    const zip = zipOf(Object.fromEntries(names) as Record<string, Uint8Array>);
    writeFileSync(file("mine.zip"), zip);
    const teacher = ["--teacher", "mobilenet-v2-fast", "--backend", "cpu"];
    const embedding = await lab(
      ...["embed", "--data", file("mine.zip"), ...teacher],
      ...["--out", file("t.npy")],
    );
    expect(embedding.code).toBe(0);
    const bytes = new Uint8Array(readFileSync(file("t.npy")));
    const { shape, values } = npyArray("t.npy", bytes);
    expect(shape).toEqual([8, 576]);
    expect(values[0]).toBeGreaterThanOrEqual(0);

    // Any of the formats is read.
    const student = ["--student", file("home/student.onnx")];
    await lab("export", ...student, "--out", file("p.npz"));
    const stored = unzipSync(new Uint8Array(readFileSync(file("p.npz"))));
    const weight = npyArray("w", stored["blocks.0.attn.qkv.weight.npy"]!);
    const { tensors } = readSafetensors(
      readFileSync(file("home/student.safetensors")),
    );
    expect(weight.values).toEqual(tensors["blocks.0.attn.qkv.weight"]!.values);
  },
);

test.each([
  { args: ["embed", "--out", "a.npz"], says: "got neither" },
  {
    args: ["embed", "--pack", "crops", "--teacher", "vit", "--out", "a.npz"],
    says: "--teacher: must be mobilenet-v2-fast or mobilenet-v2-fine, got vit",
  },
  {
    args: ["export", "--student", "a", "--out", "a.pt"],
    says: "--out: must end in .onnx, .npz or .json, got a.pt",
  },
])(
  "exits with 2 for a command line that makes no sense: $says",
  { timeout: LIMIT_MS },
  async ({ args, says }) => {
    const { code, stderr } = await lab(...args);
    expect(stderr).toContain(says);
    expect(code).toBe(2);
  },
);

test(
  "measures a student from its file as the run did that saved it",
  { timeout: LIMIT_MS },
  async () => {
    const student = file("home/student.safetensors");
    const { code, stdout, stderr } = await lab(
      ...["evaluate", "--student", student, "--backend", "wasm"],
      ...["--head", file("home/head.safetensors"), "--out", file("again")],
      ...["--probe", file("home/probe.safetensors")],
    );
    expect(stderr).toContain("evaluation.json");
    expect(code).toBe(0);
    const measured = JSON.parse(stdout) as EvaluationResult;
    const { n, accuracy, low, high } = measured.savedProbe!;
    expect(n).toBe(measured.final.student.knn.n);
    expect(accuracy * n).toBeCloseTo(Math.round(accuracy * n), 9);
    expect(accuracy).toBeGreaterThan(low);
    expect(accuracy).toBeLessThan(high);
    const trained = json(file("run/result.json"));
    expect(measured.final).toEqual(trained.final);
    expect(measured.config).toEqual(trained.config);
    expect(json(file("again/evaluation.json"))).toEqual(measured);
  },
);

test(
  "measures it under a preset too, and from another format; without a head there is no compressed teacher",
  { timeout: LIMIT_MS },
  async () => {
    // Its weights lie beside it.
    const student = file("home/student.tfjs.json");
    const { code, stdout } = await lab(
      ...["evaluate", "--student", student, "--preset", "emoji-quick"],
      ...[...SEED, ...DATA_SETTINGS],
    );
    expect(code).toBe(0);
    const { final } = JSON.parse(stdout) as RunResult;
    const trained = json(file("run/result.json")).final;
    expect(final.compressed).toBeNull();
    expect(final.student).toEqual(trained.student);
    expect(final.teacher).toEqual(trained.teacher);
  },
);

test.each([
  { args: [], says: "--student: must name a student's file" },
  { args: ["--student", file("none")], says: "ENOENT" },
  {
    args: ["--probe", file("home/probe.safetensors")],
    says: "--probe: must stand beside --student",
  },
  {
    args: [
      ...["--student", file("home/student.safetensors")],
      ...["--probe", file("home/head.safetensors")],
    ],
    says: "probe.safetensors: readProbeFile: the file must hold 'weight' [classes, 8]",
  },
  {
    args: ["--student", file("run/result.json")],
    says: 'result.json: readStudentTfjs: the file must be a graph model of this lab, got a mistake at "format"',
  },
  {
    args: ["--student", file("home/head.safetensors")],
    says: 'files: must be one student.safetensors, student.onnx, or student.tfjs.json with student.tfjs.bin, with at most one head.safetensors and one probe.safetensors, or the archive that Take home saves, got "head.safetensors"',
  },
  {
    args: [
      ...["--student", file("home/student.safetensors")],
      ...["--head", file("home/probe.safetensors")],
    ],
    says: "readHeadFile: the file must hold 'teacher_mean.class_token'",
  },
  {
    args: [
      ...["--student", file("home/student.safetensors")],
      ...["--set", "student.width=16"],
    ],
    says: "--set: student.width is the file's own",
  },
])(
  "exits with 2 and says what was wrong: $says",
  { timeout: LIMIT_MS },
  async ({ args, says }) => {
    const { code, stdout, stderr } = await lab("evaluate", ...args);
    expect(stderr).toContain(says);
    expect(code).toBe(2);
    expect(stdout).toBe("");
  },
);

test(
  "exits with 1 for a head of another method",
  { timeout: LIMIT_MS },
  async () => {
    const { code, stdout, stderr } = await lab(
      ...["evaluate", "--student", file("home/student.safetensors")],
      ...["--head", file("home/head.safetensors"), "--backend", "wasm"],
      ...["--set", "method.id=proteus"],
    );
    expect(stderr).toMatch(
      /must be those of method proteus and teacher mobilenet-v2-fast; restore: 'mask_token' must have shape \[1, 1, 8\], got nothing/,
    );
    expect(stderr).not.toContain("    at ");
    expect(code).toBe(1);
    expect(stdout).toBe("");
  },
);

test(
  "trains on from a student's archive, with the settings of the run that saved it",
  { timeout: LIMIT_MS },
  async () => {
    const entries = ["student.safetensors", "head.safetensors"].map((name) => [
      ...[name, new Uint8Array(readFileSync(file("home", name)))],
    ]);
    const archive = zipOf(
      Object.fromEntries(entries) as Record<string, Uint8Array>,
    );
    writeFileSync(file("mine.zip"), archive);
    const { code, stderr } = await lab(
      ...["train", "--student", file("mine.zip"), "--backend", "wasm"],
      ...["--out", file("on")],
    );
    expect(stderr).toContain(
      "begins with mine.zip of step 4, with its head (SHA-256 ",
    );
    expect(code).toBe(0);
    const before = json(file("run/result.json"));
    const result = json(file("on/result.json"));
    expect(result.config).toEqual(before.config);
    expect(result.updates).toMatchObject([
      {
        step: 0,
        path: "student from",
        value: expect.stringMatching(/^mine.zip/) as string,
      },
    ]);
    expect(result.history[0]!.losses.total).toBeLessThan(
      before.history[0]!.losses.total,
    );
    expect(result.final.untrained).toEqual(before.final.untrained);
  },
);

test(
  "exits with 2 for a student that was cut off",
  { timeout: LIMIT_MS },
  async () => {
    const whole = readFileSync(file("home/student.safetensors"));
    writeFileSync(file("cut.safetensors"), whole.subarray(0, 2000));
    const { code, stderr } = await lab(
      ...["evaluate", "--student", file("cut.safetensors")],
    );
    expect(stderr).toContain("readSafetensors: the file must");
    expect(code).toBe(2);
  },
);
