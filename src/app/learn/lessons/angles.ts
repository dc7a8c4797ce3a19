import { formatDegrees } from "../../../charts/format.ts";
import { runWith } from "../evidence.ts";
import { lookAt, readOff, trainTo, type Lesson } from "../lessonPlan.ts";

const STEP = 50;
const WIDE = { "student.width": 32, "student.heads": 4 };

export const angles: Lesson = {
  id: "angles",
  title: "Angles and cosine",
  minutes: 8,
  goal: "Read a heatmap of cosines, and see how many numbers it takes to keep angles.",
  intro: [
    "Two embeddings are two arrows. The cosine of the angle between them is 1 when they point the same way, 0 at a right angle, −1 when they point apart: cos θ = ⟨x, y⟩ / (|x| |y|). Length does not count.",
    "Nearest neighbours, and detectors of foreign images that rest on them, look at nothing but these angles. The angle error is the mean difference, in degrees, between the student’s angle and the teacher’s over all pairs of held-out images.",
  ],
  settings: { "student.width": 3, "student.heads": 1 },
  open: ["student.width", "student.heads"],
  predict: {
    question:
      "A student with 3 numbers for each image is compared with one that has 32. Which angle error is smaller?",
    options: [
      { id: "narrow", text: "That of the student with 3 numbers." },
      { id: "wide", text: "That of the student with 32." },
      { id: "same", text: "They differ by less than 2 degrees." },
    ],
    outcome(evidence) {
      const narrow = runWith(evidence, {}, STEP)?.latest;
      const wide = runWith(evidence, WIDE, STEP)?.latest;
      if (!narrow || !wide) return null;
      const [three, many] = [narrow, wide].map(
        ({ student }) => student.angleError,
      ) as [number, number];
      const option =
        Math.abs(three - many) < 2 ? "same" : three < many ? "narrow" : "wide";
      const because = `The angle error is ${formatDegrees(three)} with 3 numbers (step ${narrow.step}) and ${formatDegrees(many)} with 32 (step ${wide.step}).`;
      return { option, because };
    },
  },
  tasks: [
    trainTo(
      "narrow",
      `Train the student with 3 numbers to step ${STEP}.`,
      STEP,
    ),
    lookAt(
      "look",
      "Open Angles. Point at a light and at a dark cell: two images, three angles. Turn the globe: three numbers, so all angles can be seen.",
      "angles",
    ),
    trainTo("wide", `The same with 32 numbers, to step ${STEP}.`, STEP, WIDE),
    readOff(
      "read",
      "Read this student’s angle error off Accuracy and agreement.",
      {
        label: "Angle error",
        unit: "°",
        valueOf: ({ now }) => now.latest?.student.angleError ?? null,
        tolerance: 0.6,
      },
    ),
  ],
  afterwards: [
    "Few dimensions leave few directions to point in. A random map from 576 to m dimensions already misses an angle by about 45.7°·√(1 − c²)/√m, for a cosine c: many numbers make angles cheap to keep.",
    "The globe of a wide student shows only three of its directions, and says how much of the angles that explains. A picture of many dimensions always hides something.",
  ],
  notes: [
    "Before starting, let everybody estimate cos 60°, cos 90° and cos 20° without a calculator; the last one surprises.",
    "The student ends in a LayerNorm. With three numbers that leaves one freedom, so its images lie on a closed line of the globe: a good riddle for those who know LayerNorm.",
    "For mathematics: derive that a cosine of 0.9 is an angle of 26°, so that small changes of large cosines are large changes of angle.",
  ],
  sheet: {
    columns: ["", "3 numbers", "32 numbers"],
    rows: ["angle error in degrees", "Pearson with the teacher’s cosines"],
    questions: [
      "Which cosine have two arrows at 60°? Which angle has the cosine 0?",
      "What does the heatmap show on its diagonal, and why?",
    ],
  },
};
