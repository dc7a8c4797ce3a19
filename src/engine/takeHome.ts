/** What a run gives its owner to take home: files that PyTorch, ONNX Runtime and people read. */
import {
  readSafetensors,
  writeSafetensors,
  type NamedTensors,
} from "../data/formats/safetensors.ts";
import type { ReadFile } from "../data/readFile.ts";
import {
  PREPROCESSING,
  readStudentFile,
  toPyTorch,
  transposed,
  writeStudentFile,
} from "../models/studentFile.ts";
import { studentOnnx } from "../models/studentOnnx.ts";
import type { StudentSizes } from "../models/studentSizes.ts";
import { readTeacherManifest } from "../models/teacherFiles.ts";
import { parseConfig, type RunConfig } from "../protocol/config.ts";
import { methodById } from "../protocol/methods.ts";
import type { PackManifest } from "../protocol/packs.ts";
import type { TakenHome } from "../protocol/results.ts";
import type { StudentProbe } from "./fitProbe.ts";
import { modelCard, type FinishedRun } from "./modelCard.ts";
import type { RunSnapshot } from "./run.ts";
import { studentSizes } from "./trainer.ts";

const ONNX_PREPROCESSING = `${PREPROCESSING}; the graph does the second part itself`;

/**
 * Keys that the head's file has beside the method's own tensors: what the lab subtracts from a teacher's tokens, after LayerNorm without
 * gain and bias (epsilon 1e-6), before they reach the head: `meanFraction` times these.
 */
const MEANS = {
  classToken: "teacher_mean.class_token",
  patchToken: "teacher_mean.patch_token",
} as const;

/**
 * Contents by file name.
 *
 * @param readFile Where a bundled teacher's manifest is read from.
 */
export async function takeHomeFiles(
  finished: Omit<FinishedRun, "teacher">,
  readFile: ReadFile,
): Promise<TakenHome["files"]> {
  const teacher =
    finished.result.teacher ?? (await readTeacherManifest(readFile));
  const run = { ...finished, teacher };
  const { result, snapshot, probe, packs } = run;
  const { config } = result;
  const sizes = studentSizes(config);
  const { student, head } = snapshot.trainer;
  const origin = { config, step: snapshot.step };
  const pack = packs.find(({ id }) => id === config.data.pack)!;
  return {
    "student.safetensors": writeStudentFile(
      student,
      sizes,
      origin,
      head["mask_token"]?.values,
    ),
    "student.onnx": studentOnnx(student, sizes, {
      preprocessing: ONNX_PREPROCESSING,
      config: JSON.stringify(config),
    }),
    "head.safetensors": writeHead(head, snapshot.means, config),
    "probe.safetensors": writeProbe(probe, pack),
    "README.md": modelCard(run),
  };
}

function writeHead(
  head: NamedTensors,
  means: RunSnapshot["means"],
  config: RunConfig,
): Uint8Array<ArrayBuffer> {
  const vector = (values: Float32Array) => ({ shape: [values.length], values });
  return writeSafetensors({
    tensors: {
      ...mapMatrices(head),
      [MEANS.classToken]: vector(means.classToken),
      ...(means.patchToken.length > 0 && {
        [MEANS.patchToken]: vector(means.patchToken),
      }),
    },
    metadata: {
      format: "pt",
      method: config.method.id,
      map: methodById(config.method.id).map,
      meanFraction: String(config.teacher.meanFraction),
      layerNormEpsilon: "1e-5",
    },
  });
}

/** The head of a file, in the lab's layout. @throws {RangeError} If it is not one of `writeHead`. */
export function readHeadFile(bytes: Uint8Array): NamedTensors {
  const { tensors } = readSafetensors(bytes);
  if (!Object.hasOwn(tensors, MEANS.classToken)) {
    throw new RangeError(
      `readHeadFile: the file must hold '${MEANS.classToken}', got ${Object.keys(tensors).slice(0, 8).join(", ")}`,
    );
  }
  const { [MEANS.classToken]: _c, [MEANS.patchToken]: _p, ...head } = tensors;
  return mapMatrices(head);
}

/** [in, out] <-> PyTorch's [out, in]; tensors of other ranks stay as they are. */
function mapMatrices(tensors: NamedTensors): NamedTensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [
      name,
      tensor.shape.length === 2 ? transposed(tensor) : tensor,
    ]),
  );
}

/** `weight` [classes, width] and `bias` [classes], for the class token as it comes out of the student. */
function writeProbe(
  { weights, bias, classes, d, labels }: StudentProbe,
  pack: PackManifest,
): Uint8Array<ArrayBuffer> {
  return writeSafetensors({
    tensors: {
      weight: { shape: [classes, d], values: Float32Array.from(weights) },
      bias: { shape: [classes], values: Float32Array.from(bias) },
    },
    metadata: {
      format: "pt",
      pack: pack.id,
      classes: JSON.stringify(labels.map((label) => pack.classes[label])),
    },
  });
}

export type TakenStudent = {
  student: NamedTensors;
  sizes: StudentSizes;
  /** Of the run that trained it; null where the file does not say, or says what is none today. */
  config: RunConfig | null;
};

/** @throws {RangeError} As `readStudentFile`. */
export function readTakenStudent(bytes: Uint8Array): TakenStudent {
  const { student, sizes, origin } = readStudentFile(bytes);
  const { config } = (origin ?? {}) as { config?: unknown };
  const parsed = parseConfig(config);
  return { student, sizes, config: parsed.ok ? parsed.config : null };
}

/** A taken student as an ONNX model. */
export const takenOnnx = ({ student, sizes, config }: TakenStudent) =>
  studentOnnx(student, sizes, {
    preprocessing: ONNX_PREPROCESSING,
    ...(config && { config: JSON.stringify(config) }),
  });

/** Its parameters under DINOv2's names, in PyTorch's layouts. */
export const takenParameters = ({ student, sizes }: TakenStudent) =>
  toPyTorch(student, sizes);
