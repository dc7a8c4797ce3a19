import { beforeAll, expect, test } from "vitest";
import { useTestBackend } from "../../tests/testBackend.ts";
import { ownTeacherFiles, withOwnTeacher } from "../data/ownTeacher.ts";
import { MissingFileError } from "../data/readFile.ts";
import { sha256Hex } from "../data/sha256.ts";
import type { FeatureTeacher } from "../protocol/teachers.ts";
import { loadTeacher } from "./loadTeacher.ts";

beforeAll(() => useTestBackend("cpu"));

const nothing = () => Promise.reject(new MissingFileError("got status 404"));

/** Two images of one pack, a class token of two numbers each. */
async function twoRows(change: Partial<FeatureTeacher> = {}) {
  const bytes = new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer);
  const file = {
    path: "features.bin" as const,
    bytes: 16,
    sha256: await sha256Hex(bytes),
  };
  const manifest: FeatureTeacher = {
    ...{ format: 1, kind: "features", id: "own-two-00000000", title: "two" },
    ...{ width: 2, grid: 0, rows: 2, matchedBy: "order", classToken: "given" },
    source: { name: "two.npy", bytes: 20, sha256: file.sha256 },
    pack: { id: "shapes", title: "Shapes", sha256: file.sha256 },
    file,
    ...change,
  };
  return withOwnTeacher(nothing, ownTeacherFiles(manifest, bytes));
}

const images = (...origins: ({ pack: string; index: number } | null)[]) => ({
  ...{ n: origins.length, origins },
  pixels: new Float32Array(origins.length * 32 * 32 * 3),
});

test("answers with the row of each image", async () => {
  const teacher = await loadTeacher("own-two-00000000", await twoRows());
  expect(teacher).toMatchObject({ width: 2, grid: 0, knowsAnyImage: false });
  const rows = await teacher.embed(
    images({ pack: "shapes", index: 1 }, { pack: "shapes", index: 0 }),
  );
  expect(await rows.array()).toEqual([[[3, 4]], [[1, 2]]]);
});

test.each([
  [null, "an image that lies in no pack"],
  [{ pack: "crops", index: 0 }, "image 0 of crops"],
  [{ pack: "shapes", index: 2 }, "image 2 of shapes"],
])("says why it cannot answer for %j", async (origin, says) => {
  const teacher = await loadTeacher("own-two-00000000", await twoRows());
  expect(() => teacher.embed(images(origin))).toThrow(
    `embed: 'two' has features of the 2 images of Shapes alone, got ${says}`,
  );
});

test.each([
  [
    "teacher-corrupt",
    {
      file: {
        path: "features.bin" as const,
        bytes: 16,
        sha256: "0".repeat(64),
      },
    },
    "must be 16 bytes with SHA-256 0000",
  ],
  [
    "teacher-corrupt",
    { rows: 3 },
    "must be [3, 1, 2] in float32, got 16 bytes",
  ],
  [
    "teacher-corrupt",
    { format: 2 as 1 },
    "a teacher manifest of format 1, got a mistake at 'format'",
  ],
])(
  "refuses stored files that do not fit together: %s",
  async (code, change, says) => {
    const loading = loadTeacher("own-two-00000000", await twoRows(change));
    await expect(loading).rejects.toMatchObject({
      code,
      message: expect.stringContaining(says) as string,
    });
  },
);

test("says which file is missing", async () => {
  await expect(loadTeacher("own-gone-00000000", nothing)).rejects.toMatchObject(
    {
      code: "teacher-missing",
      message:
        "loadTeacher: teachers/own-gone-00000000/manifest.json (a teacher of your own) must be there: got status 404",
    },
  );
});
