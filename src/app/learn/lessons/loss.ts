import { formatLoss } from "../../../charts/format.ts";
import { runWith, wasSteered, type RunFact } from "../evidence.ts";
import { trainTo, type Lesson, type Task } from "../lessonPlan.ts";

const STEP = 50;
const SLOW = { "optimiser.learningRate": 0.0001 };
const WILD = { "optimiser.learningRate": 1 };

/** A run that broke is as good as one that went on. */
function wildRun(evidence: Parameters<Task["isDone"]>[0]): RunFact | null {
  const broken = evidence.runs.find(
    ({ changed, hasFailed }) =>
      hasFailed && changed["optimiser.learningRate"] === 1,
  );
  return broken ?? runWith(evidence, WILD, STEP);
}

export const loss: Lesson = {
  id: "loss",
  title: "What a good loss looks like",
  minutes: 8,
  goal: "Tell a learning rate that is right from one that is too small or too large, by the curve alone.",
  intro: [
    "A loss says how far the networks are from what they are asked for; training takes one small step downhill for each batch of 64 images. The learning rate is the size of that step.",
    "Batches differ, so a good curve is not smooth: it falls steeply, then more and more slowly, and trembles all the way. On a logarithmic axis equal distances are equal factors.",
  ],
  settings: {},
  open: ["optimiser.learningRate"],
  predict: {
    question:
      "The learning rate is made 100 times larger, 1 instead of 0.01. The total loss …",
    options: [
      { id: "faster", text: "falls faster and ends lower." },
      { id: "slower", text: "falls too, and ends higher." },
      { id: "broken", text: "hardly falls at all, or the run breaks." },
    ],
    outcome(evidence) {
      const good = runWith(evidence, {}, STEP);
      const wild = wildRun(evidence);
      if (!good || !wild) return null;
      const [first, last] = [wild.firstTotal, wild.lastTotal];
      const end = good.lastTotal;
      if (first === null || last === null || end === null) return null;
      const hasNotFallen = wild.hasFailed || !(last < 0.8 * first);
      const option = hasNotFallen ? "broken" : last < end ? "faster" : "slower";
      const because = `Learning rate 0.01 ended at ${formatLoss(end)}; learning rate 1 began at ${formatLoss(first)} and ${wild.hasFailed ? "broke at" : "ended at"} ${formatLoss(last)}.`;
      return { option, because };
    },
  },
  tasks: [
    trainTo(
      "good",
      `Train as it is, to step ${STEP}. Note the shape of the curve.`,
      STEP,
    ),
    trainTo("slow", `Learning rate 0.0001, to step ${STEP}.`, STEP, SLOW),
    {
      ...trainTo(
        "wild",
        `Learning rate 1, to step ${STEP}, or until it breaks.`,
        STEP,
        WILD,
      ),
      isDone: (evidence) => wildRun(evidence) !== null,
    },
    {
      id: "steer",
      say: "Set up the first run again, train, and change the learning rate while it is running. The mark on the curve stays for later.",
      view: "overview",
      settings: {},
      isDone: ({ now }) => wasSteered(now, "optimiser.learningRate"),
    },
  ],
  afterwards: [
    "A learning rate of 1 can look almost harmless by the loss: it falls, and ends half as high again. Accuracy and agreement tells the truth: such a student gives nearly the same numbers for every image, which is already close to the mean of what it is asked for.",
    "A falling loss is necessary, and not enough: it is measured on training images. Whether the student is any good is what Accuracy and agreement says, on images it has never seen.",
    "Losses of different methods, temperatures or weights have different scales. A lower number is only better under the same settings.",
  ],
  notes: [
    "Have the class draw the three curves before the runs; compare afterwards.",
    "Global and local are in nats (a Kullback–Leibler divergence), feature and class token are 1 − cosine: that is why there are two panels. “Equation” on the Losses shows how they add up at any step.",
    "The warm-up of ten steps is visible at the beginning: the first steps are small on purpose.",
  ],
  sheet: {
    columns: ["learning rate", "0.0001", "0.01", "1"],
    rows: [
      "total loss, step 1",
      "total loss, step 50",
      "shape of the curve (sketch)",
    ],
    questions: [
      "How can you tell a learning rate that is too small from a run that is finished?",
      "Why does the curve tremble?",
    ],
  },
};
