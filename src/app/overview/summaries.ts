/** What each panel says in words and numbers, for those who cannot see the picture and for those who want to copy it. */
import {
  formatCount,
  formatDegrees,
  formatLoss,
  formatPercent,
  formatUnit,
} from "../../charts/format.ts";
import { fieldAt } from "../../protocol/fields.ts";
import type {
  ConfigUpdate,
  DetectionResult,
  EmbeddingEvaluation,
  Evaluation,
  SimilaritySample,
  StepMetrics,
} from "../../protocol/results.ts";
import { PARTS_PATH, partsAfter } from "../../protocol/parts.ts";
import { PARTS_LABELS } from "../bar/runTexts.ts";
import type { LossPoint } from "../../store/runStore.ts";

export type Table = { columns: string[]; rows: (string | number)[][] };

const EMBEDDINGS = [
  ["teacher", "Teacher"],
  ["compressed", "Compressed teacher"],
  ["student", "Student"],
] as const;

/** @param shown The step that the time line is at; absent: the newest. */
export function lossSummary(
  points: readonly LossPoint[],
  shown: StepMetrics | null = null,
): string {
  const first = points[0];
  const last = shown ? { ...shown.losses, step: shown.step } : points.at(-1);
  if (!first || !last) return "No step has been made yet.";
  return (
    `Step ${formatCount(last.step)}: total loss ${formatLoss(last.total)}, ` +
    `${formatLoss(first.total)} at step ${formatCount(first.step)}.`
  );
}

const PART_MARKS = { ...PARTS_LABELS, both: "Both networks" };

/** Where something was changed in mid-run: "Learning rate 0.02", "Head only". */
export function updateMarks(
  updates: readonly ConfigUpdate[],
): { step: number; label: string }[] {
  return updates.map(({ step, path, value }) => ({
    step,
    label:
      path === PARTS_PATH
        ? PART_MARKS[partsAfter(updates, step)]
        : `${fieldAt(path)?.label ?? path} ${Array.isArray(value) ? value.join(", ") : String(value)}`,
  }));
}

export function lossTable(points: readonly LossPoint[]): Table {
  return {
    columns: ["Step", "Total", "Global", "Local", "Feature", "Class token"],
    rows: points.map((point) => [
      point.step,
      point.total,
      point.global,
      point.local,
      point.feature,
      point.classToken,
    ]),
  };
}

export function heatmapSummary(evaluation: Evaluation | null): string {
  if (!evaluation) return "No angles have been measured yet.";
  const { student, compressed } = evaluation;
  return (
    `Step ${formatCount(evaluation.step)}, Pearson with the teacher's cosines: student ` +
    `${formatUnit(student.angles.pearson)} held out (${formatCount(student.angles.n)} pairs), ` +
    `${formatUnit(student.trainingAngles.pearson)} training; ` +
    (compressed
      ? `compressed teacher ${formatUnit(compressed.angles.pearson)} held out.`
      : "this method has no compressed teacher.")
  );
}

/** Mean cosine of two classes' images in each network: what the squares of the heatmaps look like on average. */
export function heatmapTable(
  sample: SimilaritySample | null,
  classNames: readonly string[],
): Table {
  const columns = ["Classes", "Teacher", "Compressed", "Student"];
  if (!sample) return { columns, rows: [] };
  const present = [...new Set(sample.labels)].sort((a, b) => a - b);
  const means = EMBEDDINGS.map(([key]) => meansBetween(sample, sample[key]));
  const rows = present.flatMap((a, i) =>
    present.slice(i).map((b) => {
      const name = (label: number) => classNames[label] ?? String(label);
      return [
        a === b ? `within ${name(a)}` : `${name(a)}, ${name(b)}`,
        ...means.map((meanOf) => formatUnit(meanOf(a, b))),
      ];
    }),
  );
  return { columns, rows };
}

/** Means over pairs of different images, one of class `a` and one of class `b`; null when there is no such pair, or no such network. */
function meansBetween(
  { n, labels }: SimilaritySample,
  cosines: Float32Array | null,
): (a: number, b: number) => number | null {
  const classes = 1 + labels.reduce((most, label) => Math.max(most, label), 0);
  const sums = new Float64Array(classes * classes);
  const pairs = new Uint32Array(classes * classes);
  for (let row = 0; row < (cosines ? n : 0); row++) {
    const offset = labels[row]! * classes;
    for (let column = 0; column < n; column++) {
      if (column === row) continue;
      const at = offset + labels[column]!;
      sums[at]! += cosines![row * n + column]!;
      pairs[at]!++;
    }
  }
  return (a, b) => {
    const at = a * classes + b;
    return pairs[at] ? sums[at]! / pairs[at] : null;
  };
}

export function oodSummary(evaluation: Evaluation | null): string {
  if (!evaluation) return "No scores have been measured yet.";
  const { near, far } = evaluation.student.ood;
  const words = (name: string, result: DetectionResult | null) =>
    result
      ? `${name}-OOD AUROC ${formatUnit(result.auroc)}, FPR95 ${formatPercent(result.fpr95)}`
      : `no ${name}-OOD set`;
  const nId = near?.nId ?? far?.nId ?? 0;
  return (
    `Student at step ${formatCount(evaluation.step)}: ${words("near", near)}; ${words("far", far)} ` +
    `(${formatCount(nId)} in-distribution images${evaluation.subset ? ", a first sample" : ""}).`
  );
}

export function oodTable(evaluation: Evaluation | null): Table {
  const columns = [
    "Network",
    "Set",
    "AUROC",
    "FPR95",
    "ID images",
    "OOD images",
  ];
  if (!evaluation) return { columns, rows: [] };
  const rows = EMBEDDINGS.flatMap(([key, title]) => {
    const measured = evaluation[key];
    if (!measured) return [];
    const { near, far, sets } = measured.ood;
    const named: [string, DetectionResult | null][] = [
      ["near, mean", near],
      ["far, mean", far],
      ...Object.entries(sets),
    ];
    return named.flatMap(([name, result]) =>
      result
        ? [
            [
              title,
              name,
              formatUnit(result.auroc),
              formatPercent(result.fpr95),
              result.nId,
              result.nOod,
            ],
          ]
        : [],
    );
  });
  return { columns, rows };
}

export type AgreementPoint = {
  step: number;
  knn: number;
  angleError: number;
  pearsonHeldOut: number;
  pearsonTraining: number;
};

/** The student's accuracy and agreement at each evaluation. */
export function agreementPoints(
  evaluations: readonly Evaluation[],
): AgreementPoint[] {
  return evaluations.map(({ step, student }) => ({
    step,
    knn: student.knn.accuracy,
    angleError: student.angles.meanErrorDegrees,
    pearsonHeldOut: student.angles.pearson,
    pearsonTraining: student.trainingAngles.pearson,
  }));
}

export function agreementSummary(evaluation: Evaluation | null): string {
  if (!evaluation) return "No accuracy has been measured yet.";
  const { student, teacher } = evaluation;
  return (
    `Step ${formatCount(evaluation.step)}: kNN accuracy ${formatPercent(student.knn.accuracy)} ` +
    `(teacher ${formatPercent(teacher.knn.accuracy)}; ${formatCount(student.knn.n)} held-out images, ` +
    `bank of ${formatCount(student.knn.bank)}), angle error ${formatDegrees(student.angles.meanErrorDegrees)}` +
    `${evaluation.subset ? "; a first sample, more follows" : ""}.`
  );
}

export function agreementTable(evaluations: readonly Evaluation[]): Table {
  const row = (step: number, title: string, result: EmbeddingEvaluation) => [
    step,
    title,
    formatPercent(result.knn.accuracy),
    formatDegrees(result.angles.meanErrorDegrees),
    formatUnit(result.angles.pearson),
    formatUnit(result.angles.spearman),
    formatUnit(result.trainingAngles.pearson),
  ];
  return {
    columns: [
      "Step",
      "Network",
      "kNN accuracy",
      "Angle error",
      "Pearson, held out",
      "Spearman, held out",
      "Pearson, training",
    ],
    rows: evaluations.flatMap((evaluation) =>
      EMBEDDINGS.flatMap(([key, title]) => {
        const measured = evaluation[key];
        return measured ? [row(evaluation.step, title, measured)] : [];
      }),
    ),
  };
}
