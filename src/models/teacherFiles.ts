/** Reads a bundled teacher's manifest and weight files, and believes neither before checking it. */
import { MissingFileError, type ReadFile } from "../data/readFile.ts";
import { sha256Hex } from "../data/sha256.ts";
import { EngineError } from "../protocol/engineError.ts";
import { decodeHalfFloats } from "../data/formats/halfFloats.ts";
import type { LayerWeights } from "./mobileNet.ts";
import {
  teacherManifestSchema,
  type ConvolutionLayer,
  type TeacherManifest,
} from "./teacherManifest.ts";

const FOLDER = "teachers/mobilenet-v2-coco";

export type TeacherFiles = {
  inputRange: readonly [number, number];
  /** The taps asked for, in that order. */
  taps: TeacherManifest["taps"];
  /** Layers up to the last of the taps. */
  layers: readonly ConvolutionLayer[];
  weightsOf(layer: ConvolutionLayer): LayerWeights;
};

/**
 * Reads what is needed to run the network up to some taps.
 *
 * @throws {EngineError} `teacher-missing`, `teacher-corrupt` or `network`.
 */
export async function readTeacherFiles(
  tapNames: readonly string[],
  readFile: ReadFile,
  onProgress: (doneBytes: number, totalBytes: number) => void = () => {},
): Promise<TeacherFiles> {
  const manifest = await readTeacherManifest(readFile);
  checkOrder(manifest);
  const taps = tapNames.map((name) => {
    const tap = manifest.taps.find((candidate) => candidate.name === name);
    if (!tap) {
      throw corrupt(
        "manifest.json",
        `a tap '${name}'`,
        manifest.taps.map((t) => t.name).join(", "),
      );
    }
    return tap;
  });
  const lastFile = Math.max(
    ...taps.map((tap) => manifest.files.findIndex((f) => f.path === tap.file)),
  );
  const needed = manifest.files.slice(0, lastFile + 1);
  const total = needed.reduce((sum, file) => sum + file.bytes, 0);

  const contents = new Map<string, Uint8Array>();
  let before = 0;
  onProgress(0, total);
  for (const file of needed) {
    const bytes = await readFile(`${FOLDER}/${file.path}`, (done) =>
      onProgress(before + done, total),
    ).catch((cause: unknown) => {
      throw missing(file.path, `${file.bytes} bytes`, cause);
    });
    await verify(file, bytes);
    contents.set(file.path, bytes);
    before += file.bytes;
    onProgress(before, total);
  }
  return {
    inputRange: manifest.inputRange,
    taps,
    layers: manifest.layers.filter((layer) => contents.has(layer.file)),
    weightsOf: (layer) => {
      const bytes = contents.get(layer.file);
      if (!bytes)
        throw new RangeError(`weightsOf: file '${layer.file}' was not read`);
      const values = ({
        shape,
        offset,
      }: {
        shape: number[];
        offset: number;
      }) => {
        const end = offset + 2 * shape.reduce((a, b) => a * b, 1);
        if (end > bytes.length) {
          throw corrupt(
            layer.file,
            `long enough for layer '${layer.name}', ${end} bytes`,
            `${bytes.length} bytes`,
          );
        }
        return decodeHalfFloats(bytes.subarray(offset, end));
      };
      return { filter: values(layer.filter), bias: values(layer.bias) };
    },
  };
}

/** Every layer reads from those before it, and every tap from a layer that is there once its file is. */
function checkOrder({ files, layers, taps }: TeacherManifest): void {
  const fileAt = (path: string) => files.findIndex((f) => f.path === path);
  const before = new Map<string, number>();
  const requireBefore = (who: string, layer: string | null, file: number) => {
    if (layer === null || (before.get(layer) ?? Infinity) <= file) return;
    throw corrupt(
      "manifest.json",
      `in an order in which it can run`,
      `${who}, which needs layer '${layer}' before it is there`,
    );
  };
  for (const { name, input, addFrom, file } of layers) {
    const at = fileAt(file);
    requireBefore(`layer '${name}'`, input, at);
    requireBefore(`layer '${name}'`, addFrom, at);
    if (at >= 0) before.set(name, at);
  }
  for (const { name, layer, file } of taps) {
    requireBefore(`tap '${name}'`, layer, fileAt(file));
  }
}

/** @throws {EngineError} `teacher-missing` or `teacher-corrupt`. */
export async function readTeacherManifest(
  readFile: ReadFile,
): Promise<TeacherManifest> {
  const bytes = await readFile(`${FOLDER}/manifest.json`).catch(
    (cause: unknown) => {
      throw missing("manifest.json", "the list of the teacher's layers", cause);
    },
  );
  const text = new TextDecoder().decode(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Servers that answer every path with a page end here.
    throw corrupt(
      "manifest.json",
      "JSON",
      `${bytes.length} bytes beginning ${JSON.stringify(text.slice(0, 24))}`,
    );
  }
  const parsed = teacherManifestSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw corrupt(
      "manifest.json",
      "a teacher manifest of format 1",
      `a mistake at '${issue.path.join(".")}': ${issue.message}`,
    );
  }
  return parsed.data;
}

async function verify(
  file: TeacherManifest["files"][number],
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const sha256 = await sha256Hex(bytes);
  if (bytes.length !== file.bytes || sha256 !== file.sha256) {
    throw corrupt(
      file.path,
      `${file.bytes} bytes with SHA-256 ${file.sha256}`,
      `${bytes.length} bytes with SHA-256 ${sha256}`,
    );
  }
}

const corrupt = (file: string, expected: string, got: string) =>
  new EngineError(
    "teacher-corrupt",
    `loadTeacher: ${FOLDER}/${file} must be ${expected}, got ${got}`,
  );

/** The error for a file that is not there; any other failure stays as it is. */
function missing(file: string, expected: string, cause: unknown): unknown {
  if (!(cause instanceof MissingFileError)) return cause;
  return new EngineError(
    "teacher-missing",
    `loadTeacher: ${FOLDER}/${file} (${expected}) must be there: ${cause.message}`,
  );
}
