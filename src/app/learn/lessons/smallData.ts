import { formatUnit } from "../../../charts/format.ts";
import { lessons as t } from "../../../texts/en/lessons.ts";
import { runWith, type MeasuredStep } from "../evidence.ts";
import { lessonOf, readOff, trainTo } from "../lessonPlan.ts";

const STEP = 150;
const FEW = { "data.images": 100 };

/** What is lost between training pairs and held-out pairs. */
const gapOf = ({ student }: MeasuredStep) =>
  student.trainingPearson - student.pearson;

export const smallData = lessonOf(() => t.smallData, {
  id: "small-data",
  minutes: 8,
  settings: {},
  open: ["data.images"],
  outcome(evidence) {
    const many = runWith(evidence, {}, STEP)?.latest;
    const few = runWith(evidence, FEW, STEP)?.latest;
    if (!many || !few) return null;
    const [a, b] = [gapOf(few), gapOf(many)];
    const option =
      Math.abs(a - b) < 0.03 ? "same" : a > b ? "larger" : "smaller";
    const because = t.smallData.because(
      formatUnit(few.student.trainingPearson),
      formatUnit(few.student.pearson),
      formatUnit(a),
      formatUnit(b),
    );
    return { option, because };
  },
  tasks: [
    trainTo("many", STEP),
    trainTo("few", STEP, FEW),
    readOff("read", {
      unit: "",
      valueOf: ({ now }) => now.latest?.student.pearson ?? null,
      tolerance: 0.01,
    }),
  ],
});
