import { formatUnit } from "../../../charts/format.ts";
import { runWith } from "../evidence.ts";
import { lookAt, readOff, trainTo, type Lesson } from "../lessonPlan.ts";

const STEP = 100;

export const ood: Lesson = {
  id: "ood",
  title: "Foreign images, by their neighbours",
  minutes: 8,
  goal: "Tell known from foreign images by one number, and judge how well that works.",
  intro: [
    "A classifier answers for every image, also for one of a kind that it has never met (out of distribution, OOD). A simple way to notice: look how near the nearest training image lies. Score = its cosine. High: known. Low: foreign.",
    "AUROC is the chance that a known image scores higher than a foreign one: 0.5 is guessing, 1 is perfect. Near-OOD are emoji of two kinds that were held out; far-OOD are crops of photographs.",
  ],
  settings: {},
  open: ["seed"],
  predict: {
    question:
      "Which foreign images does the student recognise better, after 100 steps?",
    options: [
      { id: "near", text: "Near: emoji of kinds that it has never seen." },
      { id: "far", text: "Far: crops of photographs." },
      { id: "same", text: "Both about equally (AUROC within 0.03)." },
    ],
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
      const because = `The student’s AUROC is ${formatUnit(nearAuroc)} near and ${formatUnit(farAuroc)} far.`;
      return { option, because };
    },
  },
  tasks: [
    trainTo(
      "train",
      `Train to step ${STEP}, watching Known and foreign images.`,
      STEP,
    ),
    lookAt(
      "look",
      "Open OOD. Drag the student’s threshold, and see which images it lets in that it should not.",
      "ood",
    ),
    readOff(
      "near",
      "Read the student’s near AUROC off the page (Overview or its table).",
      {
        label: "Near AUROC",
        unit: "",
        valueOf: ({ now }) => now.latest?.student.nearAuroc ?? null,
        tolerance: 0.01,
      },
    ),
    lookAt(
      "try",
      "Open Try it. Draw something, and see whether the student finds it foreign.",
      "try",
    ),
  ],
  afterwards: [
    "Near foreign images share style and colours with the known ones; only what they show is new. That is the hard case, and even the teacher is far from perfect at it. A far one differs in everything, and random filters notice it: far AUROC may even fall at first, while the student learns what it needs for emoji. More views with crops bring it back.",
    "FPR95 is the other usual number: the share of foreign images let in when the threshold lets in 95 % of the known ones. Beware: some authors count the other way round, and call it the same; OOD shows both.",
  ],
  notes: [
    "Ask for a case in which a false “known” is dangerous, and one in which a false “foreign” is: where would each put the threshold?",
    "The number of held-out images bounds the precision: with 270 near images an AUROC is good to about ±0.04.",
    "“Measure all scores” takes about a minute; fifteen scores, and none is best everywhere.",
  ],
  sheet: {
    columns: ["AUROC", "near", "far"],
    rows: ["teacher", "student, step 0", "student, step 100"],
    questions: [
      "What would AUROC 0.5 mean? And 0?",
      "Why does the student recognise photographs as foreign although it has never seen one?",
    ],
  },
};
