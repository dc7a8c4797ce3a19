/** Loads a teacher that somebody brought. Fetched when one is chosen. */
import { MissingFileError, type ReadFile } from "../data/readFile.ts";
import { sha256Hex } from "../data/sha256.ts";
import { EngineError } from "../protocol/engineError.ts";
import { ownTeacherSchema, type OwnTeacher } from "../protocol/teachers.ts";
import { featureTeacher } from "./featureTeacher.ts";
import type { Teacher } from "./teacher.ts";

/**
 * @throws {EngineError} As `loadTeacher`.
 */
export async function loadOwnTeacher(
  id: string,
  readFile: ReadFile,
  onProgress: (doneBytes: number, totalBytes: number) => void = () => {},
): Promise<Teacher> {
  const manifest = await readOwnTeacher(id, readFile);
  const { path, bytes: expected, sha256 } = manifest.file;
  const name = `teachers/${id}/${path}`;
  const bytes = await readFile(name, (done) =>
    onProgress(done, expected),
  ).catch((cause: unknown) => {
    throw missing(name, `${expected} bytes`, cause);
  });
  const got = await sha256Hex(bytes);
  if (got !== sha256) {
    throw corrupt(
      name,
      `${expected} bytes with SHA-256 ${sha256}`,
      `${bytes.length} bytes with SHA-256 ${got}`,
    );
  }
  if (manifest.kind === "features") return featureTeacher(manifest, bytes);
  const { onnxTeacher } = await import("./onnxTeacher.ts");
  return onnxTeacher(manifest, bytes);
}

/** What a teacher of one's own says of itself. @throws {EngineError} `teacher-missing`, `teacher-corrupt` or `network`. */
async function readOwnTeacher(
  id: string,
  readFile: ReadFile,
): Promise<OwnTeacher> {
  const name = `teachers/${id}/manifest.json`;
  const bytes = await readFile(name).catch((cause: unknown) => {
    throw missing(name, "a teacher of your own", cause);
  });
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw corrupt(name, "JSON", `${bytes.length} bytes of something else`);
  }
  const parsed = ownTeacherSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw corrupt(
    name,
    "a teacher manifest of format 1",
    `a mistake at '${path.join(".")}': ${message}`,
  );
}

const corrupt = (name: string, expected: string, got: string) =>
  new EngineError(
    "teacher-corrupt",
    `loadTeacher: ${name} must be ${expected}, got ${got}`,
  );

/** The error for a file that is not there; any other failure stays as it is. */
function missing(name: string, expected: string, cause: unknown): unknown {
  if (!(cause instanceof MissingFileError)) return cause;
  return new EngineError(
    "teacher-missing",
    `loadTeacher: ${name} (${expected}) must be there: ${cause.message}`,
  );
}
