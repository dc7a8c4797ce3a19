import { formatDegrees } from "../../../charts/format.ts";
import { lessons as t } from "../../../texts/en/lessons.ts";
import { runWith } from "../evidence.ts";
import { lessonOf, readOff, trainTo } from "../lessonPlan.ts";

const STEP = 150;
const STUDENT_SIDE = { "method.id": "mse" };

export const head = lessonOf(() => t.head, {
  id: "head",
  minutes: 8,
  settings: {},
  open: ["method.id", "seed"],
  outcome(evidence) {
    const cospress = runWith(evidence, {}, STEP)?.latest;
    const mse = runWith(evidence, STUDENT_SIDE, STEP)?.latest;
    if (!cospress || !mse) return null;
    const [a, b] = [cospress.student.angleError, mse.student.angleError];
    const option = Math.abs(a - b) < 2 ? "same" : a < b ? "teacher" : "student";
    const because = t.head.because(formatDegrees(a), formatDegrees(b));
    return { option, because };
  },
  tasks: [
    trainTo("teacher", STEP),
    trainTo("student", STEP, STUDENT_SIDE),
    readOff("read", {
      unit: "°",
      valueOf: ({ now }) => now.latest?.student.angleError ?? null,
      tolerance: 0.6,
    }),
    {
      id: "runs",
      view: "runs",
      isDone: (evidence) =>
        evidence.view === "runs" &&
        runWith(evidence, STUDENT_SIDE, STEP) !== null,
    },
  ],
});
