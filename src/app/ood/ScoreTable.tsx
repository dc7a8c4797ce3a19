import { useMemo, type ReactNode } from "react";
import { SERIES } from "../../charts/colorScale.ts";
import { formatCount, formatPercent, formatUnit } from "../../charts/format.ts";
import {
  SortableTable,
  type SortableColumn,
  type SortableRow,
} from "../../charts/SortableTable.tsx";
import type { DetectionMeasures } from "../../protocol/measures.ts";
import {
  OOD_SCORE_IDS,
  OOD_SCORE_TEXTS,
  type OodScoreId,
} from "../../protocol/oodScores.ts";
import type { SpaceMeasures } from "../../store/runStore.ts";
import { useExplain } from "../terms/Explain.tsx";
import { ExplainButton } from "../ui/ExplainButton.tsx";
import styles from "./OodView.module.css";

const percent = (value: number) => formatPercent(value);

const COLUMNS: readonly (SortableColumn & {
  of: (measures: DetectionMeasures) => number;
})[] = [
  {
    ...{ key: "auroc", label: "AUROC", first: "highest", format: formatUnit },
    title: "Chance that a known image scores higher than a foreign one",
    of: ({ auroc }) => auroc,
  },
  {
    ...{ key: "fpr", label: "FPR95, ID+", first: "lowest", format: percent },
    title: "ID positive: foreign images let in when 95 % of known are let in",
    of: ({ fpr95 }) => fpr95,
  },
  {
    ...{ key: "fprOod", label: "FPR95, OOD+", first: "lowest" },
    format: percent,
    title: "OOD positive: known images lost when 95 % of foreign are caught",
    of: ({ fpr95OodPositive }) => fpr95OodPositive,
  },
  {
    ...{ key: "in", label: "AUPR-in", first: "highest", format: formatUnit },
    title: "Precision and recall of known images; chance is their share",
    of: ({ auprIn }) => auprIn,
  },
  {
    ...{ key: "out", label: "AUPR-out", first: "highest", format: formatUnit },
    title: "Precision and recall of foreign images; chance is their share",
    of: ({ auprOut }) => auprOut,
  },
];

const GROUPS = ["near", "far"] as const;

export type ScoreTableProps = {
  measured: SpaceMeasures;
  /** The choice of the network. */
  picker: ReactNode;
  score: OodScoreId;
  onScore: (score: OodScoreId) => void;
};

/** Every score of one space against near and far sets. */
export function ScoreTable(props: ScoreTableProps) {
  const { measured, picker, score, onScore } = props;
  const { ood } = measured.measures;
  const explain = useExplain();
  const rows = useMemo(
    () =>
      OOD_SCORE_IDS.map((id): SortableRow => {
        const { label } = OOD_SCORE_TEXTS[id];
        const result = ood[id];
        const named = {
          ...{ key: id, sortName: label },
          name: (
            <button
              type="button"
              className={styles["scoreName"]}
              onClick={() => onScore(id)}
            >
              {label}
            </button>
          ),
        };
        if ("unsupported" in result) {
          return { ...named, values: [], note: result.unsupported };
        }
        const values = GROUPS.flatMap((group) => {
          const measures = result[group];
          return COLUMNS.map(({ of }) => (measures ? of(measures) : null));
        });
        return { ...named, values };
      }),
    [ood, onScore],
  );
  const groups = GROUPS.map((group) => ({
    label: `${group} OOD`,
    columns: COLUMNS.map((column) => ({
      ...column,
      key: `${group}-${column.key}`,
    })),
  }));
  const name = SERIES[measured.space].label;
  const title = `All scores, ${name}, step ${formatCount(measured.step)}`;
  return (
    <section className={styles["scores"]} aria-label={title}>
      <div className={styles["scoresHead"]}>
        <h3>{title}</h3>
        {picker}
        <ExplainButton title="the scores" onPress={() => explain("scores")} />
      </div>
      <SortableTable
        {...{ caption: title, nameLabel: "score", groups, rows }}
        chosen={score}
      />
      <p className={styles["note"]}>
        {GROUPS.map((group) => sizeText(ood.knn, group)).join(" ")} Near and far
        are plain means over their sets. ID+ and OOD+ name the positive side of
        FPR95. A press on a column sorts, on a score shows it above.
      </p>
    </section>
  );
}

/** "Near: 1,067 known and 270 foreign images; chance is 0.798 for AUPR-in, 0.202 for AUPR-out." */
function sizeText(
  result: SpaceMeasures["measures"]["ood"]["knn"],
  group: "near" | "far",
): string {
  const measures = "unsupported" in result ? null : result[group];
  const name = group === "near" ? "Near" : "Far";
  if (!measures) return `${name}: no set.`;
  const { nId, nOod, idPrevalence } = measures;
  return `${name}: ${formatCount(nId)} known and ${formatCount(nOod)} foreign images; chance is ${formatUnit(idPrevalence)} for AUPR-in, ${formatUnit(1 - idPrevalence)} for AUPR-out.`;
}
