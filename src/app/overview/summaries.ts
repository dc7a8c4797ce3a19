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
import { BEGIN_PATH } from "../../protocol/beginning.ts";
import {
  PARTS_PATH,
  partsAfter,
  type PartsMode,
} from "../../protocol/parts.ts";
import { bar } from "../../texts/en/bar.ts";
import { overview as t } from "../../texts/en/overview.ts";
import type { LossPoint } from "../../store/runStore.ts";

export type Table = { columns: string[]; rows: (string | number)[][] };

const EMBEDDINGS = [
  ["teacher", "teacher"],
  ["compressed", "compressedTeacher"],
  ["student", "student"],
] as const satisfies readonly [string, keyof typeof t][];

/** @param shown The step that the time line is at; absent: the newest. */
export function lossSummary(
  points: readonly LossPoint[],
  shown: StepMetrics | null = null,
): string {
  const first = points[0];
  const last = shown ? { ...shown.losses, step: shown.step } : points.at(-1);
  if (!first || !last) return t.noStep;
  return t.lossSummary(
    formatCount(last.step),
    formatLoss(last.total),
    formatCount(first.step),
    formatLoss(first.total),
  );
}

/** Where something was changed in mid-run: "Learning rate 0.02", "Head only". */
export function updateMarks(
  updates: readonly ConfigUpdate[],
): { step: number; label: string }[] {
  const later = updates.filter(({ path }) => path !== BEGIN_PATH);
  return later.map(({ step, path, value }) => ({
    step,
    label:
      path === PARTS_PATH
        ? partsMark(partsAfter(updates, step))
        : `${fieldAt(path)?.label ?? path} ${Array.isArray(value) ? value.join(", ") : String(value)}`,
  }));
}

const partsMark = (parts: PartsMode) =>
  parts === "both" ? t.bothNetworks : bar.parts[parts];

export function lossTable(points: readonly LossPoint[]): Table {
  return {
    columns: [t.step, t.total, t.global, t.local, t.feature, t.classToken],
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
  if (!evaluation) return t.noAngles;
  const { student, compressed } = evaluation;
  return (
    t.heatmapSummary(
      formatCount(evaluation.step),
      formatUnit(student.angles.pearson),
      formatCount(student.angles.n),
      formatUnit(student.trainingAngles.pearson),
    ) +
    (compressed
      ? t.compressedR(formatUnit(compressed.angles.pearson))
      : t.noCompressed)
  );
}

/** Mean cosine of two classes' images in each network: what the squares of the heatmaps look like on average. */
export function heatmapTable(
  sample: SimilaritySample | null,
  classNames: readonly string[],
): Table {
  const columns = [t.classes, t.teacher, t.compressed, t.student];
  if (!sample) return { columns, rows: [] };
  const present = [...new Set(sample.labels)].sort((a, b) => a - b);
  const means = EMBEDDINGS.map(([key]) => meansBetween(sample, sample[key]));
  const rows = present.flatMap((a, i) =>
    present.slice(i).map((b) => {
      const name = (label: number) => classNames[label] ?? String(label);
      return [
        a === b ? t.within(name(a)) : `${name(a)}, ${name(b)}`,
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
  if (!evaluation) return t.noScores;
  const { near, far } = evaluation.student.ood;
  const words = (name: string, result: DetectionResult | null) =>
    result
      ? t.detection(name, formatUnit(result.auroc), formatPercent(result.fpr95))
      : t.noSet(name);
  const nId = near?.nId ?? far?.nId ?? 0;
  const summary = t.oodSummary(
    formatCount(evaluation.step),
    words(t.near, near),
    words(t.far, far),
    formatCount(nId),
  );
  return `${summary}${evaluation.subset ? t.firstSample : ""}).`;
}

export function oodTable(evaluation: Evaluation | null): Table {
  const columns = [t.network, t.set, "AUROC", "FPR95", t.idImages, t.oodImages];
  if (!evaluation) return { columns, rows: [] };
  const rows = EMBEDDINGS.flatMap(([key, title]) => {
    const measured = evaluation[key];
    if (!measured) return [];
    const { near, far, sets } = measured.ood;
    const named: [string, DetectionResult | null][] = [
      [t.nearMean, near],
      [t.farMean, far],
      ...Object.entries(sets),
    ];
    return named.flatMap(([name, result]) =>
      result
        ? [
            [
              t[title],
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
  if (!evaluation) return t.noAccuracy;
  const { student, teacher } = evaluation;
  const summary = t.agreementSummary(
    formatCount(evaluation.step),
    formatPercent(student.knn.accuracy),
    formatPercent(teacher.knn.accuracy),
    formatCount(student.knn.n),
    formatCount(student.knn.bank),
    formatDegrees(student.angles.meanErrorDegrees),
  );
  return `${summary}${evaluation.subset ? t.moreFollows : ""}.`;
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
      t.step,
      t.network,
      t.knn,
      t.angleError,
      t.pearson,
      t.spearman,
      t.trainingPearson,
    ],
    rows: evaluations.flatMap((evaluation) =>
      EMBEDDINGS.flatMap(([key, title]) => {
        const measured = evaluation[key];
        return measured ? [row(evaluation.step, t[title], measured)] : [];
      }),
    ),
  };
}
