import { formatDegrees } from "../../../charts/format.ts";
import { lessons as t } from "../../../texts/en/lessons.ts";
import { runWith } from "../evidence.ts";
import { lessonOf, lookAt, readOff, trainTo } from "../lessonPlan.ts";

const STEP = 50;
const WIDE = { "student.width": 32, "student.heads": 4 };

export const angles = lessonOf(() => t.angles, {
  id: "angles",
  minutes: 8,
  settings: { "student.width": 3, "student.heads": 1 },
  open: ["student.width", "student.heads"],
  outcome(evidence) {
    const narrow = runWith(evidence, {}, STEP)?.latest;
    const wide = runWith(evidence, WIDE, STEP)?.latest;
    if (!narrow || !wide) return null;
    const [three, many] = [narrow, wide].map(
      ({ student }) => student.angleError,
    ) as [number, number];
    const option =
      Math.abs(three - many) < 2 ? "same" : three < many ? "narrow" : "wide";
    const because = t.angles.because(
      formatDegrees(three),
      narrow.step,
      formatDegrees(many),
      wide.step,
    );
    return { option, because };
  },
  tasks: [
    trainTo("narrow", STEP),
    lookAt("look", "angles"),
    trainTo("wide", STEP, WIDE),
    readOff("read", {
      unit: "°",
      valueOf: ({ now }) => now.latest?.student.angleError ?? null,
      tolerance: 0.6,
    }),
  ],
});
