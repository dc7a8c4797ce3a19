import { METHODS } from "./methods.ts";
import { toVariables } from "../models/parameters.ts";
import { initialStudent, studentTokens } from "../models/student.ts";
import type { StudentSizes } from "../models/studentSizes.ts";
import { PAPER_TEMPERATURES, type RunConfig } from "../protocol/config.ts";
import { DEFAULT_PRESET, presetById } from "../protocol/presets.ts";
import { seededRng } from "../tensor/rng.ts";
import * as tf from "../tensor/tf.ts";

/** Small enough for a software GPU to finish in a second or two, and with every kernel of a training step in it. */
const SIZES: StudentSizes = {
  image: 8,
  patch: 4,
  width: 8,
  depth: 1,
  heads: 2,
  stem: "conv",
};
const BATCH = 4;
const TEACHER_WIDTH = 12;

const OPTIONS: RunConfig["method"] = {
  ...presetById(DEFAULT_PRESET).config.method,
  id: "cospress",
  temperatures: [PAPER_TEMPERATURES[1]!, PAPER_TEMPERATURES[9]!],
};

/** Losses and all gradients of one seeded training step on the present backend. */
export async function selfTestNumbers(): Promise<Float32Array[]> {
  const student = toVariables(
    initialStudent(SIZES, seededRng(0, "self-test student")),
  );
  const head = METHODS.cospress.initialHead(
    { dTeacher: TEACHER_WIDTH, dStudent: SIZES.width, classes: 2 },
    OPTIONS,
    seededRng(0, "self-test head"),
  );
  const rng = seededRng(0, "self-test data");
  const images = random([BATCH, SIZES.image, SIZES.image, 3], () =>
    rng.uniform(),
  );
  const teacherTokens = random([BATCH, 5, TEACHER_WIDTH], () => rng.normal());
  const { losses, ...gradients } = METHODS.cospress.gradients(
    {
      teacherTokens: teacherTokens as tf.Tensor3D,
      studentTokens: () => studentTokens(student, SIZES, images as tf.Tensor4D),
      labels: [],
      rng,
    },
    head,
    student,
    OPTIONS,
    { head: true, student: true },
  );
  const results: tf.Tensor[] = [
    ...Object.values(losses),
    ...Object.values(gradients.head),
    ...Object.values(gradients.student),
  ];
  try {
    return await Promise.all(
      results.map(async (result) =>
        ((await result.data()) as Float32Array).slice(),
      ),
    );
  } finally {
    tf.dispose([
      ...results,
      ...Object.values(student),
      ...Object.values(head),
      images,
      teacherTokens,
    ]);
  }
}

function random(shape: number[], draw: () => number): tf.Tensor {
  const n = tf.util.sizeFromShape(shape);
  return tf.tensor(Float32Array.from({ length: n }, draw), shape);
}
