import "./allocations.ts";
import { test } from "vitest";
import {
  readSafetensors,
  writeSafetensors,
} from "../../src/data/formats/safetensors.ts";
import { initialStudent } from "../../src/models/student.ts";
import {
  labMetadata,
  readStudentFile,
  writeStudentFile,
} from "../../src/models/studentFile.ts";
import { readStudentOnnx, studentOnnx } from "../../src/models/studentOnnx.ts";
import {
  readStudentTfjs,
  studentTfjs,
  TFJS_FILES,
} from "../../src/models/studentTfjs.ts";
import type { StudentSizes } from "../../src/models/studentSizes.ts";
import { seededRng } from "../../src/tensor/rng.ts";
import { campaign } from "./campaign.ts";
import { damagedBytes, damagedValue, jsonText, textBytes } from "./damage.ts";

const tensors = {
  a: { shape: [2, 3], values: Float32Array.of(1, -2, 3.5, 0, 1e-30, 6) },
  "b.bias": { shape: [], values: Float32Array.of(-7) },
  empty: { shape: [0, 4], values: new Float32Array(0) },
};

function readWhole(bytes: Uint8Array): void {
  for (const { shape, values } of Object.values(
    readSafetensors(bytes).tensors,
  )) {
    if (values.length !== shape.reduce((a, b) => a * b, 1))
      throw new Error("must have as many values as its shape");
  }
}

test("reads or refuses damaged safetensors", async () => {
  const whole = writeSafetensors({ tensors, metadata: { format: "pt" } });
  readWhole(whole);
  await campaign("safetensors", damagedBytes(whole), readWhole);
});

/** A file with this header and so many bytes of values. */
function fileOf(header: unknown, dataBytes: number): Uint8Array {
  const json = textBytes(jsonText(header));
  const bytes = new Uint8Array(8 + json.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}

test("reads or refuses safetensors with any header", async () => {
  const header = {
    a: { dtype: "F32", shape: [2, 3], data_offsets: [0, 24] },
    b: { dtype: "F32", shape: [1], data_offsets: [24, 28] },
    __metadata__: { format: "pt" },
  };
  readWhole(fileOf(header, 28));
  await campaign(
    "header of safetensors",
    damagedValue(header).map((value) => fileOf(value, 28)),
    readWhole,
  );
});

const sizes: StudentSizes = {
  ...{ image: 8, patch: 4, width: 6, depth: 1, heads: 2 },
  stem: "linear",
};
const student = initialStudent(sizes, seededRng(1, "student"));

test("reads or refuses a student from damaged ONNX files", async () => {
  const whole = studentOnnx(student, sizes, labMetadata(sizes, null));
  readStudentOnnx(whole);
  await campaign("student from ONNX", damagedBytes(whole), readStudentOnnx);
});

test("reads or refuses a student from damaged models of TensorFlow.js", async () => {
  const files = studentTfjs(student, sizes, labMetadata(sizes, null));
  const json = files[TFJS_FILES.model] as string;
  const weights = files[TFJS_FILES.weights] as Uint8Array;
  const read = (bytes: Uint8Array) => readStudentTfjs(bytes, () => weights);
  read(textBytes(json));
  await campaign(
    "student from TensorFlow.js",
    damagedValue(JSON.parse(json)).map((value) => textBytes(jsonText(value))),
    read,
  );
});

test("reads or refuses a student whose metadata were changed", async () => {
  const whole = writeStudentFile(student, sizes, { config: null });
  const read = readSafetensors(whole);
  const lab = JSON.parse(read.metadata["cospress_lab"]!) as unknown;
  readStudentFile(whole);
  await campaign(
    "student",
    damagedValue(lab).map((value) =>
      writeSafetensors({
        tensors: read.tensors,
        metadata: { ...read.metadata, cospress_lab: jsonText(value) },
      }),
    ),
    readStudentFile,
  );
});
