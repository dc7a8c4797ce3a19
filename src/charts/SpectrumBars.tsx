/** Singular values of a map beside each other, as multiples of their root mean square: all bars equally high is a rotation and a scale. */
import { memo } from "react";
import { angles as t } from "../texts/en/angles.tsx";
import styles from "./Angles.module.css";
import { formatTick } from "./format.ts";
import { rootTextScale } from "./plotGeometry.ts";
import { linearScale } from "./axisScale.ts";
import { useElementSize } from "./useElementSize.ts";

const UNMEASURED = { width: 480, height: 200 };

export const SpectrumBars = memo(function SpectrumBars({
  values,
  label,
}: {
  /** Falling. */
  values: readonly number[];
  /** What the picture shows, in words. */
  label: string;
}) {
  const [frame, { width }] = useElementSize(UNMEASURED);
  const scale = rootTextScale();
  const height = 190 * scale;
  const area = {
    left: 34 * scale,
    right: Math.max(60, width - 4),
    top: 16 * scale,
    bottom: height - 30 * scale,
  };
  const meanSquare =
    values.reduce((sum, value) => sum + value * value, 0) / values.length;
  const unit = Math.sqrt(meanSquare) || 1;
  const axis = linearScale([...values.map((value) => value / unit), 1.5], 3);
  const high = axis.domain[1];
  const y = (value: number) =>
    area.bottom - (value / high) * (area.bottom - area.top);
  const step = (area.right - area.left) / values.length;
  const gap = Math.min(3, step * 0.25);
  return (
    <div ref={frame} className={styles["frame"]}>
      <svg width={width} height={height} role="img" aria-label={label}>
        {axis.ticks.map((tick) => (
          <g key={tick}>
            <line
              {...{ x1: area.left, x2: area.right, y1: y(tick), y2: y(tick) }}
              stroke="var(--grid)"
            />
            <text x={area.left - 5} y={y(tick) + 4} textAnchor="end">
              {formatTick(tick)}
            </text>
          </g>
        ))}
        {values.map((value, i) => (
          <rect
            key={i}
            x={area.left + i * step + gap / 2}
            y={y(value / unit)}
            width={Math.max(0.5, step - gap)}
            height={area.bottom - y(value / unit)}
            fill="var(--series-compressed)"
          />
        ))}
        <line
          {...{ x1: area.left, x2: area.right, y1: y(1), y2: y(1) }}
          stroke="var(--ink)"
          strokeDasharray="5 3"
        />
        <text
          className={`${styles["strong"]} ${styles["halo"]}`}
          x={area.right}
          y={y(1) - 5}
          textAnchor="end"
        >
          {t.spectrum.rotation}
        </text>
        <text x={area.left} y={height - 14 * scale}>
          1
        </text>
        <text x={area.right} y={height - 14 * scale} textAnchor="end">
          {values.length}
        </text>
        <text
          x={(area.left + area.right) / 2}
          y={height - 3}
          textAnchor="middle"
        >
          {t.spectrum.direction}
        </text>
      </svg>
    </div>
  );
});
