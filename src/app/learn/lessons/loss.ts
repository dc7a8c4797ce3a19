import { formatLoss } from "../../../charts/format.ts";
import { lessons as t } from "../../../texts/en/lessons.ts";
import {
  runWith,
  wasSteered,
  type Evidence,
  type RunFact,
} from "../evidence.ts";
import { lessonOf, trainTo } from "../lessonPlan.ts";

const STEP = 50;
const SLOW = { "optimiser.learningRate": 0.0001 };
const WILD = { "optimiser.learningRate": 1 };

/** A run that broke is as good as one that went on. */
function wildRun(evidence: Evidence): RunFact | null {
  const broken = evidence.runs.find(
    ({ changed, hasFailed }) =>
      hasFailed && changed["optimiser.learningRate"] === 1,
  );
  return broken ?? runWith(evidence, WILD, STEP);
}

export const loss = lessonOf(() => t.loss, {
  id: "loss",
  minutes: 8,
  settings: {},
  open: ["optimiser.learningRate"],
  outcome(evidence) {
    const good = runWith(evidence, {}, STEP);
    const wild = wildRun(evidence);
    if (!good || !wild) return null;
    const [first, last] = [wild.firstTotal, wild.lastTotal];
    const end = good.lastTotal;
    if (first === null || last === null || end === null) return null;
    const hasNotFallen = wild.hasFailed || !(last < 0.8 * first);
    const option = hasNotFallen ? "broken" : last < end ? "faster" : "slower";
    const { because, becauseBroken } = t.loss;
    return {
      option,
      because: (wild.hasFailed ? becauseBroken : because)(
        formatLoss(end),
        formatLoss(first),
        formatLoss(last),
      ),
    };
  },
  tasks: [
    trainTo("good", STEP),
    trainTo("slow", STEP, SLOW),
    {
      ...trainTo("wild", STEP, WILD),
      isDone: (evidence) => wildRun(evidence) !== null,
    },
    {
      id: "steer",
      view: "overview",
      settings: {},
      isDone: ({ now }) => wasSteered(now, "optimiser.learningRate"),
    },
  ],
});
