/** The measures that an arena compares: where each stands in a row, and which direction is better. */
import type { ArenaRow, MeasuredRow } from "./arena.ts";
import { OOD_SCORE_IDS, OOD_SCORE_TEXTS } from "./oodScores.ts";

export type ArenaMeasure = {
  /** Dotted path into a row. */
  id: string;
  label: string;
  unit: "share" | "degrees" | "ratio" | "number";
  /** Null where neither direction is better by itself. */
  better: "higher" | "lower" | null;
};

type Direction = ArenaMeasure["better"];

const measure = (
  id: string,
  label: string,
  better: Direction,
  unit: ArenaMeasure["unit"] = "share",
): ArenaMeasure => ({ id, label, unit, better });

const GEOMETRY = "measures.geometry";

export const ARENA_MEASURES: readonly ArenaMeasure[] = [
  measure("angles.meanErrorDegrees", "Angle error", "lower", "degrees"),
  measure("angles.spearman", "Spearman", "higher"),
  measure("angles.pearson", "Pearson", "higher"),
  measure(
    "trainingAngles.meanErrorDegrees",
    "Angle error, training pairs",
    "lower",
    "degrees",
  ),
  measure("trainingAngles.pearson", "Pearson, training pairs", "higher"),
  measure("knn.accuracy", "kNN", "higher"),
  measure("measures.probe.accuracy", "Linear probe", "higher"),
  measure("ood.near.auroc", "Near AUROC", "higher"),
  measure("ood.near.fpr95", "Near FPR95", "lower"),
  measure("ood.far.auroc", "Far AUROC", "higher"),
  measure("ood.far.fpr95", "Far FPR95", "lower"),
  measure("measures.corruption.meanError", "Error when corrupted", "lower"),
  measure("againstScratch.mCe", "mCE", "lower", "ratio"),
  measure("againstScratch.relativeMCe", "Relative mCE", "lower", "ratio"),
  measure(
    `${GEOMETRY}.angles.medianDegrees`,
    "Median angle error",
    "lower",
    "degrees",
  ),
  measure(
    `${GEOMETRY}.angles.p95Degrees`,
    "95 % angle error",
    "lower",
    "degrees",
  ),
  measure(
    `${GEOMETRY}.angles.offsetCorrectedDegrees`,
    "Angle error without bias",
    "lower",
    "degrees",
  ),
  measure(`${GEOMETRY}.angles.cosineBias`, "Cosine bias", null, "number"),
  measure(`${GEOMETRY}.cka.debiased`, "CKA, debiased", "higher"),
  measure(`${GEOMETRY}.neighbours.mutualKnn`, "Mutual kNN", "higher"),
  measure(
    `${GEOMETRY}.neighbours.trustworthiness`,
    "Trustworthiness",
    "higher",
  ),
  measure(`${GEOMETRY}.neighbours.continuity`, "Continuity", "higher"),
  measure(`${GEOMETRY}.procrustes`, "Procrustes", "lower", "number"),
  measure(
    `${GEOMETRY}.spectrum.effectiveRank`,
    "Effective rank",
    null,
    "number",
  ),
  measure(
    `${GEOMETRY}.spectrum.meanPairwiseCosine`,
    "Mean cosine",
    null,
    "number",
  ),
  measure("measures.tokens.similarityCorrelation", "Token relations", "higher"),
  measure(
    "measures.tokens.compressedCosine",
    "Token cosine with the head",
    "higher",
  ),
  // The 1-NN score is above, as every run has it.
  ...OOD_SCORE_IDS.filter((id) => id !== "knn").flatMap((id) =>
    (["near", "far"] as const).flatMap((group) => {
      const [path, label] = [
        `measures.ood.${id}.${group}`,
        `${OOD_SCORE_TEXTS[id].label}, ${group}`,
      ];
      return [
        measure(`${path}.auroc`, `${label} AUROC`, "higher"),
        measure(`${path}.fpr95`, `${label} FPR95`, "lower"),
      ];
    }),
  ),
];

/** The numbers of a row, at the last and at the best step; measures that it does not have are left out. */
export function measuredRow(row: ArenaRow): MeasuredRow {
  const { method, seed, factor, timing, backend, best } = row;
  return {
    ...{ method, seed, factor, timing, backend },
    values: valuesOf(row),
    best: best && {
      ...{ step: best.step, subset: best.subset },
      values: valuesOf(best),
    },
  };
}

function valuesOf(node: object): Record<string, number> {
  return Object.fromEntries(
    ARENA_MEASURES.flatMap(({ id }) => {
      const value = valueAt(node, id);
      return value === null ? [] : [[id, value]];
    }),
  );
}

function valueAt(node: object, path: string): number | null {
  const value = path
    .split(".")
    .reduce<unknown>(
      (inner, key) =>
        (inner as Record<string, unknown> | null | undefined)?.[key],
      node,
    );
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
