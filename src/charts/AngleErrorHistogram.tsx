/** How far off the angles are, to both sides, with what a random map would do behind them. */
import { memo } from "react";
import { angles as t } from "../texts/en/angles.tsx";
import styles from "./Angles.module.css";
import type { ErrorAxis } from "./angleErrorBins.ts";
import { SERIES } from "./colorScale.ts";
import { formatDegrees, formatTick } from "./format.ts";
import { rootTextScale } from "./plotGeometry.ts";
import { stairPath } from "./scoreBins.ts";
import { SeriesMarker } from "./SeriesKey.tsx";
import { useElementSize } from "./useElementSize.ts";

const UNMEASURED = { width: 480, height: 260 };
/** Room for the name of a line and its value, in CSS pixels. */
const LABEL_ROOM = 170;

export type ErrorSeries = {
  role: "compressed" | "student";
  /** Of each bin of the axis. */
  shares: readonly number[];
  biasDegrees: number;
};

export type AngleErrorHistogramProps = {
  axis: ErrorAxis;
  series: readonly ErrorSeries[];
  /** Of a random map; null where the widths are not known. */
  nullShares: readonly number[] | null;
  /** What the picture shows, in words. */
  label: string;
};

export const AngleErrorHistogram = memo(function AngleErrorHistogram({
  axis,
  series,
  nullShares,
  label,
}: AngleErrorHistogramProps) {
  const [frame, { width }] = useElementSize(UNMEASURED);
  const scale = rootTextScale();
  const height = 250 * scale;
  const [left, right, top, bottom] = [8, 8, 34 * scale, 36 * scale];
  const floor = height - bottom;
  const inner = Math.max(1, width - left - right);
  const { reach, edges } = axis;
  const xOf = (degrees: number) =>
    left + ((degrees + reach) / (2 * reach)) * inner;
  const xOfBin = (bin: number) => xOf(edges[bin] ?? reach);
  const highest = Math.max(
    0.02,
    ...series.flatMap(({ shares }) => shares),
    ...(nullShares ?? []),
  );
  const yOf = (share: number) => floor - (share / highest) * (floor - top);
  const biases = series.map(({ biasDegrees }) =>
    xOf(Math.max(-reach, Math.min(reach, biasDegrees))),
  );
  const labelRows = series.map((_, i) => (12 + 13 * i) * scale);
  const shoulder = nullShares ? rightShoulder(nullShares) : null;

  return (
    <div ref={frame} className={styles["frame"]}>
      <svg width={width} height={height} role="img" aria-label={label}>
        <line
          {...{ x1: left, x2: width - right, y1: floor, y2: floor }}
          stroke="var(--rule-strong)"
        />
        <line
          {...{ x1: xOf(0), x2: xOf(0), y1: top, y2: floor }}
          stroke="var(--ink-faint)"
        />
        {nullShares && (
          <path
            d={stairPath(nullShares, xOfBin, yOf)}
            fill="none"
            stroke="var(--ink)"
            strokeDasharray="5 3"
          />
        )}
        {series.map(({ role, shares }) => (
          <path
            key={role}
            d={stairPath(shares, xOfBin, yOf)}
            fill={SERIES[role].color}
            fillOpacity={role === "student" ? 0.16 : 0.08}
            stroke={SERIES[role].color}
            strokeWidth="1.75"
            strokeDasharray={SERIES[role].dash}
          />
        ))}
        {series.map(({ role, biasDegrees }, i) => {
          const x = biases[i] ?? 0;
          // To the side where no other line runs through it, if there is room.
          const isFirst = biases.every((other) => x <= other);
          const isLate = isFirst
            ? x > LABEL_ROOM * scale
            : x > width - LABEL_ROOM * scale;
          return (
            <g key={role}>
              <line
                {...{ x1: x, x2: x, y1: labelRows[i], y2: floor }}
                stroke={SERIES[role].color}
                strokeWidth="1.5"
              />
              <SeriesMarker role={role} x={x} y={floor} />
              <text
                className={styles["halo"]}
                style={{ fill: SERIES[role].color }}
                x={isLate ? x - 6 : x + 6}
                y={labelRows[i]! + 3}
                textAnchor={isLate ? "end" : "start"}
              >
                {t.errors.bias(
                  SERIES[role].label,
                  `${biasDegrees > 0 ? "+" : ""}${formatDegrees(biasDegrees)}`,
                )}
              </text>
            </g>
          );
        })}
        {shoulder && (
          <text
            className={`${styles["strong"]} ${styles["halo"]}`}
            x={xOfBin(shoulder.bin) + 5}
            y={yOf(shoulder.share)}
          >
            {t.errors.randomMap}
          </text>
        )}
        {[-reach, -reach / 2, 0, reach / 2, reach].map((tick) => (
          <text
            key={tick}
            x={xOf(tick)}
            y={floor + 15 * scale}
            textAnchor={
              tick === -reach ? "start" : tick === reach ? "end" : "middle"
            }
          >
            {formatTick(tick)}°
          </text>
        ))}
        <text x={left} y={height - 4}>
          {t.errors.tooClose}
        </text>
        <text x={width - right} y={height - 4} textAnchor="end">
          {t.errors.tooFar}
        </text>
      </svg>
    </div>
  );
});

/** Where the right flank of a hill has come down to half: a place for its name. */
function rightShoulder(shares: readonly number[]) {
  const half = Math.max(...shares) / 2;
  const bin = shares.findLastIndex((share) => share > half) + 1;
  return { bin, share: half * 1.2 };
}
