import { formatPercent } from "../../../charts/format.ts";
import { lessons as t } from "../../../texts/en/lessons.ts";
import { runWith } from "../evidence.ts";
import { lessonOf, readOff, trainTo } from "../lessonPlan.ts";

const STEP = 100;

export const distillation = lessonOf(() => t.distillation, {
  id: "distillation",
  minutes: 5,
  settings: {},
  open: ["seed"],
  outcome(evidence) {
    const run = runWith(evidence, {}, STEP);
    if (!run?.start || !run.latest) return null;
    const before = run.start.student.knn;
    const { student, teacher } = run.latest;
    const option =
      student.knn <= before + 0.02
        ? "same"
        : student.knn >= teacher.knn - 0.01
          ? "teacher"
          : "between";
    const because = t.distillation.because(
      formatPercent(before),
      formatPercent(student.knn),
      run.latest.step,
      formatPercent(teacher.knn),
    );
    return { option, because };
  },
  tasks: [
    {
      id: "start",
      view: "overview",
      isDone: ({ now }) => now.start !== null,
    },
    trainTo("train", STEP),
    readOff("read", {
      unit: "%",
      valueOf: ({ now }) => now.latest && 100 * now.latest.student.knn,
      tolerance: 1,
    }),
    {
      id: "back",
      view: "overview",
      isDone: ({ shownStep, now }) => shownStep === 0 && now.step >= STEP,
    },
  ],
});
