/** The ROC curves of several networks in one square, and where the present threshold lies on each. */
import { memo } from "react";
import { ood as t } from "../texts/en/ood.ts";
import { SERIES, type SeriesRole } from "./colorScale.ts";
import type { RocCurve } from "./rocCurve.ts";
import { rootTextScale } from "./plotGeometry.ts";
import styles from "./RocPlot.module.css";
import { SeriesMarker } from "./SeriesKey.tsx";
import { useElementSize } from "./useElementSize.ts";

const UNMEASURED = { width: 320, height: 320 };
const TICKS = [0, 0.25, 0.5, 0.75, 1];

export type RocSeries = {
  role: SeriesRole;
  curve: RocCurve;
  /** Shares let in at the present threshold. */
  at: { id: number; ood: number };
};

export const RocPlot = memo(function RocPlot({
  series,
  chosen,
  label,
}: {
  series: readonly RocSeries[];
  /** Drawn thicker. */
  chosen: SeriesRole;
  label: string;
}) {
  const [frame, { width }] = useElementSize(UNMEASURED);
  const scale = rootTextScale();
  const [left, bottom, top, right] = [40 * scale, 38 * scale, 8, 10];
  const side = Math.max(1, width - left - right);
  const height = side + top + bottom;
  const xOf = (rate: number) => left + rate * side;
  const yOf = (rate: number) => top + (1 - rate) * side;
  const path = ({ falsePositiveRate: x, truePositiveRate: y }: RocCurve) =>
    Array.from(
      x,
      (rate, i) =>
        `${i === 0 ? "M" : "L"}${xOf(rate).toFixed(1)} ${yOf(y[i] ?? 0).toFixed(1)}`,
    ).join("");

  return (
    <div ref={frame} className={styles["frame"]}>
      <svg width={width} height={height} role="img" aria-label={label}>
        {TICKS.map((tick) => (
          <g key={tick}>
            <line
              {...{ x1: left, x2: left + side, y1: yOf(tick), y2: yOf(tick) }}
              stroke="var(--grid)"
            />
            <text x={left - 6} y={yOf(tick) + 4} textAnchor="end">
              {100 * tick} %
            </text>
            <text
              x={xOf(tick)}
              y={top + side + 16 * scale}
              textAnchor={tick === 1 ? "end" : "middle"}
            >
              {100 * tick} %
            </text>
          </g>
        ))}
        <text x={left} y={height - 5} className={styles["axis"]}>
          {t.separation.foreignAxis}
        </text>
        <text x={left + 6} y={top + 14 * scale} className={styles["axis"]}>
          {t.separation.knownAxis}
        </text>
        <line
          {...{ x1: xOf(0), x2: xOf(1), y1: yOf(0), y2: yOf(1) }}
          stroke="var(--rule-strong)"
          strokeDasharray="1 4"
        />
        {series.map(({ role, curve }) => (
          <path
            key={role}
            d={path(curve)}
            fill="none"
            stroke={SERIES[role].color}
            strokeWidth={role === chosen ? 2.75 : 1.5}
            strokeDasharray={SERIES[role].dash}
          />
        ))}
        {series.map(({ role, at }) => (
          <g key={role}>
            <circle
              cx={xOf(at.ood)}
              cy={yOf(at.id)}
              r={role === chosen ? 8 : 6}
              fill="var(--ground)"
              fillOpacity="0.85"
              stroke={SERIES[role].color}
              strokeWidth={role === chosen ? 2 : 1}
            />
            <SeriesMarker role={role} x={xOf(at.ood)} y={yOf(at.id)} />
          </g>
        ))}
      </svg>
    </div>
  );
});
