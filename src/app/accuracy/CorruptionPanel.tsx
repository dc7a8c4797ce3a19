import { useMemo } from "react";
import { SERIES } from "../../charts/colorScale.ts";
import {
  CorruptionCurves,
  type CorruptionSeries,
} from "../../charts/CorruptionCurves.tsx";
import { formatCount, formatPercent } from "../../charts/format.ts";
import { SeriesKey } from "../../charts/SeriesKey.tsx";
import { CORRUPTION_IDS, SEVERITIES } from "../../protocol/corruptions.ts";
import type { RunView } from "../../store/runStore.ts";
import { accuracy as t } from "../../texts/en/accuracy.ts";
import { corruptions } from "../../texts/en/corruptions.ts";
import { Panel } from "../overview/Panel.tsx";
import { useFeatureTeacher } from "../setup/useFeatureTeacher.ts";
import styles from "./AccuracyView.module.css";

const SHOWN = ["teacher", "student"] as const;

/** Error of teacher and student under every corruption; says how to get it where it was not measured. */
export function CorruptionPanel({
  measures,
}: {
  measures: RunView["measures"];
}) {
  const features = useFeatureTeacher();
  const measured = useMemo(
    () =>
      SHOWN.flatMap((role) => {
        const corruption = measures[role]?.measures.corruption;
        return corruption ? [{ role, ...corruption }] : [];
      }),
    [measures],
  );
  const series: readonly CorruptionSeries[] = measured;
  const meanText = measured
    .map(({ role, clean, meanError }) =>
      t.corruption.ofNetwork(
        SERIES[role].label,
        formatPercent(meanError),
        formatPercent(clean),
      ),
    )
    .join("; ");
  const n = measured[0]?.n ?? 0;
  return (
    <Panel
      about="corruption"
      title={t.corruption.title}
      caption={t.corruption.caption}
      summary={
        n > 0
          ? t.corruption.summary(formatCount(n), meanText)
          : t.corruption.none
      }
      table={{
        columns: [
          t.corruption.columns.corruption,
          t.network,
          t.corruption.columns.clean,
          ...SEVERITIES.map(t.corruption.severity),
        ],
        rows: CORRUPTION_IDS.flatMap((id) =>
          measured.map(({ role, clean, corrupted }) => [
            ...[corruptions[id], SERIES[role].label, formatPercent(clean)],
            ...corrupted[id].map((error) => formatPercent(error)),
          ]),
        ),
      }}
    >
      {n === 0 ? (
        <p className={styles["empty"]}>
          {features ? t.corruption.features : t.corruption.empty}
        </p>
      ) : (
        <>
          <p className={styles["key"]}>
            {measured.map(({ role, clean, meanError }) => (
              <span key={role}>
                <SeriesKey role={role} />{" "}
                {t.corruption.key(
                  SERIES[role].label,
                  formatPercent(meanError),
                  formatPercent(clean),
                )}
              </span>
            ))}
            <span>{t.corruption.axis(formatCount(n))}</span>
          </p>
          <CorruptionCurves series={series} />
        </>
      )}
    </Panel>
  );
}
