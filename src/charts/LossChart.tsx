/** The losses of a run over its steps: compression in nats above, cosine losses below, since the two share no unit. */
import { memo, useMemo } from "react";
import { charts as t } from "../texts/en/charts.ts";
import { linearScale, logScale } from "./axisScale.ts";
import { formatLoss } from "./format.ts";
import { smoothed } from "./smoothing.ts";
import type { StepMark } from "./StepOverlay.tsx";
import { type StepPanel, StepPanels } from "./StepPanels.tsx";
import type { StepLine, StepRow } from "./StepPlot.tsx";

/** Losses of one step; nats for global and local, 1 - cosine for feature and class token, the weighted sum of all for total. */
export type LossPoint = {
  step: number;
  total: number;
  global: number;
  local: number;
  feature: number;
  classToken: number;
};

export type LossChartProps = {
  /** Ascending by step and thinned already (`minMaxIndices`): at most about 300, or drawing them takes too long. */
  points: readonly LossPoint[];
  scale: "log" | "linear";
  /** 0 (none) to 0.99. */
  smoothing: number;
  /** Changes made in mid-run. */
  marks?: readonly StepMark[];
  /** The step that a time line is at, exactly; absent: nowhere. */
  shown?: LossPoint | null;
  totalSteps: number;
};

const COMPRESSION = ["total", "global", "local"] as const;
const COSINE = ["feature", "classToken"] as const;
const TERMS = [...COMPRESSION, ...COSINE];
type Term = (typeof TERMS)[number];

/**
 * Share of a run over which smoothing keeps its factor of the past: 0.9 then averages over about 1/30 of the axis,
 * however long the run is.
 */
const SMOOTHING_UNIT = 1 / 300;

const NO_MARKS: readonly StepMark[] = [];
const smoothKey = (term: Term) => `${term} smoothed`;

export const LossChart = memo(function LossChart({
  points,
  scale,
  smoothing,
  marks = NO_MARKS,
  shown = null,
  totalSteps,
}: LossChartProps) {
  const rows = useMemo(
    () => lossRows(points, scale, smoothing, totalSteps),
    [points, scale, smoothing, totalSteps],
  );
  const shownRow = useMemo(
    () => (shown ? (lossRows([shown], scale, 0, totalSteps)[0] ?? null) : null),
    [shown, scale, totalSteps],
  );
  const isSmooth = smoothing > 0;
  const panels = useMemo((): StepPanel[] => {
    const panel = (terms: readonly Term[]) => ({
      lines: lossLines(terms, isSmooth),
      scaleOf: (seen: readonly StepRow[]) =>
        scale === "log"
          ? logScale(valuesOf(seen, terms))
          : linearScale(valuesOf(seen, terms)),
      formatValue: formatLoss,
    });
    return [
      {
        ...panel(COMPRESSION),
        unit: t.losses.compression,
        share: 3,
      },
      {
        ...panel(COSINE),
        unit: t.losses.cosine,
        share: 2,
      },
    ];
  }, [scale, isSmooth]);

  return (
    <StepPanels
      rows={rows}
      panels={panels}
      totalSteps={totalSteps}
      marks={marks}
      shownRow={shownRow}
      hasDots={false}
      isZoomable
      label={t.losses.cursor}
      emptyText={t.losses.none}
      leastHeight={280}
    />
  );
});

/** Rows for the plot: exact values (null where the axis has no place for them) and, with smoothing, the smoothed ones. */
export function lossRows(
  points: readonly LossPoint[],
  scale: "log" | "linear",
  smoothing: number,
  totalSteps: number,
): StepRow[] {
  const drawable = (value: number | null) =>
    value !== null &&
    Number.isFinite(value) &&
    (scale === "linear" || value > 0)
      ? value
      : null;
  const rows = points.map((point): StepRow => {
    const row: StepRow = { step: point.step };
    for (const term of TERMS) row[term] = drawable(point[term]);
    return row;
  });
  if (smoothing === 0) return rows;
  const steps = points.map(({ step }) => step);
  const unit = Math.max(1, totalSteps * SMOOTHING_UNIT);
  for (const term of TERMS) {
    const values = points.map((point) => point[term]);
    smoothed(steps, values, smoothing, unit).forEach((value, i) => {
      const row = rows[i];
      if (row) row[smoothKey(term)] = drawable(value);
    });
  }
  return rows;
}

function lossLines(terms: readonly Term[], isSmooth: boolean): StepLine[] {
  if (!isSmooth) return terms.map((term) => ({ key: term, role: term }));
  const raw = terms.map((term) => ({ key: term, role: term, isRaw: true }));
  const smooth = terms.map((term) => ({
    key: smoothKey(term),
    exactKey: term,
    role: term,
  }));
  return [...raw, ...smooth];
}

function* valuesOf(
  rows: readonly StepRow[],
  terms: readonly Term[],
): Generator<number> {
  for (const row of rows) {
    for (const term of terms) {
      const value = row[term];
      if (typeof value === "number") yield value;
    }
  }
}
