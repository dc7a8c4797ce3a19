import { formatUnit } from "../../../charts/format.ts";
import { lessons as t } from "../../../texts/en/lessons.ts";
import { runWith } from "../evidence.ts";
import { lessonOf, lookAt, readOff, trainTo } from "../lessonPlan.ts";

const STEP = 100;

export const ood = lessonOf(() => t.ood, {
  id: "ood",
  minutes: 8,
  settings: {},
  open: ["seed"],
  outcome(evidence) {
    const student = runWith(evidence, {}, STEP)?.latest?.student;
    if (!student || student.nearAuroc === null || student.farAuroc === null) {
      return null;
    }
    const { nearAuroc, farAuroc } = student;
    const option =
      Math.abs(nearAuroc - farAuroc) <= 0.03
        ? "same"
        : nearAuroc > farAuroc
          ? "near"
          : "far";
    const because = t.ood.because(formatUnit(nearAuroc), formatUnit(farAuroc));
    return { option, because };
  },
  tasks: [
    trainTo("train", STEP),
    lookAt("look", "ood"),
    readOff("near", {
      unit: "",
      valueOf: ({ now }) => now.latest?.student.nearAuroc ?? null,
      tolerance: 0.01,
    }),
    lookAt("try", "try"),
  ],
});
