import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toVariables } from "../../src/models/parameters.ts";
import { initialStudent, studentTokens } from "../../src/models/student.ts";
import { writeStudentFile } from "../../src/models/studentFile.ts";
import type { StudentSizes } from "../../src/models/studentSizes.ts";
import { seededRng } from "../../src/tensor/rng.ts";
import * as tf from "../../src/tensor/tf.ts";
import { useTestBackend } from "../testBackend.ts";

const PYTHON = "/usr/bin/python3";
const SCRIPT = fileURLToPath(
  new URL("../../scripts/peer/student.py", import.meta.url),
);

/** Of float32 sums in another order, on tokens of size 1. */
const TOLERANCE = 1e-4;

const hasTorch =
  spawnSync(PYTHON, ["-c", "import torch"], { timeout: 60_000 }).status === 0;
const reason = hasTorch ? "" : ` (skipped: ${PYTHON} cannot import torch)`;

const folder = mkdtempSync(path.join(tmpdir(), "peer-"));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(() => useTestBackend("cpu"));

const LINEAR: StudentSizes = {
  ...{ image: 32, patch: 8, width: 12, depth: 2, heads: 3 },
  stem: "linear",
};

test.skipIf(!hasTorch).each<{ name: string; sizes: StudentSizes }>([
  { name: "linear stem", sizes: LINEAR },
  {
    name: "conv stem",
    // A width of 36 halves to 18 and 9: the channels of the stages are not even.
    sizes: { ...LINEAR, width: 36, depth: 1, stem: "conv" },
  },
])(
  `loads into a torch module with strict=True and computes the same tokens: $name${reason}`,
  { timeout: 120_000 },
  async ({ sizes }) => {
    const rng = seededRng(7, "trained");
    const student = initialStudent(sizes, rng);
    for (const { values } of Object.values(student)) {
      values.forEach((x, i) => (values[i] = x + 0.2 * rng.normal()));
    }
    const pixels = Float32Array.from({ length: 3 * 32 * 32 * 3 }, () =>
      rng.uniform(),
    );
    const parameters = toVariables(student);
    const images = tf.tensor4d(pixels, [3, 32, 32, 3]);
    const expected = studentTokens(parameters, sizes, images);
    const ours = (await expected.data()) as Float32Array;
    const channelsFirst = tf.transpose(images, [0, 3, 1, 2]);

    const file = (name: string) => path.join(folder, name);
    writeFileSync(
      file("student.safetensors"),
      writeStudentFile(student, sizes, null),
    );
    writeFileSync(
      file("images.bin"),
      (await channelsFirst.data()) as Float32Array,
    );
    const names = ["student.safetensors", "images.bin", "tokens.bin"];
    const { status, stderr } = spawnSync(PYTHON, [SCRIPT, ...names.map(file)], {
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(status).toBe(0);

    const bytes = new Uint8Array(readFileSync(file("tokens.bin")));
    const theirs = new Float32Array(bytes.buffer);
    expect(theirs.length).toBe(ours.length);
    const largest = theirs.reduce(
      (most, x, i) => Math.max(most, Math.abs(x - ours[i]!)),
      0,
    );
    expect(largest).toBeLessThan(TOLERANCE);
    tf.dispose([images, channelsFirst, expected, Object.values(parameters)]);
  },
);
