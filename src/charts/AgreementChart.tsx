/** How good the student has become, at each evaluation: accuracy, angle error, correlation of angles with the teacher's. */
import { memo, useMemo } from "react";
import { charts as t } from "../texts/en/charts.ts";
import { type AxisScale, linearScale } from "./axisScale.ts";
import { formatDegrees, formatPercent, formatUnit } from "./format.ts";
import type { StepMark } from "./StepOverlay.tsx";
import { type StepPanel, StepPanels } from "./StepPanels.tsx";
import type { StepRow } from "./StepPlot.tsx";

/** One evaluation of the student: fractions and correlations, and an angle in degrees. */
export type AgreementPoint = {
  step: number;
  /** Weighted kNN accuracy, 0 to 1. */
  knn: number;
  /** Mean absolute difference to the teacher's angles, in degrees. */
  angleError: number;
  pearsonHeldOut: number;
  pearsonTraining: number;
};

export type AgreementChartProps = {
  points: readonly AgreementPoint[];
  /** The teacher's own accuracy, a line to reach. */
  teacher: { knn: number } | null;
  /** Changes made in mid-run. */
  marks?: readonly StepMark[];
  /** The step that a time line is at; absent: nowhere. */
  shownStep?: number | null;
  totalSteps: number;
};

const PERCENT_SCALE: AxisScale = {
  type: "linear",
  domain: [0, 1],
  ticks: [0, 0.5, 1],
};
const PEARSON_SCALE: AxisScale = { ...PERCENT_SCALE };
/** An untrained student's angles can run against the teacher's. */
const WIDE_PEARSON_SCALE: AxisScale = {
  type: "linear",
  domain: [-1, 1],
  ticks: [-1, 0, 1],
};
const DASHED = "6 3";
const NO_MARKS: readonly StepMark[] = [];

const formatWholePercent = (value: number) => formatPercent(value, 0);
const formatWholeDegrees = (value: number) => `${value}°`;

function columnOf(rows: readonly StepRow[], keys: readonly string[]): number[] {
  return rows.flatMap((row) =>
    keys.flatMap((key) => (typeof row[key] === "number" ? [row[key]] : [])),
  );
}

export const AgreementChart = memo(function AgreementChart({
  points,
  teacher,
  marks = NO_MARKS,
  shownStep = null,
  totalSteps,
}: AgreementChartProps) {
  const rows = useMemo(() => points.map(agreementRow), [points]);
  const shownRow =
    shownStep === null
      ? null
      : (rows.findLast(({ step }) => step <= shownStep) ?? null);
  const teacherKnn = teacher?.knn ?? null;
  const panels = useMemo(
    (): StepPanel[] => [
      {
        title: t.agreement.knn,
        unit: t.agreement.heldOutImages,
        lines: [{ key: "knn", role: "student" }],
        scaleOf: () => PERCENT_SCALE,
        share: 1,
        formatValue: formatPercent,
        formatTick: formatWholePercent,
        reference:
          teacherKnn === null
            ? null
            : {
                value: teacherKnn,
                label: t.agreement.teacher(formatPercent(teacherKnn, 0)),
                role: "teacher",
              },
      },
      {
        title: t.agreement.error,
        unit: t.agreement.meanOfPairs,
        lines: [{ key: "angleError", role: "student" }],
        scaleOf: (seen) => linearScale(columnOf(seen, ["angleError"]), 2, 40),
        share: 1,
        formatValue: formatDegrees,
        formatTick: formatWholeDegrees,
      },
      {
        title: t.agreement.correlation,
        unit: t.agreement.ofAngles,
        lines: [
          {
            key: "pearsonHeldOut",
            role: "student",
            label: t.agreement.heldOut,
          },
          {
            key: "pearsonTraining",
            role: "untrained",
            label: t.agreement.training,
            dash: DASHED,
          },
        ],
        scaleOf: (seen) =>
          Math.min(
            0,
            ...columnOf(seen, ["pearsonHeldOut", "pearsonTraining"]),
          ) < -0.1
            ? WIDE_PEARSON_SCALE
            : PEARSON_SCALE,
        share: 1,
        formatValue: formatUnit,
      },
    ],
    [teacherKnn],
  );
  return (
    <StepPanels
      rows={rows}
      panels={panels}
      totalSteps={totalSteps}
      marks={marks}
      shownRow={shownRow}
      shownStep={shownStep}
      hasDots={points.length <= 60}
      isZoomable={false}
      label={t.agreement.cursor}
      emptyText={t.agreement.none}
      leastHeight={320}
    />
  );
});

/** Values that are not finite (a correlation of constants) become gaps. */
function agreementRow(point: AgreementPoint): StepRow {
  const row: StepRow = { step: point.step };
  for (const [key, value] of Object.entries(point)) {
    if (key !== "step") row[key] = Number.isFinite(value) ? value : null;
  }
  return row;
}
