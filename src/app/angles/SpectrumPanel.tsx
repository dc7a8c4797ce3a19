import { memo, useMemo } from "react";
import { logScale } from "../../charts/axisScale.ts";
import { formatCount, formatLoss } from "../../charts/format.ts";
import { SpectrumBars } from "../../charts/SpectrumBars.tsx";
import { StepPanels, type StepPanel } from "../../charts/StepPanels.tsx";
import type { StepRow } from "../../charts/StepPlot.tsx";
import type { MapSpectrum } from "../../protocol/measures.ts";
import { angles as t } from "../../texts/en/angles.tsx";
import { useRun } from "../LabContext.tsx";
import { Panel } from "../overview/Panel.tsx";
import { Explained } from "./Explained.tsx";
import styles from "./AnglesView.module.css";

const NO_MARKS: readonly never[] = [];

const conditionPanels = (): StepPanel[] => [
  {
    unit: t.spectrum.condition,
    lines: [{ key: "condition", role: "compressed", label: t.spectrum.head }],
    scaleOf: (rows: readonly StepRow[]) =>
      logScale([
        1,
        ...rows.flatMap(({ condition }) =>
          typeof condition === "number" ? [condition] : [],
        ),
      ]),
    share: 1,
    formatValue: formatLoss,
  },
];

/** Singular values of the map on the teacher's side, now and over the evaluations. */
export const SpectrumPanel = memo(function SpectrumPanel() {
  const evaluations = useRun((view) => view.evaluations);
  const totalSteps = useRun((view) => view.status.steps);
  const measured = useMemo(
    () => evaluations.flatMap(({ step, map }) => (map ? [{ step, map }] : [])),
    [evaluations],
  );
  const rows = useMemo(
    () =>
      measured.map(({ step, map }): StepRow => ({
        ...{ step, condition: map.condition },
      })),
    [measured],
  );
  const latest = measured.at(-1) ?? null;
  const panels = useMemo(conditionPanels, []);
  const { title } = t.spectrum;
  return (
    <Panel
      about="spectrum"
      title={title}
      caption={
        <Explained label={title} more={t.spectrum.more}>
          {t.spectrum.caption}
        </Explained>
      }
      summary={latest ? inWords(latest) : t.spectrum.notMeasured}
      table={{
        columns: t.spectrum.columns,
        rows: measured.map(({ step, map }) => [
          step,
          formatLoss(map.condition),
          formatLoss(map.orthogonalityDeviation),
          formatLoss(map.singularValues[0] ?? null),
          formatLoss(map.singularValues.at(-1) ?? null),
        ]),
      }}
    >
      {latest ? (
        <>
          <SpectrumBars
            values={latest.map.singularValues}
            label={inWords(latest)}
          />
          <p className={styles["note"]}>
            {t.spectrum.note(
              formatCount(latest.step),
              latest.map.singularValues.length,
              formatLoss(latest.map.condition),
              formatLoss(latest.map.orthogonalityDeviation),
            )}
          </p>
          <div className={styles["condition"]}>
            <StepPanels
              rows={rows}
              panels={panels}
              totalSteps={totalSteps}
              marks={NO_MARKS}
              hasDots={rows.length <= 60}
              isZoomable={false}
              label={t.spectrum.cursor}
              emptyText={t.spectrum.waiting}
              leastHeight={120}
            />
          </div>
        </>
      ) : (
        <p className={styles["empty"]}>
          {evaluations.length > 0 ? t.spectrum.noMap : t.spectrum.noEvaluation}
        </p>
      )}
    </Panel>
  );
});

function inWords({ step, map }: { step: number; map: MapSpectrum }): string {
  return t.spectrum.summary(
    map.singularValues.length,
    formatCount(step),
    formatLoss(map.condition),
    formatLoss(map.orthogonalityDeviation),
  );
}
