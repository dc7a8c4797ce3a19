/** Error over severity, one small plot for each corruption, on one scale. */
import { memo } from "react";
import { CORRUPTION_IDS } from "../protocol/corruptions.ts";
import { accuracy as t } from "../texts/en/accuracy.ts";
import { corruptions } from "../texts/en/corruptions.ts";
import { SERIES, type SeriesRole } from "./colorScale.ts";
import styles from "./CorruptionCurves.module.css";
import { formatPercent } from "./format.ts";
import { SeriesMarker } from "./SeriesKey.tsx";

export type CorruptionSeries = {
  role: SeriesRole;
  /** Error on the same images, uncorrupted. */
  clean: number;
  /** Errors at severities 1 to 5, by corruption. */
  corrupted: Readonly<Record<string, readonly number[]>>;
};

export type CorruptionCurvesProps = {
  series: readonly CorruptionSeries[];
};

const [WIDTH, HEIGHT, LEFT, TOP, FLOOR] = [150, 96, 30, 6, 78];
const SEVERITIES = 5;

export const CorruptionCurves = memo(function CorruptionCurves({
  series,
}: CorruptionCurvesProps) {
  const errors = series.flatMap(({ clean, corrupted }) => [
    clean,
    ...Object.values(corrupted).flat(),
  ]);
  const highest = Math.max(0.25, Math.ceil(Math.max(0, ...errors) * 4) / 4);
  const yOf = (error: number) => FLOOR - (error / highest) * (FLOOR - TOP);
  const xOf = (severity: number) =>
    LEFT + 6 + ((severity - 1) / (SEVERITIES - 1)) * (WIDTH - LEFT - 14);
  return (
    <ul className={styles["plots"]}>
      {CORRUPTION_IDS.map((id) => (
        <li key={id}>
          <h4>{corruptions[id]}</h4>
          <svg
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
            role="img"
            aria-label={`${corruptions[id]}: ${inWords(id, series)}`}
          >
            {[0, highest / 2, highest].map((tick) => (
              <g key={tick}>
                <line
                  {...{ x1: LEFT, x2: WIDTH, y1: yOf(tick), y2: yOf(tick) }}
                  stroke="var(--grid)"
                />
                <text x={LEFT - 4} y={yOf(tick) + 4} textAnchor="end">
                  {Math.round(100 * tick)}
                </text>
              </g>
            ))}
            {[1, 3, 5].map((severity) => (
              <text
                key={severity}
                x={xOf(severity)}
                y={HEIGHT - 4}
                textAnchor="middle"
              >
                {severity}
              </text>
            ))}
            {series.map(({ role, clean }) => (
              <line
                key={role}
                {...{ x1: LEFT, x2: WIDTH, y1: yOf(clean), y2: yOf(clean) }}
                stroke={SERIES[role].color}
                strokeDasharray="1 3"
              />
            ))}
            {series.map(({ role, corrupted }) => (
              <g key={role}>
                <polyline
                  points={(corrupted[id] ?? [])
                    .map((error, i) => `${xOf(i + 1)},${yOf(error)}`)
                    .join(" ")}
                  fill="none"
                  stroke={SERIES[role].color}
                  strokeWidth="1.75"
                  strokeDasharray={SERIES[role].dash}
                />
                {(corrupted[id] ?? []).map((error, i) => (
                  <SeriesMarker
                    key={i}
                    {...{ role, x: xOf(i + 1), y: yOf(error) }}
                  />
                ))}
              </g>
            ))}
          </svg>
        </li>
      ))}
    </ul>
  );
});

function inWords(id: string, series: readonly CorruptionSeries[]): string {
  return series
    .map(({ role, clean, corrupted }) =>
      t.corruption.plot(
        SERIES[role].label,
        formatPercent(clean, 0),
        (corrupted[id] ?? [])
          .map((error) => formatPercent(error, 0))
          .join(", "),
      ),
    )
    .join("; ");
}
