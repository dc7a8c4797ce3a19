import { formatPercent } from "../../../charts/format.ts";
import { runWith } from "../evidence.ts";
import { readOff, trainTo, type Lesson } from "../lessonPlan.ts";

const STEP = 100;

export const distillation: Lesson = {
  id: "distillation",
  title: "What distillation is",
  minutes: 5,
  goal: "See a small network learn from a large one without a single label.",
  intro: [
    "The teacher is a large network that somebody trained long ago. It turns every image into a list of 576 numbers, its embedding. The student is a small network that starts with random weights and has 32 numbers for each image.",
    "In distillation the student is shown images and what the teacher makes of them. It never sees a label. Whether it has learned anything is tested with images that neither saw in training: the classes of the nearest training images vote (kNN accuracy).",
  ],
  settings: {},
  open: ["seed"],
  predict: {
    question:
      "No label is used in training. What happens to the student’s kNN accuracy in 100 steps?",
    options: [
      { id: "same", text: "It stays about where it was." },
      { id: "between", text: "It rises, and stays below the teacher’s." },
      { id: "teacher", text: "It reaches the teacher’s." },
    ],
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
      const because = `kNN accuracy went from ${formatPercent(before)} at step 0 to ${formatPercent(student.knn)} at step ${run.latest.step}; the teacher has ${formatPercent(teacher.knn)}.`;
      return { option, because };
    },
  },
  tasks: [
    {
      id: "start",
      say: "Look at step 0: the teacher’s heatmap has squares, the untrained student’s has hardly any. Wait until both have been measured.",
      view: "overview",
      isDone: ({ now }) => now.start !== null,
    },
    trainTo(
      "train",
      `Press Train, and watch heatmap, losses and accuracy until step ${STEP}.`,
      STEP,
    ),
    readOff(
      "read",
      "Pause. Read the student’s kNN accuracy off Accuracy and agreement.",
      {
        label: "kNN accuracy",
        unit: "%",
        valueOf: ({ now }) => now.latest && 100 * now.latest.student.knn,
        tolerance: 1,
      },
    ),
    {
      id: "back",
      say: "Move the time line back to step 0, and see the whole run again.",
      view: "overview",
      isDone: ({ shownStep, now }) => shownStep === 0 && now.step >= STEP,
    },
  ],
  afterwards: [
    "The student has copied which images the teacher finds alike. Classes are by-products: images of one class lie close together for the teacher, so they do for the student.",
    "An untrained student is not at chance: random filters already tell light from dark and round from long. That is why its value belongs beside every result.",
  ],
  notes: [
    "Good as a first contact: five minutes, no formula. Ask what the teacher had been trained for (finding objects in photographs): it never saw an emoji.",
    "Common mistake: “the student learns the classes”. It has no output for classes at all; they enter only when we measure.",
    "Follow-up: another seed. The curve changes a little, the story does not. How much is a little? Lesson 7.",
  ],
  sheet: {
    columns: ["", "step 0", "step 100", "teacher"],
    rows: ["kNN accuracy", "angle error in degrees", "total loss"],
    questions: [
      "What does the student see in training, and what does it not see?",
      "Why is the untrained student’s accuracy not one in six?",
    ],
  },
};
