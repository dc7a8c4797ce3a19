import { memo, useMemo } from "react";
import { logScale } from "../../charts/axisScale.ts";
import { formatCount, formatLoss } from "../../charts/format.ts";
import { SpectrumBars } from "../../charts/SpectrumBars.tsx";
import { StepPanels, type StepPanel } from "../../charts/StepPanels.tsx";
import type { StepRow } from "../../charts/StepPlot.tsx";
import type { MapSpectrum } from "../../protocol/measures.ts";
import { useRun } from "../LabContext.tsx";
import { Panel } from "../overview/Panel.tsx";
import { Explained } from "./Explained.tsx";
import styles from "./AnglesView.module.css";

const NO_MARKS: readonly never[] = [];

const CONDITION: readonly StepPanel[] = [
  {
    unit: "condition number, first over last singular value",
    lines: [{ key: "condition", role: "compressed", label: "head" }],
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
  const title = "The head’s spectrum";
  return (
    <Panel
      about="spectrum"
      title={title}
      caption={
        <Explained
          label={title}
          more="Singular values of the linear map from the teacher's to the student's width, the scale of the LayerNorm before it included, over their root mean square. Condition: the largest over the smallest; 1 is a rotation and a scale, which keeps every angle between differences. Deviation: root mean square of (value² / mean square − 1). Measured at each evaluation; a run that stands still has one of its step."
        >
          An angle-preserving map would have all bars at the dashed line; tall
          and short ones stretch some directions more than others.
        </Explained>
      }
      summary={latest ? inWords(latest) : "No map has been measured yet."}
      table={{
        columns: ["Step", "Condition", "Deviation", "Largest", "Smallest"],
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
            Step {formatCount(latest.step)}: {latest.map.singularValues.length}{" "}
            singular values, condition <b>{formatLoss(latest.map.condition)}</b>
            , deviation from orthonormal{" "}
            <b>{formatLoss(latest.map.orthogonalityDeviation)}</b>
          </p>
          <div className={styles["condition"]}>
            <StepPanels
              rows={rows}
              panels={CONDITION}
              totalSteps={totalSteps}
              marks={NO_MARKS}
              hasDots={rows.length <= 60}
              isZoomable={false}
              label="Evaluation whose condition number is read out"
              emptyText="The first evaluation is on its way."
              leastHeight={120}
            />
          </div>
        </>
      ) : (
        <p className={styles["empty"]}>
          {evaluations.length > 0
            ? "This method has no map on the teacher’s side, so there is no spectrum."
            : "The first evaluation measures the map."}
        </p>
      )}
    </Panel>
  );
});

function inWords({ step, map }: { step: number; map: MapSpectrum }): string {
  return `${map.singularValues.length} singular values of the head at step ${formatCount(step)}: condition ${formatLoss(map.condition)}, deviation from orthonormal ${formatLoss(map.orthogonalityDeviation)}.`;
}
