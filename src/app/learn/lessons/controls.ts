import type { Comparison } from "../../../protocol/arena.ts";
import { formatDegrees } from "../../../charts/format.ts";
import { lessons as t } from "../../../texts/en/lessons.ts";
import { lessonOf, lookAt } from "../lessonPlan.ts";

const MEASURE = "angles.meanErrorDegrees";
const SEEDS = 2;

/** Angle errors of the seeds that both methods have, as pairs. */
function pairedErrors(
  comparison: Comparison | null,
): { seed: number; cospress: number; svd: number }[] {
  const rows = comparison?.rows ?? [];
  const errorOf = (method: string, seed: number) =>
    rows.find((row) => row.method === method && row.seed === seed)?.values[
      MEASURE
    ];
  const seeds = [...new Set(rows.map(({ seed }) => seed))];
  return seeds.flatMap((seed) => {
    const [cospress, svd] = [errorOf("cospress", seed), errorOf("svd", seed)];
    return cospress === undefined || svd === undefined
      ? []
      : [{ seed, cospress, svd }];
  });
}

export const controls = lessonOf(() => t.controls, {
  id: "controls",
  minutes: 15,
  settings: {
    "data.images": 500,
    "data.far": [],
    "data.views": 1,
    "optimiser.steps": 100,
    "evaluation.split": "validation",
  },
  open: ["seed"],
  arena: { methods: ["cospress", "svd"], seeds: SEEDS },
  outcome({ comparison }) {
    const pairs = pairedErrors(comparison);
    if (pairs.length < SEEDS) return null;
    const leads = pairs.map(({ cospress, svd }) => svd - cospress);
    const option = leads.every((lead) => lead >= 1)
      ? "cospress"
      : leads.every((lead) => lead <= -1)
        ? "svd"
        : "mixed";
    const because = t.controls.because(
      pairs
        .map(({ seed, cospress, svd }) =>
          t.controls.pair(seed, formatDegrees(cospress), formatDegrees(svd)),
        )
        .join("; "),
    );
    return { option, because };
  },
  tasks: [
    lookAt("look", "compare"),
    {
      id: "run",
      view: "compare",
      isDone: ({ comparison }) => pairedErrors(comparison).length >= SEEDS,
      progress: ({ comparison }) =>
        t.controls.runs(
          comparison?.rows.filter(
            ({ method }) => method === "cospress" || method === "svd",
          ).length ?? 0,
          2 * SEEDS,
        ),
    },
    {
      id: "claims",
      view: "claims",
      isDone: ({ view, comparison }) =>
        view === "claims" && pairedErrors(comparison).length >= SEEDS,
    },
  ],
});
