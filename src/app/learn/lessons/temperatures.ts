import { formatDegrees } from "../../../charts/format.ts";
import { runWith } from "../evidence.ts";
import { lookAt, trainTo, type Lesson } from "../lessonPlan.ts";

const STEP = 100;
const SMALL = { "method.temperatures": [0.01] };
const LARGE = { "method.temperatures": [0.1] };

export const temperatures: Lesson = {
  id: "temperatures",
  title: "Temperatures",
  minutes: 10,
  goal: "Find out what a small and a large temperature each keep of the teacher’s angles.",
  intro: [
    "The head is not asked to copy cosines one by one. For each image the others become neighbours with a probability, p ∝ exp(cos / τ), and the head is to give the same probabilities. τ is the temperature.",
    "With τ = 0.01 a cosine that is smaller by 0.05 makes a neighbour exp(5) = 148 times less likely: only the very nearest count. With τ = 0.1 it is exp(0.5) = 1.6 times: many count. The paper takes ten temperatures at once.",
  ],
  settings: {},
  open: ["method.temperatures"],
  predict: {
    question:
      "Which head keeps the teacher’s angles best (compressed teacher)?",
    options: [
      { id: "small", text: "τ = 0.01 alone." },
      { id: "large", text: "τ = 0.1 alone." },
      { id: "all", text: "All ten together." },
    ],
    outcome(evidence) {
      const named = [
        ["small", "τ = 0.01", SMALL],
        ["large", "τ = 0.1", LARGE],
        ["all", "all ten", {}],
      ] as const;
      const found = named.flatMap(([option, name, changed]) => {
        const error = runWith(evidence, changed, STEP)?.latest?.compressed
          ?.angleError;
        return error === undefined ? [] : [{ option, name, error }];
      });
      if (found.length < named.length) return null;
      const best = found.reduce((a, b) => (b.error < a.error ? b : a));
      const because = `Angle error of the compressed teacher: ${found
        .map(({ name, error }) => `${name} ${formatDegrees(error)}`)
        .join(", ")}.`;
      return { option: best.option, because };
    },
  },
  tasks: [
    trainTo("all", `Train with all ten temperatures to step ${STEP}.`, STEP),
    trainTo("small", `With τ = 0.01 alone, to step ${STEP}.`, STEP, SMALL),
    trainTo("large", `With τ = 0.1 alone, to step ${STEP}.`, STEP, LARGE),
    lookAt(
      "look",
      "Open Angles and find the temperature microscope: one image’s probabilities at every temperature, teacher’s above the head’s.",
      "angles",
    ),
  ],
  afterwards: [
    "Adding the same number to all of an image’s cosines changes none of its probabilities. So whatever the temperatures, this loss fixes differences of cosines and leaves their common offset free; the signed bias under Angles shows it.",
    "τ = 0.01 alone sees hardly more than the nearest neighbours, and the wide angles drift; τ = 0.1 alone comes close to the whole list. Whether the list is worth it is number 9 under Claims, with several seeds.",
  ],
  notes: [
    "The names confuse: a high temperature makes a soft, even distribution, as in physics.",
    "The losses of the three runs have different targets and must not be compared; angle error and neighbours may.",
    "Let groups try other values in the same place (0.005 to 5) and draw error over τ together on the board.",
  ],
  sheet: {
    columns: ["", "τ = 0.01", "τ = 0.1", "all ten"],
    rows: [
      "angle error, compressed teacher",
      "angle error, student",
      "kNN accuracy, student",
    ],
    questions: [
      "By what factor does a cosine that is smaller by 0.02 lower p at τ = 0.01? At τ = 0.1?",
      "Why can the angle error be large although the loss is small?",
    ],
  },
};
