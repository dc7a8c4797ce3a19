import type { Comparison } from "../../../protocol/arena.ts";
import { formatDegrees } from "../../../charts/format.ts";
import { lookAt, type Lesson } from "../lessonPlan.ts";

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

export const controls: Lesson = {
  id: "controls",
  title: "Controls and seeds",
  minutes: 15,
  goal: "Ask the question that decides whether a method is any good: compared with what, and how surely?",
  intro: [
    "CosPress learns its head. A control that learns nothing of the kind: take the leading singular directions of the teacher’s embeddings (SVD), and let the student copy those. If both do equally well, learning the head is not what helps.",
    "Another seed draws other images, batches and first weights, and gives another number. A difference counts only if it is larger than what seeds do. Comparing pairs with the same seed takes most of that away.",
  ],
  settings: {
    "data.images": 500,
    "data.far": [],
    "data.views": 1,
    "optimiser.steps": 100,
    "evaluation.split": "validation",
  },
  open: ["seed"],
  arena: { methods: ["cospress", "svd"], seeds: SEEDS },
  predict: {
    question:
      "CosPress against the SVD head, the same seeds. Whose students have the smaller angle error?",
    options: [
      { id: "cospress", text: "CosPress, with every seed." },
      { id: "svd", text: "The SVD head, with every seed." },
      {
        id: "mixed",
        text: "It depends on the seed, or differs by less than a degree.",
      },
    ],
    outcome({ comparison }) {
      const pairs = pairedErrors(comparison);
      if (pairs.length < SEEDS) return null;
      const leads = pairs.map(({ cospress, svd }) => svd - cospress);
      const option = leads.every((lead) => lead >= 1)
        ? "cospress"
        : leads.every((lead) => lead <= -1)
          ? "svd"
          : "mixed";
      const because = `Angle errors, CosPress and SVD: ${pairs
        .map(
          ({ seed, cospress, svd }) =>
            `seed ${seed} ${formatDegrees(cospress)} and ${formatDegrees(svd)}`,
        )
        .join("; ")}.`;
      return { option, because };
    },
  },
  tasks: [
    lookAt(
      "look",
      "Open Compare. “Set it up” has chosen CosPress and the SVD head with two seeds.",
      "compare",
    ),
    {
      id: "run",
      say: "Start the arena and let it finish: four short runs, each measured fully.",
      view: "compare",
      isDone: ({ comparison }) => pairedErrors(comparison).length >= SEEDS,
      progress: ({ comparison }) =>
        `${comparison?.rows.filter(({ method }) => method === "cospress" || method === "svd").length ?? 0} of ${2 * SEEDS} runs`,
    },
    {
      id: "claims",
      say: "Open Claims, and read what became of the first: does the head keep angles better than a map that nobody trained?",
      view: "claims",
      isDone: ({ view, comparison }) =>
        view === "claims" && pairedErrors(comparison).length >= SEEDS,
    },
  ],
  afterwards: [
    "The SVD head is the best linear map for the cosines of all pairs, in the sense of least squares; a strong control. In the published comparison of this lab CosPress leads plain MSE clearly, and cannot be told apart from the SVD head in most measures.",
    "Two seeds are too few to call anything: the interval from two pairs is enormous. Five begin to say something; one says nothing.",
  ],
  notes: [
    "Split the class: every group takes another seed in Setup, and the differences are collected on the board.",
    "“Not significantly different” is not “equal”. What would one have to run to claim that two methods are equal?",
    "Settings here are small so that four runs fit into a lesson: 500 images, 100 steps.",
  ],
  sheet: {
    columns: ["angle error in degrees", "CosPress", "SVD head", "difference"],
    rows: ["seed 1", "seed 2", "another group’s seed"],
    questions: [
      "Which other controls would you ask for?",
      "Why is a difference taken seed by seed, and not between the means?",
    ],
  },
};
