import { formatDegrees } from "../../../charts/format.ts";
import { lessons as t } from "../../../texts/en/lessons.ts";
import { runWith } from "../evidence.ts";
import { lessonOf, lookAt, trainTo } from "../lessonPlan.ts";

const STEP = 100;
const SMALL = { "method.temperatures": [0.01] };
const LARGE = { "method.temperatures": [0.1] };

export const temperatures = lessonOf(() => t.temperatures, {
  id: "temperatures",
  minutes: 10,
  settings: {},
  open: ["method.temperatures"],
  outcome(evidence) {
    const tried = [
      ["small", SMALL],
      ["large", LARGE],
      ["all", {}],
    ] as const;
    const found = tried.flatMap(([option, changed]) => {
      const error = runWith(evidence, changed, STEP)?.latest?.compressed
        ?.angleError;
      return error === undefined ? [] : [{ option, error }];
    });
    if (found.length < tried.length) return null;
    const best = found.reduce((a, b) => (b.error < a.error ? b : a));
    const because = t.temperatures.because(
      found
        .map(
          ({ option, error }) =>
            `${t.temperatures.named[option]} ${formatDegrees(error)}`,
        )
        .join(", "),
    );
    return { option: best.option, because };
  },
  tasks: [
    trainTo("all", STEP),
    trainTo("small", STEP, SMALL),
    trainTo("large", STEP, LARGE),
    lookAt("look", "angles"),
  ],
});
