/** The options of the command line that name a student which was taken home. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { readBrought, type ReadStudent } from "../engine/broughtStudent.ts";
import type { BroughtFile } from "../protocol/beginning.ts";
import { UsageError, type Assignment } from "./settings.ts";

type StudentOptions = {
  student?: string | undefined;
  head?: string | undefined;
  probe?: string | undefined;
};

type StudentFiles = ReadStudent & { files: BroughtFile[] };

/**
 * The files of `--student`, `--head` and `--probe`, and what they hold; null where none is named.
 *
 * @throws {UsageError} As `readStudentFiles`.
 */
export async function readStudentOptions({
  student,
  head,
  probe,
}: StudentOptions): Promise<StudentFiles | null> {
  const beside = { head, probe };
  if (student !== undefined) return readStudentFiles(student, beside);
  for (const [option, file] of Object.entries(beside)) {
    if (file === undefined) continue;
    throw new UsageError(
      `--${option}: must stand beside --student, got ${file}`,
    );
  }
  return null;
}

/**
 * A student in any format of Take home, with head and probe of the same run where they are named.
 *
 * @throws {UsageError} If a file is missing, or is not what Take home has saved.
 */
export async function readStudentFiles(
  student: string,
  { head, probe }: Omit<StudentOptions, "student"> = {},
): Promise<StudentFiles> {
  try {
    const fileOf = (place: string, name: string): BroughtFile => ({
      ...{ name, bytes: new Uint8Array(readFileSync(place)) },
    });
    const files = [fileOf(student, path.basename(student))];
    // A model for TensorFlow.js has its weights in another file.
    const weights = student.replace(/\.json$/, ".bin");
    if (weights !== student && existsSync(weights)) {
      files.push(fileOf(weights, path.basename(weights)));
    }
    // By their names they are told from the student.
    if (head !== undefined) files.push(fileOf(head, "head.safetensors"));
    if (probe !== undefined) files.push(fileOf(probe, "probe.safetensors"));
    return { ...(await readBrought(files)), files };
  } catch (cause) {
    throw new UsageError(
      cause instanceof Error ? cause.message : String(cause),
    );
  }
}

/** @throws {RangeError} If a setting is one that the student's file decides. */
export function refuseForeign(
  assignments: readonly Assignment[],
  hasFile: boolean,
): void {
  const foreign = assignments.find(([name]) => name.startsWith("student."));
  if (!hasFile || !foreign) return;
  throw new RangeError(
    `--set: ${foreign[0]} is the file's own, got ${String(foreign[1])}`,
  );
}
