import { useMemo, type ReactNode } from "react";
import { SERIES } from "../../charts/colorScale.ts";
import { formatCount, formatPercent, formatUnit } from "../../charts/format.ts";
import {
  SortableTable,
  type SortableColumn,
  type SortableRow,
} from "../../charts/SortableTable.tsx";
import type { DetectionMeasures } from "../../protocol/measures.ts";
import { OOD_SCORE_IDS, type OodScoreId } from "../../protocol/oodScores.ts";
import type { SpaceMeasures } from "../../store/runStore.ts";
import { ood as t } from "../../texts/en/ood.ts";
import { oodScores } from "../../texts/en/oodScores.ts";
import { useExplain } from "../terms/Explain.tsx";
import { ExplainButton } from "../ui/ExplainButton.tsx";
import styles from "./OodView.module.css";

const percent = (value: number) => formatPercent(value);

const COLUMNS: readonly (Omit<SortableColumn, "key" | "label" | "title"> & {
  key: keyof typeof t.table.titles;
  of: (measures: DetectionMeasures) => number;
})[] = [
  {
    ...{ key: "auroc", first: "highest", format: formatUnit },
    of: ({ auroc }) => auroc,
  },
  {
    ...{ key: "fpr", first: "lowest", format: percent },
    of: ({ fpr95 }) => fpr95,
  },
  {
    ...{ key: "fprOod", first: "lowest", format: percent },
    of: ({ fpr95OodPositive }) => fpr95OodPositive,
  },
  {
    ...{ key: "in", first: "highest", format: formatUnit },
    of: ({ auprIn }) => auprIn,
  },
  {
    ...{ key: "out", first: "highest", format: formatUnit },
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
        const { label } = oodScores[id];
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
    label: SERIES[group].label,
    columns: COLUMNS.map((column) => ({
      ...column,
      key: `${group}-${column.key}`,
      label: t.table.labels[column.key],
      title: t.table.titles[column.key],
    })),
  }));
  const name = SERIES[measured.space].label;
  const title = t.table.title(name, formatCount(measured.step));
  return (
    <section className={styles["scores"]} aria-label={title}>
      <div className={styles["scoresHead"]}>
        <h3>{title}</h3>
        {picker}
        <ExplainButton
          title={t.table.explained}
          onPress={() => explain("scores")}
        />
      </div>
      <SortableTable
        {...{ caption: title, nameLabel: t.table.score, groups, rows }}
        chosen={score}
      />
      <p className={styles["note"]}>
        {t.table.note(
          GROUPS.map((group) => sizeText(ood.knn, group)).join(" "),
        )}
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
  const name = t.table.groups[group];
  if (!measures) return t.table.noSet(name);
  const { nId, nOod, idPrevalence } = measures;
  return t.table.sizes(
    name,
    formatCount(nId),
    formatCount(nOod),
    formatUnit(idPrevalence),
    formatUnit(1 - idPrevalence),
  );
}
