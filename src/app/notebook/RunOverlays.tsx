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
const TERM_NAMES: Readonly<Record<LossTerm, string>> = {
  total: "Total",
  global: "Global",
  local: "Local",
  feature: "Feature",
  classToken: "Class token",
};
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
        title="Losses of runs"
        caption={
          methods.size > 1
            ? "These runs have different methods: their losses are different quantities."
            : "On a logarithmic scale. Losses compare between runs with the same method and weights only."
        }
        curves={losses}
        shownStep={shownStep}
        scaleOf={logScale}
        formatValue={formatLoss}
        formatTick={formatTick}
        emptyText="None of these runs has this term."
        actions={
          <label className={styles["term"]}>
            <span className="visually-hidden">Which loss</span>
            <select
              value={term}
              onChange={({ target }) => setTerm(target.value as LossTerm)}
            >
              {LOSS_TERMS.map((each) => (
                <option key={each} value={each}>
                  {TERM_NAMES[each]}
                </option>
              ))}
            </select>
          </label>
        }
      />
      <CurvePanel
        about="runKnn"
        title="kNN accuracy of runs"
        caption="Of the student, on held-out images, at each evaluation."
        curves={knn}
        shownStep={shownStep}
        scaleOf={percentScale}
        formatValue={formatPercent}
        formatTick={percentTick}
      />
      <CurvePanel
        about="runAngles"
        title="Angle error of runs"
        caption="Mean difference to the teacher’s angles, on held-out pairs."
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
  emptyText = "No evaluation yet.",
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
        label={`${title}: step whose values are read out`}
        emptyText={emptyText}
      />
    </Panel>
  );
}

const SETS = [
  { value: "near", label: "Near OOD" },
  { value: "far", label: "Far OOD" },
] as const;
const LAYOUTS = [
  { value: "rows", label: "Run by run" },
  { value: "id", label: "ID overlaid" },
  { value: "ood", label: "OOD overlaid" },
] as const;
type Layout = (typeof LAYOUTS)[number]["value"];

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
      title="OOD scores of runs"
      caption={
        layout === "rows"
          ? "Share of the student’s scores in each bin: ID filled, OOD hatched. Scores are cosines to the nearest training image."
          : `Share of the student’s scores of ${layout === "id" ? "ID" : "OOD"} images in each bin; cosines to the nearest training image.`
      }
      summary={
        scores.length === 0
          ? "No scores yet."
          : `${scores.map(({ label, verdict }) => `${label}: ${verdict}`).join("; ")}.`
      }
      table={table}
      fixedHeight={HEIGHT}
      actions={
        <>
          <Segments
            label="Foreign images"
            options={SETS}
            value={set}
            onChange={setSet}
          />
          <label className={styles["term"]}>
            <span className="visually-hidden">Layout of the scores</span>
            <select
              value={layout}
              onChange={({ target }) => setLayout(target.value as Layout)}
            >
              {LAYOUTS.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        </>
      }
    >
      {scores.length === 0 ? (
        <p className={styles["noScores"]}>
          {set === "near"
            ? "No run that is drawn has near-OOD scores."
            : "No run that is drawn has far-OOD scores."}
        </p>
      ) : (
        <RunHistograms runs={scores} oodRole={set} layout={layout} />
      )}
    </Panel>
  );
}
