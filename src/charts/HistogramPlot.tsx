/** The part of a score histogram that Recharts draws: stepped outlines of the three sets over the score axis. */
import { memo } from "react";
import { Area, AreaChart, CartesianGrid, XAxis, YAxis } from "recharts";
import { SERIES } from "./colorScale.ts";
import { formatTick } from "./format.ts";
import type { PlotMargins } from "./plotGeometry.ts";
import { binEdges, SCORE_BINS, SCORE_DOMAIN } from "./histogram.ts";

export const SCORE_SETS = ["id", "near", "far"] as const;
export type ScoreSetName = (typeof SCORE_SETS)[number];
export type SetShares = Record<ScoreSetName, readonly number[]>;

const SCORE_TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];
const formatShare = (share: number) =>
  `${formatTick(Number((share * 100).toFixed(1)))}\u00a0%`;

export const HistogramPlot = memo(function HistogramPlot({
  shares,
  highest,
  width,
  height,
  margins,
}: {
  shares: SetShares;
  /** Upper end of the share axis. */
  highest: number;
  width: number;
  height: number;
  margins: PlotMargins;
}) {
  const { left, right, top, bottom } = margins;
  return (
    <AreaChart
      width={width}
      height={height}
      data={outline(shares)}
      margin={{ top, right, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <CartesianGrid vertical={false} stroke="var(--grid)" />
      <XAxis
        dataKey="score"
        type="number"
        domain={SCORE_DOMAIN as [number, number]}
        ticks={SCORE_TICKS}
        tickFormatter={formatTick}
        height={bottom}
        stroke="var(--rule-strong)"
        tickSize={4}
      />
      <YAxis
        type="number"
        domain={[0, highest]}
        ticks={[0, highest / 2, highest]}
        tickFormatter={formatShare}
        width={left}
        axisLine={false}
        tickLine={false}
        interval={0}
      />
      {SCORE_SETS.map((set) => (
        <Area
          key={set}
          dataKey={set}
          type="stepAfter"
          stroke={SERIES[set].color}
          strokeWidth={1.75}
          strokeDasharray={SERIES[set].dash}
          fill={SERIES[set].color}
          fillOpacity={0.16}
          dot={false}
          activeDot={false}
          legendType="none"
          tooltipType="none"
          isAnimationActive={false}
        />
      ))}
    </AreaChart>
  );
});

/** One point for each left edge of a bin, and one that closes the last bin. */
function outline(shares: SetShares): Record<string, number>[] {
  return Array.from({ length: SCORE_BINS + 1 }, (_, i) => {
    const bin = Math.min(i, SCORE_BINS - 1);
    const point: Record<string, number> = { score: binEdges(i)[0] };
    for (const set of SCORE_SETS) point[set] = shares[set][bin] ?? 0;
    return point;
  });
}
