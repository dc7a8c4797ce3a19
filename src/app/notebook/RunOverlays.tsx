import { useMemo, useState } from "react";
import { linearScale, logScale } from "../../charts/axisScale.ts";
import {
  formatDegrees,
  formatLoss,
  formatPercent,
  formatTick,
} from "../../charts/format.ts";
import type { RunCurve } from "../../charts/runCurve.ts";
import { RunCurves, type RunCurvesProps } from "../../charts/RunCurves.tsx";
import { RunHistograms } from "../../charts/RunHistograms.tsx";
import { bodyAt } from "../../store/keptRun.ts";
import { runs as t } from "../../texts/en/runs.ts";
import { useRun } from "../LabContext.tsx";
import { Panel } from "../overview/Panel.tsx";
import type { PanelTopic } from "../terms/panelTerms.ts";
import { Segments } from "../ui/Segments.tsx";
import {
  curveSummary,
  curveTable,
  evaluationCurves,
  lossCurves,
  LOSS_TERMS,
  runScores,
  scoreTable,
  type DrawnRun,
  type LossTerm,
} from "./runSeries.ts";
import styles from "./Runs.module.css";

export type RunOverlaysProps = { runs: readonly DrawnRun[] };

const HEIGHT = 250;
const percentScale = (values: Iterable<number>) => {
  const scale = linearScale(values, 4);
  return scale.domain[1] > 1
    ? { ...scale, domain: [0, 1] as const, ticks: [0, 0.25, 0.5, 0.75, 1] }
    : scale;
};
const degreesScale = (values: Iterable<number>) => linearScale(values, 4, 40);
const percentTick = (value: number) => formatPercent(value, 0);
const degreesTick = (value: number) => `${formatTick(value)}°`;

/** Curves and scores of the runs that are drawn, over each other; at the step of the time line where it is not at its end. */
export function RunOverlays({ runs }: RunOverlaysProps) {
  const shownStep = useRun((view) => view.shownStep);
  const [term, setTerm] = useState<LossTerm>("total");
  const losses = useMemo(() => lossCurves(runs, term), [runs, term]);
  const knn = useMemo(
    () => evaluationCurves(runs, ({ student }) => student.knn.accuracy),
    [runs],
  );
  const errors = useMemo(
    () =>
      evaluationCurves(runs, ({ student }) => student.angles.meanErrorDegrees),
    [runs],
  );
  const methods = new Set(
    runs.map(({ summary }) => summary.config?.method.id ?? ""),
  );
  return (
    <div className={styles["overlays"]}>
      <CurvePanel
        about="runLosses"
        title={t.overlays.losses}
        caption={
          methods.size > 1 ? t.overlays.otherMethods : t.overlays.sameMethod
        }
        curves={losses}
        shownStep={shownStep}
        scaleOf={logScale}
        formatValue={formatLoss}
        formatTick={formatTick}
        emptyText={t.overlays.noTerm}
        actions={
          <label className={styles["term"]}>
            <span className="visually-hidden">{t.overlays.whichLoss}</span>
            <select
              value={term}
              onChange={({ target }) => setTerm(target.value as LossTerm)}
            >
              {LOSS_TERMS.map((each) => (
                <option key={each} value={each}>
                  {t.overlays.terms[each]}
                </option>
              ))}
            </select>
          </label>
        }
      />
      <CurvePanel
        about="runKnn"
        title={t.overlays.knn}
        caption={t.overlays.knnCaption}
        curves={knn}
        shownStep={shownStep}
        scaleOf={percentScale}
        formatValue={formatPercent}
        formatTick={percentTick}
      />
      <CurvePanel
        about="runAngles"
        title={t.overlays.errors}
        caption={t.overlays.errorsCaption}
        curves={errors}
        shownStep={shownStep}
        scaleOf={degreesScale}
        formatValue={formatDegrees}
        formatTick={degreesTick}
      />
      <ScorePanel runs={runs} shownStep={shownStep} />
    </div>
  );
}

type CurvePanelProps = Omit<RunCurvesProps, "label" | "emptyText"> & {
  about: PanelTopic;
  title: string;
  caption: string;
  curves: readonly RunCurve[];
  actions?: React.ReactNode;
  emptyText?: string;
};

function CurvePanel({
  about,
  title,
  caption,
  actions,
  emptyText = t.overlays.none,
  ...plot
}: CurvePanelProps) {
  const { curves, formatValue } = plot;
  const table = useMemo(
    () => curveTable(curves, formatValue),
    [curves, formatValue],
  );
  return (
    <Panel
      about={about}
      title={title}
      caption={caption}
      summary={curveSummary(curves, formatValue)}
      table={table}
      fixedHeight={HEIGHT}
      actions={actions}
    >
      <RunCurves
        {...plot}
        label={t.overlays.cursor(title)}
        emptyText={emptyText}
      />
    </Panel>
  );
}

const SETS = ["near", "far"] as const;
const LAYOUTS = ["rows", "id", "ood"] as const;
type Layout = (typeof LAYOUTS)[number];

function ScorePanel({
  runs,
  shownStep,
}: RunOverlaysProps & { shownStep: number | null }) {
  const [set, setSet] = useState<"near" | "far">("near");
  const [layout, setLayout] = useState<Layout>("rows");
  const scores = useMemo(() => {
    const shown = runs.map(({ body, ...run }) => ({
      ...run,
      body: body && bodyAt(body, shownStep),
    }));
    return runScores(shown, set);
  }, [runs, shownStep, set]);
  const table = useMemo(() => scoreTable(scores), [scores]);
  return (
    <Panel
      about="runScores"
      title={t.overlays.scores}
      caption={
        layout === "rows"
          ? t.overlays.byRun
          : t.overlays.bySet(layout.toUpperCase())
      }
      summary={
        scores.length === 0
          ? t.overlays.noScores
          : `${scores.map(({ label, verdict }) => `${label}: ${verdict}`).join("; ")}.`
      }
      table={table}
      fixedHeight={HEIGHT}
      actions={
        <>
          <Segments
            label={t.overlays.foreign}
            options={SETS.map((value) => ({
              value,
              label: t.overlays.sets[value],
            }))}
            value={set}
            onChange={setSet}
          />
          <label className={styles["term"]}>
            <span className="visually-hidden">{t.overlays.layout}</span>
            <select
              value={layout}
              onChange={({ target }) => setLayout(target.value as Layout)}
            >
              {LAYOUTS.map((value) => (
                <option key={value} value={value}>
                  {t.overlays.layouts[value]}
                </option>
              ))}
            </select>
          </label>
        </>
      }
    >
      {scores.length === 0 ? (
        <p className={styles["noScores"]}>{t.overlays.without[set]}</p>
      ) : (
        <RunHistograms runs={scores} oodRole={set} layout={layout} />
      )}
    </Panel>
  );
}
