/** Novelty as the student sees it, as its teacher sees it, and both in numbers. */
import { memo, useMemo } from "react";
import type {
  EmbeddingEvaluation,
  EmbeddingName,
  Evaluation,
  OodScores,
} from "../protocol/results.ts";
import { charts as t } from "../texts/en/charts.ts";
import { SERIES } from "./colorScale.ts";
import { formatPercent, formatUnit, inColumn } from "./format.ts";
import { idThreshold } from "./histogram.ts";
import { OodHistogram } from "./OodHistogram.tsx";
import styles from "./OodPanel.module.css";

const NETWORKS: readonly EmbeddingName[] = ["teacher", "compressed", "student"];

export type OodPanelProps = {
  scores: OodScores | null;
  /** Of the same step, for the numbers; null before the first. */
  evaluation: Evaluation | null;
};

export const OodPanel = memo(function OodPanel({
  scores,
  evaluation,
}: OodPanelProps) {
  const titleOf = (network: "student" | "teacher") => {
    const title = t.scores.titles[network];
    return scores?.subset ? t.scores.firstSample(title) : title;
  };
  return (
    <div className={styles["panel"]}>
      <div className={styles["parts"]}>
        <div className={styles["student"]}>
          <NetworkHistogram
            scores={scores}
            network="student"
            title={titleOf("student")}
            leastHeight={120}
          />
        </div>
        <div className={styles["teacher"]}>
          <NetworkHistogram
            scores={scores}
            network="teacher"
            title={titleOf("teacher")}
            leastHeight={100}
          />
        </div>
        <DetectionTable evaluation={evaluation} />
      </div>
    </div>
  );
});

function NetworkHistogram({
  scores,
  network,
  title,
  leastHeight,
}: Pick<OodPanelProps, "scores"> & {
  network: EmbeddingName;
  title: string;
  leastHeight: number;
}) {
  const sets = scores?.[network] ?? null;
  const threshold = useMemo(() => (sets ? idThreshold(sets.id) : null), [sets]);
  const n = useMemo(
    () => ({
      id: sets?.id.length ?? 0,
      near: sets?.near.length ?? 0,
      far: sets?.far.length ?? 0,
    }),
    [sets],
  );
  return (
    <OodHistogram
      scores={sets}
      title={title}
      threshold={threshold}
      n={n}
      leastHeight={leastHeight}
    />
  );
}

function detectionMeasures(network: EmbeddingEvaluation | null) {
  const { near = null, far = null } = network?.ood ?? {};
  return {
    auroc: { near: near?.auroc ?? null, far: far?.auroc ?? null },
    fpr95: { near: near?.fpr95 ?? null, far: far?.fpr95 ?? null },
  };
}

function DetectionTable({ evaluation }: { evaluation: Evaluation | null }) {
  return (
    <table className={styles["table"]}>
      <caption>{t.scores.convention}</caption>
      <thead>
        <tr>
          <td />
          <th scope="colgroup" colSpan={2}>
            {SERIES.near.label}
          </th>
          <th scope="colgroup" colSpan={2}>
            {SERIES.far.label}
          </th>
        </tr>
        <tr>
          <th scope="col">{t.pair.network}</th>
          <th scope="col">AUROC</th>
          <th scope="col">FPR95</th>
          <th scope="col">AUROC</th>
          <th scope="col">FPR95</th>
        </tr>
      </thead>
      <tbody>
        {NETWORKS.map((network) => {
          const { auroc, fpr95 } = detectionMeasures(
            evaluation?.[network] ?? null,
          );
          return (
            <tr key={network}>
              <th scope="row">{SERIES[network].label}</th>
              <td>{formatUnit(auroc.near)}</td>
              <td>{inColumn(formatPercent(fpr95.near), 6)}</td>
              <td>{formatUnit(auroc.far)}</td>
              <td>{inColumn(formatPercent(fpr95.far), 6)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
