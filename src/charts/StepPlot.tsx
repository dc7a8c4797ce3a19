/** The part of a panel that Recharts draws: axes, grid and curves over steps. It knows nothing of the pointer, so that moving it costs nothing. */
import { memo } from "react";
import { CartesianGrid, Line, LineChart, XAxis, YAxis } from "recharts";
import type { AxisScale } from "./axisScale.ts";
import { SERIES, type SeriesRole } from "./colorScale.ts";
import { formatCount, formatTick } from "./format.ts";
import type { PlotMargins } from "./plotGeometry.ts";

/** One row for each step that is drawn; null is a gap. */
export type StepRow = { step: number; [key: string]: number | null };

export type StepLine = {
  /** Key of the row. */
  key: string;
  role: SeriesRole;
  /** Key of the exact value, where the line itself is smoothed. */
  exactKey?: string;
  /** Written at the end of the curve; the series' own name if not given. */
  label?: string;
  /** Drawn faint and without label, behind a smoothed curve. */
  isRaw?: boolean;
  /** In place of the series' own dashes. */
  dash?: string;
};

export type StepPlotProps = {
  rows: readonly StepRow[];
  lines: readonly StepLine[];
  width: number;
  height: number;
  margins: PlotMargins;
  stepDomain: readonly [number, number];
  stepTicks: readonly number[];
  scale: AxisScale;
  isStepAxisShown: boolean;
  /** Each value its own dot, for series of few values. */
  hasDots: boolean;
  formatValue?: (value: number) => string;
};

const NO_MARGIN = { top: 0, right: 0, bottom: 0, left: 0 };

export const StepPlot = memo(function StepPlot({
  rows,
  lines,
  width,
  height,
  margins,
  stepDomain,
  stepTicks,
  scale,
  isStepAxisShown,
  hasDots,
  formatValue = formatTick,
}: StepPlotProps) {
  return (
    <LineChart
      width={width}
      height={height}
      data={rows as StepRow[]}
      margin={{
        ...NO_MARGIN,
        top: margins.top,
        right: margins.right,
        bottom: isStepAxisShown ? 0 : margins.bottomBare,
      }}
      accessibilityLayer={false}
    >
      <CartesianGrid vertical={false} stroke="var(--grid)" />
      <XAxis
        dataKey="step"
        type="number"
        domain={stepDomain as [number, number]}
        ticks={stepTicks as number[]}
        tickFormatter={formatCount}
        height={isStepAxisShown ? margins.bottom : 0}
        hide={!isStepAxisShown}
        allowDataOverflow
        stroke="var(--rule-strong)"
        tickSize={4}
      />
      <YAxis
        type="number"
        scale={scale.type}
        domain={scale.domain as [number, number]}
        ticks={scale.ticks as number[]}
        tickFormatter={formatValue}
        width={margins.left}
        allowDataOverflow
        axisLine={false}
        tickLine={false}
        interval={0}
      />
      {lines.map(({ key, role, isRaw, dash }) => (
        <Line
          key={key}
          dataKey={key}
          type="linear"
          stroke={SERIES[role].color}
          strokeWidth={isRaw ? 1 : 2}
          strokeOpacity={isRaw ? 0.3 : 1}
          strokeDasharray={isRaw ? "" : (dash ?? SERIES[role].dash)}
          strokeLinejoin="round"
          dot={
            hasDots || rows.length === 1
              ? {
                  r: 2.5,
                  fill: SERIES[role].color,
                  stroke: "none",
                  strokeDasharray: "",
                }
              : false
          }
          activeDot={false}
          legendType="none"
          tooltipType="none"
          isAnimationActive={false}
        />
      ))}
    </LineChart>
  );
});
