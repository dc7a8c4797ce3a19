/** Accuracy over the number of unlabelled images: a curve for each way to distil, a level for training from scratch. */
import type { ReactNode } from "react";
import { claims as t } from "../texts/en/claims.tsx";
import { type AxisScale, axisPlace, linearScale } from "./axisScale.ts";
import { ChartFigure } from "./ChartFigure.tsx";
import { formatPercent, formatTick } from "./format.ts";
import { spreadLabels } from "./labelPlaces.ts";
import { useElementSize } from "./useElementSize.ts";
import styles from "./LowDataChart.module.css";

export type LowDataPoint = {
  images: number;
  mean: number;
  low: number | null;
  high: number | null;
};

export type LowDataSeries = {
  name: string;
  /** `level`: one point, the same whatever is there without labels. */
  role: "first" | "second" | "level";
  points: readonly LowDataPoint[];
};

export type LowDataChartProps = {
  series: readonly LowDataSeries[];
  caption: string;
  actions: ReactNode;
};

const HEIGHT = 240;
const MARGIN = { left: 46, right: 120, top: 10, bottom: 40 };

const LOOKS: Record<LowDataSeries["role"], { color: string; dash: string }> = {
  first: { color: "var(--series-student)", dash: "" },
  second: { color: "var(--series-teacher)", dash: "6 3" },
  level: { color: "var(--ink-soft)", dash: "2 3" },
};

export function LowDataChart({ series, caption, actions }: LowDataChartProps) {
  const [frame, { width }] = useElementSize({ width: 640, height: HEIGHT });
  const images = [
    ...new Set(
      series
        .filter(({ role }) => role !== "level")
        .flatMap(({ points }) => points.map((point) => point.images)),
    ),
  ].sort((a, b) => a - b);
  const x: AxisScale = {
    type: "log",
    domain: [(images[0] ?? 100) / 1.15, (images.at(-1) ?? 1000) * 1.15],
    ticks: images,
  };
  const values = series.flatMap(({ points }) =>
    points.flatMap(({ mean, high }) => [mean, high ?? mean]),
  );
  const y = linearScale(values.map((value) => Math.min(1, value)));
  const inner = {
    width: Math.max(80, width - MARGIN.left - MARGIN.right),
    height: HEIGHT - MARGIN.top - MARGIN.bottom,
  };
  const atX = (value: number) =>
    MARGIN.left + axisPlace(x, value) * inner.width;
  const atY = (value: number) =>
    MARGIN.top + (1 - axisPlace(y, value)) * inner.height;
  const ends = spreadLabels(
    series.map(({ points }) => atY(points.at(-1)?.mean ?? 0)),
    14,
    [MARGIN.top, HEIGHT - MARGIN.bottom],
  );

  return (
    <ChartFigure
      title={t.lowData.title}
      caption={caption}
      summary={summaryOf(series)}
      actions={actions}
      table={{
        columns: [t.lowData.student, ...images.map(t.lowData.images)],
        rows: series.map(({ name, role, points }) => [
          name,
          ...images.map((n) => {
            const found =
              role === "level"
                ? points[0]
                : points.find((point) => point.images === n);
            return found ? rangeText(found) : "";
          }),
        ]),
      }}
    >
      <div ref={frame} className={styles["frame"]}>
        <svg width={width} height={HEIGHT} aria-hidden="true">
          {y.ticks.map((tick) => (
            <g key={tick}>
              <line
                x1={MARGIN.left}
                x2={MARGIN.left + inner.width}
                y1={atY(tick)}
                y2={atY(tick)}
                stroke="var(--grid)"
              />
              <text
                x={MARGIN.left - 6}
                y={atY(tick)}
                textAnchor="end"
                dy="0.35em"
              >
                {formatPercent(tick, 0)}
              </text>
            </g>
          ))}
          {images.map((tick) => (
            <text
              key={tick}
              x={atX(tick)}
              y={HEIGHT - MARGIN.bottom + 16}
              textAnchor="middle"
            >
              {formatTick(tick)}
            </text>
          ))}
          <text
            x={MARGIN.left + inner.width / 2}
            y={HEIGHT - 6}
            textAnchor="middle"
          >
            {t.lowData.axis}
          </text>
          {series.map(({ name, role, points }, index) => {
            const { color, dash } = LOOKS[role];
            const isLevel = role === "level";
            const places = points.map((point) => ({
              point,
              x: atX(point.images),
              y: atY(point.mean),
            }));
            const level = places[0]?.y ?? 0;
            const right = MARGIN.left + inner.width;
            return (
              <g key={name}>
                {isLevel ? (
                  <line
                    x1={MARGIN.left}
                    x2={right}
                    y1={level}
                    y2={level}
                    stroke={color}
                    strokeWidth="2"
                    strokeDasharray={dash}
                  />
                ) : (
                  <polyline
                    points={places.map((p) => `${p.x},${p.y}`).join(" ")}
                    fill="none"
                    stroke={color}
                    strokeWidth="2"
                    strokeDasharray={dash}
                  />
                )}
                {!isLevel &&
                  places.map(({ point, x: px, y: py }) => (
                    <g key={point.images}>
                      {point.low !== null && point.high !== null && (
                        <line
                          x1={px}
                          x2={px}
                          y1={atY(Math.max(0, point.low))}
                          y2={atY(Math.min(y.domain[1], point.high))}
                          stroke={color}
                        />
                      )}
                      {role === "first" ? (
                        <circle cx={px} cy={py} r="3.2" fill={color} />
                      ) : (
                        <rect
                          x={px - 3}
                          y={py - 3}
                          width="6"
                          height="6"
                          fill={color}
                        />
                      )}
                    </g>
                  ))}
                <text
                  x={right + 6}
                  y={ends[index]}
                  dy="0.35em"
                  style={{ fill: color }}
                >
                  {name}
                </text>
              </g>
            );
          })}
        </svg>
      </div>
    </ChartFigure>
  );
}

function rangeText({ mean, low, high }: LowDataPoint): string {
  const range =
    low === null || high === null
      ? ""
      : t.lowData.range(formatPercent(low), formatPercent(high));
  return `${formatPercent(mean)}${range}`;
}

function summaryOf(series: readonly LowDataSeries[]): string {
  return series
    .map(({ name, role, points }) => {
      const [first, last] = [points[0], points.at(-1)];
      if (!first || !last) return t.lowData.nothing(name);
      return role === "level"
        ? t.lowData.level(name, formatPercent(first.mean))
        : t.lowData.curve(
            name,
            formatPercent(first.mean),
            first.images,
            formatPercent(last.mean),
            last.images,
          );
    })
    .join(" ");
}
