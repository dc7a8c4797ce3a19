import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as ort from "onnxruntime-web";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readSafetensors } from "../../src/data/formats/safetensors.ts";
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

test("writes an ONNX model that runs on any number of images", async () => {
  ort.env.wasm.numThreads = 1;
  const model = readFileSync(file("home/student.onnx"));
  const session = await ort.InferenceSession.create(new Uint8Array(model));
  const images = new ort.Tensor(
    "float32",
    new Float32Array(3 * 3 * 32 * 32).fill(0.5),
    [3, 3, 32, 32],
  );
  const { class_token: classToken } = await session.run({ images });
  expect(classToken!.dims).toEqual([3, 8]);
  await session.release();
});

test(
  "measures a student from its file as the run did that saved it",
  { timeout: LIMIT_MS },
  async () => {
    const student = file("home/student.safetensors");
    const { code, stdout, stderr } = await lab(
      ...["evaluate", "--student", student, "--backend", "wasm"],
      ...["--head", file("home/head.safetensors"), "--out", file("again")],
    );
    expect(stderr).toContain("evaluation.json");
    expect(code).toBe(0);
    const measured = JSON.parse(stdout) as RunResult;
    const trained = json(file("run/result.json"));
    expect(measured.final).toEqual(trained.final);
    expect(measured.config).toEqual(trained.config);
    expect(json(file("again/evaluation.json"))).toEqual(measured);
  },
);

test(
  "measures it under a preset too; without a head there is no compressed teacher",
  { timeout: LIMIT_MS },
  async () => {
    const student = file("home/student.safetensors");
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
  { args: [], says: "--student: must name a student.safetensors" },
  { args: ["--student", file("none")], says: "ENOENT" },
  {
    args: ["--student", file("run/result.json")],
    says: "readSafetensors: the file must have a header of at most",
  },
  {
    args: ["--student", file("home/head.safetensors")],
    says: "must have JSON in 'cospress_lab', got nothing",
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
