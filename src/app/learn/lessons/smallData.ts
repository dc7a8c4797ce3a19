import { formatUnit } from "../../../charts/format.ts";
import { runWith, type MeasuredStep } from "../evidence.ts";
import { readOff, trainTo, type Lesson } from "../lessonPlan.ts";

const STEP = 150;
const FEW = { "data.images": 100 };

/** What is lost between training pairs and held-out pairs. */
const gapOf = ({ student }: MeasuredStep) =>
  student.trainingPearson - student.pearson;

export const smallData: Lesson = {
  id: "small-data",
  title: "Small data",
  minutes: 8,
  goal: "Tell fitting from generalising, with few images and with many.",
  intro: [
    "A student can agree with its teacher on the images that it was trained on and fail on all others. So agreement (Pearson’s r of the student’s cosines with the teacher’s) is measured twice: on pairs of training images and on pairs of held-out images. The gap between the two is what did not generalise.",
    "Distillation is said to suit small data: every image comes with a whole list of numbers from the teacher instead of one label.",
  ],
  settings: {},
  open: ["data.images"],
  predict: {
    question:
      "100 training images instead of 1,000, the same number of steps. The gap between training and held-out agreement …",
    options: [
      { id: "larger", text: "becomes larger." },
      { id: "smaller", text: "becomes smaller." },
      { id: "same", text: "changes by less than 0.03." },
    ],
    outcome(evidence) {
      const many = runWith(evidence, {}, STEP)?.latest;
      const few = runWith(evidence, FEW, STEP)?.latest;
      if (!many || !few) return null;
      const [a, b] = [gapOf(few), gapOf(many)];
      const option =
        Math.abs(a - b) < 0.03 ? "same" : a > b ? "larger" : "smaller";
      const because = `With 100 images r is ${formatUnit(few.student.trainingPearson)} on training pairs and ${formatUnit(few.student.pearson)} held out, a gap of ${formatUnit(a)}; with 1,000 the gap is ${formatUnit(b)}.`;
      return { option, because };
    },
  },
  tasks: [
    trainTo("many", `Train with 1,000 images to step ${STEP}.`, STEP),
    trainTo(
      "few",
      `With 100 images, to step ${STEP}: every image is seen ten times as often.`,
      STEP,
      FEW,
    ),
    readOff(
      "read",
      "Read the held-out agreement (Pearson) of the student with few images.",
      {
        label: "Pearson, held out",
        unit: "",
        valueOf: ({ now }) => now.latest?.student.pearson ?? null,
        tolerance: 0.01,
      },
    ),
  ],
  afterwards: [
    "The few images are fitted sooner, and tell less about the others. More images, mirror images and crops narrow the gap; longer training alone does not.",
    "kNN accuracy falls for two reasons at once: the student is worse, and fewer training images are there to vote. Accuracy and shift has the whole curve, from 100 to 3,000 images, with labels added afterwards.",
  ],
  notes: [
    "Both runs take 150 steps of 64 images: same work, other data. That is the fair comparison for learning; “same number of passes” would be another one. Discuss.",
    "With 100 images training agreement is measured on those 100; with 1,000 on 400 of them.",
    "Extension: 100 images with eight views (all settings). How much do crops replace?",
  ],
  sheet: {
    columns: ["Pearson", "training pairs", "held-out pairs", "gap"],
    rows: ["100 images", "1,000 images"],
    questions: [
      "Which of the two agreements would you report, and why?",
      "Name two ways to narrow the gap without new images.",
    ],
  },
};
