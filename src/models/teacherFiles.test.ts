import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { MissingFileError, type ReadFile } from "../data/readFile.ts";
import { EngineError } from "../protocol/engineError.ts";
import { readTeacherFiles } from "./teacherFiles.ts";

const PUBLIC = new URL("../../public/", import.meta.url);
const FOLDER = "teachers/mobilenet-v2-coco";
const T1_BYTES = 1180672;
const T1_SHA256 =
  "155cdaf8f9d994c1ac6f612f92963d286613a20188f019a734ff2abf337a4839";

/** Reads the real teacher, with one file replaced by what `change` makes of it. */
function readChanged(
  file: string,
  change: (
    bytes: Uint8Array<ArrayBuffer>,
  ) => Uint8Array<ArrayBuffer> | Promise<never>,
): ReadFile {
  return async (path) => {
    const bytes = new Uint8Array(await readFile(new URL(path, PUBLIC)));
    return path === `${FOLDER}/${file}` ? change(bytes) : bytes;
  };
}

async function failureOf(readFile: ReadFile): Promise<EngineError> {
  const cause: unknown = await readTeacherFiles(["t1"], readFile).catch(
    (error: unknown) => error,
  );
  if (!(cause instanceof EngineError)) throw cause;
  return cause;
}

const notThere = () => Promise.reject(new MissingFileError("got status 404"));

test("says which weight file is missing", async () => {
  const error = await failureOf(readChanged("t1.bin", notThere));
  expect(error.code).toBe("teacher-missing");
  expect(error.message).toBe(
    `loadTeacher: ${FOLDER}/t1.bin (1180672 bytes) must be there: got status 404`,
  );
});

test("says that the manifest is missing", async () => {
  const error = await failureOf(readChanged("manifest.json", notThere));
  expect(error.code).toBe("teacher-missing");
  expect(error.message).toBe(
    `loadTeacher: ${FOLDER}/manifest.json (the list of the teacher's layers) must be there: got status 404`,
  );
});

test("passes on a network failure as what it is", async () => {
  const offline = new EngineError("network", "fetchFile: offline");
  const error = await failureOf(
    readChanged("t1.bin", () => Promise.reject(offline)),
  );
  expect(error).toBe(offline);
});

test("says how much of a truncated weight file came", async () => {
  const error = await failureOf(
    readChanged("t1.bin", (bytes) => bytes.slice(0, 1000)),
  );
  expect(error.code).toBe("teacher-corrupt");
  expect(error.message).toMatch(
    new RegExp(
      `^loadTeacher: ${FOLDER}/t1.bin must be ${T1_BYTES} bytes with SHA-256 ${T1_SHA256}, got 1000 bytes with SHA-256 [0-9a-f]{64}$`,
    ),
  );
});

test("notices one changed bit", async () => {
  const error = await failureOf(
    readChanged("t1.bin", (bytes) => {
      bytes[5000]! ^= 1;
      return bytes;
    }),
  );
  expect(error.code).toBe("teacher-corrupt");
  expect(error.message).toContain(`got ${T1_BYTES} bytes with SHA-256`);
});

test("notices a page sent in place of the manifest", async () => {
  const page = new TextEncoder().encode("<!doctype html><title>Lab</title>");
  const error = await failureOf(readChanged("manifest.json", () => page));
  expect(error.code).toBe("teacher-corrupt");
  expect(error.message).toBe(
    `loadTeacher: ${FOLDER}/manifest.json must be JSON, got 33 bytes beginning "<!doctype html><title>La"`,
  );
});

test("names the entry of a manifest that makes no sense", async () => {
  const error = await failureOf(
    readChanged("manifest.json", (bytes) => {
      const manifest = JSON.parse(new TextDecoder().decode(bytes)) as {
        layers: { stride: unknown }[];
      };
      manifest.layers[2]!.stride = "two";
      return new TextEncoder().encode(JSON.stringify(manifest));
    }),
  );
  expect(error.code).toBe("teacher-corrupt");
  expect(error.message).toContain(
    "must be a teacher manifest of format 1, got a mistake at 'layers.2.stride'",
  );
});

test("notices a layer that reaches beyond its weight file", async () => {
  const files = await readTeacherFiles(
    ["t1"],
    readChanged("manifest.json", (bytes) => bytes),
  );
  const layer = files.layers.at(-1)!;
  const beyond = {
    ...layer,
    bias: { shape: [577], offset: layer.bias.offset },
  };
  expect(() => files.weightsOf(beyond)).toThrow(
    `loadTeacher: ${FOLDER}/t1.bin must be long enough for layer 'block13/expand', 1180674 bytes, got 1180672 bytes`,
  );
});
