import { zipSync } from "fflate";
import { beforeAll, expect, test } from "vitest";
import { reducedConfig } from "../../tests/reducedPacks.ts";
import { runId, testSessions } from "../../tests/support/testSessions.ts";
import {
  readSafetensors,
  writeSafetensors,
  type NamedTensors,
} from "../data/formats/safetensors.ts";
import { writeOnnx } from "../data/formats/onnx.ts";
import { sha256Hex } from "../data/sha256.ts";
import { beginningOf, type BroughtFile } from "../protocol/beginning.ts";
import { EngineError } from "../protocol/engineError.ts";
import type { TakenHome } from "../protocol/results.ts";
import { readBrought } from "./broughtStudent.ts";
import { memoryCheckpoints } from "./checkpointStorage.ts";
import { createRunKeeper } from "./runKeeper.ts";

const { open, prepared, handle, close, forget, eventsOf, seen } =
  testSessions();

const config = reducedConfig();
let taken: TakenHome;
let student: BroughtFile;
let head: BroughtFile;

const bytesOf = (name: string) => taken.files[name] as Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  await prepared();
  await handle({ type: "start", runId });
  await seen("finished");
  taken = await handle({ type: "take-home", runId });
  await close();
  student = {
    name: "student.safetensors",
    bytes: bytesOf("student.safetensors"),
  };
  head = { name: "head.safetensors", bytes: bytesOf("head.safetensors") };
});

const probe = (): BroughtFile => ({
  ...{ name: "probe.safetensors", bytes: bytesOf("probe.safetensors") },
});

/** As the page saves it. */
function archive(): BroughtFile {
  const entries = Object.entries(taken.files).map(([name, content]) => [
    `cospress-lab/${name}`,
    typeof content === "string" ? new TextEncoder().encode(content) : content,
  ]);
  const files = Object.fromEntries(entries) as Record<string, Uint8Array>;
  return { name: "lab.zip", bytes: zipSync(files) };
}

const wholeEvaluation = async () =>
  (await seen("evaluation", ({ evaluation }) => !evaluation.subset)).evaluation;

test("reads a student, its head and its settings from the archive that was saved", async () => {
  await prepared();
  const read = await handle({ type: "read-student", files: [archive()] });
  expect(read).toEqual({
    origin: {
      ...{ file: "lab.zip", step: 6, hasHead: true },
      sha256: await sha256Hex(student.bytes),
    },
    student: config.student,
    config,
  });
  const alone = await handle({ type: "read-student", files: [student] });
  expect(alone).toMatchObject({
    origin: { file: "student.safetensors", hasHead: false },
    config,
  });
});

test.each([["student.onnx"], ["student.tfjs.json", "student.tfjs.bin"]])(
  "reads the same student from %s",
  async (...names) => {
    const files = names.map((name) => {
      const content = taken.files[name]!;
      return typeof content === "string"
        ? text(name, content)
        : { name, bytes: bytesOf(name) };
    });
    const read = await readBrought([...files, head]);
    const whole = await readBrought([archive()]);
    expect(read.networks).toEqual(whole.networks);
    expect(read).toMatchObject({
      ...{ config, student: config.student, method: config.method.id },
      origin: { file: names[0], step: 6, hasHead: true },
    });
  },
);

test("measures it at step 0 as the run was measured that trained it, and trains on from there", async () => {
  const session = open();
  const files = [archive()];
  const { updates } = await session.handle({
    ...{ type: "prepare", runId, config, from: files },
  });
  const { final } = taken.result;
  const start = await wholeEvaluation();
  expect(start.step).toBe(0);
  expect(start.student).toEqual(final.student);
  expect(start.compressed).toEqual(final.compressed);
  const notices = eventsOf("notice").map(({ message }) => message);
  expect(notices.join()).toMatch(
    /begins with lab\.zip of step 6, with its head \(SHA-256 [0-9a-f]{12}…\)/,
  );
  expect(notices.join()).toMatch(
    /saved probe is right about \d+\.\d % of 72 held-out images/,
  );

  await session.handle({ type: "start", runId });
  const { result } = await seen("finished");
  expect(beginningOf(updates)).toMatch(/^lab\.zip of step 6, with its head/);
  expect(result.updates).toEqual(updates);
  expect(result.final.untrained).toEqual(final.untrained);
  const [first] = result.history;
  const [before] = taken.result.history;
  expect(first!.losses.total).toBeLessThan(before!.losses.total);

  forget();
  const again = await session.handle({ type: "reset", runId });
  expect(again).toEqual(updates);
  expect((await wholeEvaluation()).student).toEqual(final.student);
});

test("begins with a head of its own where the file's is another method's, and says so", async () => {
  const session = open();
  const method = { ...config.method, id: "proteus" as const };
  const { updates } = await session.handle({
    type: "prepare",
    ...{ runId, config: { ...config, method }, from: [student, head] },
  });
  expect(beginningOf(updates)).toContain("without a head");
  expect((await wholeEvaluation()).student.knn).toEqual(
    taken.result.final.student.knn,
  );
});

test("comes back with a saved run: a reset of that begins with it again", async () => {
  const storage = memoryCheckpoints();
  const keeper = createRunKeeper({ storage, post: () => {}, backend: "wasm" });
  const session = open({ keeper: Promise.resolve(keeper) });
  await session.handle({
    ...{ type: "prepare", runId, config, from: [student, head] },
  });
  await session.handle({ type: "step", runId, count: 1 });
  await session.handle({ type: "save", runId });
  const [label] = await storage.labels();
  forget();
  const { updates } = await session.handle({
    ...{ type: "restore", runId, key: label!.key },
  });
  expect(beginningOf(updates)).toMatch(/^student\.safetensors of step 6/);
  await session.handle({ type: "reset", runId });
  const { student: measured } = await wholeEvaluation();
  expect(measured).toEqual(taken.result.final.student);
});

/** The student's file with other tensors. */
function altered(
  change: (tensors: NamedTensors) => NamedTensors,
  metadata: Record<string, string> = {},
): BroughtFile {
  const file = readSafetensors(student.bytes);
  const tensors = change(structuredClone(file.tensors));
  const changed = { tensors, metadata: { ...file.metadata, ...metadata } };
  return { name: "mine.safetensors", bytes: writeSafetensors(changed) };
}

const text = (name: string, content: string): BroughtFile => ({
  ...{ name, bytes: new TextEncoder().encode(content) },
});

const WRONG: { title: string; files: () => BroughtFile[]; says: RegExp }[] = [
  {
    title: "another file",
    files: () => [text("notes.txt", "hello")],
    says: /files: must be one student\.safetensors, .* got "notes\.txt"/,
  },
  {
    title: "two students",
    files: () => [student, { ...student, name: "b.safetensors" }],
    says: /got "student\.safetensors, b\.safetensors"/,
  },
  {
    title: "an archive without a student",
    files: () => [
      { name: "a.zip", bytes: zipSync({ "head.safetensors": head.bytes }) },
    ],
    says: /a\.zip: must be one student\.safetensors.* got "head\.safetensors"/,
  },
  {
    title: "a text under its name",
    files: () => [text("student.safetensors", "no weights, but a letter")],
    says: /must have a header of at most/,
  },
  {
    title: "a file cut off",
    files: () => [{ ...student, bytes: student.bytes.slice(0, 9000) }],
    says: /student\.safetensors: readSafetensors: the file must/,
  },
  {
    title: "an archive cut off",
    files: () => [{ name: "a.zip", bytes: archive().bytes.slice(0, 5000) }],
    says: /a\.zip: must be a whole zip file/,
  },
  {
    title: "a student of another program",
    files: () => [altered((tensors) => tensors, { cospress_lab: "" })],
    says: /must have JSON in 'cospress_lab'/,
  },
  {
    title: "a missing tensor",
    files: () => [altered(({ "norm.weight": _, ...rest }) => rest)],
    says: /'norm\.weight' must have shape \[16\], got nothing/,
  },
  {
    title: "an unknown tensor",
    files: () => [
      altered((tensors) => ({ ...tensors, other: tensors["norm.bias"]! })),
    ],
    says: /must be those of a conv student of depth 1, got 'other'/,
  },
  {
    title: "a wrong shape",
    files: () => [
      altered((tensors) => ({
        ...tensors,
        "norm.weight": { shape: [8], values: new Float32Array(8) },
      })),
    ],
    says: /'norm\.weight' must have shape \[16\], got \[8\]/,
  },
  {
    title: "a weight that is no number",
    files: () => [
      altered((tensors) => {
        tensors["norm.weight"]!.values[3] = Number.NaN;
        return tensors;
      }),
    ],
    says: /'norm\.weight' must hold finite numbers, got NaN at 3/,
  },
  {
    title: "a text called .onnx",
    files: () => [text("student.onnx", "no network, but a letter")],
    says: /student\.onnx: readOnnx: the file must be /,
  },
  {
    title: "an ONNX file cut off",
    files: () => [
      {
        name: "student.onnx",
        bytes: bytesOf("student.onnx").slice(0, 9000),
      },
    ],
    says: /student\.onnx: readOnnx: the file must be a whole ONNX model, got readFields/,
  },
  {
    title: "an ONNX network of another program",
    files: () => [
      {
        name: "vit.onnx",
        bytes: writeOnnx({
          ...{ opset: 17, graph: "g", inputs: [], outputs: [], nodes: [] },
          constants: { w: { shape: [2], values: Float32Array.of(1, 2) } },
          metadata: {},
        }),
      },
    ],
    says: /vit\.onnx: readStudentFile: the metadata must have JSON in 'cospress_lab', got nothing; the file must be one that this lab wrote/,
  },
  {
    title: "a model for TensorFlow.js without its weights",
    files: () => [
      text("student.tfjs.json", taken.files["student.tfjs.json"] as string),
    ],
    says: /must have its weights "student\.tfjs\.bin" beside it, got the JSON alone/,
  },
  {
    title: "a model for TensorFlow.js with weights cut off",
    files: () => [
      text("student.tfjs.json", taken.files["student.tfjs.json"] as string),
      {
        name: "student.tfjs.bin",
        bytes: bytesOf("student.tfjs.bin").slice(0, 800),
      },
    ],
    says: /must have \d+ weights that fill "student\.tfjs\.bin", got 800 bytes, of which they fill \d+/,
  },
  {
    title: "a JSON that is no model",
    files: () => [text("package.json", "{}")],
    says: /must be a graph model of this lab, got a mistake at "format"/,
  },
  {
    title: "a probe of a student of another width",
    files: () => [
      student,
      {
        name: "probe.safetensors",
        bytes: writeSafetensors({
          tensors: {
            weight: { shape: [6, 8], values: new Float32Array(48) },
            bias: { shape: [6], values: new Float32Array(6) },
          },
          metadata: {},
        }),
      },
    ],
    says: /probe\.safetensors: readProbeFile: the file must hold 'weight' \[classes, 16\] and 'bias' \[classes\], got weight \[6, 8\], bias \[6\]/,
  },
  {
    title: "a probe that does not name its classes",
    files: () => {
      const { tensors } = readSafetensors(probe().bytes);
      const metadata = { classes: '["a", "a"]' };
      return [
        student,
        { ...probe(), bytes: writeSafetensors({ tensors, metadata }) },
      ];
    },
    says: /must have 'classes', a list of 6 different names, got /,
  },
  {
    title: "a head that is none",
    files: () => [student, { ...student, name: "head.safetensors" }],
    says: /head\.safetensors: readHeadFile: the file must hold 'teacher_mean/,
  },
];

test.each(WRONG)("refuses $title with its own message", async (wrong) => {
  const refused = readBrought(wrong.files());
  await expect(refused).rejects.toThrow(wrong.says);
  await expect(refused).rejects.toBeInstanceOf(EngineError);
});

test("refuses a student of other sizes than the settings', and any wrong file, without touching the run", async () => {
  await prepared();
  await handle({ type: "start", runId });
  const narrow = { ...config, student: { ...config.student, width: 8 } };
  const command = { type: "prepare", runId: "b" } as const;
  await expect(
    handle({ ...command, config: narrow, from: [student] }),
  ).rejects.toThrow(
    /student\.safetensors: must hold a student of .*"width":8.* got one of .*"width":16/,
  );
  for (const { files } of WRONG) {
    await expect(
      handle({ ...command, config, from: files() }),
    ).rejects.toMatchObject({ code: "import-unreadable" });
  }
  const { result } = await seen("finished");
  expect(result.history).toHaveLength(6);
  expect(result.final).toEqual(taken.result.final);
});
