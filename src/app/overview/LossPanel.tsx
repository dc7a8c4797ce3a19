import { lazy, Suspense, useMemo, useState } from "react";
import { overview as t } from "../../texts/en/overview.ts";
import { useRun } from "../LabContext.tsx";
import { Segments } from "../ui/Segments.tsx";
import { drawnInTurn } from "./drawnInTurn.tsx";
import { Panel } from "./Panel.tsx";
import { LOSS_HEIGHT } from "./panelSizes.ts";
import { lossSummary, lossTable, updateMarks } from "./summaries.ts";
import styles from "./Overview.module.css";

const LossChart = drawnInTurn(() =>
  import("../../charts/LossChart.tsx").then((module) => module.LossChart),
);

const EquationPanel = lazy(() =>
  import("../equation/EquationPanel.tsx").then((module) => ({
    default: module.EquationPanel,
  })),
);

const SCALES = ["log", "linear"] as const;

export function LossPanel() {
  const points = useRun((view) => view.losses);
  const totalSteps = useRun((view) => view.status.steps);
  const [scale, setScale] = useState<"log" | "linear">("log");
  const [smoothing, setSmoothing] = useState(0);
  const [isEquation, setIsEquation] = useState(false);
  const updates = useRun((view) => view.updates);
  /** Of the step that the time line is at. */
  const past = useRun((view) => (view.shownStep === null ? null : view.latest));
  const shown = useMemo(
    () => past && { ...past.losses, step: past.step },
    [past],
  );
  const table = useMemo(() => lossTable(points), [points]);
  const marks = useMemo(() => updateMarks(updates), [updates]);

  return (
    <Panel
      about="losses"
      title={t.losses}
      caption={
        <>
          {t.lossesCaption}{" "}
          <button
            type="button"
            className={styles["equation"]}
            aria-pressed={isEquation}
            onClick={() => setIsEquation(!isEquation)}
          >
            {t.equation}
          </button>
        </>
      }
      summary={lossSummary(points, past)}
      table={table}
      fixedHeight={LOSS_HEIGHT}
      actions={
        !isEquation && (
          <>
            <label className={styles["smoothing"]}>
              <span>{t.smoothing}</span>
              <input
                type="range"
                title={t.smoothing}
                min={0}
                max={0.95}
                step={0.05}
                value={smoothing}
                onChange={(event) => setSmoothing(Number(event.target.value))}
              />
            </label>
            <Segments
              label={t.scale}
              options={SCALES.map((value) => ({ value, label: t[value] }))}
              value={scale}
              onChange={setScale}
            />
          </>
        )
      }
    >
      {isEquation ? (
        <Suspense fallback={null}>
          <EquationPanel />
        </Suspense>
      ) : (
        <LossChart
          points={points}
          scale={scale}
          smoothing={smoothing}
          marks={marks}
          shown={shown}
          totalSteps={totalSteps}
        />
      )}
    </Panel>
  );
}
