/** Students that come back from files: read, and made what a run begins with. */
import { isZip, zipFiles } from "../data/decoders/zip.ts";
import { baseName } from "../data/decoders/sourceFile.ts";
import type { NamedTensors } from "../data/formats/safetensors.ts";
import { sha256Hex } from "../data/sha256.ts";
import { readStudentFile, type StudentFile } from "../models/studentFile.ts";
import { readStudentOnnx } from "../models/studentOnnx.ts";
import { readStudentTfjs } from "../models/studentTfjs.ts";
import type { StudentSizes } from "../models/studentSizes.ts";
import {
  isSameStudent,
  type BroughtFile,
  type BroughtStudent,
  type StudentOrigin,
} from "../protocol/beginning.ts";
import { brief } from "../protocol/brief.ts";
import { parseConfig, type RunConfig } from "../protocol/config.ts";
import { EngineError } from "../protocol/engineError.ts";
import { readHeadFile, type HeadFile } from "./headFile.ts";
import { readProbeFile, type SavedProbe } from "./probeFile.ts";
import type { SavedNetworks } from "./trainer.ts";

export type TakenStudent = {
  student: NamedTensors;
  sizes: StudentSizes;
  /** Of the run that trained it; null where the file does not say, or says what is none today. */
  config: RunConfig | null;
  /** Of that run; null where the file does not say. */
  step: number | null;
};

function takenFrom({ student, sizes, origin }: StudentFile): TakenStudent {
  const { config, step } = (origin ?? {}) as Record<string, unknown>;
  const parsed = parseConfig(config);
  return {
    ...{ student, sizes, config: parsed.ok ? parsed.config : null },
    step: Number.isSafeInteger(step) ? (step as number) : null,
  };
}

export type ReadStudent = BroughtStudent & {
  /** As it was saved, with the settings that were found for it. */
  taken: TakenStudent;
  networks: SavedNetworks;
  /** Null where none came along. */
  probe: SavedProbe | null;
  /** That the head was trained by, if there is one. */
  method: string | undefined;
};

/**
 * Reads what Take home has saved: student.safetensors, student.onnx or both files for TensorFlow.js, with head.safetensors, probe.safetensors and
 * config.json beside it if they are there, or the archive of all.
 *
 * @throws {EngineError} `import-unreadable` for anything else, and for a student that is not whole.
 */
export async function readBrought(
  files: readonly BroughtFile[],
): Promise<ReadStudent> {
  const [only] = files;
  const isArchive = files.length === 1 && only && isZip(only.bytes);
  const found = isArchive ? await unpacked(only) : files;
  const named = (ending: string) =>
    found.filter(({ name }) => baseName(name).endsWith(ending));
  const tensorsCalled = (word: RegExp) =>
    named(".safetensors").filter(({ name }) => word.test(baseName(name)));
  const heads = tensorsCalled(/^head\b/);
  const probes = tensorsCalled(/^probe\b/);
  const students = studentsIn(found);
  const [file] = students;
  if (!file || students.length > 1 || heads.length > 1 || probes.length > 1) {
    throw new EngineError(
      "import-unreadable",
      `${isArchive ? only.name : "files"}: must be one student.safetensors, student.onnx, or student.tfjs.json with student.tfjs.bin, with at most one head.safetensors and one probe.safetensors, or the archive that Take home saves, got ${brief(found.map(({ name }) => name).join(", ") || "nothing")}`,
    );
  }
  const taken = inFile(file, (bytes) =>
    takenFrom(readStudent(file.name, bytes, found)),
  );
  const head = heads[0] ? inFile(heads[0], readHeadFile) : null;
  const { width } = taken.sizes;
  const probe = probes[0]
    ? inFile(probes[0], (bytes) => readProbeFile(bytes, width))
    : null;
  const origin: StudentOrigin = {
    file: isArchive ? only.name : baseName(file.name),
    sha256: await sha256Hex(file.bytes),
    ...{ step: taken.step, hasHead: head !== null },
  };
  const config = taken.config ?? configIn(named("config.json")[0], taken.sizes);
  return {
    ...{ origin, student: settingsOf(taken.sizes), config },
    taken: { ...taken, config },
    networks: { student: taken.student, ...headOf(head) },
    probe,
    method: head?.method,
  };
}

/** Files that hold a student each: of the formats that are there the first, for an archive has one student in all of them. */
function studentsIn(files: readonly BroughtFile[]): readonly BroughtFile[] {
  const isStudent: readonly ((name: string) => boolean)[] = [
    (name) => /^(?!head\b|probe\b).*\.safetensors$/.test(name),
    (name) => name.endsWith(".onnx"),
    (name) => name.endsWith(".json") && !name.endsWith("config.json"),
  ];
  const found = isStudent.map((isOfFormat) =>
    files.filter(({ name }) => isOfFormat(baseName(name))),
  );
  return found.find(({ length }) => length > 0) ?? [];
}

function readStudent(
  name: string,
  bytes: Uint8Array,
  beside: readonly BroughtFile[],
): StudentFile {
  if (name.endsWith(".onnx")) return readStudentOnnx(bytes);
  if (!name.endsWith(".json")) return readStudentFile(bytes);
  return readStudentTfjs(
    bytes,
    (path) =>
      beside.find((file) => baseName(file.name) === baseName(path))?.bytes,
  );
}

const headOf = (head: HeadFile | null) => head && { head: head.head };

/** Settings that make a student of these sizes. */
function settingsOf({ image: _, ...student }: StudentSizes) {
  return student satisfies RunConfig["student"];
}

/** Says which file is at fault. */
function inFile<T>(file: BroughtFile, read: (bytes: Uint8Array) => T): T {
  try {
    return read(file.bytes);
  } catch (cause) {
    if (!(cause instanceof EngineError)) throw cause;
    throw new EngineError(cause.code, `${file.name}: ${cause.message}`);
  }
}

async function unpacked({ name, bytes }: BroughtFile): Promise<BroughtFile[]> {
  const wanted = zipFiles(name, bytes).filter(({ path }) =>
    /\.(safetensors|onnx|bin)$|\.tfjs\.json$|config\.json$/.test(path),
  );
  return Promise.all(
    wanted.map(async ({ path, read }) => ({
      name: path,
      bytes: new Uint8Array(await read()),
    })),
  );
}

/** Settings beside a student that does not say its own; null where they are not its. */
function configIn(
  file: BroughtFile | undefined,
  sizes: StudentSizes,
): RunConfig | null {
  if (!file) return null;
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(file.bytes));
  } catch {
    return null;
  }
  const parsed = parseConfig(value);
  const isIts =
    parsed.ok && isSameStudent(parsed.config.student, settingsOf(sizes));
  return isIts ? parsed.config : null;
}

/** What a run begins with in place of networks that its seed draws. */
export type Beginning = { origin: StudentOrigin; networks: SavedNetworks };

/** With a probe that is measured once, and not kept. */
export type BroughtBeginning = Beginning & { probe?: SavedProbe | null };

/**
 * A head stays out where it was trained by another method or for another teacher.
 *
 * @throws {EngineError} As `readBrought`; `import-unfit`, if the settings describe another student.
 */
export async function readBeginning(
  files: readonly BroughtFile[],
  config: RunConfig,
): Promise<BroughtBeginning> {
  const read = await readBrought(files);
  const { origin, student, networks, probe, method } = read;
  if (!isSameStudent(student, config.student)) {
    throw new EngineError(
      "import-unfit",
      `${origin.file}: must hold a student of ${JSON.stringify(config.student)}, got one of ${JSON.stringify(student)}`,
    );
  }
  const isOfRun =
    method === config.method.id &&
    (read.config === null || read.config.teacher.id === config.teacher.id);
  return isOfRun
    ? { origin, networks, probe }
    : {
        origin: { ...origin, hasHead: false },
        networks: { student: networks.student },
        probe,
      };
}
