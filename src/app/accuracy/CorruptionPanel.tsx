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
import { Panel } from "../overview/Panel.tsx";
import { corruptionLabel } from "./corruptionLabel.ts";
import styles from "./AccuracyView.module.css";

const CORRUPTIONS = CORRUPTION_IDS.map((id) => ({
  id,
  label: corruptionLabel(id),
}));
const SHOWN = ["teacher", "student"] as const;

/** Error of teacher and student under every corruption; says how to get it where it was not measured. */
export function CorruptionPanel({
  measures,
}: {
  measures: RunView["measures"];
}) {
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
    .map(
      ({ role, clean, meanError }) =>
        `${SERIES[role].label} mean error ${formatPercent(meanError)}, clean ${formatPercent(clean)}`,
    )
    .join("; ");
  const n = measured[0]?.n ?? 0;
  return (
    <Panel
      about="corruption"
      title="Corruption"
      caption="Error of the probe, fitted on clean images, over severity 1 to 5; the dotted line is the error on the same images as they are. mCE divides by the errors of a student trained from scratch, which takes runs of both: a comparison of methods has it, in Compare."
      summary={
        n > 0
          ? `On ${formatCount(n)} images: ${meanText}.`
          : "No image was corrupted."
      }
      table={{
        columns: [
          "Corruption",
          "Network",
          "Clean",
          ...SEVERITIES.map((severity) => `Severity ${severity}`),
        ],
        rows: CORRUPTIONS.flatMap(({ id, label }) =>
          measured.map(({ role, clean, corrupted }) => [
            ...[label, SERIES[role].label, formatPercent(clean)],
            ...corrupted[id].map((error) => formatPercent(error)),
          ]),
        ),
      }}
    >
      {n === 0 ? (
        <p className={styles["empty"]}>
          No images were corrupted. Choose how many above, and measure again.
        </p>
      ) : (
        <>
          <p className={styles["key"]}>
            {measured.map(({ role, clean, meanError }) => (
              <span key={role}>
                <SeriesKey role={role} /> {SERIES[role].label}: mean error{" "}
                {formatPercent(meanError)}, clean {formatPercent(clean)}
              </span>
            ))}
            <span>
              {formatCount(n)} held-out images, error in % over severity
            </span>
          </p>
          <CorruptionCurves corruptions={CORRUPTIONS} series={series} />
        </>
      )}
    </Panel>
  );
}
