/** What a run gives its owner to take home: files that PyTorch, ONNX Runtime and people read. */
import type { ReadFile } from "../data/readFile.ts";
import {
  labMetadata,
  PREPROCESSING,
  toPyTorch,
  writeStudentFile,
} from "../models/studentFile.ts";
import { studentOnnx } from "../models/studentOnnx.ts";
import { studentTfjs } from "../models/studentTfjs.ts";
import { readTeacherManifest } from "../models/teacherFiles.ts";
import { beginningOf } from "../protocol/beginning.ts";
import type { TakenHome } from "../protocol/results.ts";
import type { TakenStudent } from "./broughtStudent.ts";
import { writeHeadFile } from "./headFile.ts";
import { modelCard, type FinishedRun } from "./modelCard.ts";
import { writeProbeFile } from "./probeFile.ts";
import { studentSizes } from "./trainer.ts";

const GRAPH_PREPROCESSING = `${PREPROCESSING}; the graph does the second part itself`;

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
  const begin = beginningOf(result.updates);
  const origin = { config, step: snapshot.step, ...(begin && { begin }) };
  const pack = packs.find(({ id }) => id === config.data.pack)!;
  const about = {
    preprocessing: GRAPH_PREPROCESSING,
    config: JSON.stringify(config),
    ...labMetadata(sizes, origin),
  };
  return {
    "student.safetensors": writeStudentFile(
      student,
      sizes,
      origin,
      head["mask_token"]?.values,
    ),
    "student.onnx": studentOnnx(student, sizes, about),
    ...studentTfjs(student, sizes, about),
    "head.safetensors": writeHeadFile(head, snapshot.means, config),
    "probe.safetensors": writeProbeFile(probe, pack),
    "README.md": modelCard(run),
  };
}

/** What a graph says of a taken student. */
const aboutTaken = ({ config, step, sizes }: TakenStudent) => ({
  preprocessing: GRAPH_PREPROCESSING,
  ...(config && { config: JSON.stringify(config) }),
  ...labMetadata(sizes, { config, step }),
});

/** A taken student as an ONNX model. */
export const takenOnnx = (taken: TakenStudent) =>
  studentOnnx(taken.student, taken.sizes, aboutTaken(taken));

/** A taken student as a graph model of TensorFlow.js: both files, by these names. */
export const takenTfjs = (
  taken: TakenStudent,
  names: { model: string; weights: string },
) => studentTfjs(taken.student, taken.sizes, aboutTaken(taken), names);

/** Its parameters under DINOv2's names, in PyTorch's layouts. */
export const takenParameters = ({ student, sizes }: TakenStudent) =>
  toPyTorch(student, sizes);
