import { formatDegrees } from "../../../charts/format.ts";
import { runWith } from "../evidence.ts";
import { readOff, trainTo, type Lesson } from "../lessonPlan.ts";

const STEP = 150;
const STUDENT_SIDE = { "method.id": "mse" };

export const head: Lesson = {
  id: "head",
  title: "Why a head on the teacher",
  minutes: 8,
  goal: "Compare a map on the teacher’s side with one on the student’s, under the same seed.",
  intro: [
    "Teacher and student have different widths, 576 and 32 numbers, so a map (a head) must stand between them. The usual way puts it behind the student: it predicts the teacher’s numbers, and is thrown away afterwards. What is left is the student before the head.",
    "CosPress puts the head behind the teacher, and asks it to keep angles. The student copies its output, and nothing has to be thrown away.",
  ],
  settings: {},
  open: ["method.id", "seed"],
  predict: {
    question:
      "Same student, images, batches and seed. Whose angles come closer to the teacher’s?",
    options: [
      { id: "teacher", text: "With the head on the teacher (CosPress)." },
      { id: "student", text: "With the head on the student (Plain MSE)." },
      { id: "same", text: "They differ by less than 2 degrees." },
    ],
    outcome(evidence) {
      const cospress = runWith(evidence, {}, STEP)?.latest;
      const mse = runWith(evidence, STUDENT_SIDE, STEP)?.latest;
      if (!cospress || !mse) return null;
      const [a, b] = [cospress.student.angleError, mse.student.angleError];
      const option =
        Math.abs(a - b) < 2 ? "same" : a < b ? "teacher" : "student";
      const because = `The angle error is ${formatDegrees(a)} with the head on the teacher and ${formatDegrees(b)} with the head on the student.`;
      return { option, because };
    },
  },
  tasks: [
    trainTo("teacher", `Train CosPress to step ${STEP}.`, STEP),
    trainTo(
      "student",
      `Choose Plain MSE (FitNets) as the method, and train to step ${STEP}. Its heatmaps have no compressed teacher: there is no map on that side.`,
      STEP,
      STUDENT_SIDE,
    ),
    readOff("read", "Read the second student’s angle error.", {
      label: "Angle error",
      unit: "°",
      valueOf: ({ now }) => now.latest?.student.angleError ?? null,
      tolerance: 0.6,
    }),
    {
      id: "runs",
      say: "Open Runs: both are kept there. Draw them over each other.",
      view: "runs",
      isDone: (evidence) =>
        evidence.view === "runs" &&
        runWith(evidence, STUDENT_SIDE, STEP) !== null,
    },
  ],
  afterwards: [
    "Let S be the student’s numbers and W the head. For every invertible A, the pair (S A, A⁻¹ W) predicts the same and has the same loss. So a head behind the student leaves the student’s own angles undetermined, and those are what is used later.",
    "One seed and one setting prove little. With more training the distance shrinks, and a fixed head on the teacher’s side that nobody trained (SVD) does about as well: lesson 7.",
  ],
  notes: [
    "Claims, number 3, has the argument as a picture: the same loss with bent angles.",
    "Do not let “CosPress is better” stand as the result. The result is: where the map stands decides what the loss determines.",
    "For those who know linear algebra: which A leave angles alone? (Rotations and reflections, times a number.)",
  ],
  sheet: {
    columns: ["", "head on the teacher", "head on the student"],
    rows: ["angle error in degrees", "kNN accuracy", "final total loss"],
    questions: [
      "Why must the two losses in the last row not be compared?",
      "What is thrown away after training, in each case?",
    ],
  },
};
